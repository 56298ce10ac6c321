"""A plugin's wheel, dropped on the window: looked at, asked about, installed, loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from procession.ui.background import in_background

if TYPE_CHECKING:
    from procession.plugin.setting_up import Done
    from procession.plugin.wheels import WheelInfo


class WheelInstaller(QObject):
    """Nothing of a wheel runs before the user has agreed."""

    installed = Signal()
    """Load the plugins anew."""
    problem = Signal(str)
    note = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._closed = False

    def install(self, path: Path) -> None:
        """Look at a wheel and ask whether to install it."""
        in_background(lambda: _inspect(path), self._ask, lambda error: self._refuse(path, error))

    def close(self) -> None:
        """The window closes: nobody can be asked any more."""
        self._closed = True

    def _ask(self, wheel: WheelInfo) -> None:
        if self._closed:
            return
        question = self.tr(
            "Install %1 %2?\n\n%3\n\nA plugin can run any code on this computer. Install it only"
            " if you trust where it comes from."
        )
        for mark, value in (("%1", wheel.name), ("%2", wheel.version), ("%3", wheel.summary)):
            question = question.replace(mark, value)
        answer = QMessageBox.question(self._window, self.tr("Install a plugin"), question)
        if answer != QMessageBox.StandardButton.Yes:
            return
        in_background(
            lambda: _install(wheel), self._done, lambda error: self._refuse(wheel.path, error)
        )

    def _done(self, done: Done) -> None:
        if self._closed:
            return
        if done.missing:
            text = self.tr("The plugin is installed and stays off: it needs %1.")
            self.note.emit(text.replace("%1", ", ".join(done.missing)))
        else:
            self.installed.emit()

    def _refuse(self, path: Path, error: Exception) -> None:
        if not self._closed:
            text = self.tr("%1 is not installed. %2").replace("%1", path.name)
            reason = getattr(error, "strerror", None) or str(error)
            self.problem.emit(text.replace("%2", reason))


def _inspect(path: Path) -> WheelInfo:
    from procession.plugin.wheels import inspect

    return inspect(path)


def _install(wheel: WheelInfo) -> Done:
    from procession.plugin.setting_up import install

    return install(wheel)
