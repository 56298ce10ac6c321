"""Lanes too low for bars: each pixel row mixes the states of the lanes that share it.

Where there are more lanes than pixel rows, a row shows the mean of its lanes: a red row means
that most of them wait, a faintly red one that one of many does.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter_ns

import numpy as np
from numpy.typing import NDArray

from procession.ui.timeline.canvas import Canvas, alive_columns
from procession.ui.timeline.compose import Floats, colour
from procession.ui.timeline.coverage import Layer
from procession.ui.timeline.kinds import CONTENDED, EXPECTED, HELD, IO, KINDS, RUNNING, WAITING
from procession.ui.timeline.lanes import Lane
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.shares import shares_of
from procession.ui.timeline.viewport import Viewport
from procession.ui.tokens import Tokens

HEAT_BELOW = 15
"""px of a lane below which bars cannot be told apart."""
BUDGET_NS = 6_000_000
"""How long one picture may take; what is left comes with the next ones."""
TOGETHER = 40
"""Lanes worked out between two looks at the clock."""
MANY, WIDER = 300, 2
"""From so many lanes on columns are so many pixels wide."""
FAINT = {EXPECTED: 0.35, RUNNING: 0.55}


class HeatPainter:
    """Paints low lanes of one theme."""

    def __init__(self, theme: Tokens) -> None:
        states = theme.states
        inks = {
            HELD: states.held,
            CONTENDED: states.contended,
            WAITING: states.waiting,
            IO: states.io,
            EXPECTED: states.expected,
            RUNNING: states.running,
        }
        ground = colour(theme.surface)
        self._ground = ground
        self._lines: NDArray[np.uint8] = np.zeros((0, 0, 4), np.uint8)
        self._todo: list[int] = []
        self._key: tuple[object, ...] = ()
        self._groups: list[tuple[int, list[Lane]]] = []
        self._grouped_for: tuple[object, ...] = ()
        self._lanes: list[Lane] = []
        self._palette = np.stack(
            [
                ground + (colour(inks[kind]) - ground) * np.float32(FAINT.get(kind, 1.0))
                for kind in range(KINDS + 1)
            ]
        )

    @property
    def unfinished(self) -> bool:
        """Whether some rows show what was there before: paint again."""
        return bool(self._todo)

    def paint(
        self, canvas: Canvas, scene: Scene, lanes: Sequence[Lane], view: Viewport, scroll: float
    ) -> None:
        """Paint `lanes`, none of them high, onto the canvas."""
        groups = self._grouped(canvas, scene, lanes, scroll)
        if not groups:
            return
        wider = WIDER if len(lanes) > MANY else 1
        columns = max(1, canvas.columns // wider)
        self._begin(scene, groups, view, columns)
        edges = view.edges(columns)
        until = perf_counter_ns() + BUDGET_NS
        together = max(1, TOGETHER * len(groups) // len(lanes))
        while self._todo:
            some, self._todo = self._todo[:together], self._todo[together:]
            self._lines[some] = self._mixed(scene, [groups[n][1] for n in some], edges)
            if perf_counter_ns() > until:
                break
        wide = np.minimum(np.arange(canvas.columns) // wider, columns - 1)
        lines = self._lines[:, wide] if wider > 1 else self._lines
        for index, (first, group) in enumerate(groups):
            lane = group[-1]
            last = max(first + 1, canvas.row(lane.y(scroll) + lane.height))
            if lane.height >= 4:
                last -= 1  # a line of ground between lanes that can be told apart
            canvas.pixels[max(0, first) : max(0, min(last, canvas.rows))] = lines[index]

    def _grouped(
        self, canvas: Canvas, scene: Scene, lanes: Sequence[Lane], scroll: float
    ) -> list[tuple[int, list[Lane]]]:
        """The lanes by pixel row; they change less often than what is drawn in them."""
        key = (len(lanes), lanes[0].name, scroll, canvas.rows)
        if key != self._grouped_for or scene.lanes is not self._lanes:
            self._grouped_for, self._lanes = key, scene.lanes
            self._groups = list(_by_row(canvas, lanes, scroll).items())
        return self._groups

    def _begin(
        self,
        scene: Scene,
        groups: Sequence[tuple[int, list[Lane]]],
        view: Viewport,
        columns: int,
    ) -> None:
        """Note which rows have to be worked out: all of them when anything is different."""
        shape = len(groups), columns, 4
        if self._lines.shape != shape:
            self._lines = np.empty(shape, np.uint8)
            self._lines[:] = self._ground.astype(np.uint8)
            self._key = ()
        first = groups[0][1][0].name, groups[-1][1][-1].name
        key = (id(scene), scene.rows.version, view.left_ns, view.ns_per_px, *first)
        if key != self._key:
            # Those that were left over come first: else a live run would never get to them.
            self._key = key
            rest = set(range(len(groups))).difference(self._todo)
            self._todo = [n for n in self._todo if n < len(groups)] + sorted(rest)

    def _mixed(
        self, scene: Scene, groups: Sequence[Sequence[Lane]], edges: NDArray[np.int64]
    ) -> NDArray[np.uint8]:
        """Colours, shape (groups, columns, 4): the mean of each group's lanes."""
        width = len(edges) - 1
        totals = np.zeros((len(groups), KINDS + 1, width), np.float32)
        layers: list[Layer] = []
        into: list[tuple[int, int]] = []
        lives: list[tuple[int, int]] = []
        owner: list[int] = []
        for number, group in enumerate(groups):
            for lane in group:
                for kind, layer in _layers(scene, lane):
                    layers.append(layer)
                    into.append((number, kind))
                rows = scene.processes.get(lane.id) if lane.kind == "process" else None
                if rows is not None:
                    lives.append((rows.born_ns, rows.until_ns))
                    owner.append(number)
        if layers:
            found, _ = shares_of(layers, edges)
            where = np.array(into)
            np.add.at(totals, (where[:, 0], where[:, 1]), found)
        if lives:
            alive = np.zeros((len(groups), width), np.float32)
            np.add.at(alive, owner, alive_columns(edges, lives))
            totals[:, RUNNING] = np.clip(alive - totals[:, :KINDS].sum(axis=1), 0, None)
        sizes = np.array([len(group) for group in groups], np.float32)
        totals /= sizes[:, None, None]
        total = totals.sum(axis=1)
        totals /= np.maximum(total, 1)[:, None]
        rest = np.clip(1 - total, 0, 1)
        made: Floats = np.einsum("gkw,kc->gwc", totals, self._palette)
        made += rest[..., None] * self._ground
        return made.astype(np.uint8)


def _by_row(canvas: Canvas, lanes: Sequence[Lane], scroll: float) -> dict[int, list[Lane]]:
    """The lanes in view by the pixel row that they begin in."""
    groups: dict[int, list[Lane]] = {}
    for lane in lanes:
        first = canvas.row(lane.y(scroll))
        if -lane.height * canvas.scale <= first < canvas.rows:
            groups.setdefault(first, []).append(lane)
    return groups


def _layers(scene: Scene, lane: Lane) -> list[tuple[int, Layer]]:
    """What there is to mix of a lane, with the kind that each is drawn as."""
    if lane.kind == "process":
        rows = scene.processes.get(lane.id)
        if rows is None:
            return []
        return [(kind, layer) for kind, layer in enumerate(rows.state) if len(layer)]
    primitive = scene.primitives.get(lane.id)
    if primitive is None:
        return []
    held = [(HELD, stack.layers[0]) for stack in primitive.holders.values()]
    kept = [(WAITING, primitive.kept.stack.layers[0])]
    return [(kind, layer) for kind, layer in (*held, *kept) if len(layer)]
