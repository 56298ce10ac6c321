"""How much of each pixel column a state covers, at any zoom, in time that follows the columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from procession.trace.columns import Array, Columns
from procession.trace.intervals import union
from procession.trace.spans import OPEN

FloatArray = npt.NDArray[np.float64]

_STEPS = (16, 256, 4096)
_PER_PIXEL = 4
"""A level is used when it has at least so many entries a pixel."""


class Coverage:
    """The union of a set of intervals, with its length so far: answers by binary search.

    24 bytes an interval and what the levels add (a tenth); grows at its end.  Intervals are
    added in order of their start; one that goes on is `OPEN` and is told by `set_open`.
    """

    def __init__(self) -> None:
        self._exact = Columns({"start": np.float64, "end": np.float64, "busy": np.float64})
        self._levels = [Columns({"start": np.float64, "busy": np.float64}) for _ in _STEPS]
        self._open_ns: int | None = None

    def __len__(self) -> int:
        return len(self._exact)

    @classmethod
    def of(cls, start_ns: Array, end_ns: Array) -> Coverage:
        """The coverage of intervals (n,), ascending by start; ends may be `OPEN`."""
        coverage = cls()
        goes_on = end_ns == OPEN
        if goes_on.any():
            first = int(start_ns[goes_on].min())
            coverage.set_open(first)
            before = start_ns < first
            start_ns, end_ns = start_ns[before], np.minimum(end_ns[before], first)
        coverage.extend(start_ns, end_ns)
        return coverage

    def extend(self, start_ns: Array, end_ns: Array) -> None:
        """Add closed intervals (n,), ascending, none beginning before the last one added."""
        start, end = union(start_ns, end_ns)
        if not len(start):
            return
        start, end = start.astype(np.float64), end.astype(np.float64)
        ends = self._exact["end"]
        if len(ends) and start[0] <= ends[-1]:
            # The new ones join the last one: they may lengthen it, or lie within it.
            joined = int(np.searchsorted(start, ends[-1], "right"))
            ends[-1] = max(ends[-1], end[joined - 1])
            start, end = start[joined:], end[joined:]
            if not len(start):
                return
        first = len(self._exact)
        lengths = end - start
        base = 0.0
        if first:
            last = {name: column[-1] for name, column in self._columns().items()}
            base = float(last["busy"] + last["end"] - last["start"])
        busy = np.concatenate(([base], base + np.cumsum(lengths[:-1])))
        self._exact.append(len(start), {"start": start, "end": end, "busy": busy})
        for step, level in zip(_STEPS, self._levels, strict=True):
            chosen = slice(-(-first // step) * step - first, None, step)
            values = {"start": start[chosen], "busy": busy[chosen]}
            if len(values["start"]):
                level.append(len(values["start"]), values)

    def set_open(self, since_ns: int | None) -> None:
        """From this instant on everything is covered; None: nothing goes on."""
        self._open_ns = since_ns

    def covered(self, from_ns: float, to_ns: float) -> float:
        """How many nanoseconds of a range are covered, exactly."""
        edges = np.array([from_ns, max(from_ns, to_ns)], np.float64)
        busy = self._busy(edges)
        return float(busy[1] - busy[0])

    def coverage(self, from_ns: float, to_ns: float, columns: int) -> FloatArray:
        """The covered share, 0 to 1, of each of `columns` equal parts of a range.

        Exact while there are fewer than four intervals a column, and right to less than that
        many intervals at a column's edges otherwise.
        """
        if columns <= 0 or to_ns <= from_ns:
            return np.zeros(max(columns, 0))
        edges = np.linspace(from_ns, to_ns, columns + 1)
        busy = self._busy(edges, self._level(from_ns, to_ns, columns))
        share: FloatArray = np.diff(busy) * (columns / (to_ns - from_ns))
        return np.clip(share, 0.0, 1.0)

    def count(self, from_ns: float, to_ns: float) -> int:
        """How many separate intervals meet a range."""
        columns = self._columns()
        first = int(np.searchsorted(columns["end"], from_ns, "right"))
        stop = int(np.searchsorted(columns["start"], to_ns, "left"))
        return max(stop - first, 0)

    def _columns(self) -> dict[str, Array]:
        return {name: self._exact[name] for name in ("start", "end", "busy")}

    def _level(self, from_ns: float, to_ns: float, columns: int) -> Columns | None:
        for step, level in zip(reversed(_STEPS), reversed(self._levels), strict=True):
            if len(self) < step * _PER_PIXEL * columns:
                continue
            start = level["start"]
            inside = np.searchsorted(start, to_ns) - np.searchsorted(start, from_ns)
            if inside >= _PER_PIXEL * columns:
                return level
        return None

    def _busy(self, at: FloatArray, level: Columns | None = None) -> FloatArray:
        """Covered time before each instant of `at` (ascending)."""
        if level is not None:
            busy = self._interpolated(at, level)
        elif len(self):
            columns = self._columns()
            index = np.searchsorted(columns["start"], at, "right") - 1
            before = index < 0
            index[before] = 0
            busy = (
                columns["busy"][index]
                + (np.minimum(at, columns["end"][index]))
                - (columns["start"][index])
            )
            busy[before] = 0.0
        else:
            busy = np.zeros(len(at))
        if self._open_ns is not None:
            limit = float(self._open_ns)
            late = at > limit
            if late.any():
                settled = self._busy_at(limit)
                busy[late] = settled + at[late] - limit
        return busy

    def _busy_at(self, instant: float) -> float:
        columns = self._columns()
        index = int(np.searchsorted(columns["start"], instant, "right")) - 1
        if index < 0:
            return 0.0
        end = min(instant, float(columns["end"][index]))
        return float(columns["busy"][index]) + end - float(columns["start"][index])

    def _interpolated(self, at: FloatArray, level: Columns) -> FloatArray:
        columns = self._columns()
        busy: FloatArray = np.interp(at, level["start"], level["busy"])
        # Beyond the level's last entry the exact columns answer.
        late = at > level["start"][-1]
        if late.any():
            index = np.searchsorted(columns["start"], at[late], "right") - 1
            end = np.minimum(at[late], columns["end"][index])
            busy[late] = columns["busy"][index] + end - columns["start"][index]
        return busy
