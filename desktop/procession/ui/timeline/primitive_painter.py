"""Painting primitive lanes: who holds it, who waits, what it contains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from procession.ui.timeline.canvas import Canvas
from procession.ui.timeline.compose import LEAST, colour, fill
from procession.ui.timeline.coverage import Times
from procession.ui.timeline.curve import paint_curve
from procession.ui.timeline.lanes import Lane
from procession.ui.timeline.primitive_rows import (
    IDENTITIES,
    WAITER_ROWS,
    PrimitiveRows,
    Waiters,
    identity_of,
)
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.shares import shares_of
from procession.ui.timeline.stack import OPEN
from procession.ui.timeline.typeface import font
from procession.ui.timeline.viewport import Viewport
from procession.ui.timeline.words import Words, tag
from procession.ui.tokens import Tokens

if TYPE_CHECKING:
    from procession.trace.spans import Spans

HOLDER_TOP, HOLDER_HEIGHT = 6, 15
WAITERS_TOP, WAITER_STEP, WAITER_HEIGHT = 26, 5, 3
SLOT_TOP, SLOT_STEP, SLOT_HEIGHT = 6, 10, 8
SLOT_ROWS = 2
NAMED_PX = 30
MANY_PX = 4
LOOK_BACK = 64
WHOLE = 0.999
"""The share of a column from which it counts as covered from edge to edge."""


class PrimitivePainter:
    """Paints primitive lanes of one theme at one scale."""

    def __init__(self, theme: Tokens, scale: float, words: Words) -> None:
        self._theme, self._scale, self._words = theme, scale, words
        self._identities = np.stack([colour(one.colour) for one in theme.identities])
        self._red = np.stack([colour(theme.states.waiting)])
        self._quiet = np.stack([colour(theme.states.expected)])

    def paint(
        self, canvas: Canvas, scene: Scene, lanes: Sequence[Lane], view: Viewport, scroll: float
    ) -> None:
        """Paint `lanes`, all of primitives, onto the canvas."""
        edges = view.edges(canvas.columns)
        for lane in lanes:
            rows = scene.primitives.get(lane.id)
            if rows is None:
                continue
            top = lane.y(scroll)
            if rows.style == "holder":
                self._holder(canvas, scene, rows, lane, view, edges, top)
            elif rows.style == "slots":
                self._slots(canvas, scene, rows, view, edges, top)
            else:
                self._contents(canvas, scene, rows, lane, view, edges, top)

    def _holder(
        self,
        canvas: Canvas,
        scene: Scene,
        rows: PrimitiveRows,
        lane: Lane,
        view: Viewport,
        edges: NDArray[np.int64],
        top: float,
    ) -> None:
        colours = list(rows.holders)
        layers = [rows.holders[index].layers[0] for index in colours]
        if not layers:
            return
        found, counts = shares_of(layers, edges, scene.overview)
        shares, began = np.ascontiguousarray(found.T), counts.sum(axis=0)
        full = (shares.max(axis=1) > WHOLE) & (began == 0)
        lone = (shares > 0) & (shares < LEAST) & (began < 2)[:, None]
        shares[lone] = LEAST
        total = shares.sum(axis=1)
        over = total > 1
        shares[over] /= total[over][:, None]
        tall = lane.height >= 40
        first = canvas.row(top + (HOLDER_TOP if tall else 3))
        height = canvas.row(HOLDER_HEIGHT if tall else 9)
        fill(canvas.pixels, range(first, first + height), shares, self._identities[colours])
        below = top + (WAITERS_TOP if tall else 13)
        self._waiters(canvas, rows.kept, edges, below, view, tall, scene, lane.id)
        if tall:
            self._names(canvas, scene, rows, view, top, full)

    def _names(
        self,
        canvas: Canvas,
        scene: Scene,
        rows: PrimitiveRows,
        view: Viewport,
        top: float,
        full: NDArray[np.bool_],
    ) -> None:
        """The holder's tag in bars that have room, with a line between touching bars.

        Args:
            full: columns that one hold covers from edge to edge.
        """
        left, right = int(view.left_ns), int(view.right_ns) + 1
        least = NAMED_PX * view.ns_per_px
        holds = scene.model.holder_spans(rows.primitive)
        with canvas.painter() as painter:
            painter.setFont(font("span", 600))
            metrics = QFontMetricsF(painter.font())
            for index in _wide(holds, full, view):
                open_end = int(holds.end_ns[index]) == OPEN
                end = scene.now_ns if open_end else int(holds.end_ns[index])
                if min(end, right) - max(int(holds.start_ns[index]), left) < least:
                    continue
                process = int(holds.process[index])
                begin = max(view.x(float(holds.start_ns[index])), 0.0)
                finish = min(view.x(float(end)), float(view.width))
                identity = self._theme.identity(process - 1)
                known = scene.model.processes.get(process)
                name = known.name if known is not None else str(process)
                text = tag(name)
                if open_end and not scene.running:
                    whole = self._words.never_released(name)
                    if metrics.horizontalAdvance(whole) + 12 <= finish - begin:
                        text = whole
                if metrics.horizontalAdvance(text) + 6 > finish - begin:
                    continue
                painter.setPen(QColor(identity.text))
                rect = QRectF(begin, top + HOLDER_TOP, finish - begin, HOLDER_HEIGHT)
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
            self._separate(painter, holds.start_ns, left, right, view, top)

    def _separate(
        self, painter: QPainter, start: Times, left: int, right: int, view: Viewport, top: float
    ) -> None:
        """A hairline where one holder follows another at once."""
        first, last = np.searchsorted(start, (left, right))
        if last - first > view.width / MANY_PX:
            return
        line = 1 / self._scale if self._scale > 1 else 1
        for time in start[first:last]:
            x = view.x(float(time))
            rect = QRectF(x, top + HOLDER_TOP, line, HOLDER_HEIGHT)
            painter.fillRect(rect, QColor(self._theme.surface))

    def _waiters(
        self,
        canvas: Canvas,
        waiters: Waiters,
        edges: NDArray[np.int64],
        top: float,
        view: Viewport,
        numbered: bool,
        scene: Scene,
        primitive: int,
    ) -> None:
        stack = waiters.stack
        if not len(stack.layers[0]):
            return
        height = max(1, round(WAITER_HEIGHT * self._scale))
        used = [layer for layer in stack.layers[:WAITER_ROWS] if len(layer)]
        found, counts = shares_of(used, edges, scene.overview)
        found[(found > 0) & (found < LEAST) & (counts < 2)] = LEAST
        for row, shares in enumerate(found):
            y = top + row * WAITER_STEP
            first = canvas.row(y)
            fill(canvas.pixels, range(first, first + height), shares[:, None], self._red)
        rest = stack.layers[WAITER_ROWS]
        if len(rest) and numbered:
            y = top + WAITER_ROWS * WAITER_STEP - 4
            spans = scene.model.waiter_spans(primitive)
            self._more(canvas, waiters, spans, view, y)

    def _more(
        self, canvas: Canvas, waiters: Waiters, spans: Spans, view: Viewport, y: float
    ) -> None:
        """How many wait beyond the rows, where there is room to say so."""
        rest = waiters.stack.layers[WAITER_ROWS]
        begins, ends = rest.spans(int(view.left_ns), int(view.right_ns))
        wide = np.flatnonzero(ends - begins >= 24 * view.ns_per_px)
        if not len(wide):
            return
        with canvas.painter() as painter:
            painter.setFont(font("span"))
            painter.setPen(QColor(self._theme.states.waiting))
            for index in wide:
                begin = max(int(begins[index]), int(view.left_ns))
                more = waiters.count(spans, begin) - WAITER_ROWS
                if more > 0:
                    painter.drawText(QPointF(view.x(begin) + 2, y + 8), f"+{more}")

    def _slots(
        self,
        canvas: Canvas,
        scene: Scene,
        rows: PrimitiveRows,
        view: Viewport,
        edges: NDArray[np.int64],
        top: float,
    ) -> None:
        slots = rows.slots
        count = slots.count
        room = WAITERS_TOP - SLOT_TOP
        step = SLOT_STEP if count <= SLOT_ROWS else room / count
        height = min(SLOT_HEIGHT, max(1.0, step - (1 if step > 2 else 0)))
        now = rows.until_ns
        left, right = int(view.left_ns), int(view.right_ns)
        # Those in view: from the first that may reach into it to the last that began in it.
        reach = scene.model.views(rows.primitive)[0].columns["reach_ns"]
        first_seen = max(0, int(np.searchsorted(reach, left, "right")) - LOOK_BACK)
        part = slice(first_seen, int(np.searchsorted(slots.start, right, "left")))
        starts, processes, places = slots.start[part], slots.process[part], slots.slot.values[part]
        end = np.where(slots.end[part] == OPEN, now, slots.end[part])
        seen = end > left
        for slot in range(count):
            mine = np.flatnonzero(seen & (places == slot))
            if not len(mine):
                continue
            shares = _by_identity(starts[mine], end[mine], identity_of(processes[mine]), edges)
            first = canvas.row(top + SLOT_TOP + slot * step)
            thick = range(first, first + max(1, canvas.row(height)))
            fill(canvas.pixels, thick, shares, self._identities)
        self._waiters(
            canvas, rows.kept, edges, top + WAITERS_TOP + 4, view, True, scene, rows.primitive
        )

    def _contents(
        self,
        canvas: Canvas,
        scene: Scene,
        rows: PrimitiveRows,
        lane: Lane,
        view: Viewport,
        edges: NDArray[np.int64],
        top: float,
    ) -> None:
        steps = rows.steps
        if steps is not None:
            area = QRectF(0, top, view.width, lane.height)
            maximum = scene.model.primitives[rows.primitive].details.get("maxsize", "")
            limit = int(maximum) if maximum.isdecimal() else 0
            paint_curve(
                canvas,
                steps.time_ns,
                steps.value,
                edges,
                (max(rows.created_ns, 0), rows.until_ns),
                area,
                view,
                self._theme,
                limit=limit if 0 < limit < 1 << 30 else 0,
                words=self._words,
            )
        # Who waits to put stands above the curve, who waits to get below it.
        self._waiters(canvas, rows.kept, edges, top + 2, view, False, scene, lane.id)
        expecting = rows.expecting.stack.layers[0]
        if len(expecting) and lane.height >= 40:
            shares, _ = expecting.columns(edges)
            x = np.arange(canvas.columns) + round(view.left_ns / view.ns_per_px * canvas.scale)
            dashed = (x % round(7 * self._scale)) < 4 * self._scale
            first = canvas.row(top + lane.height - 5)
            fill(
                canvas.pixels,
                range(first, first + max(1, round(2 * self._scale))),
                (shares * dashed)[:, None].astype(np.float32),
                self._quiet,
            )


def _wide(holds: Spans, full: NDArray[np.bool_], view: Viewport) -> list[int]:
    """Positions of the holds that cover stretches of columns: found from the picture, since
    there may be millions of others in view."""
    change = np.flatnonzero(np.diff(np.concatenate(([0], full.view(np.int8), [0]))))
    per_px = len(full) / view.width
    found: dict[int, None] = {}
    for first, last in change.reshape(-1, 2).tolist():
        if last - first < (NAMED_PX - 3) * per_px:
            continue
        middle = int(view.time((first + last) / 2 / per_px))
        at = int(holds.start_ns.searchsorted(middle, "right")) - 1
        # Holds of one lock hardly overlap: one of the few before is the one that covers it.
        for index in range(at, max(-1, at - LOOK_BACK), -1):
            if int(holds.end_ns[index]) > middle:
                found[index] = None
                break
    return list(found)


def _by_identity(
    start: Times, end: Times, identity: NDArray[np.integer], edges: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Shares of each identity in each column, of disjoint spans in time order."""
    shares = np.zeros((len(edges) - 1, IDENTITIES), np.float32)
    for index in np.unique(identity):
        mine = identity == index
        begins, lengths = start[mine], end[mine] - start[mine]
        busy = np.concatenate(([0], np.cumsum(lengths)))
        at = np.searchsorted(begins, edges, "right") - 1
        inside = np.clip(edges - begins[np.maximum(at, 0)], 0, lengths[np.maximum(at, 0)])
        covered = np.where(at < 0, 0, busy[np.maximum(at, 0)] + inside)
        shares[:, index] = np.diff(covered) / np.maximum(np.diff(edges), 1)
    return shares
