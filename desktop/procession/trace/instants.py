"""A run at one instant, and the shares of its states in a range of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from procession.trace.levels import Coverage
from procession.trace.model import Model
from procession.trace.spans import Spans
from procession.trace.states import State


@dataclass(frozen=True, slots=True)
class Standing:
    """One thread's hold or wait at an instant."""

    process: int
    thread: int
    primitive: int
    state: State
    since_ns: int
    until_ns: int
    """`OPEN` while it goes on."""
    place: int
    verb: int


@dataclass(frozen=True, slots=True)
class Instant:
    """Every holder, waiter and depth at `time_ns`."""

    time_ns: int
    alive: list[int]
    """Ids of the processes that were born and had not ended."""
    holders: list[Standing]
    waiters: list[Standing]
    depths: dict[int, int]
    """Primitive → items inside, tasks not begun, or how often it is held."""


def state_at(model: Model, time_ns: int) -> Instant:
    """What held, waited and was queued at an instant, found by binary search."""
    alive = [
        process.id
        for process in model.processes.values()
        if (process.started_ns is None or process.started_ns <= time_ns)
        and (process.ended_ns is None or process.ended_ns > time_ns)
    ]
    holders: list[Standing] = []
    waiters: list[Standing] = []
    depths: dict[int, int] = {}
    for number in sorted(model.primitives):
        holds, waits = model.views(number)
        holders += _standing(holds.spans().take(holds.covering(time_ns)))
        waiters += _standing(waits.spans().take(waits.covering(time_ns)))
        steps = model.depth(number)
        if len(steps):
            depths[number] = steps.at(time_ns)
    for process in alive:
        # Waits for no primitive: joins, sleeps for a child.
        spans = model.process_spans(process)
        stop = int(np.searchsorted(spans.start_ns, time_ns, "right"))
        free = np.flatnonzero((spans.primitive[:stop] == 0) & (spans.end_ns[:stop] > time_ns))
        waiters += _standing(spans.take(free))
    return Instant(time_ns, alive, holders, waiters, depths)


class Shares:
    """How long a process was in each state, for any range, without going through its spans.

    Made once for a model's present revision.  States may overlap (a process waits while it
    holds): a share is the time during which at least one thread was in that state, and RUNNING is
    the time of its life during which no thread waited.
    """

    def __init__(self, model: Model, process: int) -> None:
        spans = model.process_spans(process)
        contended = model.process_contended(process)
        known = model.processes.get(process)
        self._born = float((known.started_ns if known else None) or 0)
        ended = known.ended_ns if known else None
        self._end = float(model.last_ns if ended is None else ended)
        waits = spans.state >= State.WAITING
        self._coverage = {
            State.HELD: _of(spans.of_state(State.HELD)),
            State.CONTENDED: _of(contended),
            State.WAITING: _of(spans.of_state(State.WAITING)),
            State.IO: _of(spans.of_state(State.IO)),
            State.EXPECTED: _of(spans.of_state(State.EXPECTED)),
        }
        self._waits = _of(spans.take(np.flatnonzero(waits)))

    def between(self, from_ns: float, to_ns: float) -> dict[State, int]:
        """Nanoseconds of each state within a range."""
        low, high = max(from_ns, self._born), min(to_ns, self._end)
        if high <= low:
            return dict.fromkeys(State, 0)
        shares = {
            state: round(coverage.covered(low, high)) for state, coverage in self._coverage.items()
        }
        shares[State.RUNNING] = round(high - low - self._waits.covered(low, high))
        return shares


def _of(spans: Spans) -> Coverage:
    return Coverage.of(spans.start_ns, spans.end_ns)


def _standing(spans: Spans) -> list[Standing]:
    return [
        Standing(process, thread, primitive, State(state), start, end, place, verb)
        for process, thread, primitive, state, start, end, place, verb in zip(
            spans.process.tolist(),
            spans.thread.tolist(),
            spans.primitive.tolist(),
            spans.state.tolist(),
            spans.start_ns.tolist(),
            spans.end_ns.tolist(),
            spans.place.tolist(),
            spans.verb.tolist(),
            strict=True,
        )
    ]
