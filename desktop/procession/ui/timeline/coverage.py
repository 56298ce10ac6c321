"""How much of each pixel column the spans of one kind cover.

A `Layer` keeps disjoint spans in time order as starts and prefix sums of their durations.  What
is covered before an instant is one binary search away, so a picture costs its width and not the
number of spans.  Levels of every 16th and 256th span keep that search in the cache; where a
block of a level is wider than half a column, the full data answers, so that nothing smears.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from procession.ui.timeline.growing import Growing

Times = NDArray[np.int64]
Shares = NDArray[np.float32]

STEP = 16


class _Level:
    """Starts and ends of blocks of `step` spans, as knots of a polyline (time, busy, index)."""

    def __init__(self, step: int) -> None:
        self.step = step
        self.time = Growing(np.int64)
        self.busy = Growing(np.float64)

    def update(self, start: Times, busy: NDArray[np.float64]) -> None:
        """Add the blocks that are complete by now."""
        done = self.time.size // 2
        complete = (len(start) - 1) // self.step if len(start) else 0
        if complete <= done:
            return
        first = np.arange(done, complete) * self.step
        last = first + self.step - 1
        knots = np.empty(2 * len(first), np.int64)
        knots[0::2] = start[first]
        knots[1::2] = start[last] + (busy[last + 1] - busy[last]).astype(np.int64)
        sums = np.empty(2 * len(first), np.float64)
        sums[0::2] = busy[first]
        sums[1::2] = busy[last + 1]
        self.time.extend(knots)
        self.busy.extend(sums)

    def cut(self, spans: int) -> None:
        """Keep only blocks made of the first `spans` spans."""
        size = 2 * (spans // self.step)
        self.time.cut(size)
        self.busy.cut(size)


class Layer:
    """Disjoint spans of one kind, in time order, growing at the end."""

    def __init__(self) -> None:
        self.start = Growing(np.int64)
        self._busy = Growing(np.float64)
        self._busy.extend(np.zeros(1))
        self._levels: tuple[_Level, ...] = ()

    def __len__(self) -> int:
        return self.start.size

    @property
    def nbytes(self) -> int:
        """Bytes in use."""
        levels = sum(level.time.nbytes + level.busy.nbytes for level in self._levels)
        return self.start.nbytes + self._busy.nbytes + levels

    def extend(self, start: Times, end: Times) -> None:
        """Append disjoint spans, sorted, none before the last one's end. Times in ns."""
        if not len(start):
            return
        before = float(self._busy.values[-1])
        self.start.extend(start)
        self._busy.extend(before + np.cumsum((end - start).astype(np.float64)))
        if not self._levels and self.start.size > STEP:
            # Most layers of a run with thousands of locks never have that many spans.
            self._levels = (_Level(STEP), _Level(STEP * STEP))
        for level in self._levels:
            level.update(self.start.values, self._busy.values)

    def cut(self, size: int) -> None:
        """Forget every span from index `size` on."""
        self.start.cut(size)
        self._busy.cut(size + 1)
        for level in self._levels:
            level.cut(size)

    @property
    def prefix(self) -> NDArray[np.float64]:
        """Covered time before each span, and after the last; shape (spans + 1,)."""
        return self._busy.values

    def spans(self, begin_ns: int, end_ns: int) -> tuple[Times, Times]:
        """Starts and ends of the spans that touch ``[begin_ns, end_ns)``."""
        start = self.start.values
        first = max(0, int(np.searchsorted(start, begin_ns, "right")) - 1)
        last = int(np.searchsorted(start, end_ns, "left"))
        busy = self._busy.values[first : last + 1]
        begins = start[first:last]
        ends = begins + np.diff(busy).astype(np.int64)
        keep = ends > begin_ns
        return begins[keep], ends[keep]

    def busy(self, edges: Times) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Covered time before each of the ascending `edges`, and how many spans began by then.

        Args:
            edges: instants in ns, ascending, shape (n,).
        """
        start = self.start.values
        if not len(start):
            return np.zeros(len(edges)), np.zeros(len(edges), np.int64)
        low = max(0, int(np.searchsorted(start, edges[0], "right")) - 1)
        high = int(np.searchsorted(start, edges[-1], "right"))
        for level in reversed(self._levels):
            # The level needs a few blocks a column, else nearly every column asks the full data.
            if high - low >= 2 * level.step * len(edges) and level.time.size > 4:
                return self._coarse(level, edges)
        return self._exact(edges, low, high)

    def _exact(
        self, edges: Times, low: int, high: int
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        start, busy = self.start.values, self._busy.values
        count = low + np.searchsorted(start[low:high], edges, "right")
        index = np.maximum(count - 1, 0)
        done = busy[index]
        inside = np.clip(edges - start[index], 0, None)
        return done + np.minimum(inside, busy[index + 1] - done), count

    def _coarse(self, level: _Level, edges: Times) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        time, busy = level.time.values, level.busy.values
        index = np.clip(np.searchsorted(time, edges, "right") - 1, 0, len(time) - 2)
        left = time[index]
        width = time[index + 1] - left
        part = np.clip((edges - left) / np.maximum(width, 1), 0.0, 1.0)
        done = busy[index]
        covered = done + part * (busy[index + 1] - done)
        inside = (index & 1) == 0
        count = (((index >> 1) + np.where(inside, part, 1.0)) * level.step).astype(np.int64)
        # Outside of complete blocks, and in blocks wide enough to see, the full data answers.
        column = (int(edges[-1]) - int(edges[0])) / max(1, len(edges) - 1)
        ask = (inside & (width > 0.5 * column)) | (edges >= time[-1]) | (edges < time[0])
        if ask.any():
            asked = edges[ask]
            covered[ask], count[ask] = self._exact(asked, 0, len(self))
        return covered, count

    def columns(self, edges: Times) -> tuple[Shares, NDArray[np.int64]]:
        """Covered share (0..1) of each column and how many spans begin in it.

        Args:
            edges: the columns' edges in ns, ascending, shape (columns + 1,).
        """
        covered, count = self.busy(edges)
        shares = np.diff(covered) / np.maximum(np.diff(edges), 1)
        return shares.astype(np.float32), np.diff(count)
