"""Marks where records were lost: what is drawn there is not all that happened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF

from procession.ui.timeline.canvas import Canvas
from procession.ui.timeline.lanes import Lane
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.typeface import font
from procession.ui.timeline.viewport import Viewport
from procession.ui.timeline.words import Words
from procession.ui.tokens import Tokens

MARK = 5.0


def paint_losses(
    canvas: Canvas,
    scene: Scene,
    lanes: Sequence[Lane],
    view: Viewport,
    scroll: float,
    theme: Tokens,
    words: Words,
) -> None:
    """A line and a sign at every loss of the processes of these lanes, with how many were lost."""
    where = {lane.id: lane for lane in lanes if lane.kind == "process"}
    with canvas.painter() as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("span", 600))
        metrics = QFontMetricsF(painter.font())
        for process, at_ns, count in scene.model.losses:
            lane = where.get(process)
            x = view.x(at_ns)
            if lane is None or not -MARK <= x <= view.width + MARK:
                continue
            top = lane.y(scroll)
            ink = QColor(theme.red)
            painter.fillRect(QRectF(x - 0.75, top + 1, 1.5, lane.height - 2), ink)
            if lane.height < 20:
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            peak = QPointF(x, top + 2)
            sign = [peak, peak + QPointF(MARK, 2 * MARK - 1), peak + QPointF(-MARK, 2 * MARK - 1)]
            painter.drawPolygon(QPolygonF(sign))
            text = words.lost(count)
            width = metrics.horizontalAdvance(text)
            if x + MARK + 4 + width < view.width:
                painter.setPen(ink)
                painter.drawText(QPointF(x + MARK + 4, top + 11), text)
