"""From 64-bit keys to row numbers, a column at a time."""

from __future__ import annotations

import numpy as np

from procession.trace.columns import Array, Columns

MISSING = -1


def distinct(values: Array) -> Array:
    """The different values, ascending. Values that come in long ascending runs cost little:
    several times less than ``np.unique``, which hashes them."""
    ordered: Array = np.sort(values, kind="stable")
    if len(ordered) > 1:
        fresh = np.empty(len(ordered), np.bool_)
        fresh[0] = True
        np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
        ordered = ordered[fresh]
    return ordered


class KeyIndex:
    """Which row a key has. Rows are given in the order in which keys are first met.

    Keys that come in ascending order cost what they are; one that comes between others costs a
    copy of the index, once for all the keys of a call.
    """

    def __init__(self) -> None:
        self._columns = Columns({"key": np.int64, "row": np.int64})

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def keys(self) -> Array:
        """All keys, ascending."""
        return self._columns["key"]

    @property
    def rows(self) -> Array:
        """Their rows, in the order of `keys`."""
        return self._columns["row"]

    def find(self, keys: Array) -> Array:
        """The row of each key; `MISSING` for one that was never added."""
        known = self.keys
        if not len(known) or not len(keys):
            return np.full(len(keys), MISSING, np.int64)
        at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        found: Array = np.where(known[at] == keys, self.rows[at], MISSING)
        return found

    def add(self, keys: Array) -> Array:
        """Give a row to each of these keys that has none; returns the new keys, ascending.

        The n-th new key has the row `len(self) + n`, as it was before the call.
        """
        unique = distinct(keys)
        new: Array = unique[self.find(unique) == MISSING]
        if not len(new):
            return new
        rows = np.arange(len(self), len(self) + len(new))
        known = self.keys
        if len(known) and new[0] < known[-1]:
            at = np.searchsorted(known, new)
            merged = np.insert(known, at, new)
            order = np.insert(self.rows, at, rows)
            self._columns.truncate(0)
            self._columns.append(len(merged), {"key": merged, "row": order})
        else:
            self._columns.append(len(new), {"key": new, "row": rows})
        return new

    def between(self, low: Array, high: Array) -> Array:
        """The rows of all keys in ``[low[i], high[i])``, for each i; no range overlaps another."""
        first = np.searchsorted(self.keys, low)
        count = np.searchsorted(self.keys, high) - first
        total = int(count.sum())
        if not total:
            return np.zeros(0, np.int64)
        begins = np.repeat(first - (np.cumsum(count) - count), count)
        found: Array = self.rows[begins + np.arange(total)]
        return found
