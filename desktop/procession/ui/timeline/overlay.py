"""What lies over the lanes: the selection, its arrow, the pointer's line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from procession.ui.timeline.kinds import CONTENDED, HELD, IO, WAITING
from procession.ui.timeline.lanes import Lane
from procession.ui.timeline.pick import Picked
from procession.ui.timeline.primitive_painter import HOLDER_HEIGHT, HOLDER_TOP, WAITERS_TOP
from procession.ui.timeline.process_painter import TASK_HEIGHT, TASK_TOP, centre
from procession.ui.timeline.typeface import font
from procession.ui.timeline.viewport import Viewport
from procession.ui.tokens import Tokens

if TYPE_CHECKING:
    from procession.trace.links import Link

OUTSET = 2.5
FILL = 0.18
RANGE_FILL = 0.08
RING = 3.5


def span_rect(picked: Picked, lane: Lane, view: Viewport, scroll: float, now_ns: int) -> QRectF:
    """Where a span stands, px of the lanes' area."""
    left = view.x(picked.start_ns)
    right = view.x(now_ns if picked.end_ns is None else picked.end_ns)
    if picked.what == "task":
        top, height = lane.y(scroll) + TASK_TOP, float(TASK_HEIGHT)
    elif picked.what == "hold":
        top, height = lane.y(scroll) + HOLDER_TOP, float(HOLDER_HEIGHT)
    elif picked.what == "wait":
        top, height = lane.y(scroll) + WAITERS_TOP - 1, 15.0
    else:
        height = 14.0 if picked.kind in (HELD, CONTENDED) else 8.0
        height = min(height, lane.height - 4.0)
        top = centre(lane, scroll) - height / 2
    return QRectF(left, top, max(1.0, right - left), height)


def paint_selection(painter: QPainter, rect: QRectF, view: Viewport, theme: Tokens) -> None:
    """A frame in the accent colour around a span."""
    outer = rect.adjusted(-OUTSET, -OUTSET, OUTSET, OUTSET)
    # Qt draws coordinates far outside wrongly; what is out of view need not be exact.
    outer = outer.intersected(QRectF(-20, outer.top(), view.width + 40, outer.height()))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tint = QColor(theme.accent)
    tint.setAlphaF(FILL)
    painter.setBrush(tint)
    painter.setPen(QPen(QColor(theme.accent), 1.5))
    painter.drawRoundedRect(outer, 3, 3)
    painter.restore()


def paint_hover(painter: QPainter, rect: QRectF, view: Viewport, theme: Tokens) -> None:
    """A thin frame around what the pointer is on."""
    outer = rect.adjusted(-1, -1, 1, 1)
    outer = outer.intersected(QRectF(-20, outer.top(), view.width + 40, outer.height()))
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.text2), 1))
    painter.drawRect(outer)
    painter.restore()


def paint_range(
    painter: QPainter, range_ns: tuple[float, float], view: Viewport, height: float, theme: Tokens
) -> None:
    """A stretch of time that is measured: a tint between two lines."""
    left, right = (min(max(view.x(time), -2.0), view.width + 2.0) for time in range_ns)
    tint = QColor(theme.accent)
    tint.setAlphaF(RANGE_FILL)
    painter.fillRect(QRectF(left, 0, right - left, height), tint)
    for x in (left, right):
        painter.fillRect(QRectF(x - 0.5, 0, 1, height), QColor(theme.accent))


def paint_cursor(painter: QPainter, x: float, height: float, theme: Tokens) -> None:
    """The instant whose state is told: a dashed line."""
    pen = QPen(QColor(theme.text), 1)
    pen.setDashPattern([4, 3])
    painter.save()
    painter.setPen(pen)
    painter.drawLine(QPointF(x, 0), QPointF(x, height))
    painter.restore()


def paint_arrow(
    painter: QPainter,
    link: Link,
    lanes: tuple[Lane, Lane],
    view: Viewport,
    scroll: float,
    theme: Tokens,
    text: str,
) -> None:
    """An arrow from a release, put, submit or start to what it caused.

    Args:
        lanes: of the process that it goes out from, and of the one that it goes to.
    """
    begin = QPointF(view.x(link.from_ns), centre(lanes[0], scroll))
    end = QPointF(view.x(link.to_ns), centre(lanes[1], scroll))
    if max(begin.x(), end.x()) < 0 or min(begin.x(), end.x()) > view.width:
        return
    down = 1 if end.y() > begin.y() else -1
    end = QPointF(end.x(), end.y() - 6 * down)
    bulge = min(26.0, 10 + abs(end.y() - begin.y()) / 6)
    middle = max(begin.x(), end.x()) + bulge
    path = QPainterPath(QPointF(begin.x(), begin.y() + RING * down))
    path.cubicTo(
        QPointF(middle, begin.y() + (end.y() - begin.y()) * 0.25),
        QPointF(middle, begin.y() + (end.y() - begin.y()) * 0.75),
        end,
    )
    ink = QColor(theme.text)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.surface), 4))
    painter.drawPath(path)
    painter.setPen(QPen(ink, 1.5))
    painter.drawPath(path)
    painter.setBrush(QColor(theme.surface))
    painter.drawEllipse(begin, RING, RING)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(_head(end, path.angleAtPercent(0.97)))
    painter.restore()
    if not text:
        return
    widest = path.boundingRect()
    _paint_label(
        painter, QPointF(widest.right() + 6, widest.center().y()), text, view, theme, begin
    )


def _head(tip: QPointF, angle: float) -> QPolygonF:
    """A filled head; `angle` in degrees, counter-clockwise from the right, as Qt has it."""
    turn = math.radians(angle)
    along = QPointF(math.cos(turn), -math.sin(turn))
    across = QPointF(-along.y(), along.x())
    return QPolygonF([tip, tip - along * 7 + across * 3.5, tip - along * 7 - across * 3.5])


def _paint_label(
    painter: QPainter, at: QPointF, text: str, view: Viewport, theme: Tokens, begin: QPointF
) -> None:
    painter.save()
    painter.setFont(font("caption"))
    width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 16
    left = at.x()
    if left + width > view.width - 4:
        left = begin.x() - width - 12
    rect = QRectF(left, at.y() - 10, width, 20)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.border2), 1))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(QColor(theme.text))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def state_colour(kind: int, theme: Tokens) -> str:
    """The colour of a state's name in text."""
    return {
        HELD: theme.green,
        CONTENDED: theme.amber,
        WAITING: theme.red,
        IO: theme.link,
    }.get(kind, theme.text2)
