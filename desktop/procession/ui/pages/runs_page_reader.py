"""Reads the library off the GUI thread, a few recordings at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from procession.recorder import library
from procession.recorder.library_notes import Note, Notes
from procession.ui.background import in_background
from procession.ui.pages.runs_page_rows import LibraryRow, read_row

SLICE = 24

_Key = tuple[Path, int, int]


class LibraryReader(QObject):
    """Emits what it has read, slice by slice; a file that has not changed is not read again."""

    rows_read = Signal(object)
    """A list of `LibraryRow`: one slice."""
    finished = Signal(object)
    """The set of all paths that are there."""
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache: dict[_Key, LibraryRow] = {}
        self._turn = 0

    def start(self) -> None:
        """Read everything; what an earlier call has not read yet is dropped."""
        self._turn += 1
        turn = self._turn
        in_background(
            _list, lambda found: self._listed(turn, *found), lambda error: self._fail(turn, error)
        )

    def stop(self) -> None:
        """Emit nothing more."""
        self._turn += 1

    def _listed(self, turn: int, paths: list[Path], notes: dict[str, Note]) -> None:
        if turn == self._turn:
            self._next(turn, paths, 0, notes)

    def _next(self, turn: int, paths: list[Path], begin: int, notes: dict[str, Note]) -> None:
        if begin >= len(paths):
            self.finished.emit(set(paths))
            return
        part = paths[begin : begin + SLICE]

        def done(rows: list[LibraryRow]) -> None:
            if turn != self._turn:
                return
            for row in rows:
                if row.fate in ("whole", "unreadable"):
                    self._cache[row.path, row.size, row.modified_ns] = row
            self.rows_read.emit(
                [replace(row, note=notes.get(row.path.name, Note())) for row in rows]
            )
            self._next(turn, paths, begin + SLICE, notes)

        known = dict(self._cache)
        in_background(lambda: _read(part, known), done, lambda error: self._fail(turn, error))

    def _fail(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self.failed.emit(str(error))


def _list() -> tuple[list[Path], dict[str, Note]]:
    notes = Notes(library.runs_folder()).all()
    return [*library.cut_short(), *library.recordings()], notes


def _read(paths: Sequence[Path], known: dict[_Key, LibraryRow]) -> list[LibraryRow]:
    rows = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        row = known.get((path, status.st_size, status.st_mtime_ns)) or read_row(path)
        if row is not None:
            rows.append(row)
    return rows
