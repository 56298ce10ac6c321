"""Sorting a batch into groups that keep their order: the way records of one key meet."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from procession.trace.columns import Array


def keys_of(objects: Array, threads: Array) -> Array:
    """uint64 (n,): one number for an object and a thread of one process."""
    keys: Array = objects.astype(np.uint64)
    keys <<= np.uint64(16)
    keys |= threads
    return keys


def grouped(keys: Array) -> tuple[Array, Array]:
    """The order that brings equal keys together, each group in its first order; and its bounds.

    Returns (order (n,), bounds (groups + 1,)).
    """
    count = len(keys)
    if not count:
        return np.empty(0, np.intp), np.zeros(1, np.intp)
    if (keys == keys[0]).all():
        return np.arange(count), np.array([0, count])
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    cuts = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    return order, np.concatenate(([0], cuts, [count]))


def split(numbers: Array) -> Iterator[tuple[int, Array | slice]]:
    """(number, where it stands) for each different number of a column, positions ascending."""
    count = len(numbers)
    if not count:
        return
    low, high = int(numbers.min()), int(numbers.max())
    if low == high:
        yield low, slice(0, count)
        return
    small = numbers - low
    # numpy sorts 16-bit integers by radix, in linear time.
    order = np.argsort(small.astype(np.uint16) if high - low < 1 << 16 else small, kind="stable")
    ordered = numbers[order]
    cuts = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    start = 0
    for stop in [*cuts.tolist(), count]:
        yield int(ordered[start]), order[start:stop]
        start = stop
