"""The code editor: line numbers, highlighting, knob lines in blue, indentation that helps."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from procession.ui.editor.highlighter import PythonHighlighter
from procession.ui.editor.line_height import FixedLineLayout
from procession.ui.fonts import code_font
from procession.ui.theme import Theme
from procession.ui.tokens import TYPE, Tokens

INDENT = "    "


class CodeEditor(QPlainTextEdit):
    """Python source to read and edit. Tab indents; Esc leaves the field for the next widget."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._knob_lines: frozenset[int] = frozenset()
        self.setFont(code_font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.setAccessibleName(self.tr("Source code"))
        self.document().setDocumentMargin(8)
        self._layout = FixedLineLayout(self, TYPE["code"].line)
        self._highlighter = PythonHighlighter(self.document(), theme.tokens)
        self._gutter = _LineNumbers(self)
        self.blockCountChanged.connect(self._place_gutter)
        self.updateRequest.connect(self._gutter.follow)
        self.cursorPositionChanged.connect(self._gutter.update)
        theme.changed.connect(self._recolour)
        self._place_gutter()

    def set_source(self, source: str) -> None:
        """Show another text, with a history of its own."""
        self.setPlainText(source)

    def replace_source(self, source: str) -> None:
        """Change the text as one step that can be undone, touching only what differs."""
        old = self.toPlainText()
        if old == source:
            return
        start = 0
        shorter = min(len(old), len(source))
        while start < shorter and old[start] == source[start]:
            start += 1
        tail = 0
        while tail < shorter - start and old[-1 - tail] == source[-1 - tail]:
            tail += 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(old[:start]))
        cursor.setPosition(_units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(source[start : len(source) - tail])

    def set_knob_lines(self, lines: Collection[int]) -> None:
        """Tint these lines (from 1): they are what the form changes."""
        if self._knob_lines != frozenset(lines):
            self._knob_lines = frozenset(lines)
            self.viewport().update()
            self._gutter.update()

    def go_to(self, line: int) -> None:
        """Put the cursor on a line (from 1), in the middle of the view."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Indent by fours, keep the indentation on Enter."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.focusNextChild()
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Tab:
            self._indent()
        elif key == Qt.Key.Key_Backtab:
            self._unindent()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._new_line()
        else:
            super().keyPressEvent(event)

    def _indent(self) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.insertText(INDENT[: 4 - cursor.positionInBlock() % 4])
            return
        self._each_line(lambda line: line.insertText(INDENT))

    def _unindent(self) -> None:
        def strip(line: QTextCursor) -> None:
            text = line.block().text()
            width = min(4, len(text) - len(text.lstrip(" ")))
            for _ in range(width):
                line.deleteChar()

        self._each_line(strip)

    def _each_line(self, change: object) -> None:
        assert callable(change)
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        end = cursor.selectionEnd()
        last = document.findBlock(max(end - 1, cursor.selectionStart())).blockNumber()
        cursor.beginEditBlock()
        for number in range(first, last + 1):
            change(QTextCursor(document.findBlockByNumber(number)))
        cursor.endEditBlock()

    def _new_line(self) -> None:
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        margin = before[: len(before) - len(before.lstrip(" "))]
        if before.rstrip().endswith(":"):
            margin += INDENT
        cursor.insertText("\n" + margin)
        self.ensureCursorVisible()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint of knob lines over their whole height, then the text."""
        painter = QPainter(self.viewport())
        for row in self._rows_of_knobs(event.rect()):
            painter.fillRect(row, QColor(self._theme.tokens.bluebg))
        painter.end()
        super().paintEvent(event)

    def _rows_of_knobs(self, area: QRect) -> list[QRect]:
        rows = []
        offset = self.contentOffset()
        for line in self._knob_lines:
            block = self.document().findBlockByNumber(line - 1)
            if block.isValid():
                place = self.blockBoundingGeometry(block).translated(offset)
                row = QRect(0, round(place.top()), area.right() + 1, round(place.height()))
                if row.intersects(area):
                    rows.append(row)
        return rows

    def _recolour(self, tokens: Tokens) -> None:
        self._highlighter.set_theme(tokens)
        self.viewport().update()
        self._gutter.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers at the left edge."""
        super().resizeEvent(event)
        self._place_gutter()

    def _place_gutter(self) -> None:
        width = self._gutter.width_wanted()
        self.setViewportMargins(width, 0, 0, 0)
        area = self.contentsRect()
        self._gutter.setGeometry(QRect(area.left(), area.top(), width, area.height()))

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Draw the numbers of the visible lines."""
        tokens = self._theme.tokens
        painter.fillRect(area, QColor(tokens.surface))
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        current = self.textCursor().blockNumber()
        while block.isValid():
            rectangle = self.blockBoundingGeometry(block).translated(offset)
            if rectangle.top() > area.bottom():
                break
            row = QRect(0, round(rectangle.top()), self._gutter.width(), round(rectangle.height()))
            number = block.blockNumber()
            if number + 1 in self._knob_lines:
                painter.fillRect(row, QColor(tokens.bluebg))
            here = number == current and self.hasFocus()
            painter.setPen(QColor(tokens.text if here else tokens.text3))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(row.adjusted(0, 0, -14, 0), int(flags), str(number + 1))
            block = block.next()


class _LineNumbers(QWidget):
    """The column of line numbers."""

    def __init__(self, editor: CodeEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def width_wanted(self) -> int:
        """Room for the number of lines, at least three digits."""
        digits = max(3, len(str(self._editor.blockCount())))
        return self._editor.fontMetrics().horizontalAdvance("0") * digits + 28

    def sizeHint(self) -> QSize:
        """As wide as the longest number."""
        return QSize(self.width_wanted(), 0)

    def follow(self, rectangle: QRect, dy: int) -> None:
        """Scroll or repaint with the text."""
        if dy:
            self.scroll(0, dy)
        else:
            self.update(0, rectangle.y(), self.width(), rectangle.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers."""
        self._editor.paint_numbers(QPainter(self), event.rect())


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
