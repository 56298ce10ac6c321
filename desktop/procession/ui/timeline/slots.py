"""Which slot of a semaphore each holder has: the lowest that was free when it came."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from procession.ui.timeline.coverage import Times
from procession.ui.timeline.growing import Growing

MANY = 64
"""Holders beyond so many at once share the last slot."""


class Slots:
    """Spans with their slots. A semaphore says how many are held, not which: the slot is only
    a place to draw."""

    def __init__(self) -> None:
        self.slot = Growing(np.int16)
        self.start: Times = np.zeros(0, np.int64)
        self.end: Times = np.zeros(0, np.int64)
        self.process: NDArray[np.integer] = np.zeros(0, np.int32)
        self._last: list[int] = []

    @property
    def count(self) -> int:
        """How many slots were ever held at once."""
        return len(self._last)

    def forget(self) -> None:
        """Begin again with nothing."""
        self.slot.cut(0)
        self._last = []

    def update(self, start: Times, end: Times, process: NDArray[np.integer]) -> None:
        """Follow the spans given: all there are, in order of their starts."""
        if len(start) < self.slot.size:
            self.forget()
        done = self.slot.size
        self.start, self.end, self.process = start, end, process
        made = np.empty(len(start) - done, np.int16)
        for index in range(done, len(start)):
            made[index - done] = self._place(index, int(start[index]))
        self.slot.extend(made)

    def _place(self, index: int, at_ns: int) -> int:
        for slot, before in enumerate(self._last):
            if int(self.end[before]) <= at_ns:
                self._last[slot] = index
                return slot
        if len(self._last) < MANY:
            self._last.append(index)
            return len(self._last) - 1
        return MANY - 1
