"""Makes wheels, good ones and bad ones, byte for byte as the tests want them."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

GOOD = '"""Good: does nothing."""\nPROCESSION_API = 1\n'


def hash_of(data: bytes) -> str:
    """A hash as RECORD writes it."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=")
    return "sha256=" + digest.decode()


def make_wheel(
    folder: Path,
    files: Mapping[str, str | bytes] | None = None,
    *,
    name: str = "good_plugin",
    version: str = "1.0",
    tag: str = "py3-none-any",
    metadata: str = "",
    entry_points: str | None = None,
    record: Mapping[str, str] | None = None,
    unlisted: Mapping[str, bytes] | None = None,
    entries: list[tuple[zipfile.ZipInfo, bytes]] | None = None,
) -> Path:
    """Write a wheel; gives its path.

    `record` overrides lines of RECORD, `unlisted` adds files that it does not name, `entries`
    adds members as they are, also listed.
    """
    files = {f"{name}.py": GOOD} if files is None else files
    info = f"{name}-{version}.dist-info"
    points = entry_points or f"[procession.plugins]\n{name} = {name}\n"
    held: dict[str, bytes] = {}
    for path, content in files.items():
        held[path] = content.encode() if isinstance(content, str) else content
    text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}"
    held[f"{info}/METADATA"] = text.encode()
    held[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode()
    held[f"{info}/entry_points.txt"] = points.encode()
    lines = {path: f"{path},{hash_of(data)},{len(data)}" for path, data in held.items()}
    for entry, data in entries or []:
        lines[entry.filename] = f"{entry.filename},{hash_of(data)},{len(data)}"
    lines |= record or {}
    lines[f"{info}/RECORD"] = f"{info}/RECORD,,"
    wheel = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in {**held, **(unlisted or {})}.items():
            archive.writestr(path, data)
        for entry, data in entries or []:
            archive.writestr(entry, data)
        archive.writestr(f"{info}/RECORD", "\n".join(lines.values()) + "\n")
    return wheel
