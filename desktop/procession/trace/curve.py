"""A step curve that grows at its end, and now and then a little before it."""

from __future__ import annotations

import numpy as np

from procession.trace.columns import Array, Columns, frozen
from procession.trace.spans import Steps


class StepCurve:
    """What changes add up to, over time. The order in which changes are told does not matter."""

    def __init__(self) -> None:
        self._columns = Columns({"time_ns": np.int64, "value": np.int64})
        self._negative = False

    def add(self, time_ns: Array, change: Array) -> None:
        """Changes (n,) at instants (n,), in any order."""
        if not len(time_ns):
            return
        times, values = self._columns["time_ns"], self._columns["value"]
        keep = int(np.searchsorted(times, time_ns.min(), "left"))
        base = int(values[keep - 1]) if keep else 0
        old = np.diff(values[keep:], prepend=base)
        time = np.concatenate((times[keep:], time_ns))
        delta = np.concatenate((old, change))
        order = np.argsort(time, kind="stable")
        time, delta = time[order], delta[order]
        firsts = np.concatenate(([0], np.flatnonzero(time[1:] != time[:-1]) + 1))
        time, delta = time[firsts], np.add.reduceat(delta, firsts)
        real = delta != 0
        if not real.all():
            time, delta = time[real], delta[real]
        value = np.cumsum(delta) + base
        self._columns.truncate(keep)
        self._columns.append(len(time), {"time_ns": time, "value": value})
        self._negative = self._negative or bool(len(value) and value.min() < 0)

    def steps(self) -> Steps:
        """The curve so far. Never below 0: a taker's clock reading may precede the giver's."""
        value = self._columns["value"]
        if self._negative:
            value = np.maximum(value, 0)
        return Steps(self._columns.frozen("time_ns"), frozen(value))
