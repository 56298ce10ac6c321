"""The legend: each state as it is drawn, with its name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from procession.ui.timeline.kinds import CONTENDED, EXPECTED, HELD, IO, RUNNING, WAITING
from procession.ui.timeline.typeface import font
from procession.ui.timeline.words import DENSE, Words
from procession.ui.tokens import Tokens

HEIGHT = 26
SWATCH = 16
GAP = 18
ORDER = (HELD, CONTENDED, WAITING, RUNNING, IO, EXPECTED, DENSE)


def paint_legend(painter: QPainter, area: QRectF, theme: Tokens, words: Words, aside: str) -> None:
    """Paint the row; what has no room is left out from the end, `aside` stands at the right."""
    painter.save()
    painter.fillRect(area, QColor(theme.side))
    painter.fillRect(QRectF(area.left(), area.top(), area.width(), 1), QColor(theme.border))
    painter.setFont(font("caption"))
    metrics = QFontMetricsF(painter.font())
    base = area.center().y() + 4.5
    width = metrics.horizontalAdvance(aside)
    painter.setPen(QColor(theme.text3))
    painter.drawText(QPointF(area.right() - 12 - width, base), aside)
    end = area.right() - 24 - width
    x = area.left() + 12
    for kind in ORDER:
        text = words.state(kind)
        needed = SWATCH + 7 + metrics.horizontalAdvance(text)
        if x + needed > end:
            break
        paint_swatch(painter, QRectF(x, area.center().y() - 7, SWATCH, 14), kind, theme)
        painter.setPen(QColor(theme.text2))
        painter.drawText(QPointF(x + SWATCH + 7, base), text)
        x += needed + GAP
    painter.restore()


def paint_swatch(painter: QPainter, rect: QRectF, kind: int, theme: Tokens) -> None:
    """A piece of a state, in its colour, thickness and pattern."""
    states = theme.states
    middle = round(rect.center().y())
    left, width = rect.left(), rect.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if kind in (HELD, CONTENDED):
        bar = QRectF(left, middle - 6, width, 12)
        painter.fillRect(bar, QColor(states.held if kind == HELD else states.contended))
        if kind == CONTENDED and states.contended_edge != states.contended:
            edge = QColor(states.contended_edge)
            painter.fillRect(QRectF(left, bar.top(), width, 1), edge)
            painter.fillRect(QRectF(left, bar.bottom() - 1, width, 1), edge)
    elif kind == WAITING:
        painter.fillRect(QRectF(left, middle - 2, width, 4), QColor(states.waiting))
    elif kind == RUNNING:
        painter.fillRect(QRectF(left, middle - 3, width, 6), QColor(states.running))
    elif kind == EXPECTED:
        pen = QPen(QColor(states.expected), 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2, 1.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(left, middle), QPointF(left + width, middle))
    else:
        bar = QRectF(left, middle - 4, width, 8)
        ink = QColor(states.io if kind == IO else states.running)
        if kind == IO:
            tint = QColor(ink)
            tint.setAlphaF(0.22)
            painter.fillRect(bar, tint)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(bar)
        painter.setPen(QPen(ink, 1.4 if kind == IO else 1.1))
        step = 5 if kind == IO else 4
        for offset in range(-8, int(width) + 8, step):
            x = left + offset
            painter.drawLine(QPointF(x, bar.bottom()), QPointF(x + 8, bar.top()))
    painter.restore()
