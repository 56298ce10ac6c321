"""What the user says about recordings of the library: names, notes, pins.

They stand in ``library.json`` beside the recordings, by file name, so that the folder can be
moved as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

from procession.recorder.json_file import JsonFile

FILE = "library.json"
VERSION = 1
LONGEST_NAME = 200
LONGEST_NOTE = 10_000

_LOCK = Lock()
"""Of all libraries: several threads of one window read, change and write the same file."""


@dataclass(frozen=True, slots=True)
class Note:
    """About one recording."""

    name: str = ""
    """In place of the program's name; empty: none."""
    note: str = ""
    pinned: bool = False
    """It is never removed to keep the library within its size."""


class Notes:
    """The notes of one library. Safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        self._file = JsonFile(folder / FILE, VERSION)

    def all(self) -> dict[str, Note]:
        """By the name of the recording's file. Raises OSError."""
        with _LOCK:
            return _notes(self._file.read())

    def change(
        self,
        recording: str,
        *,
        name: str | None = None,
        note: str | None = None,
        pinned: bool | None = None,
    ) -> Note:
        """Change what is given of the note of the file `recording`. Raises OSError."""
        with _LOCK:
            # Read again: another window may have written meanwhile.
            known = _notes(self._file.read())
            changed = known.get(recording, Note())
            if name is not None:
                changed = replace(changed, name=name.strip()[:LONGEST_NAME])
            if note is not None:
                changed = replace(changed, note=note[:LONGEST_NOTE])
            if pinned is not None:
                changed = replace(changed, pinned=pinned)
            known[recording] = changed
            self._write(known)
            return changed

    def forget(self, recordings: Iterable[str]) -> None:
        """Drop the notes of files that are gone. Raises OSError."""
        with _LOCK:
            known = _notes(self._file.read())
            kept = {name: note for name, note in known.items() if name not in set(recordings)}
            if len(kept) != len(known):
                self._write(kept)

    def _write(self, notes: dict[str, Note]) -> None:
        runs = {name: asdict(note) for name, note in notes.items() if note != Note()}
        self._file.write({"runs": runs})


def _notes(data: dict[str, Any]) -> dict[str, Note]:
    runs = data.get("runs")
    found = {}
    for name, entry in runs.items() if isinstance(runs, dict) else ():
        if isinstance(entry, dict):
            found[str(name)] = Note(
                str(entry.get("name") or "")[:LONGEST_NAME],
                str(entry.get("note") or "")[:LONGEST_NOTE],
                entry.get("pinned") is True,
            )
    return found
