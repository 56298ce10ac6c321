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
        instants, ascending, shape (m,), and counts from each instant on, shape (m, kinds).
    """
    length = len(start)
    time = np.concatenate((end, start))
    kind = np.concatenate((kind, kind))
    order = np.argsort(time, kind="stable")  # ends come first at an instant: spans may touch
    time = time[order]
    change = np.zeros((2 * length, kinds), np.int32)
    change[np.arange(2 * length), kind[order]] = np.where(order < length, -1, 1)
    counts = np.cumsum(change, axis=0, dtype=np.int32)
    last = np.append(time[1:] != time[:-1], True) if length else np.zeros(0, bool)
    return time[last], counts[last]


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
    """The first kind of `order` that is open in each row of `counts`, else `NOTHING`."""
    state = np.full(len(counts), NOTHING, np.int8)
    for kind in reversed(order):
        state[counts[:, kind] > 0] = kind
    return state
