"""Arrays that grow at their end, and can be cut there."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)


class Growing(Generic[Scalar]):
    """A one-dimensional array with room to spare; appending costs its own size, amortised."""

    __slots__ = ("_room", "size")

    def __init__(self, dtype: type[Scalar]) -> None:
        self._room: NDArray[Scalar] = np.empty(16, dtype)
        self.size = 0

    @property
    def values(self) -> NDArray[Scalar]:
        """The values so far: a view, valid until the next `extend`."""
        return self._room[: self.size]

    def extend(self, more: NDArray[Any]) -> None:
        """Append `more`, converted to this array's type."""
        size = self.size + len(more)
        if size > len(self._room):
            # A quarter to spare keeps a long recording near its bare size.
            room = np.empty(max(16, size + size // 4), self._room.dtype)
            room[: self.size] = self.values
            self._room = room
        self._room[self.size : size] = more
        self.size = size

    def cut(self, size: int) -> None:
        """Forget everything from index `size` on."""
        self.size = min(self.size, size)

    @property
    def nbytes(self) -> int:
        """Bytes in use, without the spare room."""
        return self.size * self._room.itemsize
