"""What is linked to what: put to get, send to recv, a release to the next acquire."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from procession import records
from procession.trace.links import item_links
from procession.trace.model import Model
from procession.trace.spans import OPEN
from procession.trace.states import Outcome, State
from tests.exact.played import Played

Doing = tuple[str, str, int]
"""Whose, in which of its threads ("": the main one), its number there."""


def logged_items(played: Played, thing: str) -> set[tuple[Doing, Doing]]:
    """Which put came out of which get, as the program saw it."""
    found = set()
    for log in played.logs:
        of_sender: dict[str, int] = defaultdict(int)
        for nth, (name, thread, number) in enumerate(log["got"].get(thing, ())):
            # What carries no number is taken in the order of sending.
            told = of_sender[name] if number is None else number
            of_sender[name] += 1
            found.add(((name, thread, told), (log["name"], log["thread"], nth)))
    return found


def recorded_items(model: Model, primitive: int) -> set[tuple[Doing, Doing]]:
    """The same, by the links of the recording."""
    events = model.events_of(primitive)
    links = item_links(events)
    puts = _numbered(model, events, records.PUT)
    gets = _numbered(model, events, records.GET)
    assert (links.put_ns != OPEN).all()
    assert (links.get_ns != OPEN).all()
    found = {
        (
            puts[int(links.put_process[n]), int(links.put_ns[n])],
            gets[int(links.get_process[n]), int(links.get_ns[n])],
        )
        for n in range(len(links))
    }
    assert len(found) == len(links) == len(puts) == len(gets)
    assert (links.put_ns <= links.written_ns).all()
    return found


def _numbered(model: Model, events: Any, kind: int) -> dict[tuple[int, int], Doing]:
    """Process and time of each event of a kind → whose how-manieth it is."""
    told: dict[tuple[int, int], Doing] = {}
    counts: dict[tuple[int, int], int] = defaultdict(int)
    chosen = np.flatnonzero(events["kind"] == kind)
    columns = (events[name][chosen].tolist() for name in ("process", "thread", "time_ns"))
    for process, thread, time in sorted(zip(*columns, strict=True), key=lambda one: one[2]):
        who = (model.processes[process].name, _thread(model, process, thread))
        told[process, time] = (*who, counts[process, thread])
        counts[process, thread] += 1
    assert len(told) == len(chosen)
    return told


def _thread(model: Model, process: int, thread: int) -> str:
    return model.thread_name(process, thread) if thread else ""


def logged_order(played: Played, lock: str) -> list[tuple[str, str]]:
    """Who held a lock, in the order in which they did."""
    order = {
        position: (log["name"], log["thread"])
        for log in played.logs
        for position in log["order"].get(lock, ())
    }
    assert sorted(order) == list(range(len(order)))
    return [order[position] for position in range(len(order))]


def recorded_order(model: Model, primitive: int) -> list[tuple[str, str]]:
    """The same, by the holds of the recording."""
    holds = model.holder_spans(primitive)
    in_time = np.argsort(holds.start_ns, kind="stable")
    return [
        (model.processes[process].name, _thread(model, process, thread))
        for process, thread in zip(
            holds.process[in_time].tolist(), holds.thread[in_time].tolist(), strict=True
        )
    ]


def check_releases(model: Model, primitive: int) -> int:
    """Who had to wait for a lock is linked to the release of the one who had it before.

    Returns how many waits there were.
    """
    holds, waits = model.holder_spans(primitive), model.waiter_spans(primitive)
    in_time = np.argsort(holds.start_ns, kind="stable")
    starts = holds.start_ns[in_time].tolist()
    kept = (waits.state == State.WAITING) & (waits.outcome == Outcome.OK)
    for at in np.flatnonzero(kept).tolist():
        process, thread = int(waits.process[at]), int(waits.thread[at])
        woken = int(waits.end_ns[at])
        held = starts.index(woken)
        assert int(holds.process[in_time[held]]) == process
        assert held, "whoever waited, waited for somebody"
        before = in_time[held - 1]
        # A hold inside another of the same thread begins last and ends first.
        while held > 1 and holds.end_ns[in_time[held - 2]] > holds.end_ns[before]:
            held -= 1
            before = in_time[held - 1]
        (link,) = model.links_at(primitive, process, thread, woken)
        told = (link.kind, link.from_process, link.from_ns, link.to_process, link.to_ns)
        released = int(holds.end_ns[before])
        assert told == ("release", int(holds.process[before]), released, process, woken)
        assert released <= woken
    return int(kept.sum())
