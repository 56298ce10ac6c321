"""What happened to one primitive: the rows of its spans, its events, and views made on demand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from procession import records
from procession.trace.columns import Array, Columns
from procession.trace.contention import Contention
from procession.trace.curve import StepCurve
from procession.trace.intervals import total, union
from procession.trace.lane import Lane
from procession.trace.sorted_spans import SortedSpans
from procession.trace.spans import OPEN, Steps
from procession.trace.states import FLAG_CALLED
from procession.trace.tasks import TaskTable
from procession.trace.totals import HoldTotals, WaitTotals

EVENT_TYPES: dict[str, Any] = {
    "time_ns": np.int64,
    "value": np.int64,
    "kind": np.uint8,
    "aux": np.int32,
    "process": np.int32,
    "place": np.int32,
    "thread": np.uint16,
}
"""Columns of events: `aux` is a number of a text, where the kind has one, of a WROTE that of the
place where it was read, else as recorded."""

_ROWS: dict[str, Any] = {"row": np.int32}


class Store:
    """One primitive's data. Feeding only appends; views are brought up to date when asked for."""

    def __init__(self, primitive: int) -> None:
        self.primitive = primitive
        self.revision = 0
        """Bumped when anything below differs."""
        self.counts = np.zeros(64, np.int64)
        """Records of each kind."""
        self.closed_held = 0
        self.holds: dict[int, Columns] = {}
        self.waits: dict[int, Columns] = {}
        self.events = Columns(EVENT_TYPES)
        """In order of arrival; of one process in the order of its slots."""
        self.reset()

    def reset(self) -> None:
        """Make the views anew when they are asked for."""
        self._seen = -1
        self._holders, self._waiters = SortedSpans(), SortedSpans()
        self._contention = Contention()
        self._uncontended_ns = OPEN
        self._curve, self._curve_taken = StepCurve(), 0
        self._tasks = TaskTable(self.primitive)
        self._held_steps: tuple[int, Steps] | None = None
        self._wait_totals, self._hold_totals = WaitTotals(), HoldTotals()
        self._verbs: dict[int, int] = {}
        self._verbs_taken = 0

    def add_rows(self, spans: dict[int, Columns], process: int, rows: Array) -> None:
        """Rows of a process's lane that are spans of this primitive."""
        mine = spans.get(process)
        if mine is None:
            mine = spans[process] = Columns(_ROWS)
        mine.append(len(rows), {"row": rows})

    def absorb(self, other: Store) -> None:
        """Take over what was kept under a stand-in."""
        for mine, theirs in ((self.holds, other.holds), (self.waits, other.waits)):
            for process, columns in theirs.items():
                rows = columns["row"]
                if process in mine:
                    rows = np.sort(np.concatenate((mine[process]["row"], rows)))
                mine[process] = Columns(_ROWS)
                mine[process].append(len(rows), {"row": rows})
        count = len(other.events)
        if count:
            self.events.append(count, {name: other.events[name] for name in EVENT_TYPES})
        self.counts += other.counts
        self.closed_held += other.closed_held
        self.revision += other.revision + 1
        self.reset()

    def holders(self, lanes: Mapping[int, Lane]) -> SortedSpans:
        """Its holds, of all processes."""
        self._sync(lanes)
        return self._holders

    def waiters(self, lanes: Mapping[int, Lane]) -> SortedSpans:
        """Its waits, of all processes."""
        self._sync(lanes)
        return self._waiters

    def contention(self, lanes: Mapping[int, Lane]) -> Contention:
        """The parts of its holds during which somebody else waits."""
        self._sync(lanes)
        self._contention.sync(self._holders, self._waiters, self._uncontended_ns)
        self._uncontended_ns = OPEN
        return self._contention

    def tasks(self) -> TaskTable:
        """Its tasks; none when it is not a pool."""
        self._tasks.sync(self.events)
        return self._tasks

    def depth(self, lanes: Mapping[int, Lane]) -> Steps:
        """Items inside, tasks not begun, or how often it is held."""
        if self.counts[records.PUT] or self.counts[records.GET]:
            self._flow()
            return self._curve.steps()
        if self.counts[records.SUBMIT] or self.counts[records.SENT]:
            return self.tasks().backlog.steps()
        if self._held_steps is None or self._held_steps[0] != self.revision:
            columns = self.holders(lanes).columns
            start, end = columns["start_ns"], columns["end_ns"]
            ends = end[end != OPEN]
            curve = StepCurve()
            curve.add(
                np.concatenate((start, ends)),
                np.repeat(np.array([1, -1]), (len(start), len(ends))),
            )
            self._held_steps = (self.revision, curve.steps())
        return self._held_steps[1]

    def wait_totals(self, lanes: Mapping[int, Lane]) -> WaitTotals:
        """Sums over its waits."""
        self._wait_totals.sync(lanes, self.waits)
        return self._wait_totals

    def held_ns(self, lanes: Mapping[int, Lane], now_ns: int) -> int:
        """Time that each holding thread held it, added up; nested holds count once."""
        if self.freed(lanes):
            # Ends that follow from other lanes stand in the view only.
            return _held_in_view(self.holders(lanes), now_ns)
        return self._hold_totals.held_ns(lanes, self.holds, now_ns)

    def calls(self, verbs: list[int]) -> int:
        """Completed calls recorded under one of these texts."""
        kind = self.events["kind"][self._verbs_taken :]
        for which, sign in ((records.CALL, 1), (records.UNCALL, -1)):
            chosen = np.flatnonzero(kind == which) + self._verbs_taken
            texts, counts = np.unique(self.events["aux"][chosen], return_counts=True)
            for text, count in zip(texts.tolist(), counts.tolist(), strict=True):
                self._verbs[text] = self._verbs.get(text, 0) + sign * count
        self._verbs_taken = len(self.events)
        return sum(self._verbs.get(verb, 0) for verb in verbs)

    def freed(self, lanes: Mapping[int, Lane]) -> bool:
        """Whether it was ever released by a thread that did not hold it."""
        return any(self.primitive in lane.foreign for lane in lanes.values())

    def _flow(self) -> None:
        kind = self.events["kind"][self._curve_taken :]
        change = _CHANGE[kind]
        chosen = np.flatnonzero(change)
        if len(chosen):
            self._curve.add(self.events["time_ns"][chosen + self._curve_taken], change[chosen])
        self._curve_taken = len(self.events)

    def _sync(self, lanes: Mapping[int, Lane]) -> None:
        if self._seen == self.revision:
            return
        self._seen = self.revision
        changed = self._holders.sync(lanes, self.holds)
        changed = min(changed, self._free(lanes))
        changed = min(changed, self._waiters.sync(lanes, self.waits))
        self._uncontended_ns = min(self._uncontended_ns, changed)

    def _free(self, lanes: Mapping[int, Lane]) -> int:
        """End holds that another process or thread released: the oldest one first.

        Returns the earliest start of a hold that this ends; `OPEN`: none.
        """
        releases = sorted(
            (time, process)
            for process, lane in lanes.items()
            for time, _ in lane.foreign.get(self.primitive, ())
        )
        if not releases:
            return OPEN
        start, end = self._holders.columns["start_ns"], self._holders.columns["end_ns"]
        flags = self._holders.columns["flags"]
        # A hold by `with` ends where its block ends: whoever releases in between gives away
        # a slot of his own.
        waiting = [
            at
            for at in self._holders.open_positions().tolist()
            if end[at] == OPEN and flags[at] & FLAG_CALLED
        ]
        ended: list[int] = []
        times: list[int] = []
        taken = 0
        for time, _ in releases:
            # A release before any hold raised a semaphore's value: it ends nothing.
            if taken < len(waiting) and start[waiting[taken]] < time:
                ended.append(waiting[taken])
                times.append(time)
                taken += 1
        if not ended:
            return OPEN
        self._holders.set_ends(np.array(ended, np.int64), np.array(times, np.int64))
        return int(start[ended[0]])


_CHANGE = np.zeros(256, np.int64)
_CHANGE[records.PUT] = 1
_CHANGE[[records.GET, records.DROPPED]] = -1


def _held_in_view(holders: SortedSpans, now_ns: int) -> int:
    columns = holders.columns
    who = columns["process"].astype(np.int64) << 16 | columns["thread"]
    result = 0
    for one in np.unique(who).tolist():
        mine = who == one
        start, end = union(columns["start_ns"][mine], columns["end_ns"][mine])
        result += total(start, end, -OPEN, now_ns)
    return result
