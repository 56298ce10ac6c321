"""Step curves: what a queue contains, what a pool has not begun."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from procession.ui.timeline.canvas import Canvas
from procession.ui.timeline.typeface import font
from procession.ui.timeline.viewport import Viewport
from procession.ui.timeline.words import Words
from procession.ui.tokens import Tokens

ITEM_PX = 8
ITEMS_AT_FULL_SIZE = 4
MARGIN = 10
LINE = 1.3
FILL = 0.20


def extremes(
    time: NDArray[np.int64], value: NDArray[np.int64], edges: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Least, greatest and last value in each column of a step curve that begins at 0.

    Args:
        time, value: the steps, shape (n,). edges: ns, shape (columns + 1,).
    """
    steps = np.concatenate(([0], value))
    at = np.searchsorted(time, edges, "right")
    first, last = at[:-1], at[1:]
    stretch = steps[first[0] : last[-1] + 1]
    begin = first - first[0]
    # Each column begins with the value that it inherits, so no stretch is empty.
    low = np.minimum.reduceat(stretch, begin)
    high = np.maximum.reduceat(stretch, begin)
    final = steps[last]
    return np.minimum(low, final), np.maximum(high, final), final


def paint_curve(
    canvas: Canvas,
    time: NDArray[np.int64],
    value: NDArray[np.int64],
    edges: NDArray[np.int64],
    life: tuple[int, int],
    area: QRectF,
    view: Viewport,
    theme: Tokens,
    *,
    limit: int,
    words: Words,
) -> None:
    """Paint a step curve in `area` (px of the canvas).

    Args:
        life: from when to when the primitive is known, ns.
        limit: the most it may contain, drawn dotted; 0: no limit.
    """
    low, high, last = extremes(time, value, edges)
    peak = max(limit if limit <= 64 else 0, int(value.max()) if len(value) else 0)
    small = area.height() < 40
    margin = 3 if small else MARGIN
    room = area.height() - 2 * margin
    unit = ITEM_PX if peak <= ITEMS_AT_FULL_SIZE and not small else room / max(peak, 1)
    base = area.bottom() - margin
    columns = np.arange(canvas.columns) / canvas.scale
    known = (edges[1:] > life[0]) & (edges[:-1] < life[1])
    if not known.any():
        return
    with canvas.painter() as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = _outline(columns, low, high, last, known, base, unit, view, edges, life)
        shape = QPolygonF([QPointF(points[0].x(), base), *points, QPointF(points[-1].x(), base)])
        under = QColor(theme.text3)
        under.setAlphaF(FILL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(under)
        painter.drawPolygon(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.text2), LINE))
        painter.drawPolyline(QPolygonF(points))
        if small:
            return
        painter.setFont(font("span"))
        metrics = QFontMetricsF(painter.font())
        if limit and limit * unit <= room + 1:
            y = base - limit * unit
            text = f"{words.texts()['max']} {limit}"
            width = metrics.horizontalAdvance(text)
            painter.setPen(QPen(QColor(theme.text3), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(width + 12, y), QPointF(view.x(life[1]), y))
            _paint_note(painter, QPointF(6, y + metrics.capHeight() / 2), text, theme)
        elif peak:
            x = max(6.0, points[0].x() + 6)
            text = f"{words.texts()['max']} {peak}"
            _paint_note(painter, QPointF(x, area.top() + margin - 1), text, theme)


def _paint_note(painter: QPainter, at: QPointF, text: str, theme: Tokens) -> None:
    """A text that stays readable where the curve runs through it."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(text)
    painter.fillRect(QRectF(at.x() - 3, at.y() - 9, width + 6, 11), QColor(theme.surface))
    painter.setPen(QColor(theme.text3))
    painter.drawText(at, text)


def _outline(
    columns: NDArray[np.float64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    last: NDArray[np.int64],
    known: NDArray[np.bool_],
    base: float,
    unit: float,
    view: Viewport,
    edges: NDArray[np.int64],
    life: tuple[int, int],
) -> list[QPointF]:
    """The curve as points: only columns in which something changes."""
    at = np.flatnonzero(known)
    level = last[at]
    before = np.concatenate((level[:1], level[:-1]))
    changing = (low[at] != high[at]) | (level != before)
    changing[0] = True
    points: list[QPointF] = []
    height = base
    for index, column in zip(np.flatnonzero(changing), at[changing], strict=True):
        x = float(columns[column])
        top, bottom = base - unit * int(high[column]), base - unit * int(low[column])
        if not points:
            x = max(x, view.x(life[0]))
            height = base - unit * int(level[index]) if low[column] == high[column] else height
        points.append(QPointF(x, height))
        if low[column] != high[column]:
            # The whole range of the column, in the order that meets its neighbours.
            near = (top, bottom) if abs(height - bottom) > abs(height - top) else (bottom, top)
            points.extend(QPointF(x, y) for y in near)
        height = base - unit * int(level[index])
        points.append(QPointF(x, height))
    end = min(float(columns[-1]) + 1, view.x(life[1]))
    points.append(QPointF(max(end, points[-1].x()), height))
    return points
