"""Who waits for whom at one instant: threads and primitives as nodes, waits and holds as edges.

Only what the records say stands here; what follows from it is worked out in `blocked`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from procession import records
from procession.trace.model import Model
from procession.trace.spans import OPEN
from procession.trace.states import FLAG_CALLED, FLAG_TIMED, State
from procession.trace.tables import Place, Process

Thread = tuple[int, int]
"""Id of a process, and the index of a thread in it; 0 is the main thread."""

BYSTANDERS = frozenset(("resource_tracker", "forkserver"))
"""Helpers by name that never touch what the program made."""
_INTERNAL = ("QueueFeederThread", "(_handle_", "QueueManagerThread", "ExecutorManagerThread")
_WAITS = (State.WAITING, State.IO, State.EXPECTED)


@dataclass(frozen=True, slots=True)
class Wait:
    """A thread that waits. Times are nanoseconds since the run began."""

    process: int
    thread: int
    primitive: int
    """Id; 0: it waits for a process, or for nothing that is known."""
    verb: str
    where: str
    """``file:line``; empty when unknown."""
    since_ns: int
    limited: bool
    """It has a time-out, or a signal may end it."""
    target: int | None = None
    """Id of the process whose end is waited for."""
    threads: int | None = None
    """The program's own threads in this process beside the main one; None: not known."""
    stack: tuple[Place, ...] = ()
    """The calls that led to it, innermost first; empty where that was told by nobody."""

    @property
    def who(self) -> Thread:
        """The thread."""
        return self.process, self.thread


@dataclass(frozen=True, slots=True)
class Hold:
    """A thread that holds a lock or a slot of a semaphore."""

    process: int
    thread: int
    primitive: int
    where: str
    since_ns: int
    called: bool
    """By ``acquire()``: another thread may release it."""

    @property
    def who(self) -> Thread:
        """The thread."""
        return self.process, self.thread


@dataclass(frozen=True, slots=True)
class WaitGraph:
    """The run at one instant."""

    model: Model
    at_ns: int
    waits: tuple[Wait, ...]
    """One a thread: what it waits for innermost. Order of beginning."""
    holds: tuple[Hold, ...]
    """Of the primitives that are waited for, and all that waiting threads hold."""
    alive: frozenset[int]
    """Ids of the processes that run, bystanders left out."""
    unseen: bool
    """A process of the program runs that is not observed (yet)."""
    kept: dict[object, Any] = field(default_factory=dict)
    """What was worked out about this instant already."""
    _by_primitive: dict[int, list[Hold]] = field(default_factory=dict)

    def holders(self, primitive: int) -> list[Hold]:
        """Who holds it, the oldest first."""
        if not self._by_primitive and self.holds:
            for hold in self.holds:
                self._by_primitive.setdefault(hold.primitive, []).append(hold)
        return self._by_primitive.get(primitive, [])


def graph_at(model: Model, at_ns: int, only_open: bool = False) -> WaitGraph:
    """The graph at an instant.

    `only_open` looks at waits whose end is not known even now: for a run that goes on this costs
    what is waiting, not what has happened.
    """
    alive = frozenset(one.id for one in model.processes.values() if _lives(one, at_ns))
    waits = tuple(sorted(_waits(model, alive, at_ns, only_open), key=lambda wait: wait.since_ns))
    wanted = {wait.primitive for wait in waits if wait.primitive}
    holds = tuple(_holds(model, sorted(wanted), at_ns))
    return WaitGraph(model, at_ns, waits, holds, alive, _unseen(model, at_ns))


def _lives(process: Process, at_ns: int) -> bool:
    if process.role == "helper" and process.name in BYSTANDERS:
        return False
    if process.started_ns is not None and process.started_ns > at_ns:
        return False
    if process.ended_ns is None:
        return not process.ended
    return process.ended_ns > at_ns


def _waits(model: Model, alive: Iterable[int], at_ns: int, only_open: bool) -> Iterator[Wait]:
    pids: dict[int, list[Process]] = {}
    for one in model.processes.values():
        pids.setdefault(one.pid, []).append(one)
    for process in sorted(alive):
        if only_open and not model.open_waits(process):
            continue
        spans = model.open_wait_spans(process) if only_open else model.process_spans(process)
        inside = (spans.start_ns <= at_ns) & (spans.end_ns > at_ns)
        if only_open:
            inside &= spans.end_ns == OPEN
        chosen = np.flatnonzero(inside & np.isin(spans.state, _WAITS))
        newest: dict[int, int] = {}
        for at in chosen[np.argsort(spans.start_ns[chosen], kind="stable")].tolist():
            newest[int(spans.thread[at])] = at
        for thread, at in newest.items():
            start = int(spans.start_ns[at])
            note = model.wait_note(process, thread, start)
            primitive = int(spans.primitive[at])
            verb = model.text(int(spans.verb[at]))
            limited = bool(spans.flags[at] & FLAG_TIMED)
            target = None
            if not primitive:
                target = _newest(pids.get(note.value, []), at_ns) if note is not None else None
                limited = note is None or note.limited
            yield Wait(
                process,
                thread,
                primitive,
                verb,
                model.place(int(spans.place[at])).short,
                start,
                limited or (note is not None and note.alarm),
                target,
                None if note is None else note.threads,
                () if note is None else note.stack,
            )


def _newest(processes: Iterable[Process], at_ns: int) -> int | None:
    born = [one for one in processes if (one.started_ns or 0) <= at_ns]
    return max(born, key=lambda one: one.started_ns or 0).id if born else None


def _holds(model: Model, primitives: Iterable[int], at_ns: int) -> Iterator[Hold]:
    for primitive in primitives:
        view, _ = model.views(primitive)
        columns = view.columns
        for at in view.covering(at_ns).tolist():
            yield Hold(
                int(columns["process"][at]),
                int(columns["thread"][at]),
                primitive,
                model.place(int(columns["place"][at])).short,
                int(columns["start_ns"][at]),
                bool(columns["flags"][at] & FLAG_CALLED),
            )


def _unseen(model: Model, at_ns: int) -> bool:
    """Whether a child was started, by then, that is neither known nor seen to have ended."""
    known: dict[int, int] = {}
    for one in model.processes.values():
        known[one.pid] = max(known.get(one.pid, 0), one.started_ns or 0)
    for process in model.processes:
        marks = model.marks(process)
        if marks is None:
            continue
        kind, time = marks["kind"], marks["time_ns"]
        chosen = np.flatnonzero((kind == records.STARTED) & (time <= at_ns))
        strangers = [n for n in chosen.tolist() if int(marks["value"][n]) not in known]
        if strangers:
            reaped = set(marks["aux"][kind == records.REAPED].tolist())
            if any(int(marks["value"][n]) not in reaped for n in strangers):
                return True
    return False


def is_internal(model: Model, wait: Wait) -> bool:
    """Whether a thread of `multiprocessing`'s own waits."""
    name = model.thread_name(wait.process, wait.thread)
    return wait.thread != 0 and any(mark in name for mark in _INTERNAL)
