"""Marks of processes on lines of the source: bars in the gutter, chips after the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from procession.ui.tokens import Tokens

BAR, BAR_GAP, MOST_BARS = 4, 2, 3
_CHIP_HEIGHT, _PAD, _GAP = 16, 7, 6


@dataclass(frozen=True, slots=True)
class LineMark:
    """One process on one line."""

    line: int
    """From 1."""
    identity: int
    """Which of the process colours, from 0."""
    name: str
    text: str
    waits: bool
    """For what another process keeps: drawn in red."""
    quiet: bool
    """It has no chip, only a bar."""


class LineMarks:
    """The marks of a text, by line."""

    def __init__(self, marks: Sequence[LineMark] = ()) -> None:
        self._of_line: dict[int, list[LineMark]] = {}
        for mark in marks:
            self._of_line.setdefault(mark.line, []).append(mark)

    def __bool__(self) -> bool:
        return bool(self._of_line)

    @property
    def lines(self) -> list[int]:
        """The lines that have marks."""
        return sorted(self._of_line)

    def at(self, line: int) -> list[LineMark]:
        """The marks of one line."""
        return self._of_line.get(line, [])

    def waited(self, line: int) -> bool:
        """Whether somebody waits there for what another process keeps."""
        return any(mark.waits for mark in self.at(line))

    def told(self, line: int) -> str:
        """All of a line in words, one process a line."""
        return "\n".join(f"{mark.name}: {mark.text}" for mark in self.at(line))


def paint_bars(painter: QPainter, row: QRect, marks: Sequence[LineMark], tokens: Tokens) -> None:
    """Draw a bar a process at the left of the gutter; of many, a part in the text's colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    left = row.left() + 5
    for number, mark in enumerate(marks[:MOST_BARS]):
        more = number == MOST_BARS - 1 and len(marks) > MOST_BARS
        colour = tokens.text3 if more else tokens.identity(mark.identity).colour
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(left, row.top() + 4, BAR, row.height() - 8), 1.5, 1.5)
        left += BAR + BAR_GAP
    painter.restore()


def paint_chips(
    painter: QPainter,
    row: QRect,
    marks: Sequence[LineMark],
    tokens: Tokens,
    fonts: tuple[QFont, QFont],
) -> None:
    """Draw chips from the left of `row` on; what has no room is counted.

    `fonts` are for the name and for what it does.
    """
    told = [mark for mark in marks if not mark.quiet]
    left = row.left()
    for number, mark in enumerate(told):
        left_over = len(told) - number
        width = _width(mark, fonts)
        reserve = 40 if left_over > 1 else 0
        if left + width + reserve > row.right() and number:
            _paint_more(painter, QRect(left, row.top(), 40, row.height()), left_over, tokens, fonts)
            return
        _paint_chip(painter, QRectF(left, row.top(), width, row.height()), mark, tokens, fonts)
        left += width + _GAP


def _width(mark: LineMark, fonts: tuple[QFont, QFont]) -> int:
    name, text = (QFontMetrics(one) for one in fonts)
    words = name.horizontalAdvance(mark.name) + 5 + text.horizontalAdvance(mark.text)
    return words + 2 * _PAD + BAR + 4


def _paint_chip(
    painter: QPainter,
    row: QRectF,
    mark: LineMark,
    tokens: Tokens,
    fonts: tuple[QFont, QFont],
) -> None:
    height = max(_CHIP_HEIGHT, QFontMetrics(fonts[0]).height() + 2)
    box = QRectF(row.left() + 0.5, round(row.center().y() - height / 2) + 0.5, row.width(), height)
    painter.setPen(QPen(QColor(tokens.redborder if mark.waits else tokens.border2), 1))
    painter.setBrush(QColor(tokens.raised))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.identity(mark.identity).colour))
    bar = QRectF(box.left() + 5, box.top() + 3, BAR - 1, box.height() - 6)
    painter.drawRoundedRect(bar, 1.5, 1.5)
    words = box.adjusted(_PAD + BAR + 1, 0, -4, 0)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    painter.setFont(fonts[0])
    painter.setPen(QColor(tokens.text))
    painter.drawText(words, flags, mark.name)
    words.setLeft(words.left() + painter.fontMetrics().horizontalAdvance(mark.name) + 5)
    painter.setFont(fonts[1])
    painter.setPen(QColor(tokens.red if mark.waits else tokens.text2))
    painter.drawText(words, flags, mark.text)


def _paint_more(
    painter: QPainter, row: QRect, count: int, tokens: Tokens, fonts: tuple[QFont, QFont]
) -> None:
    painter.setFont(fonts[1])
    painter.setPen(QColor(tokens.text2))
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(row, flags, f"+{count}")
