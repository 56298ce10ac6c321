"""The questions the window asks: which file, really quit, what this is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from procession.ui.shell.about_dialog import AboutDialog
from procession.ui.theme import Theme


class Ask(QObject):
    """Dialogs over a window."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window

    def for_script(self) -> Path | None:
        """A Python program to open; None when the user thinks better of it."""
        filters = self.tr("Python programs (*.py *.pyw *.pyz);;All files (*)")
        return self._file(self.tr("Open a script"), filters)

    def for_recording(self) -> Path | None:
        """A recording to open."""
        filters = self.tr("Recordings (*.procession);;All files (*)")
        return self._file(self.tr("Open a recording"), filters)

    def may_quit(self, running: int) -> bool:
        """Whether to stop what runs and quit."""
        question = self.tr("%n program(s) still run. Stop and quit?", "", running)
        answer = QMessageBox.question(self._window, self.tr("Quit"), question)
        return answer == QMessageBox.StandardButton.Yes

    def about(self) -> None:
        """Say what this is."""
        AboutDialog(self._theme, self._window).exec()

    def _file(self, title: str, filters: str) -> Path | None:
        path, _ = QFileDialog.getOpenFileName(self._window, title, "", filters)
        return Path(path) if path else None
