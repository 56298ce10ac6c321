"""Keeps the library within a size: the oldest recordings go, never a pinned or an open one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from procession.recorder.library_notes import Notes
from procession.recorder.target import discard


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished recording of the library."""

    path: Path
    size: int
    modified_ns: int


def kept_in(folder: Path) -> list[Kept]:
    """The finished recordings of a folder; those still written have another name."""
    found = []
    try:
        paths = [path for path in folder.iterdir() if path.suffix == ".procession"]
    except OSError:
        return []
    for path in paths:
        try:
            status = path.lstat()
        except OSError:
            continue
        if path.is_file() and not path.is_symlink():
            found.append(Kept(path, status.st_size, status.st_mtime_ns))
    return found


def too_much(
    recordings: Collection[Kept], limit: int, pinned: Collection[str], spared: Collection[Path]
) -> list[Kept]:
    """The recordings to remove, oldest first, so that all together are at most `limit` bytes.

    `pinned` are file names, `spared` paths; both count, and neither is ever among the result.
    """
    total = sum(one.size for one in recordings)
    going = []
    for one in sorted(recordings, key=lambda one: (one.modified_ns, one.path)):
        if total <= limit:
            break
        if one.path.name not in pinned and one.path not in spared:
            going.append(one)
            total -= one.size
    return going


def keep_within(folder: Path, limit: int, spared: Collection[Path]) -> list[Path]:
    """Remove what is too much; returns what went. A limit of 0 means none. Raises OSError."""
    if limit <= 0:
        return []
    notes = Notes(folder)
    pinned = [name for name, note in notes.all().items() if note.pinned]
    gone = []
    for one in too_much(kept_in(folder), limit, pinned, spared):
        try:
            discard(one.path)
        except OSError:
            continue  # in use elsewhere, or not ours to delete: it stays
        gone.append(one.path)
    if gone:
        notes.forget([path.name for path in gone])
    return gone
