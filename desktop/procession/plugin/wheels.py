"""A plugin's wheel: read, checked and unpacked. None of its code is run.

The format is the PyPA's binary distribution format; hashes are checked by its ``installer``.
"""

from __future__ import annotations

import ast
import configparser
import errno
import re
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import EntryPoint, packages_distributions
from pathlib import Path

from installer.exceptions import InstallerError
from installer.sources import WheelFile
from packaging.metadata import RawMetadata, parse_email
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.tags import sys_tags
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from procession.plugin.api import API_VERSION
from procession.plugin.discovery import GROUP
from procession.plugin.requirements import missing_requirements
from procession.plugin.wheel_archive import BadWheel, check_archive, top_level_names

__all__ = ["BadWheel", "WheelInfo", "inspect", "unpack"]

_MOST_METADATA = 1024 * 1024
_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)


@dataclass(frozen=True)
class WheelInfo:
    """What a wheel says of itself, every hash of it checked."""

    path: Path
    name: str
    version: str
    summary: str
    author: str
    plugins: tuple[str, ...]
    """Names of the entry points that Procession would load."""
    packages: tuple[str, ...]
    """What can be imported of it."""
    missing: tuple[str, ...]
    """Requirements that are not installed here."""
    api: int
    """Major number of the plugin API that it was written for."""
    files: int
    size: int
    """Bytes, unpacked."""

    @property
    def fits(self) -> bool:
        """Whether this Procession has the API that it was written for."""
        return self.api == API_VERSION


def inspect(path: Path) -> WheelInfo:
    """Look at a wheel. Raises `BadWheel` with one sentence, and OSError."""
    with _opened(path) as (archive, source):
        files = check_archive(archive)
        packages = top_level_names(files)
        texts = _metadata_texts(archive, source)
        metadata, _ = parse_email(texts["METADATA"])
        _check_identity(source, metadata)
        _check_python(metadata.get("requires_python"))
        _check_taken(packages, source.distribution)
        _check_hashes(archive, source)
        points = _entry_points(texts.get("entry_points.txt", ""))
        apis = [_api_of(archive, point) for point in points]
        return WheelInfo(
            path=path,
            name=metadata.get("name", source.distribution),
            version=source.version,
            summary=_line(metadata.get("summary")),
            author=_author(metadata),
            plugins=tuple(point.name for point in points),
            packages=tuple(sorted(packages)),
            missing=tuple(missing_requirements(metadata.get("requires_dist", []))),
            api=next((api for api in apis if api != API_VERSION), API_VERSION),
            files=len(files),
            size=sum(entry.file_size for entry in files),
        )


