"""The archive of a wheel, distrusted: which names and sizes may be unpacked at all.

Nothing is written and nothing is run here. A wheel is a ZIP file; what a ZIP file may claim is
in APPNOTE.TXT of PKWARE, what a wheel may hold in the PyPA's binary distribution format.
"""

from __future__ import annotations

import stat
import sys
import unicodedata
import zipfile
from pathlib import PurePosixPath

__all__ = ["BadWheel", "check_archive", "top_level_names"]

MOST_FILES = 5_000
MOST_BYTES = 256 * 1024 * 1024
"""Unpacked, all files together."""
LONGEST_NAME = 200
"""Characters of a path inside: beyond, unpacking fails on some systems."""

_OURS = {"procession", "procession_plugins", "_procession"}
_AT_START = {"sitecustomize", "usercustomize"}
"""Modules that Python imports by itself when it starts."""
_PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
_DEVICES = {"con", "prn", "aux", "nul"} | _PORTS
"""Names that are devices on Windows, whatever their suffix."""
_NOT_IN_A_NAME = frozenset('<>:"|?*\\')


class BadWheel(Exception):
    """The wheel is refused; the text is one clear sentence that says why."""


def check_archive(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files that the wheel holds, in order. Raises `BadWheel` for the first that is unfit."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise BadWheel(f"It holds {len(entries)} files; {MOST_FILES} is the most.")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        size, most = total // 1024**2, MOST_BYTES // 1024**2
        raise BadWheel(f"Unpacked it would take {size} MB; {most} MB is the most.")
    seen: set[str] = set()
    files = []
    for entry in entries:
        _check_name(entry.filename)
        _check_kind(entry)
        # Two names that one file system takes for the same would overwrite each other.
        same = unicodedata.normalize("NFC", entry.filename.rstrip("/")).casefold()
        if same in seen:
            raise BadWheel(f"It holds {_shown(entry.filename)} twice.")
        seen.add(same)
        if not entry.is_dir():
            _check_place(entry.filename)
            files.append(entry)
    return files


def top_level_names(files: list[zipfile.ZipInfo]) -> set[str]:
    """The names by which what is inside can be imported. Raises `BadWheel` for a taken one."""
    names = set()
    for entry in files:
        first, _, rest = entry.filename.partition("/")
        if first.endswith((".dist-info", ".data")):
            continue
        names.add(first if rest else first.partition(".")[0])
    standard = {name.casefold() for name in sys.stdlib_module_names} | _AT_START
    for name in sorted(names):
        if name.casefold() in _OURS:
            raise BadWheel(f"It brings a package named {name}, which is Procession's own name.")
        if name.casefold() in standard:
            raise BadWheel(f"It brings a module named {name}, which Python itself has.")
    return names


def _check_name(name: str) -> None:
    shown = _shown(name)
    if not name or len(name) > LONGEST_NAME:
        raise BadWheel(f"A path in it is too long or empty: {shown}.")
    parts = name.rstrip("/").split("/")
    if name.startswith("/") or any(part in ("", ".", "..") for part in parts):
        raise BadWheel(f"A path in it leads elsewhere: {shown}.")
    for part in parts:
        if any(sign in _NOT_IN_A_NAME or not sign.isprintable() for sign in part):
            raise BadWheel(f"A path in it has a character that is not allowed: {shown}.")
        if part != part.rstrip(". ") or part.partition(".")[0].casefold() in _DEVICES:
            raise BadWheel(f"A path in it cannot be a file everywhere: {shown}.")


def _check_kind(entry: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise BadWheel(f"{_shown(entry.filename)} in it is a link or a device, not a file.")
    if entry.flag_bits & 0x1:
        raise BadWheel(f"{_shown(entry.filename)} in it is encrypted.")


def _check_place(name: str) -> None:
    path = PurePosixPath(name)
    first = path.parts[0]
    if path.suffix.casefold() == ".pth":
        raise BadWheel(f"It holds {_shown(name)}; a .pth file runs code whenever Python starts.")
    if "__pycache__" in path.parts or path.suffix.casefold() in (".pyc", ".pyo"):
        raise BadWheel(f"It holds compiled Python that nobody can read: {_shown(name)}.")
    if first.endswith(".data"):
        raise BadWheel(f"It would install something beside its packages: {_shown(name)}.")


def _shown(name: str) -> str:
    """A name from a stranger, fit for a sentence."""
    text = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in name)
    return text if len(text) <= 80 else text[:40] + "…" + text[-36:]
