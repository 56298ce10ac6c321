"""How edges of a wait-for graph get past what stands in their way."""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import QPointF

from procession.ui.waits.layout import Box, Layout
from procession.ui.waits.picture import Key

CHANNEL = 5.0
"""How far from its edges lines go round what stands in their way."""


def blocked(
    made: Layout, start: tuple[float, float], end: tuple[float, float], ends: set[Key]
) -> bool:
    """Whether a line from one point to another would run behind a box that it has nothing to do
    with, `ends` being those that it joins: it would seem to end there."""
    return any(
        _crosses(box.grown(-1), start, end) for key, box in made.boxes.items() if key not in ends
    )


def _crosses(box: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether a line meets a box (Liang and Barsky's clipping)."""
    low, high = 0.0, 1.0
    for at, to, least, most in (
        (start[0], end[0], box.x, box.right),
        (start[1], end[1], box.y, box.bottom),
    ):
        step = to - at
        if abs(step) < 1e-9:
            if not least < at < most:
                return False
            continue
        near, far = sorted(((least - at) / step, (most - at) / step))
        low, high = max(low, near), min(high, far)
    return low < high


def detour(
    made: Layout, source: Box, target: Box, ends: set[Key], number: int = 0
) -> list[tuple[float, float]]:
    """From one box to another along the left or the right edge of the drawing.

    Each line has a `number`: no two run on one another.
    """
    (_, sy), (_, ty) = source.centre, target.centre
    edge = CHANNEL + 4 * number
    ways = []
    for x, begin, stop in (
        (edge, source.x, target.x),
        (made.width - edge, source.right, target.right),
    ):
        points = [(begin, sy), (x, sy), (x, ty + 3 * number), (stop, ty + 3 * number)]
        parts = pairwise(points)
        ways.append((sum(blocked(made, one, two, ends) for one, two in parts), points))
    return min(ways, key=lambda way: way[0])[1]


def ends_of(source: Box, target: Box, aside: float) -> tuple[QPointF, QPointF]:
    """Where the line between two boxes leaves the one and meets the other.

    Straight up, down or across where they stand so.
    """
    (sx, sy), (tx, ty) = source.centre, target.centre
    low, high = max(source.x, target.x), min(source.right, target.right)
    if low < high - 8 and not (low <= sx <= high and low <= tx <= high and abs(sx - tx) > 30):
        x = tx if low <= tx <= high else (low + high) / 2
        x += aside if sy < ty else -aside
        if sy < ty:
            return QPointF(x, source.bottom), QPointF(x, target.y)
        return QPointF(x, source.y), QPointF(x, target.bottom)
    if abs(sy - ty) < 8:
        y = sy + (-aside if sx < tx else aside)
        if sx < tx:
            return QPointF(source.right, y), QPointF(target.x, y)
        return QPointF(source.x, y), QPointF(target.right, y)
    return _border(source, tx, ty), _border(target, sx, sy)


def _border(box: Box, x: float, y: float) -> QPointF:
    """Where the line from the middle of a box towards a point crosses its border."""
    cx, cy = box.centre
    dx, dy = x - cx, y - cy
    scale = min(
        box.width / 2 / abs(dx) if dx else math.inf, box.height / 2 / abs(dy) if dy else math.inf
    )
    return QPointF(cx + dx * scale, cy + dy * scale)
