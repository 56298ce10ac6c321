"""Spans of several lanes in one order of time, kept up as the lanes grow.

Batches of different processes arrive interleaved and a little out of order; only the tail that
new rows reach back into is sorted again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from procession.trace.columns import Array, Columns
from procession.trace.lane import Lane
from procession.trace.spans import OPEN, SPAN_TYPES, Spans, spans_of
from procession.trace.states import Outcome

_TYPES: dict[str, Any] = {
    **SPAN_TYPES,
    "process": np.int32,
    "row": np.int32,
    "reach_ns": np.int64,
}


class SortedSpans:
    """A merged view of rows of lanes, ordered by start (then process, then row).

    The column `reach_ns` is the latest end up to a span: binary search in it finds the first
    span that may cover an instant.
    """

    def __init__(self) -> None:
        self.columns = Columns(_TYPES)
        self._unsettled = np.empty(0, np.int64)
        self._taken: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.columns)

    def spans(self) -> Spans:
        """The columns, read-only."""
        return spans_of(self.columns)

    def sync(self, lanes: Mapping[int, Lane], rows: Mapping[int, Columns] | None = None) -> int:
        """Take what is new: of `rows` (process → column "row"), or all rows of the lanes.

        Returns the earliest instant at which anything differs from before; `OPEN`: nothing does.
        """
        changed = self._settle(lanes)
        blocks: list[dict[str, Array]] = []
        for process in sorted(lanes if rows is None else rows):
            lane = lanes[process]
            taken = self._taken.get(process, 0)
            if rows is None:
                size = len(lane.spans)
                wanted: Any = np.arange(taken, size, dtype=np.int32)
            else:
                size = len(rows[process])
                wanted = rows[process]["row"][taken:]
            if size == taken:
                continue
            self._taken[process] = size
            block = {name: lane.spans[name][wanted] for name in SPAN_TYPES}
            block["row"] = wanted
            block["process"] = np.full(len(wanted), process, np.int32)
            blocks.append(block)
        if blocks:
            changed = min(changed, self._merge(blocks))
        return changed

    def set_ends(self, positions: Array, ends: Array | int) -> None:
        """Fill in ends that follow from other lanes (a release by somebody else)."""
        if len(positions):
            self.columns["end_ns"][positions] = ends
            self._measure(int(positions.min()))

    def open_positions(self) -> Array:
        """Positions of the spans whose own lane says that they go on, ascending."""
        return self._unsettled

    def covering(self, time_ns: int) -> Array:
        """Positions of the spans that contain an instant."""
        start = self.columns["start_ns"]
        stop = int(np.searchsorted(start, time_ns, "right"))
        first = int(np.searchsorted(self.columns["reach_ns"], time_ns, "right"))
        if first >= stop:
            return np.empty(0, np.int64)
        inside = np.flatnonzero(self.columns["end_ns"][first:stop] > time_ns)
        return inside + first

    def _settle(self, lanes: Mapping[int, Lane]) -> int:
        """Read again the rows that had not ended for good."""
        positions = self._unsettled
        if not len(positions):
            return OPEN
        changed, first = OPEN, -1
        still: list[int] = []
        end, outcome = self.columns["end_ns"], self.columns["outcome"]
        start, primitive = self.columns["start_ns"], self.columns["primitive"]
        where = zip(
            positions.tolist(),
            self.columns["process"][positions].tolist(),
            self.columns["row"][positions].tolist(),
            strict=True,
        )
        for position, process, row in where:
            spans = lanes[process].spans
            now, how = int(spans["end_ns"][row]), int(spans["outcome"][row])
            if now == OPEN or how == Outcome.PROCESS_ENDED:
                still.append(position)
            if now != end[position] or how != outcome[position]:
                end[position], outcome[position] = now, how
                primitive[position] = spans["primitive"][row]
                changed = min(changed, int(start[position]))
                first = position if first < 0 else first
        self._unsettled = np.array(still, np.int64)
        if first >= 0:
            self._measure(first)
        return changed

    def _merge(self, blocks: list[dict[str, Array]]) -> int:
        """Sort new rows in, redoing only the part of the order that they reach into."""
        earliest = min(int(block["start_ns"].min()) for block in blocks)
        keep = int(np.searchsorted(self.columns["start_ns"], earliest, "left"))
        old = self.columns.tail(keep)
        old.pop("reach_ns")
        parts = [old, *blocks] if len(old["row"]) else blocks
        joined = {name: np.concatenate([part[name] for part in parts]) for name in old}
        start, process, row = joined["start_ns"], joined["process"], joined["row"]
        if len(parts) > 1 or not (start[1:] >= start[:-1]).all():
            order = _by_start(start, process, row)
            joined = {name: column[order] for name, column in joined.items()}
        self.columns.truncate(keep)
        self.columns.append(len(row), {**joined, "reach_ns": 0})
        self._measure(keep)
        loose = (joined["end_ns"] == OPEN) | (joined["outcome"] == Outcome.PROCESS_ENDED)
        before = self._unsettled[self._unsettled < keep]
        self._unsettled = np.concatenate((before, np.flatnonzero(loose) + keep))
        return earliest

    def _measure(self, first: int) -> None:
        """Fill `reach_ns` from a position on."""
        reach, end = self.columns["reach_ns"], self.columns["end_ns"]
        np.maximum.accumulate(end[first:], out=reach[first:])
        if first:
            np.maximum(reach[first:], reach[first - 1], out=reach[first:])


def _by_start(start: Array, process: Array, row: Array) -> Array:
    """The order by start, then process, then row."""
    # One stable sort of runs that are sorted already is many times faster than three.
    order: Array = np.argsort(start, kind="stable")
    ordered, who, which = start[order], process[order], row[order]
    same = ordered[1:] == ordered[:-1]
    if same.any():
        ascending = (who[1:] > who[:-1]) | ((who[1:] == who[:-1]) & (which[1:] > which[:-1]))
        if not ascending[same].all():
            order = np.lexsort((row, process, start))
    return order
