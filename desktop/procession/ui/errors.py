"""An error nobody foresaw: a dialog with a report that can be copied; the window goes on."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

import procession
from procession.ui.fonts import code_font
from procession.ui.theme import Theme
from procession.ui.widgets.buttons import Button
from procession.ui.widgets.labels import Label


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Everything that helps to find a mistake, and nothing about the user's program."""
    head = (
        f"Procession {procession.__version__}, Python {platform.python_version()},"
        f" PySide6 {PySide6.__version__}, {platform.platform()}"
    )
    return head + "\n\n" + "".join(traceback.format_exception(kind, error, trace))


class ErrorDialog(QDialog):
    """Says that something went wrong in Procession itself."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle(self.tr("Something went wrong in Procession"))
        self._text = text
        shown = QPlainTextEdit(text, self)
        shown.setReadOnly(True)
        shown.setFont(code_font("excerpt"))
        shown.setMinimumSize(680, 300)
        shown.setAccessibleName(self.tr("Report"))
        copy = Button(theme, self.tr("Copy the report"), "copy", parent=self)
        copy.clicked.connect(self._copy)
        close = Button(theme, self.tr("Go on"), "", "primary", parent=self)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(
            Label(
                self.tr(
                    "This is a mistake in Procession, not in your program. Recordings are kept."
                    " A copy of this report helps to mend it."
                ),
                wrap=True,
            )
        )
        layout.addWidget(shown, 1)
        layout.addLayout(buttons)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text)


class ErrorCatcher(QObject):
    """Takes the place of `sys.excepthook`; shows one dialog at a time."""

    caught = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._showing = False
        self._before = sys.excepthook
        # Queued: errors of other threads are shown on the GUI thread.
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self._hook

    def remove(self) -> None:
        """Give the hook back."""
        sys.excepthook = self._before

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        traceback.print_exception(kind, error, trace)
        self.caught.emit(report(kind, error, trace))

    def _show(self, text: str) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            ErrorDialog(self._theme, text).exec()
        finally:
            self._showing = False
