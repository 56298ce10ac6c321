"""The output tab: what the program printed, and a line for its standard input."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from procession.ui.console.output_view import OutputView
from procession.ui.fonts import code_font
from procession.ui.icons import pixmap
from procession.ui.messages import Output
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE, Tokens
from procession.ui.widgets.chip import Chip


class InputLine(QLineEdit):
    """One line for the program's input; Up and Down bring earlier ones back."""

    entered = Signal(str)
    """A whole line, with its line end."""
    ended = Signal()
    """Ctrl+D: the program shall see the end of its input."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history: list[str] = []
        self._at = 0
        self.setProperty("kind", "console")
        self.setFont(code_font("excerpt"))
        self.setPlaceholderText(self.tr("Type a line for the program's input, Enter sends it"))
        self.setAccessibleName(self.tr("Input of the program"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send, end the input, or walk through earlier lines."""
        key = event.key()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._send()
        elif key == Qt.Key.Key_D and control and not self.text():
            self.ended.emit()
        elif key == Qt.Key.Key_Up:
            self._recall(-1)
        elif key == Qt.Key.Key_Down:
            self._recall(1)
        else:
            super().keyPressEvent(event)

    def _send(self) -> None:
        text = self.text()
        if text:
            self._history.append(text)
        self._at = len(self._history)
        self.clear()
        self.entered.emit(text + "\n")

    def _recall(self, step: int) -> None:
        self._at = max(0, min(len(self._history), self._at + step))
        self.setText(self._history[self._at] if self._at < len(self._history) else "")


class Console(QWidget):
    """Output above, input below; the input line is there only while the program can read it."""

    entered = Signal(str)
    input_ended = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = OutputView(theme, self)
        self.input = InputLine(self)
        self.input.entered.connect(self.entered)
        self.input.ended.connect(self.input_ended)
        self._input_row = QWidget(self)
        self._input_row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._input_row.setProperty("surface", "sunken")
        self._input_row.setProperty("edge", "top")
        self._input_row.setFixedHeight(SIZE.input_line + 1)
        self._prompt = QLabel(self._input_row)
        row = QHBoxLayout(self._input_row)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._prompt)
        row.addWidget(self.input, 1)
        row.addWidget(Chip(theme, "stdin", parent=self._input_row))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._input_row)
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)

    def show_output(self, outputs: list[Output]) -> None:
        """Append what the program printed."""
        self.view.show_output(outputs)

    def set_live(self, live: bool, kept: bool = True) -> None:
        """Offer the input line, or take it away.

        Args:
            kept: whether what was printed is surely in the recording; else an empty console
                says what to do about it.
        """
        if live:
            text = self.tr("Nothing was printed yet.")
        elif kept:
            text = self.tr("The program printed nothing.")
        else:
            text = self.tr(
                "This recording has no output. From the command line,"
                " “procession record --capture” keeps it."
            )
        self.view.setPlaceholderText(text)
        self._input_row.setVisible(live)

    def _recolour(self, tokens: Tokens) -> None:
        ratio = self.devicePixelRatioF()
        self._prompt.setPixmap(pixmap("chevron-right", tokens.link, 14, ratio))
