"""Deleting recordings so that it can be undone: files go only when nobody can undo any more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from procession.recorder.library_notes import Notes
from procession.recorder.target import discard
from procession.ui.alive import while_alive
from procession.ui.background import in_background

UNDO_MS = 12_000


class Trash(QObject):
    """What is deleted waits here; `hidden` is not listed anywhere meanwhile."""

    changed = Signal()
    """Something was deleted, brought back, or is gone for good."""
    failed = Signal(str)
    """A file cannot be deleted: its path and why."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Path] = []
        self._going: set[Path] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNDO_MS)
        self._timer.timeout.connect(self.empty)

    @property
    def hidden(self) -> Collection[Path]:
        """What was deleted and may still be on the disk."""
        return self._going.union(self._waiting)

    @property
    def waiting(self) -> Sequence[Path]:
        """What can be brought back."""
        return tuple(self._waiting)

    def delete(self, path: Path) -> None:
        """Take a recording away; one that waits already waits along with it."""
        if path not in self._waiting:
            self._waiting.append(path)
        self._timer.start()
        self.changed.emit()

    def undo(self) -> None:
        """Bring everything back that waits."""
        self._timer.stop()
        self._waiting.clear()
        self.changed.emit()

    def empty(self) -> None:
        """Delete for good, on another thread."""
        self._timer.stop()
        paths, self._waiting = self._waiting, []
        if not paths:
            return
        self._going.update(paths)
        in_background(
            lambda: _remove(paths),
            while_alive(self, lambda told: self._gone(paths, told)),
            while_alive(self, self._broke),
        )
        self.changed.emit()

    def empty_now(self) -> None:
        """Delete for good before the window is gone."""
        self._timer.stop()
        paths, self._waiting = self._waiting, []
        _remove(paths)

    def _gone(self, paths: Sequence[Path], told: Sequence[str]) -> None:
        self._going.difference_update(paths)
        self.changed.emit()
        for problem in told:
            self.failed.emit(problem)

    def _broke(self, error: Exception) -> None:
        self._going.clear()
        self.failed.emit(str(error))


def _remove(paths: Sequence[Path]) -> list[str]:
    """Returns what could not be removed, and why."""
    problems, gone = [], []
    for path in paths:
        try:
            discard(path)
            gone.append(path)
        except OSError as error:
            problems.append(f"{path}: {error.strerror}")
    try:
        for folder in {path.parent for path in gone}:
            Notes(folder).forget([path.name for path in gone])
    except OSError as error:
        problems.append(str(error))
    return problems
