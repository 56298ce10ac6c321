"""Arithmetic of intervals on columns: unions, and what two sets have in common."""

from __future__ import annotations

import numpy as np

from procession.trace.columns import Array


def union(start: Array, end: Array) -> tuple[Array, Array]:
    """The disjoint intervals that cover the same instants, ascending.

    `start` must be ascending; empty intervals and gaps of nothing vanish.
    """
    some = end > start
    if not some.all():
        start, end = start[some], end[some]
    if not len(start):
        return start, end
    reach = np.maximum.accumulate(end)
    cuts = np.flatnonzero(start[1:] > reach[:-1]) + 1
    firsts = np.concatenate(([0], cuts))
    lasts = np.concatenate((cuts, [len(start)])) - 1
    return start[firsts], reach[lasts]


def common(start: Array, end: Array, other_start: Array, other_end: Array) -> tuple[Array, ...]:
    """Where each of n intervals meets m disjoint ascending ones.

    Returns (which of the n, start, end) of the parts, in the order of the n intervals.
    """
    low = np.searchsorted(other_end, start, "right")
    high = np.searchsorted(other_start, end, "left")
    count = np.maximum(high - low, 0)
    which = np.repeat(np.arange(len(start)), count)
    offset = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    other = np.repeat(low, count) + offset
    start = np.maximum(start[which], other_start[other])
    end = np.minimum(end[which], other_end[other])
    some = end > start
    return (which, start, end) if some.all() else (which[some], start[some], end[some])


def total(start: Array, end: Array, low: int, high: int) -> int:
    """The sum of the parts of intervals within ``[low, high)``, each interval for itself."""
    lengths = np.minimum(end, high) - np.maximum(start, low)
    return int(lengths[lengths > 0].sum())
