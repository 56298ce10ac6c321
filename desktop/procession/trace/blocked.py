"""Which waits of a graph can never end: a greatest fixpoint over who could end them.

Everybody who waits without a time-out is taken to be stuck, until somebody is found who could end
the wait: something on its way, or a process with a thread that is not stuck. That goes on until
nothing changes. A process may do more than its records have shown so far (release any lock, put
into any queue, kill anybody), so with one free process almost nothing is *certain*. What is only
*likely* asks of a free process that it has shown to be able to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from procession.trace.in_flight import LOCKS, OWNED, may_progress
from procession.trace.pool_waits import at_work, never_comes
from procession.trace.wait_graph import Hold, Thread, Wait, WaitGraph, is_internal

SETTLED_NS = 150_000_000
"""So long must every wait of a hang have lasted: signals that were sent have arrived by then."""
PATIENCE_NS = 1_000_000_000
"""So long must all waits of a hang that is only likely have lasted."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """The waits that cannot end, and how surely."""

    graph: WaitGraph
    certain: bool
    waits: dict[Thread, Wait]
    """Thread → its wait."""

    def waits_of(self, process: int) -> list[Wait]:
        """Those of one process's threads."""
        return [wait for wait in self.waits.values() if wait.process == process]

    def enders(self, wait: Wait) -> list[Thread]:
        """The stuck threads that this wait waits for: an edge of the wait-for graph each."""
        if wait.target is not None:
            return [other.who for other in self.waits_of(wait.target)]
        if wait.verb == "acquire":
            holders = {hold.who for hold in self.graph.holders(wait.primitive)}
            return sorted(who for who in holders if who in self.waits)
        return []


def certainly_blocked(graph: WaitGraph) -> Blocked:
    """The waits that nothing can end any more, whatever the program does."""

    def ends(wait: Wait, stuck: dict[Thread, Wait], free: set[int]) -> bool:
        kind = _kind(graph, wait)
        if wait.verb == "acquire" and kind in OWNED:
            return _owner_goes_on(graph, wait, stuck)
        if never_comes(graph, wait):
            return False
        return bool(free) or graph.unseen or may_progress(graph, wait)

    return Blocked(graph, True, _fixpoint(graph, ends))


def likely_blocked(graph: WaitGraph) -> Blocked:
    """The waits for locks that nobody has shown any sign of ending, and who waits for those.

    A free process is believed to release only what it holds.
    """

    def ends(wait: Wait, stuck: dict[Thread, Wait], free: set[int]) -> bool:
        if graph.at_ns - wait.since_ns < PATIENCE_NS:
            return True
        if wait.target is not None:
            return wait.target in free or wait.target not in graph.alive
        if never_comes(graph, wait):
            return False
        if wait.verb != "acquire" or _kind(graph, wait) not in LOCKS:
            return True
        if graph.model.foreign_releases(wait.primitive) or may_progress(graph, wait):
            return True
        return _owner_goes_on(graph, wait, stuck)

    return Blocked(graph, False, _fixpoint(graph, ends))


def free_processes(graph: WaitGraph, stuck: Iterable[Wait]) -> set[int]:
    """Processes that run and have a thread that is not stuck, or may have one."""
    threads: dict[int, list[Wait]] = {}
    for wait in stuck:
        if not is_internal(graph.model, wait):
            threads.setdefault(wait.process, []).append(wait)
    return {p for p in graph.alive if not _all_stuck(graph, p, threads.get(p, []))}


def _all_stuck(graph: WaitGraph, process: int, waits: list[Wait]) -> bool:
    """Whether the main thread and every other one of the program's own is among `waits`."""
    if graph.model.processes[process].lost or not waits:
        return False
    newest = max(waits, key=lambda wait: wait.since_ns)
    if newest.threads is None or not any(wait.thread == 0 for wait in waits):
        return False
    return len(waits) >= 1 + newest.threads


def _fixpoint(
    graph: WaitGraph, ends: Callable[[Wait, dict[Thread, Wait], set[int]], bool]
) -> dict[Thread, Wait]:
    stuck = {
        wait.who: wait
        for wait in graph.waits
        if not wait.limited
        and graph.at_ns - wait.since_ns >= SETTLED_NS
        and not graph.model.told_to_end(wait.process, graph.at_ns)
    }
    if any(process in graph.alive for process, _, _ in graph.model.losses):
        return {}
    deaths = [one.ended_ns for one in graph.model.processes.values() if one.ended_ns is not None]
    if any(graph.at_ns - SETTLED_NS < end <= graph.at_ns for end in deaths):
        # Those who wait for an end, or get an end of file by it, have not been woken yet.
        return {}
    working = at_work(graph)
    while True:
        free = free_processes(graph, stuck.values()) | working
        over = [who for who, wait in stuck.items() if ends(wait, stuck, free)]
        if not over:
            return stuck
        for who in over:
            del stuck[who]


def _owner_goes_on(graph: WaitGraph, wait: Wait, stuck: dict[Thread, Wait]) -> bool:
    """Whether somebody who holds it is alive and not stuck; without a holder it is to be had."""
    holders: list[Hold] = graph.holders(wait.primitive)
    return not holders or any(
        (hold.process in graph.alive and hold.who not in stuck) or _heir(graph, hold)
        for hold in holders
    )


def _heir(graph: WaitGraph, hold: Hold) -> bool:
    """Whether a process was forked inside the hold: it passes for the holder and may release."""
    return any(
        process.forked
        and process.parent == hold.process
        and process.id in graph.alive
        and (process.started_ns or 0) >= hold.since_ns
        for process in graph.model.processes.values()
    )


def _kind(graph: WaitGraph, wait: Wait) -> str:
    primitive = graph.model.primitives.get(wait.primitive)
    return primitive.kind if primitive is not None else ""
