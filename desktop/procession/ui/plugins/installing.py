"""From a wheel dropped on the window to a plugin that is on: looked at, asked about, tried."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from procession.plugin.setting_up import CannotDo, Done, install
from procession.plugin.wheels import BadWheel, WheelInfo, inspect
from procession.ui.alive import while_alive
from procession.ui.background import in_background
from procession.ui.plugins.install_dialog import InstallDialog
from procession.ui.theme import Theme


class Installing(QObject):
    """One installation at a time, the work of it off the GUI thread."""

    refused = Signal(str)
    """A sentence: nothing was installed."""
    installed = Signal(str)
    """A sentence: it is there; the plugins are to be loaded anew."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self.dialog: InstallDialog | None = None

    def begin(self, path: Path) -> None:
        """Look at a wheel, then ask. Returns at once."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        in_background(
            lambda: inspect(path),
            while_alive(self, self._ask),
            while_alive(self, lambda error: self._refuse(path, error)),
        )

    def _ask(self, wheel: WheelInfo) -> None:
        if self.dialog is not None:
            return
        dialog = self.dialog = InstallDialog(self._theme, wheel, self._window)
        dialog.agreed.connect(lambda: self._install(wheel))
        dialog.finished.connect(self._closed)
        dialog.open()

    def _install(self, wheel: WheelInfo) -> None:
        in_background(
            lambda: install(wheel),
            while_alive(self, lambda done: self._done(wheel, done)),
            while_alive(self, self._failed),
        )

    def _done(self, wheel: WheelInfo, done: Done) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        sentence = self.tr("%1 is installed and on.")
        if done.missing:
            sentence = self.tr("%1 is installed and off: it needs %2.")
        sentence = sentence.replace("%2", ", ".join(done.missing))
        self.installed.emit(sentence.replace("%1", f"{wheel.name} {wheel.version}"))

    def _failed(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.failed(sentence_of(error))

    def _refuse(self, path: Path, error: Exception) -> None:
        text = self.tr("%1 is refused. %2").replace("%2", sentence_of(error))
        self.refused.emit(text.replace("%1", path.name))

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def sentence_of(error: Exception) -> str:
    """Why it did not go, in one sentence."""
    if isinstance(error, (BadWheel, CannotDo)):
        return str(error)
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"{reason}."
