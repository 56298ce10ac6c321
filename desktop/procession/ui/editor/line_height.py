"""Text lines of a fixed height for `QPlainTextEdit`, which has no line height of its own."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit


class FixedLineLayout(QPlainTextDocumentLayout):
    """Every line `height` px high, its text in the middle."""

    def __init__(self, editor: QPlainTextEdit, height: int) -> None:
        document = editor.document()
        super().__init__(document)
        self._height = height
        document.setDocumentLayout(self)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The block with its lines spread to the fixed height."""
        rectangle = super().blockBoundingRect(block)
        if not block.isVisible() or not block.isValid():
            return rectangle
        layout = block.layout()
        lines = layout.lineCount()
        for number in range(lines):
            line = layout.lineAt(number)
            top = number * self._height + (self._height - line.height()) / 2
            if abs(line.y() - top) > 0.1:
                line.setPosition(QPointF(line.x(), top))
        rectangle.setHeight(max(1, lines) * self._height)
        return rectangle
