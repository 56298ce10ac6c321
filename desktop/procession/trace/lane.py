"""The spans of one process, made from its records in the order of their slots."""

from __future__ import annotations

from typing import Any

import numpy as np

from procession import records
from procession.trace.block_holds import BlockHolds
from procession.trace.columns import Array, Columns
from procession.trace.pairing import grouped, keys_of
from procession.trace.spans import OPEN, SPAN_TYPES
from procession.trace.states import (
    ENDS_WAIT,
    FLAG_CALLED,
    FLAG_INNER,
    FLAG_TIMED,
    IS_CALL_HOLD,
    IS_SPAN,
    IS_WAIT,
    STATE_OF_KIND,
    Outcome,
)

_WAITS = (records.WAIT_KEPT, records.WAIT_EXPECTED, records.WAIT_IO)
_CALLS = (records.ACQUIRE, records.RELEASE, records.UNRELEASE)
_FOREIGN, _INNER = -1, -2


class Lane:
    """Waits and holds of one process. A row's number never changes; an open end is filled in.

    What a `feed` has touched besides appending is told through `touched`: the primitives whose
    spans changed.
    """

    def __init__(self, process: int) -> None:
        self.process = process
        self.spans = Columns(SPAN_TYPES)
        self.in_order = True
        """Whether `start_ns` has been ascending so far."""
        self.touched: set[int] = set()
        self.reopened: set[int] = set()
        """Primitives of which a hold ended otherwise than was told before."""
        self.closed: dict[int, int] = {}
        """How many HELD records of a primitive are released, since last asked."""
        self.foreign: dict[int, list[tuple[int, int]]] = {}
        """Releases, as (time, row of the release), of what this process did not acquire."""
        self._blocks = BlockHolds(self.spans)
        self._batch = 0
        self._last_start = -1 << 62
        self._open_waits: dict[int, int] = {}
        self._open_held: dict[int, list[int]] = {}
        self._stacks: dict[int, list[int]] = {}
        self._released: dict[int, tuple[int, int, int]] = {}
        self._ended_ns: int | None = None

    def feed(
        self,
        raw: Array,
        origin_ns: int,
        present: Array,
        primitive: Array,
        place: Array,
        verb: Array,
    ) -> tuple[int, Array]:
        """Take a batch of records.

        `present` counts its kinds; `primitive`, `place` and `verb` (n,) are numbers of the run.
        Returns the first new row and the positions of the records that became rows.
        """
        time = raw["time"] - origin_ns
        is_span = IS_SPAN[raw["kind"]]
        index = np.flatnonzero(is_span)
        self._batch = len(self.spans)
        first = self._append(raw, origin_ns, time, index, primitive, place, verb)
        pairs_waits = bool(self._open_waits or present[list(_WAITS)].any())
        pairs_calls = bool(present[list(_CALLS)].any())
        if pairs_waits or pairs_calls:
            rows = np.cumsum(is_span)
            rows += first - 1
            if pairs_waits:
                self._pair_waits(raw, time, rows)
            if pairs_calls:
                self._pair_calls(raw, time, rows, primitive)
        if present[records.HELD]:
            self._note_held(raw, index, first)
        if present[records.CLOSE]:
            self._close(raw, time)
        if self._ended_ns is not None:
            self.end(self._ended_ns)
        return first, index

    def end(self, ended_ns: int) -> None:
        """The process ended: what it waited for it waits for no longer. What it held is held
        on: nobody has released it."""
        self._ended_ns = ended_ns
        end, outcome = self.spans["end_ns"], self.spans["outcome"]
        start, primitive = self.spans["start_ns"], self.spans["primitive"]
        for row in self._open_waits.values():
            end[row] = max(ended_ns, int(start[row]))
            outcome[row] = Outcome.PROCESS_ENDED
            self.touched.add(int(primitive[row]))

    def open_waits(self) -> list[int]:
        """Rows of the waits whose end was not recorded."""
        return sorted(self._open_waits.values())

    def rename(self, old: int, new: int) -> None:
        """A stand-in for a primitive turned out to be another."""
        primitive = self.spans["primitive"]
        primitive[primitive == old] = new
        if old in self.foreign:
            self.foreign.setdefault(new, []).extend(self.foreign.pop(old))
        if old in self.closed:
            self.closed[new] = self.closed.get(new, 0) + self.closed.pop(old)
        for key, (row, time, number) in self._released.items():
            if number == old:
                self._released[key] = (row, time, new)

    def _append(
        self,
        raw: Array,
        origin_ns: int,
        time: Array,
        index: Array,
        primitive: Array,
        place: Array,
        verb: Array,
    ) -> int:
        count = len(index)
        if not count:
            return len(self.spans)
        whole = count == len(raw)
        chosen: Any = slice(None) if whole else index
        picked = raw if whole else raw[index]
        start, kind, value = time[chosen], picked["kind"], picked["value"]
        held = (kind == records.HELD) & (value > 0)
        end = np.where(held, np.maximum(value - origin_ns, start), OPEN)
        flags = np.where(kind == records.ACQUIRE, FLAG_CALLED, 0).astype(np.uint8)
        flags[IS_WAIT[kind] & (value >= 0)] = FLAG_TIMED
        flags[(picked["flags"] & records.FLAG_UNCOUNTED) != 0] |= FLAG_INNER
        if self.in_order:
            self.in_order = bool(start[0] >= self._last_start and (start[1:] >= start[:-1]).all())
            self._last_start = int(start[-1])
        return self.spans.append(
            count,
            {
                "start_ns": start,
                "end_ns": end,
                "state": STATE_OF_KIND[kind],
                "primitive": primitive[chosen],
                "place": place[chosen],
                "thread": picked["thread"],
                "verb": verb[chosen],
                "outcome": 0,
                "flags": flags,
            },
        )

    def _pair_waits(self, raw: Array, time: Array, rows: Array) -> None:
        """A wait ends with the next record of its thread on its object that ends waits."""
        kind = raw["kind"]
        chosen = np.flatnonzero(IS_WAIT[kind] | ENDS_WAIT[kind])
        if not len(chosen):
            return
        keys = keys_of(raw["object"][chosen], raw["thread"][chosen])
        order, bounds = grouped(keys)
        chosen = chosen[order]
        keys = keys[order]
        kinds = kind[chosen]
        waits = IS_WAIT[kinds]
        outcome = np.full(len(chosen), Outcome.OK, np.uint8)
        wakes = kinds == records.WAKE
        outcome[wakes] = np.clip(raw["value"][chosen[wakes]], 0, 2)
        outcome[kinds == records.FAILED] = Outcome.ERROR
        outcome[waits] = Outcome.REPLACED
        end, start = self.spans["end_ns"], self.spans["start_ns"]
        out = self.spans["outcome"]
        ended = np.flatnonzero(waits[:-1] & (keys[1:] == keys[:-1]))
        which = rows[chosen[ended]]
        end[which] = np.maximum(time[chosen[ended + 1]], start[which])
        out[which] = outcome[ended + 1]
        if self._open_waits:
            firsts = keys[bounds[:-1]]
            for key in list(self._open_waits):
                group = int(np.searchsorted(firsts, np.uint64(key)))
                if group == len(firsts) or int(firsts[group]) != key:
                    continue
                at = int(bounds[group])
                row = self._open_waits.pop(key)
                end[row] = max(int(time[chosen[at]]), int(start[row]))
                out[row] = outcome[at]
        lasts = bounds[1:] - 1
        for at in lasts[waits[lasts]].tolist():
            self._open_waits[int(keys[at])] = int(rows[chosen[at]])

    def _pair_calls(self, raw: Array, time: Array, rows: Array, primitive: Array) -> None:
        """acquire() and release() of one thread pair like brackets."""
        chosen = np.flatnonzero(IS_CALL_HOLD[raw["kind"]])
        keys = keys_of(raw["object"][chosen], raw["thread"][chosen])
        order, bounds = grouped(keys)
        chosen, keys = chosen[order], keys[order]
        kinds = raw["kind"][chosen]
        for first, stop in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            key = int(keys[first])
            at = chosen[first:stop]
            self._pair_group(key, kinds[first:stop], time[at], rows[at], int(primitive[at[0]]))

    def _pair_group(
        self, key: int, kinds: Array, times: Array, rows: Array, primitive: int
    ) -> None:
        end, start = self.spans["end_ns"], self.spans["start_ns"]
        stack = self._stacks.setdefault(key, [])
        alternating = (
            not stack
            and not self._blocks.expects(key)
            and (kinds[0::2] == records.ACQUIRE).all()
            and (kinds[1::2] == records.RELEASE).all()
        )
        if alternating:
            taken, freed = rows[0::2], times[1::2]
            closed = taken[: len(freed)]
            end[closed] = np.maximum(freed, start[closed])
            if len(freed):
                self._released[key] = (int(closed[-1]), int(freed[-1]), primitive)
            if len(taken) > len(freed):
                stack.append(int(taken[-1]))
        else:
            for kind, time, row in zip(kinds.tolist(), times.tolist(), rows.tolist(), strict=True):
                self._pair_one(key, stack, kind, time, row, primitive)
        if not stack:
            del self._stacks[key]

    def _pair_one(
        self, key: int, stack: list[int], kind: int, time: int, row: int, primitive: int
    ) -> None:
        end = self.spans["end_ns"]
        if kind == records.ACQUIRE:
            if not self._blocks.acquire(key, row):
                stack.append(row)
        elif kind == records.RELEASE:
            if stack:
                closed = stack.pop()
                end[closed] = max(time, int(self.spans["start_ns"][closed]))
                self._released[key] = (closed, time, primitive)
            elif (inner := self._blocks.release(key, time, primitive, row)) is not None:
                self._released[key] = (_INNER, time, primitive)
                if inner < self._batch:
                    self.reopened.add(primitive)
            else:
                self.foreign.setdefault(primitive, []).append((time, key & 0xFFFF))
                self._released[key] = (_FOREIGN, time, primitive)
        elif key in self._released:
            closed, time, primitive = self._released.pop(key)
            if closed == _FOREIGN:
                releases = self.foreign[primitive]
                for index in range(len(releases) - 1, -1, -1):
                    if releases[index] == (time, key & 0xFFFF):
                        del releases[index]
                        break
            elif closed == _INNER:
                self._blocks.undo(key)
                self.reopened.add(primitive)
            else:
                end[closed] = OPEN
                stack.append(closed)
                self.reopened.add(primitive)

    def _note_held(self, raw: Array, index: Array, first: int) -> None:
        """Remember the holds by ``with`` that go on."""
        kinds = raw["kind"][index]
        held = np.flatnonzero((kinds == records.HELD) & (raw["value"][index] <= 0))
        for at in held.tolist():
            self._open_held.setdefault(int(raw["time"][index[at]]), []).append(first + at)

    def _close(self, raw: Array, time: Array) -> None:
        """The recorder's word that a hold it had stored as open is over."""
        end, start = self.spans["end_ns"], self.spans["start_ns"]
        primitive, thread = self.spans["primitive"], self.spans["thread"]
        for at in np.flatnonzero(raw["kind"] == records.CLOSE).tolist():
            began = int(raw["value"][at])
            rows = self._open_held.get(began)
            if not rows:
                continue
            # Two threads may acquire in the same nanosecond: prefer the thread that CLOSE names.
            wanted = int(raw["thread"][at])
            row = next((row for row in rows if int(thread[row]) == wanted), rows[0])
            rows.remove(row)
            if not rows:
                del self._open_held[began]
            if not self._blocks.close(row, int(time[at])):
                end[row] = max(int(time[at]), int(start[row]))
            number = int(primitive[row])
            self.closed[number] = self.closed.get(number, 0) + 1
            self.touched.add(number)
