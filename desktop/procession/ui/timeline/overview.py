"""What many layers cover up to regular instants of the run: for pictures of most of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from procession.ui.timeline.coverage import Layer, Shares, Times
from procession.ui.timeline.stack import MOST_SETTLE_NS

MOST = 8_192
"""Instants at which the run is known; twice as many and every second is forgotten."""
LEAST_PER_COLUMN = 2.0
FINEST_NS = 1024
MOST_CHOSEN = 64
RECENT_NS = 2 * MOST_SETTLE_NS
"""How far back layers may still change."""


class Overview:
    """Covered time and spans begun, of each layer, at instants `step` ns apart."""

    def __init__(self) -> None:
        self._rows: dict[Layer, int] = {}
        self._step = FINEST_NS
        self._busy = np.zeros((0, MOST + 1), np.float32)
        self._count = np.zeros((0, MOST + 1), np.int32)
        self._chosen: dict[tuple[Layer, ...], tuple[Shares, NDArray[np.int32]]] = {}
        self._until = 1
        self._known = 0

    def follow(self, until_ns: int) -> None:
        """Know the run up to an instant; what is read next is brought up to date."""
        self._until = max(until_ns, 1)

    def serves(self, edges: Times) -> bool:
        """Whether columns this wide can be read from here: not sharper than half a column."""
        column = float(edges[-1] - edges[0]) / (len(edges) - 1)
        return column >= LEAST_PER_COLUMN * self._finest()

    def within(self, edges: Times) -> bool:
        """Whether these columns cover the whole run."""
        return int(edges[0]) <= 0 and int(edges[-1]) >= self._until

    def columns(self, layers: Sequence[Layer], edges: Times) -> tuple[Shares, NDArray[np.int32]]:
        """As `shares.shares_of`."""
        self._sync(layers)
        busy, count = self._of(tuple(layers))
        at = np.clip(edges / self._step, 0, self._until / self._step)
        index = np.minimum(at.astype(np.int64), MOST - 1)
        covered = busy.take(index, axis=1)
        covered += (at - index).astype(np.float32) * (busy.take(index + 1, axis=1) - covered)
        width = float(edges[-1] - edges[0]) / (len(edges) - 1)
        shares = np.diff(covered, axis=1)
        shares *= np.float32(self._step / width)
        np.clip(shares, 0, 1, out=shares)
        return shares, np.diff(count.take(index, axis=1), axis=1)

    def _of(self, layers: tuple[Layer, ...]) -> tuple[Shares, NDArray[np.int32]]:
        """The tables of some layers. The view moves more often than it shows other lanes."""
        found = self._chosen.get(layers)
        if found is None:
            rows = [self._rows[layer] for layer in layers]
            found = self._chosen[layers] = self._busy[rows], self._count[rows]
        return found

    def _finest(self) -> int:
        """Time between instants so that they last for the run, ns."""
        step = self._step
        while step * MOST < self._until:
            step *= 2
        return step

    def _sync(self, layers: Sequence[Layer]) -> None:
        """Add layers that are new, and bring all up to date."""
        if len(self._chosen) > MOST_CHOSEN:
            self._chosen = {}
        step = self._finest()
        if step != self._step:
            self._step, self._known = step, 0
        fresh = [layer for layer in layers if layer not in self._rows]
        if self._known != self._until:
            first = max(0, self._known - RECENT_NS) // step
            for layer, row in self._rows.items():
                self._fill(layer, row, first)
            self._known = self._until
            self._chosen = {}
        if fresh:
            self._make_room(len(self._rows) + len(fresh))
        for layer in fresh:
            self._rows[layer] = row = len(self._rows)
            self._fill(layer, row, 0)

    def _make_room(self, rows: int) -> None:
        if rows > len(self._busy):
            more = max(rows, 2 * len(self._busy)) - len(self._busy)
            self._busy = np.pad(self._busy, ((0, more), (0, 0)))
            self._count = np.pad(self._count, ((0, more), (0, 0)))

    def _fill(self, layer: Layer, row: int, first: int) -> None:
        """Read a layer from an instant on; what is after the newest one is as it is there."""
        last = -(-self._until // self._step)
        instants = np.arange(first, last + 1, dtype=np.int64) * self._step
        busy, count = layer.busy(instants)
        self._busy[row, first : last + 1] = busy / self._step
        self._count[row, first : last + 1] = count
