"""A program that ran before: its recording, opened."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from procession.ui.background import in_background
from procession.ui.program import Phase, Program
from procession.ui.reading import Reading, read_all


class _Progress(QObject):
    """Carries how far the reading is from its thread to the window's."""

    told = Signal(object, object)


class OpenedProgram(Program):
    """Reads a recording off the GUI thread."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(path.name, parent)
        self.recording = path
        self._closing = False
        self._reporter = _Progress(self)
        self._reporter.told.connect(self._told)

    def start(self) -> None:
        """Begin to read; returns at once."""
        self._set_phase(Phase.LOADING)
        path, tell = self.recording, self._reporter.told.emit
        assert path is not None
        in_background(lambda: read_all(path, tell), self._read, self._failed)

    def close(self) -> None:
        """What is still being read is thrown away."""
        self._closing = True

    def _told(self, done: int, total: int) -> None:
        if not self._closing and self.phase is Phase.LOADING:
            self.progress.emit(done, total)

    def _read(self, reading: Reading) -> None:
        if self._closing:
            return
        self.state = reading.model.state
        status = reading.model.run.get("exit_status")
        self.exit_status = status if isinstance(status, int) else None
        run = reading.model.run
        named = run.get("title") or os.path.basename(str(run.get("program") or ""))
        self.title = str(named) if named else self.title
        self._keep(reading.outputs)
        self._follow(reading.rows)
        # Now there is something to see: names and the grid; then lane after lane.
        self.replaced.emit()
        self.printed.emit(self.outputs)
        self._follower.grown.connect(self._grown)
        self._follower.go()

    def _grown(self) -> None:
        if self._closing:
            return
        if self.phase is Phase.LOADING:
            self._set_phase(Phase.ENDED)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        if not self._closing:
            self._set_phase(Phase.FAILED, str(error))
