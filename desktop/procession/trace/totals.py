"""Sums over a primitive's waits and holds that are kept up, each span looked at about once.

They are made from the rows of lanes, whose numbers never change, not from a view in order of
time: a late batch costs no more than a timely one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from procession.trace.columns import Array, Columns
from procession.trace.curve import StepCurve
from procession.trace.intervals import union
from procession.trace.lane import Lane
from procession.trace.spans import OPEN
from procession.trace.states import FLAG_INNER, Outcome, State

_STATES = 8
"""More than there are states: the factor that makes one number of a verb and a state."""


class WaitTotals:
    """How many waits of each kind the program began, how many timed out, how long the kept took."""

    def __init__(self) -> None:
        self.timeouts = 0
        self._begun: dict[int, int] = {}
        self._waited_ns = 0
        self._together = StepCurve()
        self._taken: dict[int, int] = {}
        self._pending: dict[tuple[int, int], tuple[int, int]] = {}
        """(process, row) → (start, the end that the curve was told) of waits not over for good."""

    def sync(self, lanes: Mapping[int, Lane], rows: Mapping[int, Columns]) -> None:
        """Take what is new of `rows` (process → column "row") and what has ended since."""
        self._settle(lanes)
        for process, columns in rows.items():
            taken = self._taken.get(process, 0)
            if len(columns) > taken:
                self._taken[process] = len(columns)
                self._take(lanes[process], columns["row"][taken:])

    def begun(self, verbs: list[int], state: State | None = None) -> int:
        """How many waits began for one of these verbs, of one state or of any."""
        states = list(State) if state is None else [state]
        return sum(self._begun.get(v * _STATES + s, 0) for v in verbs for s in states)

    def waited_ns(self, now_ns: int) -> int:
        """The length of the kept waits, those that go on up to now."""
        going = sum(
            max(min(now_ns, OPEN if end == OPEN else end) - start, 0)
            for start, end in self._pending.values()
        )
        return self._waited_ns + going

    def most(self) -> int:
        """The most kept waits at once."""
        return self._together.steps().peak()

    def _take(self, lane: Lane, rows: Array) -> None:
        start, end, state, outcome, verb = (
            lane.spans[name][rows] for name in ("start_ns", "end_ns", "state", "outcome", "verb")
        )
        own = lane.spans["flags"][rows] & FLAG_INNER == 0
        codes = verb[own].astype(np.int64) * _STATES + state[own]
        codes, counts = np.unique(codes, return_counts=True)
        for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
            self._begun[code] = self._begun.get(code, 0) + count
        loose = (end == OPEN) | (outcome == Outcome.PROCESS_ENDED)
        self.timeouts += int((outcome == Outcome.TIMEOUT).sum())
        kept = state == State.WAITING
        over = kept & ~loose
        self._waited_ns += int((end[over] - start[over]).sum())
        self._change(start[kept], 1)
        self._change(end[kept & (end != OPEN)], -1)
        for at in np.flatnonzero(loose).tolist():
            key = (lane.process, int(rows[at]))
            # A wait of another state is followed for its outcome only.
            self._pending[key] = (int(start[at]), int(end[at])) if kept[at] else _UNCOUNTED

    def _settle(self, lanes: Mapping[int, Lane]) -> None:
        for (process, row), (start, told) in list(self._pending.items()):
            spans = lanes[process].spans
            end, outcome = int(spans["end_ns"][row]), int(spans["outcome"][row])
            counted = (start, told) != _UNCOUNTED
            if counted and end != told:
                if told != OPEN:
                    self._change(np.array([told]), 1)
                if end != OPEN:
                    self._change(np.array([end]), -1)
                self._pending[process, row] = (start, end)
            if end == OPEN or outcome == Outcome.PROCESS_ENDED:
                continue
            del self._pending[process, row]
            self.timeouts += outcome == Outcome.TIMEOUT
            if counted:
                self._waited_ns += end - start

    def _change(self, times: Array, by: int) -> None:
        self._together.add(times, np.full(len(times), by, np.int64))


_UNCOUNTED = (OPEN, OPEN)


class HoldTotals:
    """How long each thread held, nested holds once; holds that are over are added up once."""

    def __init__(self) -> None:
        self._held_ns = 0
        self._taken: dict[int, int] = {}
        self._reach: dict[tuple[int, int], int] = {}

    def held_ns(self, lanes: Mapping[int, Lane], rows: Mapping[int, Columns], now_ns: int) -> int:
        """The sum as of now."""
        going = 0
        for process, columns in rows.items():
            spans = lanes[process].spans
            wanted = columns["row"][self._taken.get(process, 0) :]
            open_at = np.flatnonzero(spans["end_ns"][wanted] == OPEN)
            # A hold inside one that goes on counts with that one, when it is over.
            settled = int(open_at[0]) if len(open_at) else len(wanted)
            self._taken[process] = self._taken.get(process, 0) + settled
            self._held_ns += self._add(lanes[process], wanted[:settled], self._reach)
            if settled < len(wanted):
                reach = dict(self._reach)
                going += self._add(lanes[process], wanted[settled:], reach, now_ns)
        return self._held_ns + going

    def _add(
        self, lane: Lane, rows: Array, reach: dict[tuple[int, int], int], limit: int = OPEN
    ) -> int:
        thread = lane.spans["thread"][rows]
        added = 0
        for one in np.unique(thread).tolist():
            mine = rows[thread == one]
            key = (lane.process, one)
            start = np.maximum(lane.spans["start_ns"][mine], reach.get(key, -OPEN))
            end = np.minimum(lane.spans["end_ns"][mine], limit)
            start, end = union(start, end)
            if len(start):
                added += int((end - start).sum())
                reach[key] = int(end[-1])
        return added
