"""The column of line numbers beside a code editor, with the bars of processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from procession.ui.editor.code_editor import CodeEditor


class LineNumbers(QWidget):
    """The column of line numbers."""

    def __init__(self, editor: CodeEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def width_wanted(self) -> int:
        """Room for the number of lines, at least three digits, and for bars of processes."""
        digits = max(3, len(str(self._editor.blockCount())))
        return self._editor.fontMetrics().horizontalAdvance("0") * digits + 36

    def sizeHint(self) -> QSize:
        """As wide as the longest number."""
        return QSize(self.width_wanted(), 0)

    def follow(self, rectangle: QRect, dy: int) -> None:
        """Scroll or repaint with the text."""
        if dy:
            self.scroll(0, dy)
        else:
            self.update(0, rectangle.y(), self.width(), rectangle.height())

    def event(self, event: QEvent) -> bool:
        """A tip tells who stands on the line pointed at."""
        if isinstance(event, QHelpEvent) and self._editor.tell_marks(event):
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers."""
        self._editor.paint_numbers(QPainter(self), event.rect())
