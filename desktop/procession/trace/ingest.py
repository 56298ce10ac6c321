"""Takes messages apart: batches into lanes and stores, notes into rows."""

from __future__ import annotations

import json
from struct import Struct

import numpy as np

from procession import records
from procession.trace.columns import Array, Columns
from procession.trace.lane import Lane
from procession.trace.layout import decode
from procession.trace.pairing import split
from procession.trace.rows import Rows
from procession.trace.states import HAS_TEXT, IS_EVENT, IS_MARK, IS_WAIT
from procession.trace.store import EVENT_TYPES, Store

_BATCH = Struct("<cI")
_OUTPUT = Struct("<cBq")
_KINDS = 64
_DENSE = 1 << 10


class Ingest:
    """The data behind a model. Every batch costs what it is long."""

    def __init__(self) -> None:
        self.rows = Rows(self._merge)
        self.lanes: dict[int, Lane] = {}
        self.stores: dict[int, Store] = {}
        self.marks: dict[int, Columns] = {}
        self.events = 0
        self.last_ns = 0
        self.lag_ns = 0
        """How far back what comes now reaches: the greatest of late, slowly forgotten."""
        self.held: dict[int, dict[int, None]] = {}
        """Process → numbers of the primitives that it ever held."""
        self.behind = False
        self.ended = False
        self.rebuilds = 0
        """Bumped when rows of lanes changed in a way that views of them do not follow."""
        self._early: list[bytes] = []

    def feed(self, message: bytes) -> None:
        """Take one message of ``docs/internals.md``; one that is not understood is ignored."""
        head = message[:1]
        if head == b"R" and len(message) > _BATCH.size:
            if self._origin() is None:
                self._early.append(message)
            else:
                self._feed_batch(message)
        elif head == b"J":
            self._feed_note(message)
        elif head == b"O" and len(message) >= _OUTPUT.size:
            self.last_ns = max(self.last_ns, _OUTPUT.unpack_from(message)[2])

    def _feed_note(self, message: bytes) -> None:
        try:
            note = json.loads(message[1:])
        except (ValueError, RecursionError):
            return
        if not isinstance(note, dict):
            return
        kind = note.get("t")
        if kind == "rows":
            rows = note.get("rows")
            table = str(note.get("table"))
            self.rows.take(table, rows if isinstance(rows, list) else [])
            if table == "process":
                self._end_lanes()
            elif self._early and self._origin() is not None:
                early, self._early = self._early, []
                for batch in early:
                    self._feed_batch(batch)
        elif kind == "catch_up":
            self.behind = True
        elif kind == "end":
            self.ended = True
            for name in ("exit_status", "state"):
                if name in note:
                    self.rows.run[name] = note[name]

    def _feed_batch(self, message: bytes) -> None:
        process = _BATCH.unpack_from(message)[1]
        raw = decode(message, _BATCH.size)
        kind = raw["kind"]
        if not len(raw) or process >= 1 << 31:
            return
        if int(kind.min()) < records.FIRST_EVENT or int(kind.max()) >= _KINDS:
            raw = raw[(kind >= records.FIRST_EVENT) & (kind < _KINDS)]
            kind = raw["kind"]
            if not len(raw):
                return
        origin = self._origin() or 0
        self.events += len(raw)
        late = self.last_ns - (int(raw["time"].min()) - origin)
        self.lag_ns = max(late, self.lag_ns - (self.lag_ns >> 9))
        self.last_ns = max(self.last_ns, int(raw["time"].max()) - origin)
        present = np.bincount(kind, minlength=_KINDS)
        resolver = self.rows.resolver
        primitive = resolver.objects(process, raw["object"])
        place = resolver.places_of(process, raw["place"])
        words = np.zeros(len(raw), np.int32)
        if present[HAS_TEXT[:_KINDS]].any():
            words = resolver.texts_of(process, np.where(HAS_TEXT[kind], raw["aux"], 0))
        lane = self._lane(process)
        first, index = lane.feed(raw, origin, present, primitive, place, words)
        self._count(raw, primitive)
        self._add_rows(process, first, kind[index], primitive[index])
        self._settle(lane)
        self._add_events(process, raw, origin, primitive, place, words)

    def _origin(self) -> int | None:
        origin = self.rows.run.get("origin_ns")
        return origin if isinstance(origin, int) else None

    def _count(self, raw: Array, primitive: Array) -> None:
        """Count the records of each kind, those of the program's own calls, for each primitive."""
        kind = raw["kind"]
        low, high = int(primitive.min()), int(primitive.max())
        if high - low < _DENSE:
            numbers = np.arange(low, high + 1)
            code = (primitive - low).astype(np.int64)
        else:
            numbers, code = np.unique(primitive, return_inverse=True)
        code = code * _KINDS
        code += kind
        counts = np.bincount(code, minlength=len(numbers) * _KINDS).reshape(-1, _KINDS)
        touched = counts.any(axis=1)
        inner = (raw["flags"] & records.FLAG_UNCOUNTED) != 0
        if inner.any():
            less = np.bincount(code[inner], minlength=len(numbers) * _KINDS)
            counts = counts - less.reshape(-1, _KINDS)
        over = code[(kind == records.HELD) & (raw["value"] > 0)]
        closed = np.bincount(over // _KINDS, minlength=len(numbers)) if len(over) else None
        for row in np.flatnonzero(touched).tolist():
            number = int(numbers[row])
            if not number:
                continue
            store = self._store(number)
            store.counts += counts[row]
            store.revision += 1
            if closed is not None:
                store.closed_held += int(closed[row])

    def _add_rows(self, process: int, first: int, kind: Array, primitive: Array) -> None:
        wait = IS_WAIT[kind]
        for number, where in split(primitive):
            if not number:
                continue
            store = self._store(number)
            if isinstance(where, slice):
                rows = np.arange(first, first + len(kind), dtype=np.int32)
            else:
                rows = (where + first).astype(np.int32)
            waits = wait[where]
            if not waits.all():
                self.held.setdefault(process, {})[number] = None
            if not waits.any():
                store.add_rows(store.holds, process, rows)
            elif waits.all():
                store.add_rows(store.waits, process, rows)
            else:
                store.add_rows(store.waits, process, rows[waits])
                store.add_rows(store.holds, process, rows[~waits])

    def _settle(self, lane: Lane) -> None:
        """What a batch changed of spans that came before it."""
        for number, count in lane.closed.items():
            if number:
                self._store(number).closed_held += count
        for number in lane.touched:
            if number:
                self._store(number).revision += 1
        for number in lane.reopened:
            # Views follow ends that come, not ends that go: they begin anew. That is rare.
            self.rebuilds += 1
            if number:
                self._store(number).reset()
        lane.reopened.clear()
        lane.closed.clear()
        lane.touched.clear()

    def _add_events(
        self,
        process: int,
        raw: Array,
        origin: int,
        primitive: Array,
        place: Array,
        words: Array,
    ) -> None:
        kind = raw["kind"]
        chosen = np.flatnonzero(IS_EVENT[kind] | IS_MARK[kind])
        if not len(chosen):
            return
        picked = raw[chosen]
        aux = np.where(HAS_TEXT[picked["kind"]], words[chosen], picked["aux"].astype(np.int32))
        wrote = picked["kind"] == records.WROTE
        if wrote.any():
            read_at = self.rows.resolver.places_of(process, np.where(wrote, picked["aux"], 0))
            aux = np.where(wrote, read_at, aux)
        values = {
            "time_ns": picked["time"] - origin,
            "value": picked["value"],
            "kind": picked["kind"],
            "aux": aux,
            "process": np.full(len(chosen), process, np.int32),
            "place": place[chosen],
            "thread": picked["thread"],
        }
        number_of = np.where(IS_MARK[picked["kind"]], 0, primitive[chosen])
        for number, where in split(number_of):
            if number:
                events = self._store(number).events
            else:
                events = self.marks.setdefault(process, Columns(EVENT_TYPES))
            part = {name: column[where] for name, column in values.items()}
            events.append(len(part["kind"]), part)

    def _lane(self, process: int) -> Lane:
        lane = self.lanes.get(process)
        if lane is None:
            lane = self.lanes[process] = Lane(process)
            known = self.rows.processes.get(process)
            if known is not None and known.ended_ns is not None:
                lane.end(known.ended_ns)
        return lane

    def _store(self, primitive: int) -> Store:
        store = self.stores.get(primitive)
        if store is None:
            store = self.stores[primitive] = Store(primitive)
        return store

    def _end_lanes(self) -> None:
        for number, lane in self.lanes.items():
            process = self.rows.processes.get(number)
            if process is not None and process.ended_ns is not None:
                lane.end(process.ended_ns)
                self._settle(lane)

    def _merge(self, standin: int, primitive: int) -> None:
        """A stand-in's row came: everything kept under it is the primitive's."""
        store = self.stores.pop(standin, None)
        if store is None:
            return
        for process in {*store.holds, *store.waits, *self.lanes}:
            self.lanes[process].rename(standin, primitive)
        for held in self.held.values():
            if standin in held:
                del held[standin]
                held[primitive] = None
        self.rebuilds += 1
        self._store(primitive).absorb(store)
