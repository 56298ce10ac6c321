"""A file of the program as it was recorded, with what happened on its lines beside them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from procession.ui import formats
from procession.ui.editor.code_editor import CodeEditor
from procession.ui.fonts import font
from procession.ui.program import Program
from procession.ui.source.hot_lines import Line
from procession.ui.theme import Theme

MOST_NAMES = 3


class SourceView(CodeEditor):
    """Read-only; lines where somebody waits at the cursor are tinted."""

    def __init__(self, theme: Theme, program: Program, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._colours = theme
        self._program = program
        self._lines: dict[int, Line] = {}
        self._asked = 0
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_lines(self, lines: dict[int, Line]) -> None:
        """Mark these lines."""
        self._lines = lines
        self.viewport().update()

    def ask_for(self, line: int) -> None:
        """Go to a line, and mark it as the one that was asked for; 0: none."""
        self._asked = line
        if line:
            self.go_to(line)
        self.viewport().update()

    def note(self, number: int) -> str:
        """What is said beside a line; empty for nothing."""
        line = self._lines.get(number)
        if line is None:
            return ""
        parts = []
        if line.waiting:
            word = self.tr("%1 waits here") if len(line.waiting) == 1 else self.tr("%1 wait here")
            parts.append(word.replace("%1", self._names(line.waiting)))
        if line.holding:
            word = self.tr("%1 holds it") if len(line.holding) == 1 else self.tr("%1 hold it")
            parts.append(word.replace("%1", self._names(line.holding)))
        if line.waits:
            length = formats.duration(line.waited_ns or line.expected_ns)
            times = self.tr("%n wait(s), %1 in all", "", line.waits)
            parts.append(times.replace("%1", length))
        elif line.held and not line.holding:
            parts.append(self.tr("acquired %n time(s)", "", line.held))
        return " · ".join(parts)

    def _names(self, processes: list[int]) -> str:
        model = self._program.model
        if model is None:
            return ""
        known = [model.processes[one] for one in dict.fromkeys(processes) if one in model.processes]
        names = [one.name or str(one.pid) for one in known]
        if len(names) > MOST_NAMES:
            more = self.tr("%n more", "", len(names) - MOST_NAMES + 1)
            names = [*names[: MOST_NAMES - 1], more]
        return ", ".join(names)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tints below the text, notes after it."""
        painter = QPainter(self.viewport())
        tokens = self._colours.tokens
        rows = list(self._rows_seen(event.rect()))
        for number, row in rows:
            line = self._lines.get(number)
            if number == self._asked:
                painter.fillRect(row, QColor(tokens.sel))
            elif line is not None and line.waiting:
                painter.fillRect(row, QColor(tokens.redbg))
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("caption"))
        for number, row in rows:
            self._paint_note(painter, number, row)

    def _rows_seen(self, area: QRect) -> list[tuple[int, QRect]]:
        rows = []
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset)
            if place.top() > area.bottom():
                break
            row = QRect(0, round(place.top()), self.viewport().width(), round(place.height()))
            rows.append((block.blockNumber() + 1, row))
            block = block.next()
        return rows

    def _paint_note(self, painter: QPainter, number: int, row: QRect) -> None:
        text = self.note(number)
        line = self._lines.get(number)
        if not text or line is None:
            return
        tokens = self._colours.tokens
        block = self.document().findBlockByNumber(number - 1)
        code = self.fontMetrics().horizontalAdvance(block.text().expandtabs(4))
        left = code + 32 + round(self.contentOffset().x())
        width = QFontMetrics(painter.font()).horizontalAdvance(text) + 14
        box = QRectF(left, row.center().y() - 8, width, 17)
        back, ink = tokens.sunken, tokens.text2
        if line.waiting:
            back, ink = (tokens.surface if not tokens.dark else tokens.raised), tokens.red
        elif line.holding:
            back, ink = tokens.greenbg, tokens.green
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(box, 4, 4)
        who = line.waiting or line.holding
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        for at, process in enumerate(dict.fromkeys(who)):
            if at >= MOST_NAMES:
                break
            colour = QColor(tokens.identity(process - 1).colour)
            painter.fillRect(QRectF(2 + 5 * at, row.top() + 2, 4, row.height() - 4), colour)
