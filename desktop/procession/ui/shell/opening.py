"""Opening what the user picks, drops on the window, or names on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal

from procession.ui.shell.ask import Ask
from procession.ui.shell.desk import Desk


class Opening(QObject):
    """Scripts and recordings go to the desk, wheels to the plugins."""

    wheel_given = Signal(object)
    """The `Path` of a plugin's wheel."""

    def __init__(self, ask: Ask, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._desk = desk

    def paths(self, paths: Sequence[Path]) -> None:
        """Open these."""
        for path in paths:
            if path.suffix == ".whl":
                self.wheel_given.emit(path)
            else:
                self._desk.open_path(path)

    def ask_for_script(self) -> None:
        """Let the user pick a program."""
        if (path := self._ask.for_script()) is not None:
            self._desk.open_path(path)

    def ask_for_recording(self) -> None:
        """Let the user pick a recording."""
        if (path := self._ask.for_recording()) is not None:
            self._desk.open_path(path)


def dropped(data: QMimeData) -> list[Path]:
    """The files that are dragged over the window."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