def unpack(path: Path, folder: Path) -> None:
    """Write a wheel's files into an empty folder. Raises `BadWheel` and OSError."""
    with _opened(path) as (archive, source):
        files = check_archive(archive)
        top_level_names(files)
        _check_hashes(archive, source)
        for entry in files:
            target = folder.joinpath(*entry.filename.split("/"))
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            target.write_bytes(archive.read(entry))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, WheelFile]]:
    if not path.is_file():
        raise BadWheel("There is no such file.")
    _check_tags(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, WheelFile(archive)
    except zipfile.BadZipFile:
        raise BadWheel("It is damaged, or not a wheel.") from None
    except InstallerError as error:
        raise BadWheel(f"It is not a valid wheel: {_line(str(error))}.") from None
    except (NotImplementedError, RuntimeError, EOFError, ValueError, LookupError) as error:
        # What zipfile raises for compressions it lacks and for fields that contradict each other.
        raise BadWheel(f"It cannot be read: {_line(str(error)) or type(error).__name__}.") from None
    except zlib.error:
        raise BadWheel("It is damaged.") from None
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        # It says that something of it lies before its begin.
        raise BadWheel("It is damaged.") from None


def _metadata_texts(archive: zipfile.ZipFile, source: WheelFile) -> dict[str, str]:
    texts = {}
    held = set(source.dist_info_filenames)
    for name in ("METADATA", "WHEEL", "RECORD"):
        if name not in held:
            raise BadWheel(f"It is not a valid wheel: it has no {name}.")
    for name in held & {"METADATA", "WHEEL", "entry_points.txt"}:
        entry = archive.getinfo(f"{source.dist_info_dir}/{name}")
        if entry.file_size > _MOST_METADATA:
            raise BadWheel(f"Its {name} is too long.")
        texts[name] = archive.read(entry).decode("utf-8")
    return texts


def _check_hashes(archive: zipfile.ZipFile, source: WheelFile) -> None:
    for entry in archive.infolist():
        with archive.open(entry) as file:
            size = sum(len(block) for block in iter(lambda: file.read(1 << 20), b""))
        if size != entry.file_size:
            raise BadWheel(f"It is damaged: {_line(entry.filename)} has another size than it says.")
    try:
        source.validate_record()
    except source.validation_error as error:
        issue = error.issues[0] if getattr(error, "issues", None) else str(error)
        raise BadWheel(f"Its contents are not what it lists: {_line(issue)}.") from None


def _check_identity(source: WheelFile, metadata: RawMetadata) -> None:
    name, version = metadata.get("name", ""), metadata.get("version", "")
    if canonicalize_name(name) != canonicalize_name(source.distribution):
        raise BadWheel(f"Its file name says {source.distribution}, its contents {_line(name)}.")
    if version != source.version:
        raise BadWheel(
            f"Its file name says version {source.version}, its contents {_line(version)}."
        )


def _check_tags(path: Path) -> None:
    try:
        *_, tags = parse_wheel_filename(path.name)
    except InvalidWheelFilename:
        raise BadWheel("Its file name is not that of a wheel.") from None
    if not tags & set(sys_tags()):
        raise BadWheel("It was built for another system or another Python.")


def _check_python(wanted: str | None) -> None:
    if wanted is None:
        return
    try:
        fits = SpecifierSet(wanted).contains(".".join(map(str, sys.version_info[:3])))
    except InvalidSpecifier:
        raise BadWheel(f"It asks for a Python that makes no sense: {_line(wanted)}.") from None
    if not fits:
        raise BadWheel(f"It needs Python {_line(wanted)}; this is {sys.version.split()[0]}.")


def _check_taken(packages: Iterable[str], distribution: str) -> None:
    taken = packages_distributions()
    own = canonicalize_name(distribution)
    for name in packages:
        for other in taken.get(name, []):
            if canonicalize_name(other) != own:
                raise BadWheel(f"It brings a package named {name}, which belongs to {other}.")


def _entry_points(text: str) -> list[EntryPoint]:
    # The format: packaging.python.org/specifications/entry-points
    lists = configparser.ConfigParser(delimiters=("=",), strict=True, interpolation=None)
    lists.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        lists.read_string(text)
    except configparser.Error:
        raise BadWheel("Its list of entry points cannot be read.") from None
    group = dict(lists.items(GROUP)) if lists.has_section(GROUP) else {}
    points = [EntryPoint(name, value.strip(), GROUP) for name, value in group.items()]
    if not points:
        raise BadWheel(f"It is no plugin of Procession: it has no entry point in {GROUP}.")
    for point in points:
        if not point.name.isidentifier() or not _MODULE.fullmatch(point.value):
            raise BadWheel(f"Its entry point {_line(point.name)} does not name a module.")
    return points


def _api_of(archive: zipfile.ZipFile, point: EntryPoint) -> int:
    """What its module says in ``PROCESSION_API = N``; read, not run."""
    base = point.module.replace(".", "/")
    for name in (f"{base}.py", f"{base}/__init__.py"):
        if name in archive.NameToInfo:
            break
    else:
        raise BadWheel(f"Its entry point {point.name} names {point.module}, which is not in it.")
    try:
        tree = ast.parse(archive.read(name))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadWheel(f"Its module {point.module} is not Python.") from None
    return api_in(tree)


def api_in(tree: ast.Module) -> int:
    """The number assigned to ``PROCESSION_API`` at the top of a module; 1 when there is none."""
    for statement in tree.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if any(isinstance(one, ast.Name) and one.id == "PROCESSION_API" for one in targets):
            value = statement.value if isinstance(statement, ast.Assign) else None
            if isinstance(value, ast.Constant) and type(value.value) is int:
                return value.value
    return 1


def _author(metadata: RawMetadata) -> str:
    name = metadata.get("author") or metadata.get("author_email") or metadata.get("maintainer")
    return _line(name)


def _line(text: str | None) -> str:
    """A text of a stranger's as one short printable line."""
    words = " ".join((text or "").split())
    words = "".join(sign if sign.isprintable() else "?" for sign in words).rstrip(".")
    return words if len(words) <= 160 else words[:157] + "…"
