"""Hangs and what each comes down to: of all waits that cannot end, the ones that others hang on.

A wait hangs on others when those would have to go on first. What is left when one follows that
to the end, a cycle or a single wait, is the root of the hang; all the rest follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from procession import records
from procession.trace.blocked import Blocked, certainly_blocked, likely_blocked
from procession.trace.in_flight import LOCKS
from procession.trace.model import Model
from procession.trace.pipe_ends import keepers
from procession.trace.pool_waits import POOLS, RESULT_VERBS, never_comes
from procession.trace.spans import OPEN
from procession.trace.states import FLAG_TIMED, Outcome, State
from procession.trace.wait_graph import Hold, Thread, Wait, WaitGraph, graph_at

LATE_NS = 150_000_000
"""So old must be what a live run is judged by: what every process wrote until then has come."""
_APART_NS = 1_000_000_000
_MOST_INSTANTS = 8
_CAUSES = ("acquire", "get", "put", "result", "wait", "recv", "send", "poll")
"""Verbs of waits that may keep a thread from serving others."""
_FLUSHES = ("flush", "join_thread")


@dataclass(frozen=True, slots=True)
class Hang:
    """One root of a hang. Times are nanoseconds since the run began."""

    rule: str
    """What it is, as findings name it: ``lock-cycle``, ``starved-get``, …"""
    certain: bool
    """No process of the run can end it; else nothing has shown that one could."""
    at_ns: int
    """When it had formed."""
    seen_ns: int
    """The instant that was looked at."""
    waits: tuple[Wait, ...]
    """The waits at its root; of a cycle in its order, each waiting for the next one."""
    holds: tuple[Hold, ...]
    """Who holds what they wait for."""
    victims: tuple[Wait, ...]
    """The other waits that hang on it."""
    taken: tuple[Hold, ...] = ()
    """What those at its root hold and victims wait for."""
    keepers: tuple[int, ...] = ()
    """Ids of the processes that have the writing end of a pipe open, so that no end of file
    comes; the reader first."""

    @property
    def primitives(self) -> tuple[int, ...]:
        """Ids of what is waited for at the root."""
        return tuple(dict.fromkeys(wait.primitive for wait in self.waits if wait.primitive))

    @property
    def processes(self) -> tuple[int, ...]:
        """Ids of the processes at the root, holders that have died included."""
        waiting = [wait.process for wait in self.waits]
        return tuple(dict.fromkeys([*waiting, *(hold.process for hold in self.holds)]))


_kept: WeakKeyDictionary[Model, tuple[int, list[Hang]]] = WeakKeyDictionary()


def hangs_of(model: Model) -> list[Hang]:
    """The hangs of a run: of one that goes on those of now, else those that it was ended in."""
    known = _kept.get(model)
    if known is None or known[0] != model.revision:
        known = (model.revision, list(_find(model)))
        _kept[model] = known
    return known[1]


def _find(model: Model) -> Iterator[Hang]:
    seen: set[tuple[str, tuple[int, ...], tuple[int, ...]]] = set()
    for at_ns, live in _instants(model):
        graph = graph_at(model, at_ns, only_open=live)
        if not graph.waits:
            continue
        certain = certainly_blocked(graph)
        found = [*roots(certain)]
        covered = set(certain.waits)
        found += [
            hang
            for hang in roots(likely_blocked(graph))
            if not any(wait.who in covered for wait in hang.waits)
        ]
        for hang in found:
            key = (hang.rule, hang.primitives, hang.processes)
            if key not in seen:
                seen.add(key)
                yield hang


def _instants(model: Model) -> list[tuple[int, bool]]:
    """When to look: shortly ago, or before the ends of waits that did not end by themselves."""
    if not model.ended:
        beat = model.run.get("duration_ns")
        return [((beat if isinstance(beat, int) else model.last_ns) - LATE_NS, True)]
    stopped = model.run.get("stop_ns")
    limit = stopped if isinstance(stopped, int) else OPEN
    ends = [limit] if limit != OPEN else []
    for process in model.processes:
        spans = model.process_spans(process)
        waits = (spans.state == State.WAITING) | (spans.state == State.EXPECTED)
        broken = (spans.outcome == Outcome.PROCESS_ENDED) | (spans.outcome == Outcome.ERROR)
        chosen = waits & (broken | (spans.end_ns == OPEN))
        chosen &= (spans.flags & FLAG_TIMED == 0) | (spans.primitive == 0)
        found = np.minimum(spans.end_ns[chosen], model.last_ns)
        ends += found[found < limit].tolist()
    groups: list[int] = []
    for end in sorted(set(ends)):
        if not groups or end - groups[-1] > _APART_NS or end == limit:
            groups.append(end)
    return [(end - 1, False) for end in groups[-_MOST_INSTANTS:]]


def roots(blocked: Blocked) -> Iterator[Hang]:
    """The roots of all hangs among these waits."""
    edges = {who: _edges(blocked, wait) for who, wait in blocked.waits.items()}
    reach = {who: _reachable(who, edges) for who in edges}
    done: set[Thread] = set()
    groups: dict[tuple[str, int], list[Thread]] = {}
    for who in edges:
        if who in done or any(who not in reach[other] for other in reach[who]):
            continue
        ring = _in_order(who, reach[who] | {who}, edges)
        done.update(ring)
        rule = _rule(blocked, ring, edges)
        if not rule:
            continue
        if len(ring) > 1 or rule == "self-deadlock":
            yield _hang(blocked, rule, ring, edges, reach)
        else:
            groups.setdefault((rule, blocked.waits[who].primitive), []).append(who)
    for (rule, _), members in groups.items():
        yield _hang(blocked, rule, members, edges, reach)


def _edges(blocked: Blocked, wait: Wait) -> list[Thread]:
    """The stuck threads that would have to go on first."""
    found = blocked.enders(wait)
    if found or wait.target is not None or wait.verb == "acquire":
        return found
    if wait.verb in _FLUSHES:
        return [one.who for one in blocked.waits.values() if one.target == wait.process]
    givers = _GIVERS.get(wait.verb)
    if givers is None or not wait.primitive:
        return []
    events = blocked.graph.model.events_of(wait.primitive)
    chosen = (events["kind"] == givers) & (events["time_ns"] <= blocked.graph.at_ns)
    who = set(np.unique(events["process"][chosen]).tolist()) - {wait.process}
    return [
        one.who
        for one in blocked.waits.values()
        if one.process in who
        and (
            (one.verb in _CAUSES and one.primitive not in (0, wait.primitive))
            or (wait.verb == "get" and one.verb == "join" and one.primitive)
        )
    ]


_GIVERS = {
    "get": records.PUT,
    "recv": records.PUT,
    "poll": records.PUT,
    "put": records.GET,
    "send": records.GET,
    "join": records.GET,
}
"""Verb of a wait → what those have done before who could end it."""


def _reachable(start: Thread, edges: dict[Thread, list[Thread]]) -> set[Thread]:
    found: set[Thread] = set()
    waiting = list(edges[start])
    while waiting:
        who = waiting.pop()
        if who not in found:
            found.add(who)
            waiting += edges[who]
    return found


def _in_order(
    start: Thread, members: set[Thread], edges: dict[Thread, list[Thread]]
) -> list[Thread]:
    """The members along the edges, from the first one on; those off the path come last."""
    ring, at = [start], start
    while True:
        after = next((one for one in edges[at] if one in members and one not in ring), None)
        if after is None:
            return ring + sorted(members - set(ring))
        ring.append(after)
        at = after


def _rule(blocked: Blocked, ring: list[Thread], edges: dict[Thread, list[Thread]]) -> str:
    graph = blocked.graph
    waits = [blocked.waits[who] for who in ring]
    if len(ring) > 1:
        flushes = any(wait.verb in _FLUSHES for wait in waits)
        return "join-before-drain" if flushes else "lock-cycle"
    wait = waits[0]
    primitive = graph.model.primitives.get(wait.primitive)
    kind = primitive.kind if primitive is not None else ""
    if wait.verb == "acquire" and kind in LOCKS:
        if ring[0] in edges[ring[0]]:
            return "self-deadlock"
        dead = any(hold.process not in graph.alive for hold in graph.holders(wait.primitive))
        return "holder-died" if dead else "starved-wait"
    if kind in POOLS and wait.verb in RESULT_VERBS:
        return _POOL_RULES.get(never_comes(graph, wait), "")
    if wait.verb in _FLUSHES:
        return "stuck-put"
    if kind == "Pipe" and wait.verb in _READS and keepers(graph, wait):
        return "eof-never"
    return _RULES.get((kind, wait.verb), "")


_POOL_RULES = {
    "lost": "pool-worker-died",
    "terminated": "results-after-terminate",
    "unread": "result-lost",
    "untaken": "unpicklable",
}
_READS = ("recv", "poll", "wait")
_RULES = {
    ("Queue", "get"): "starved-get",
    ("JoinableQueue", "get"): "starved-get",
    ("Queue", "put"): "stuck-put",
    ("JoinableQueue", "put"): "stuck-put",
    ("SimpleQueue", "get"): "starved-get",
    ("SimpleQueue", "put"): "stuck-put",
    ("Pipe", "recv"): "starved-get",
    ("Pipe", "poll"): "starved-get",
    ("Pipe", "wait"): "starved-get",
    ("Pipe", "send"): "stuck-put",
    ("JoinableQueue", "join"): "unfinished-tasks",
    ("Barrier", "wait"): "barrier-short",
    ("Event", "wait"): "starved-wait",
    ("Condition", "wait"): "starved-wait",
}


def _hang(
    blocked: Blocked,
    rule: str,
    members: list[Thread],
    edges: dict[Thread, list[Thread]],
    reach: dict[Thread, set[Thread]],
) -> Hang:
    graph = blocked.graph
    waits = tuple(blocked.waits[who] for who in members)
    inside = set(members)
    holds: list[Hold] = []
    for primitive in dict.fromkeys(wait.primitive for wait in waits):
        holds += _blamed(graph, rule, graph.holders(primitive), inside)
    victims = tuple(
        wait for who, wait in blocked.waits.items() if who not in inside and reach[who] & inside
    )
    taken = [
        hold
        for primitive in dict.fromkeys(wait.primitive for wait in victims if wait.verb == "acquire")
        for hold in graph.holders(primitive)
        if hold.who in inside and hold not in holds
    ]
    ends = [graph.model.processes[hold.process].ended_ns or 0 for hold in holds]
    dead = [end for end in ends if end <= graph.at_ns]
    return Hang(
        rule,
        blocked.certain,
        max([wait.since_ns for wait in waits] + dead),
        graph.at_ns,
        waits,
        tuple(holds),
        victims,
        tuple(taken),
        keepers(graph, waits[0]) if rule == "eof-never" else (),
    )


def _blamed(graph: WaitGraph, rule: str, holds: list[Hold], members: set[Thread]) -> list[Hold]:
    if rule == "holder-died":
        return [hold for hold in holds if hold.process not in graph.alive]
    return [hold for hold in holds if hold.who in members]
