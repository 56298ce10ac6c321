"""Turning spans that overlap into rows that do not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.int64]
Classes = NDArray[np.int8]

NOTHING = -1


def sweep(
    start: Times, end: Times, kind: NDArray[np.integer], kinds: int
) -> tuple[Times, NDArray[np.int32]]:
    """How many spans of each kind are open between any two instants at which that changes.

    Args:
        start, end: ns, any order, ``end >= start``, shape (n,).
        kind: 0..kinds-1 for each span.

    Returns:
        instants, ascending, shape (m,), and counts from each instant on, shape (kinds, m).
    """
    length = len(start)
    time = np.concatenate((end, start))
    kind = np.concatenate((kind, kind))
    order = np.argsort(time, kind="stable")  # ends come first at an instant: spans may touch
    time = time[order]
    kind = kind[order]
    sign = np.where(order < length, np.int32(-1), np.int32(1))
    last = np.append(time[1:] != time[:-1], True) if length else np.zeros(0, bool)
    time = time[last]
    counts = np.zeros((kinds, len(time)), np.int32)
    for one in range(kinds):
        mine = kind == one
        if mine.any():
            counts[one] = np.cumsum(np.where(mine, sign, 0))[last]
    return time, counts


def runs(time: Times, state: NDArray[np.integer]) -> tuple[Times, Times, Classes]:
    """Runs of one state, from instants at which it may change; `NOTHING` is left out.

    Args:
        time: ascending, shape (m,).
        state: the state from each instant on, shape (m,); the last must be `NOTHING`.

    Returns:
        starts, ends and states of the runs.
    """
    if not len(time):
        return time, time, np.zeros(0, np.int8)
    first = np.flatnonzero(np.append(True, state[1:] != state[:-1]))
    begins = time[first]
    ends = np.append(begins[1:], time[-1])
    states = state[first].astype(np.int8)
    keep = (states != NOTHING) & (ends > begins)
    return begins[keep], ends[keep], states[keep]


def top(counts: NDArray[np.int32], order: tuple[int, ...]) -> Classes:
    """The first kind of `order` that is open at each instant of `counts`, else `NOTHING`."""
    state = np.full(counts.shape[1], NOTHING, np.int8)
    for kind in reversed(order):
        state[counts[kind] > 0] = kind
    return state
