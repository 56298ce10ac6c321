"""Holds by ``with`` that are released and taken again inside their block.

``Condition.wait`` does that.  The block's end then releases what was taken again, not what the
block began with.
"""

from __future__ import annotations

import numpy as np

from procession.trace.columns import Columns
from procession.trace.spans import OPEN
from procession.trace.states import FLAG_CALLED, State

_LOOK_BACK = 4096
"""How many rows before a release its block is looked for among."""


class BlockHolds:
    """Follows such holds in one lane; keys are an object and a thread, rows those of the lane."""

    def __init__(self, spans: Columns) -> None:
        self._spans = spans
        self._given: dict[int, list[tuple[int, int]]] = {}
        """Key → (row that ended, row of the block's own hold), to be taken again."""
        self._taken: dict[int, list[tuple[int, int]]] = {}
        """Key → (row that goes on to the block's end, row of the block's own hold)."""
        self._ends: dict[int, int] = {}
        """Row of a block's own hold → the end of the block."""

    def expects(self, key: int) -> bool:
        """Whether something was released that may be taken again."""
        return bool(self._given.get(key))

    def release(self, key: int, time: int, primitive: int, last: int) -> int | None:
        """A release by a call; `last` is the last row before it.

        Returns the row that it ended, None when there is no block.
        """
        taken = self._taken.get(key, [])
        while taken and self._ends[taken[-1][1]] < time:
            taken.pop()
        if taken:
            row, block = taken.pop()
        else:
            found = self._block_around(key & 0xFFFF, time, primitive, last + 1)
            if found is None:
                return None
            row = block = found
            self._ends[block] = int(self._spans["end_ns"][block])
        self._spans["end_ns"][row] = time
        self._given.setdefault(key, []).append((row, block))
        return row

    def undo(self, key: int) -> int:
        """The last release failed; returns the row that goes on."""
        row, block = self._given[key].pop()
        self._spans["end_ns"][row] = self._ends[block]
        if row != block:
            self._taken.setdefault(key, []).append((row, block))
        return row

    def acquire(self, key: int, row: int) -> bool:
        """A hold by a call; whether it goes on to the end of a block."""
        given = self._given.get(key, [])
        start = int(self._spans["start_ns"][row])
        while given:
            _, block = given.pop()
            if self._ends[block] >= start:
                self._spans["end_ns"][row] = self._ends[block]
                self._taken.setdefault(key, []).append((row, block))
                return True
        return False

    def close(self, block: int, time: int) -> bool:
        """A block is over; whether something in it was released before."""
        if block not in self._ends:
            return False
        self._ends[block] = time
        for holds in self._taken.values():
            for row, of in holds:
                if of == block:
                    self._spans["end_ns"][row] = time
        return True

    def _block_around(self, thread: int, time: int, primitive: int, stop: int) -> int | None:
        first = max(stop - _LOOK_BACK, 0)
        columns = {
            name: self._spans[name][first:stop]
            for name in ("state", "thread", "primitive", "flags", "start_ns", "end_ns")
        }
        inside = (
            (columns["state"] == State.HELD)
            & (columns["thread"] == thread)
            & (columns["primitive"] == primitive)
            & (columns["flags"] & FLAG_CALLED == 0)
            & (columns["start_ns"] <= time)
            & ((columns["end_ns"] == OPEN) | (columns["end_ns"] >= time))
        )
        found = np.flatnonzero(inside)
        return int(found[-1]) + first if len(found) else None
