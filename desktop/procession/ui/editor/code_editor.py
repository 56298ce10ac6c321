"""The code editor: line numbers, highlighting, knob lines in blue, indentation that helps."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QToolTip, QWidget

from procession.ui.editor.highlighter import PythonHighlighter
from procession.ui.editor.line_height import FixedLineLayout
from procession.ui.editor.line_marks import LineMark, LineMarks, paint_bars, paint_chips
from procession.ui.editor.line_numbers import LineNumbers
from procession.ui.fonts import code_font, font
from procession.ui.theme import Theme
from procession.ui.tokens import TYPE, Tokens

INDENT = "    "


class CodeEditor(QPlainTextEdit):
    """Python source to read and edit. Tab indents; Esc leaves the field for the next widget."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, scale: float = 1.0) -> None:
        """`scale`: of the type's size."""
        super().__init__(parent)
        self._theme = theme
        self._scale = scale
        self._knob_lines: frozenset[int] = frozenset()
        self._marks = LineMarks()
        self.setFont(code_font(scale=scale))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.setAccessibleName(self.tr("Source code"))
        self.document().setDocumentMargin(8)
        self._row = self._row_height()
        self._layout = FixedLineLayout(self, self._row)
        self._highlighter = PythonHighlighter(self.document(), theme.tokens)
        self._gutter = LineNumbers(self)
        self.blockCountChanged.connect(self._place_gutter)
        self.updateRequest.connect(self._gutter.follow)
        self.cursorPositionChanged.connect(self._gutter.update)
        theme.changed.connect(self._recolour)
        self._place_gutter()

    def _row_height(self) -> int:
        designed = round(TYPE["code"].line * self._scale)
        return max(designed, self.fontMetrics().height() + 3)

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

    def set_marks(self, marks: Sequence[LineMark]) -> None:
        """Mark where processes stand."""
        if marks or self._marks:
            self._marks = LineMarks(marks)
            self.viewport().update()
            self._gutter.update()

    @property
    def marks(self) -> LineMarks:
        """Where processes stand."""
        return self._marks

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
        """The tint of lines over their whole height, the text, then the chips of processes."""
        tokens = self._theme.tokens
        painter = QPainter(self.viewport())
        for line in self._knob_lines:
            self._tint(painter, event.rect(), line, tokens.bluebg)
        for line in self._marks.lines:
            if self._marks.waited(line):
                self._tint(painter, event.rect(), line, tokens.redbg)
        painter.end()
        super().paintEvent(event)
        if self._marks:
            self._paint_chips(event.rect())

    def _tint(self, painter: QPainter, area: QRect, line: int, colour: str) -> None:
        row = self._row_of(line)
        if row.intersects(area):
            painter.fillRect(row, QColor(colour))

    def _row_of(self, line: int) -> QRect:
        """Where a line (from 1) stands in the view; empty when there is none.

        Worked out from the height that all lines have: Qt adds up those above.
        """
        if not 0 < line <= self.blockCount():
            return QRect()
        above = line - 1 - self.firstVisibleBlock().blockNumber()
        top = self.contentOffset().y() + above * self._row
        return QRect(0, round(top), self.viewport().width(), self._row)

    def _paint_chips(self, area: QRect) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fonts = font("chip", scale=self._scale), font("caption", scale=self._scale)
        for line in self._marks.lines:
            row = self._row_of(line)
            if row.intersects(area):
                text = self.document().findBlockByNumber(line - 1).text().expandtabs(4)
                left = self.contentOffset().x() + self.document().documentMargin()
                end = round(left) + self.fontMetrics().horizontalAdvance(text) + 20
                row.setLeft(max(8, end))
                row.setRight(self.viewport().width() - 8)
                if row.width() > 40:
                    tokens = self._theme.tokens
                    paint_chips(painter, row, self._marks.at(line), tokens, fonts)
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        """A tip tells who stands on the line pointed at."""
        if isinstance(event, QHelpEvent) and self.tell_marks(event):
            return True
        return super().viewportEvent(event)

    def tell_marks(self, event: QHelpEvent) -> bool:
        """Show who stands on the line that is pointed at; False: nobody."""
        line = self.line_at(event.pos().y())
        if not self._marks.at(line):
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), self._marks.told(line), self)
        return True

    def line_at(self, y: int) -> int:
        """The line (from 1) at a height of the view; one beyond the last where there is none."""
        first = self.firstVisibleBlock().blockNumber()
        below = int((y - self.contentOffset().y()) // self._row)
        return min(first + max(0, below), self.blockCount()) + 1

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
        """Draw the numbers of the visible lines, and the bars of processes beside them."""
        tokens = self._theme.tokens
        painter.fillRect(area, QColor(tokens.surface))
        painter.setFont(self.font())
        current = self.textCursor().blockNumber()
        for line in range(self.firstVisibleBlock().blockNumber() + 1, self.blockCount() + 1):
            row = self._row_of(line)
            if row.top() > area.bottom():
                break
            row.setWidth(self._gutter.width())
            waited = self._marks.waited(line)
            if waited or line in self._knob_lines:
                painter.fillRect(row, QColor(tokens.redbg if waited else tokens.bluebg))
            if marks := self._marks.at(line):
                paint_bars(painter, row, marks, tokens)
            here = line == current + 1 and self.hasFocus()
            quiet = tokens.red if waited else tokens.text3
            painter.setPen(QColor(tokens.text if here else quiet))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(row.adjusted(0, 0, -14, 0), int(flags), str(line))


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
