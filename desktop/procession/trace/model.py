"""A run as it is known so far: fed with messages, asked for spans, curves, tasks and numbers.

Whether a run is watched or opened later, its model is made by `Model.feed` alone.  Feeding costs
what the message is long; views are brought up to date when they are asked for, at the cost of
what is new in them.

When the recorder says ``catch_up`` (the window was too slow) `Model.behind` becomes true: batches
were left out.  A live batch does not say which chunk it became, so whoever watches makes a new
model, feeds it from the file (`trace.feed.read_file`) and goes on with what is sent from then on.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from procession import records
from procession.trace.columns import Columns
from procession.trace.contention import joined
from procession.trace.ingest import Ingest
from procession.trace.intervals import total
from procession.trace.links import Link, item_at, item_links, release_before
from procession.trace.lives import Lives
from procession.trace.sorted_spans import SortedSpans
from procession.trace.spans import OPEN, Spans, Steps, spans_of
from procession.trace.states import State
from procession.trace.statistics import Statistics
from procession.trace.store import Store
from procession.trace.tables import Place, Primitive, Process
from procession.trace.tasks import Task, TaskView
from procession.trace.wait_notes import WaitNote, WaitNotes


class Model:
    """Everything that a recording says about a run. Times are nanoseconds since it began."""

    def __init__(self) -> None:
        self._data = Ingest()
        self._rows = self._data.rows
        self._lanes = self._data.lanes
        self._stores = self._data.stores
        self.run: dict[str, Any] = self._rows.run
        self.processes: dict[int, Process] = self._rows.processes
        self.primitives: dict[int, Primitive] = self._rows.primitives
        self.sources: dict[str, str] = self._rows.sources
        self.findings: list[dict[str, Any]] = self._rows.findings
        self.losses: list[tuple[int, int, int]] = self._rows.losses
        """(process, at_ns, count): records that could not be written."""
        self.texts: list[str] = self._rows.resolver.texts.items
        self.places: list[Place] = self._rows.resolver.places.items
        self._lives = Lives(self.processes, self._data.marks, self.text)
        self._notes = WaitNotes(self._rows.resolver.texts_of, self.text)
        self.revision = 0
        """Bumped by every `feed`."""
        self._merged: dict[int, tuple[int, SortedSpans]] = {}
        self._numbers: dict[int, tuple[tuple[int, ...], Statistics]] = {}
        self._contended: dict[int, tuple[tuple[int, ...], Spans]] = {}

    def feed(self, message: bytes) -> None:
        """Take one message of ``docs/internals.md``; one that is not understood is ignored."""
        self.revision += 1
        self._data.feed(message)
        self._notes.feed(message)

    # --- the run ---------------------------------------------------------------------------

    @property
    def events(self) -> int:
        """Records taken so far."""
        return self._data.events

    @property
    def rows_revision(self) -> int:
        """Bumped when rows of processes or primitives have come or changed."""
        return self._rows.revision

    @property
    def behind(self) -> bool:
        """Batches were left out: make a new model from the file."""
        return self._data.behind

    @property
    def ended(self) -> bool:
        """The last message has come."""
        return self._data.ended

    @property
    def origin_ns(self) -> int | None:
        """The raw clock at the run's begin."""
        origin = self.run.get("origin_ns")
        return origin if isinstance(origin, int) else None

    @property
    def state(self) -> str:
        """``running``, ``ended``, ``stopped``, ``timeout``, ``hung`` or ``failed``."""
        state = self.run.get("state")
        return state if isinstance(state, str) else "running"

    @property
    def complete(self) -> bool:
        """Whether the recorder finished the recording."""
        return self.run.get("complete") is True

    @property
    def first_ns(self) -> int:
        """When the first process was born."""
        born = [p.started_ns for p in self.processes.values() if p.started_ns is not None]
        return min(born, default=0)

    @property
    def last_ns(self) -> int:
        """The last instant that anything is known about."""
        duration = self.run.get("duration_ns")
        known = max(self._data.last_ns, self._rows.last_ns)
        return max(known, duration) if isinstance(duration, int) else known

    @property
    def lost(self) -> int:
        """Records that could not be written."""
        lost = self.run.get("lost")
        told = lost if isinstance(lost, int) else 0
        return max(told, sum(count for _, _, count in self.losses))

    def text(self, number: int) -> str:
        """The text behind a number in a column `verb` or `aux`."""
        return self.texts[number]

    def place(self, number: int) -> Place:
        """The place behind a number in a column `place`."""
        return self.places[number]

    def thread_name(self, process: int, thread: int) -> str:
        """A thread's name; empty when it is not known."""
        return self._rows.threads.get((process, thread), "")

    def samples(self, process: int) -> Columns | None:
        """`time_ns`, `cpu_ns` (used so far) and `rss` (bytes) as sampled."""
        return self._rows.samples.get(process)

    def marks(self, process: int) -> Columns | None:
        """STARTED, REAPED, EXITING and calls that belong to no primitive, in order of slots."""
        return self._data.marks.get(process)

    def starter(self, process: int) -> int | None:
        """Id of the process that started this one; None for the first."""
        return self._lives.starter(process)

    def ended_on_request(self, process: int) -> bool:
        """Whether the program itself told this process to end: its signal is no crash."""
        return self._lives.ended_on_request(process)

    def told_to_end(self, process: int, until_ns: int) -> bool:
        """Whether the program itself had told this process to end by then."""
        return self._lives.told_to_end(process, until_ns)

    def order_of_processes(self) -> list[tuple[int, int]]:
        """(id, depth) of all processes in the order of the process tree, then of birth."""
        children: dict[int | None, list[int]] = {}
        for number in sorted(self.processes, key=self._birth):
            parent = self.starter(number)
            known = parent in self.processes and parent != number
            children.setdefault(parent if known else None, []).append(number)
        order: list[tuple[int, int]] = []
        seen: set[int] = set()
        waiting = [(number, 0) for number in reversed(children.get(None, []))]
        while waiting:
            number, depth = waiting.pop()
            seen.add(number)
            order.append((number, depth))
            waiting += [(child, depth + 1) for child in reversed(children.get(number, []))]
        # A damaged file may name parents in a ring.
        order += [(number, 0) for number in sorted(self.processes) if number not in seen]
        return order

    def _birth(self, process: int) -> tuple[int, int]:
        born = self.processes[process].started_ns
        return (OPEN if born is None else born, process)

    # --- tracks ----------------------------------------------------------------------------

    def process_spans(self, process: int, thread: int | None = None) -> Spans:
        """Waits and holds of a process, or of one of its threads."""
        lane = self._lanes.get(process)
        if lane is None:
            return _NOTHING
        if lane.in_order:
            spans = spans_of(lane.spans, process)
        else:
            rebuilds, merged = self._merged.get(process, (-1, _NO_SPANS))
            if rebuilds != self._data.rebuilds:
                merged = SortedSpans()
                self._merged[process] = (self._data.rebuilds, merged)
            merged.sync({process: lane})
            spans = merged.spans()
        return spans if thread is None else spans.take(np.flatnonzero(spans.thread == thread))

    def process_contended(self, process: int) -> Spans:
        """The parts of a process's holds during which somebody else waits for them."""
        held = self._data.held.get(process, ())
        revisions = tuple(self._stores[number].revision for number in held)
        known = self._contended.get(process)
        if known is None or known[0] != revisions:
            spans = joined(list(self.contended_parts(process).values()))
            known = self._contended[process] = (revisions, spans)
        return known[1]

    def contended_parts(self, process: int) -> dict[int, Columns]:
        """The same by primitive, as columns in the order of the holds; nothing is copied."""
        found = {}
        for number in self._data.held.get(process, ()):
            part = self._stores[number].contention(self._lanes).of(process)
            if part is not None and len(part):
                found[number] = part
        return found

    def primitive_revision(self, primitive: int) -> int:
        """Bumped when anything that is kept of a primitive is different."""
        return self._known(primitive).revision

    @property
    def lag_ns(self) -> int:
        """How far before the newest record known the records reach that come now."""
        return self._data.lag_ns

    def holder_spans(self, primitive: int) -> Spans:
        """Who held a primitive, when."""
        return self._known(primitive).holders(self._lanes).spans()

    def waiter_spans(self, primitive: int) -> Spans:
        """Who waited for a primitive, when."""
        return self._known(primitive).waiters(self._lanes).spans()

    def contended_spans(self, primitive: int) -> Spans:
        """The parts of its holds during which somebody else waits, in the order of the holds."""
        return self._known(primitive).contention(self._lanes).spans()

    def views(self, primitive: int) -> tuple[SortedSpans, SortedSpans]:
        """Holders and waiters as views that can be searched by instant."""
        store = self._known(primitive)
        return store.holders(self._lanes), store.waiters(self._lanes)

    def depth(self, primitive: int) -> Steps:
        """Items in a queue, tasks not begun of a pool, or how often it is held."""
        return self._known(primitive).depth(self._lanes)

    def events_of(self, primitive: int) -> Columns:
        """The events of a primitive in order of arrival; see `store.EVENT_TYPES`."""
        return self._known(primitive).events

    def tasks(self, primitive: int | None = None) -> list[Task]:
        """The tasks of one pool, or of all."""
        numbers = sorted(self._stores) if primitive is None else [primitive]
        tasks: list[Task] = []
        for number in numbers:
            table = self._known(number).tasks()
            tasks += table.tasks(self.texts, self.processes)
        return tasks

    def task_view(self, primitive: int) -> TaskView:
        """The tasks of one pool in columns, for what must look at millions of them."""
        return self._known(primitive).tasks().view(self.processes)

    def statistics(self, primitive: int) -> Statistics:
        """The numbers kept for a primitive, as of now. Each is worked out once for a revision."""
        store, now_ns = self._known(primitive), self.last_ns
        mark = (store.revision, now_ns, self._data.rebuilds, self._rows.revision)
        known = self._numbers.get(primitive)
        if known is None or known[0] != mark:
            texts = self._rows.resolver.texts
            numbers = Statistics(store, self._lanes, texts, self.processes, now_ns)
            known = self._numbers[primitive] = (mark, numbers)
        return known[1]

    def open_waits(self, process: int) -> list[int]:
        """Start of every wait whose end was not recorded (that of a process's end may be)."""
        lane = self._lanes.get(process)
        return [] if lane is None else lane.spans["start_ns"][lane.open_waits()].tolist()

    def open_wait_spans(self, process: int) -> Spans:
        """The waits whose end was not recorded, in order of beginning in each thread."""
        lane = self._lanes.get(process)
        return _NOTHING if lane is None else spans_of(lane.spans, process).take(lane.open_waits())

    def wait_note(self, process: int, thread: int, start_ns: int) -> WaitNote | None:
        """What a thread told of the wait that it began at `start_ns`."""
        return self._notes.of(process, thread, start_ns + (self.origin_ns or 0))

    def foreign_releases(self, primitive: int) -> list[int]:
        """When it was released by threads that did not hold it."""
        lanes = self._lanes.values()
        return sorted(at for lane in lanes for at, _ in lane.foreign.get(primitive, ()))

    def waited_ns(self, process: int) -> int:
        """How long the threads of a process waited for what others kept, added up."""
        lane = self._lanes.get(process)
        if lane is None:
            return 0
        waiting = lane.spans["state"] == State.WAITING
        start, end = lane.spans["start_ns"][waiting], lane.spans["end_ns"][waiting]
        return total(start, end, -OPEN, self.last_ns)

    def links_at(self, primitive: int, process: int, thread: int, time_ns: int) -> list[Link]:
        """The arrows that end or begin at what a thread did at exactly `time_ns`: the items
        that it put or took there, or the release that ended its wait."""
        store = self._known(primitive)
        if store.counts[records.PUT] or store.counts[records.GET]:
            return item_at(item_links(store.events), primitive, process, time_ns)
        holders = store.holders(self._lanes)
        link = release_before(holders, primitive, process, thread, time_ns)
        return [] if link is None else [link]

    def _known(self, primitive: int) -> Store:
        return self._stores.get(primitive) or _EMPTY


_EMPTY = Store(0)
_NO_SPANS = SortedSpans()
_NOTHING = _EMPTY.holders({}).spans()
