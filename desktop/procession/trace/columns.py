"""Numpy columns that grow: appending costs, in the long run, what was appended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_FIRST = 64


def frozen(array: Array) -> Array:
    """A view of `array` that cannot be written to."""
    view = array.view()
    view.flags.writeable = False
    return view


class Columns:
    """Arrays of equal length under names, that grow together."""

    __slots__ = ("_arrays", "_capacity", "_size", "_types")

    def __init__(self, types: Mapping[str, Any]) -> None:
        self._types = {name: np.dtype(kind) for name, kind in types.items()}
        self._arrays: dict[str, Array] = {name: np.empty(0, t) for name, t in self._types.items()}
        self._capacity = 0
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, name: str) -> Array:
        """The filled part of a column, writable; valid until the next append."""
        return self._arrays[name][: self._size]

    def extend(self, count: int) -> int:
        """Make room for `count` rows, not yet filled; returns the first one's number."""
        first = self._size
        wanted = first + count
        if wanted > self._capacity:
            # Memory that is not written to is not taken from the machine: doubling costs nothing.
            self._capacity = max(_FIRST, wanted, 2 * self._capacity)
            for name, old in self._arrays.items():
                new = np.empty(self._capacity, self._types[name])
                new[:first] = old[:first]
                self._arrays[name] = new
        self._size = wanted
        return first

    def append(self, count: int, values: Mapping[str, Any]) -> int:
        """Append `count` rows; every column must be in `values` (arrays or scalars)."""
        first = self.extend(count)
        for name, array in self._arrays.items():
            array[first : first + count] = values[name]
        return first

    def truncate(self, size: int) -> None:
        """Forget the rows from `size` on."""
        self._size = min(self._size, size)

    def tail(self, start: int) -> dict[str, Array]:
        """Copies of all columns from row `start` on."""
        return {name: array[start : self._size].copy() for name, array in self._arrays.items()}

    def frozen(self, name: str) -> Array:
        """The filled part of a column, read-only."""
        return frozen(self._arrays[name][: self._size])
