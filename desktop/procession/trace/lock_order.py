"""Pairs of locks that were taken in both orders, by threads that could have met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from procession.trace.columns import Array
from procession.trace.model import Model
from procession.trace.spans import OPEN, Spans
from procession.trace.states import State
from procession.trace.wait_graph import Thread

_EXCLUSIVE = frozenset(("Lock", "RLock", "Condition"))
_SEMAPHORES = frozenset(("Semaphore", "BoundedSemaphore"))
"""Exclusive when they let in one."""
_MOST = 20_000
"""So many holds inside others are looked at, of each process."""
_DEPTH = 3
"""Nested so deep at most, holds are told apart without looking at each."""
_LOOK_BACK = 8
"""A hold that goes on stands at most so many holds before those inside it, where many do."""
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Nesting:
    """A lock taken while another was held. Times are nanoseconds since the run began."""

    who: Thread
    outer: int
    inner: int
    outer_where: str
    inner_where: str
    at_ns: int
    gates: frozenset[int]
    """What else was held then."""


@dataclass(frozen=True, slots=True)
class BothOrders:
    """Two threads that could hang on each other, had they come at the same time."""

    one: Nesting
    other: Nesting


_kept: WeakKeyDictionary[Model, tuple[int, bool, list[BothOrders]]] = WeakKeyDictionary()
_GROWTH = 1.2
"""While a run goes on it is looked at anew when it has grown so much."""


def both_orders(model: Model) -> list[BothOrders]:
    """One example for each pair of locks."""
    known = _kept.get(model)
    events = model.events
    # Every hold is looked at: while they grow in number, ever less often.
    if known is None or known[1] != model.ended or events > _GROWTH * known[0]:
        known = (events, model.ended, _both_orders(model))
        _kept[model] = known
    return known[2]


def _both_orders(model: Model) -> list[BothOrders]:
    by_pair: dict[tuple[int, int], list[Nesting]] = {}
    for nesting in _nestings(model):
        by_pair.setdefault((nesting.outer, nesting.inner), []).append(nesting)
    found = []
    for (outer, inner), ones in sorted(by_pair.items()):
        if outer > inner:
            continue
        meeting = (
            BothOrders(one, other)
            for one in ones
            for other in by_pair.get((inner, outer), ())
            if _could_meet(model, one, other)
        )
        first = next(meeting, None)
        if first is not None:
            found.append(first)
    return found


def _could_meet(model: Model, one: Nesting, other: Nesting) -> bool:
    if one.who == other.who or one.gates & other.gates:
        return False
    return _alive(model, other.who[0], one.at_ns) and _alive(model, one.who[0], other.at_ns)


def _alive(model: Model, process: int, at_ns: int) -> bool:
    known = model.processes.get(process)
    if known is None or (known.started_ns or 0) > at_ns:
        return False
    return known.ended_ns is None or known.ended_ns > at_ns


def _nestings(model: Model) -> Iterator[Nesting]:
    exclusive = {
        n
        for n, one in model.primitives.items()
        if one.kind in _EXCLUSIVE or (one.kind in _SEMAPHORES and one.details.get("value") == "1")
    }
    if len(exclusive) < 2:
        return
    for process in sorted(model.processes):
        holds = model.process_spans(process).of_state(State.HELD)
        for thread in np.unique(holds.thread).tolist():
            mine = holds.take(np.flatnonzero(holds.thread == thread))
            yield from _of_thread(model, (process, thread), mine, exclusive)


def _of_thread(model: Model, who: Thread, holds: Spans, exclusive: set[int]) -> Iterator[Nesting]:
    if len(holds) < 2:
        return
    reach = np.maximum.accumulate(holds.end_ns)
    inside = np.flatnonzero(holds.start_ns[1:] < reach[:-1]) + 1
    inside = _different(holds, inside, reach)[:_MOST]
    seen: set[tuple[int, ...]] = set()
    for at in inside.tolist():
        start, inner = int(holds.start_ns[at]), int(holds.primitive[at])
        around: list[int] = []
        before = at - 1
        # Holds of a thread are few at once: those that go on stand shortly before.
        while before >= 0 and reach[before] > start and at - before < 64:
            if holds.end_ns[before] > start and holds.end_ns[before] != OPEN:
                around.append(before)
            before -= 1
        held = {int(holds.primitive[n]) for n in around}
        for n in around:
            outer = int(holds.primitive[n])
            if inner not in exclusive or outer not in exclusive or outer == inner:
                continue
            key = (outer, inner, int(holds.place[n]), int(holds.place[at]), *sorted(held))
            if inner in held or key in seen:
                continue
            seen.add(key)
            yield Nesting(
                who,
                outer,
                inner,
                model.place(int(holds.place[n])).short,
                model.place(int(holds.place[at])).short,
                start,
                frozenset(held - {outer}),
            )


def _different(holds: Spans, inside: Array, reach: Array) -> Array:
    """One of the rows `inside` for each way in which locks were nested, and all deep ones.

    A program takes its locks a million times in a few ways.
    """
    start, end = holds.start_ns[inside], holds.end_ns
    code = _mixed(holds, inside)
    for back in range(1, _DEPTH + 1):
        before = np.maximum(inside - back, 0)
        covers = (inside >= back) & (end[before] > start) & (end[before] != OPEN)
        code = code * _MIX + np.where(covers, _mixed(holds, before) + np.uint64(1), np.uint64(0))
    beyond = inside - _DEPTH - 1
    deep = (beyond >= 0) & (reach[np.maximum(beyond, 0)] > start)
    deep &= _within_reach(holds, inside)
    _, first = np.unique(code, return_index=True)
    chosen: Array = np.sort(np.union1d(inside[first], inside[deep]))
    return chosen


def _mixed(holds: Spans, rows: Array) -> Array:
    primitive = holds.primitive[rows].astype(np.uint64)
    mixed: Array = primitive << np.uint64(32) | holds.place[rows].astype(np.uint64)
    return mixed * _MIX


def _within_reach(holds: Spans, inside: Array) -> Array:
    """Whether one of the holds a little further back goes on: most nest two or three locks."""
    found = np.zeros(len(inside), np.bool_)
    for back in range(_DEPTH + 1, _LOOK_BACK):
        before = inside - back
        known = before >= 0
        rows = np.maximum(before, 0)
        goes_on = (holds.end_ns[rows] > holds.start_ns[inside]) & (holds.end_ns[rows] != OPEN)
        found |= known & goes_on
    return found
