"""Layers of one row of a lane that follow a growing set of overlapping spans."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from procession.ui.timeline.coverage import Layer, Times
from procession.ui.timeline.sweep import Classes

SETTLE_NS = 200_000_000
"""How long spans may still change after their time: records of other processes come late."""
LEAST_SETTLE_NS, MOST_SETTLE_NS = 40_000_000, 400_000_000


def settle_ns(lag_ns: int) -> int:
    """How long to wait for what comes late, where so much came late until now."""
    return min(max(2 * lag_ns, LEAST_SETTLE_NS), MOST_SETTLE_NS)


WINDOW = 150_000
"""How many spans are followed at once."""
SAMPLES = 2_000

Flatten = Callable[[Times, Times, NDArray[np.integer]], tuple[Times, Times, Classes]]
"""Overlapping spans with their kinds to disjoint runs, each of one kind."""

OPEN = np.iinfo(np.int64).max
NEVER = np.iinfo(np.int64).min


class Stack:
    """Disjoint runs of `kinds` kinds, kept up to date at the cost of what is recent.

    Runs that ended well before the newest instant are settled; an update computes the rest
    again.  `settle_all` does away with whatever came later than that.
    """

    def __init__(self, kinds: int, flatten: Flatten) -> None:
        self.layers = tuple(Layer() for _ in range(kinds))
        self._flatten = flatten
        self._settled = [0] * kinds
        self._until = int(NEVER)

    @property
    def since_ns(self) -> int:
        """Spans that ended by then are settled: an update need not name them again."""
        return self._until

    @property
    def nbytes(self) -> int:
        """Bytes in use."""
        return sum(layer.nbytes for layer in self.layers)

    def skip(self, until_ns: int) -> bool:
        """There is nothing up to an instant, if there never was anything; whether that is so."""
        if any(map(len, self.layers)):
            return False
        self._until = max(self._until, until_ns)
        return True

    def forget(self) -> None:
        """Begin again with nothing."""
        for layer in self.layers:
            layer.cut(0)
        self._settled = [0] * len(self.layers)
        self._until = int(NEVER)

    def update(
        self,
        start: Times,
        end: Times,
        kind: NDArray[np.integer],
        now_ns: int,
        settle: int = SETTLE_NS,
    ) -> None:
        """Follow the spans given: at least all that end after `since_ns`; open ones at `OPEN`.

        Args:
            start, end: ns, shape (n,); kind: shape (n,).
            now_ns: the newest instant; spans still open are drawn up to it.
            settle: what is so much older will not change any more, ns.
        """
        size = WINDOW
        while len(start) > size:
            # Many at once: bit by bit, each small enough that nobody waits for it.
            later = np.sort(start[:: max(1, len(start) // SAMPLES)])
            left = later[later > self._until]
            share = len(later) * size // len(start)
            if len(left) <= 2 * share:
                break
            edge = min(int(left[share]), now_ns - settle)
            before = self._until
            self._advance(start, end, kind, edge, edge)
            if self._until <= before:
                size *= 2  # One run covers it all: the next bit begins where this one did.
        self._advance(start, end, kind, now_ns, now_ns - settle)

    def _advance(
        self, start: Times, end: Times, kind: NDArray[np.integer], now_ns: int, settled_ns: int
    ) -> None:
        """Follow the spans up to `now_ns`; those before `settled_ns` will not change."""
        here = end > self._until
        here &= start <= now_ns
        start, end, kind = start[here], end[here], kind[here]
        if self._until != NEVER:
            start = np.maximum(start, self._until)
        # Releases may be known a moment ahead of everything else.
        end = np.maximum(start, np.minimum(end, max(now_ns, 0)))
        begins, ends, kinds = self._flatten(start, end, kind)
        for index, layer in enumerate(self.layers):
            layer.cut(self._settled[index])
            mine = kinds == index
            layer.extend(begins[mine], ends[mine])
        self._settle(begins, ends, kinds, settled_ns)

    def _settle(self, begins: Times, ends: Times, kinds: Classes, before_ns: int) -> None:
        """Keep the runs that ended before `before_ns`, up to an instant that none straddles."""
        until = before_ns
        while True:
            across = begins[(begins < until) & (ends > until)]
            if not len(across):
                break
            until = int(across.min())
        if until <= self._until:
            return
        for index in range(len(self.layers)):
            mine = kinds == index
            self._settled[index] += int(np.count_nonzero(mine & (ends <= until)))
        self._until = until
