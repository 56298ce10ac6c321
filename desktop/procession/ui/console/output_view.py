"""What the program printed, line by line, with the time of each line at its left."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from procession.ui.console.ansi import Line, Screen, Style
from procession.ui.console.colours import terminal_colour
from procession.ui.editor.line_height import FixedLineLayout
from procession.ui.fonts import code_font
from procession.ui.messages import STDERR, STDIN, STDOUT, Output
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE

MAX_LINES = 100_000
"""Older lines leave the view; the recording keeps them."""
MAX_PENDING = 4 * 1024 * 1024
"""Bytes that may wait to be shown; a program that prints faster for long is skipped over."""
BUDGET_NS = 4_000_000
"""How long one step may keep the window from doing anything else."""
SLICE = 4 * 1024

_NO_TIME = -1


class OutputView(QPlainTextEdit):
    """A read-only text of lines; what follows fast is shown in steps, never held back for long."""

    caught_up = Signal()
    """Everything that came is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._screen = Screen()
        self._stream = STDOUT
        self._fresh = True
        self._skipped = 0
        self._pending: deque[Output] = deque()
        self._waiting = 0
        self._timer = QTimer(self)
        self._timer.setInterval(8)
        self._timer.timeout.connect(self._show_some)
        self._formats: dict[Style, QTextCharFormat] = {}
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setMaximumBlockCount(MAX_LINES)
        self.setFont(code_font("excerpt"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setAccessibleName(self.tr("Output of the program"))
        self.document().setDocumentMargin(6)
        self._layout = FixedLineLayout(self, SIZE.console_row)
        self._gutter = _Gutter(self)
        self.updateRequest.connect(self._gutter.follow)
        theme.changed.connect(self._recolour)
        self._place_gutter()

    def show_output(self, outputs: list[Output]) -> None:
        """Take what came, in order; it appears in steps, and of a long flood only the end."""
        for output in outputs:
            for start in range(0, len(output.data), SLICE):
                part = output.data[start : start + SLICE]
                self._pending.append(Output(output.stream, output.at_ns, part))
                self._waiting += len(part)
        dropped = 0
        while self._waiting > MAX_PENDING:
            dropped += len(self._pending[0].data)
            self._waiting -= len(self._pending.popleft().data)
        if dropped:
            self._note_skipped(dropped)
        if not self._timer.isActive():
            self._timer.start()

    @property
    def waiting(self) -> int:
        """Bytes that came and are not shown yet."""
        return self._waiting

    def _show_some(self) -> None:
        until = time.perf_counter_ns() + BUDGET_NS
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        while self._pending:
            output = self._pending.popleft()
            self._waiting -= len(output.data)
            self._stream = output.stream
            for line in self._screen.feed(output.data):
                self._write(cursor, line, output.at_ns)
            if time.perf_counter_ns() > until:
                break
        cursor.endEditBlock()
        if at_end:
            bar.setValue(bar.maximum())
        if not self._pending:
            self._timer.stop()
            self.caught_up.emit()

    def clear_output(self) -> None:
        """Empty the view; the recording keeps everything."""
        self.clear()
        self._pending.clear()
        self._waiting = 0
        self._screen = Screen()
        self._fresh = True
        self._skipped = 0

    @property
    def skipped(self) -> int:
        """Bytes that were printed too fast to be shown."""
        return self._skipped

    def _note_skipped(self, count: int) -> None:
        self._skipped += count
        self._screen = Screen()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if not self._fresh:
            cursor.insertBlock()
        note = self.tr("… %Ln byte(s) printed too fast to show; the recording has them", "", count)
        fmt = QTextCharFormat()
        fmt.setForeground(QColor(self._theme.tokens.text3))
        cursor.insertText(note, fmt)
        cursor.block().setUserState(_NO_TIME)
        cursor.insertBlock()
        self._fresh = True

    def _write(self, cursor: QTextCursor, line: Line, at_ns: int) -> None:
        """Replace the last block by `line`; begin a new one when it has ended."""
        if not self._fresh:
            cursor.movePosition(
                QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.removeSelectedText()
        if cursor.block().userState() == _NO_TIME:
            cursor.block().setUserState(at_ns // 1_000_000)
        for piece in line.pieces:
            cursor.insertText(piece.text, self._format(piece.style))
        self._fresh = line.ended
        if line.ended:
            cursor.insertBlock()
            cursor.block().setUserState(_NO_TIME)

    def _format(self, style: Style) -> QTextCharFormat:
        key = style
        if self._stream in (STDERR, STDIN):
            # Streams of their own (no terminal between): tell them apart by colour.
            colour = self._theme.tokens.red if self._stream == STDERR else self._theme.tokens.link
            key = Style(colour, style.background, style.bold, style.dim, style.italic)
        found = self._formats.get(key)
        if found is None:
            found = self._formats[key] = self._make_format(key)
        return found

    def _make_format(self, style: Style) -> QTextCharFormat:
        tokens = self._theme.tokens
        made = QTextCharFormat()
        ink = tokens.text3 if style.dim else tokens.text
        foreground = ink if style.foreground is None else terminal_colour(style.foreground, tokens)
        background = None if style.background is None else terminal_colour(style.background, tokens)
        if style.inverse:
            foreground, background = background or tokens.surface, foreground
        made.setForeground(QColor(foreground))
        if background:
            made.setBackground(QColor(background))
        made.setFontWeight(QFont.Weight.Bold if style.bold else QFont.Weight.Normal)
        made.setFontItalic(style.italic)
        made.setFontUnderline(style.underline)
        return made

    def _recolour(self) -> None:
        self._formats.clear()
        self.viewport().update()
        self._gutter.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the times at the left edge."""
        super().resizeEvent(event)
        self._place_gutter()

    def _place_gutter(self) -> None:
        width = self._gutter.width_wanted()
        self.setViewportMargins(width, 0, 0, 0)
        area = self.contentsRect()
        self._gutter.setGeometry(QRect(area.left(), area.top(), width, area.height()))

    def paint_times(self, painter: QPainter, area: QRect) -> None:
        """Draw the times of the visible lines: in seconds since the run began."""
        painter.fillRect(area, QColor(self._theme.tokens.surface))
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.tokens.text3))
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        height = SIZE.console_row
        width = self._gutter.width() - 12
        while block.isValid():
            top = self.blockBoundingGeometry(block).translated(offset).top()
            if top > area.bottom():
                break
            if block.userState() != _NO_TIME and block.length() > 1:
                text = f"{block.userState() / 1000:.3f}"
                flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(QRect(0, round(top), width, height), int(flags), text)
            block = block.next()


class _Gutter(QWidget):
    """The column of times."""

    def __init__(self, view: OutputView) -> None:
        super().__init__(view)
        self._view = view

    def width_wanted(self) -> int:
        """Room for hours of run: ``12345.678``."""
        return self._view.fontMetrics().horizontalAdvance("12345.678") + 24

    def sizeHint(self) -> QSize:
        """As wide as the longest time."""
        return QSize(self.width_wanted(), 0)

    def follow(self, rectangle: QRect, dy: int) -> None:
        """Scroll or repaint with the text."""
        if dy:
            self.scroll(0, dy)
        else:
            self.update(0, rectangle.y(), self.width(), rectangle.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the times."""
        self._view.paint_times(QPainter(self), event.rect())
