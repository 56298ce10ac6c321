"""Who waits for whom at one instant, as nodes and edges with the words that stand on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from procession.trace.hangs import Hang
    from procession.trace.model import Model
    from procession.trace.wait_graph import Hold, Wait, WaitGraph

Key = tuple[str, int]
"""``("process", id)`` or ``("primitive", id)``."""
EdgeKind = Literal["waits", "expects", "held"]
Verb = Literal["acquire", "get", "put", "exit", "other"]


@dataclass(frozen=True, slots=True)
class Node:
    """A process or a primitive."""

    key: Key
    name: str
    about: str
    """A process's pid, a primitive's kind."""
    ended: bool = False
    """A process that is not there any more."""


@dataclass(frozen=True, slots=True)
class Edge:
    """From who waits to what it waits for; from what is held to who holds it."""

    source: Key
    target: Key
    kind: EdgeKind
    verb: str
    """The call that waits: ``acquire``, ``get``, …; ``exit`` for the end of a process."""
    where: str
    since_ns: int
    limited: bool = False
    """It has a time-out."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The graph at an instant. Times are nanoseconds since the run began."""

    at_ns: int = field(default=0, compare=False)
    nodes: Mapping[Key, Node] = field(default_factory=dict)
    edges: tuple[Edge, ...] = ()
    cycles: tuple[frozenset[Key], ...] = ()
    """Sets of nodes each of which waits, by and by, for itself."""

    @property
    def in_cycle(self) -> frozenset[Key]:
        """All nodes of all cycles."""
        return frozenset(key for cycle in self.cycles for key in cycle)


def picture_at(
    model: Model, at_ns: int, hangs: Iterable[Hang] = (), only_open: bool = False
) -> Picture:
    """The picture of an instant; `hangs` say which expected waits are part of a hang.

    `only_open` costs less: for the present of a run that goes on.
    """
    from procession.trace.wait_graph import graph_at, is_internal

    graph = graph_at(model, at_ns, only_open)
    stuck = {
        wait.who for hang in hangs if hang.at_ns <= at_ns for wait in (*hang.waits, *hang.victims)
    }
    edges = []
    for wait in graph.waits:
        target = _target(wait)
        if target is None or is_internal(model, wait):
            continue
        kept = wait.who in stuck or wait.verb in ("acquire", "put")
        edges.append(
            Edge(
                ("process", wait.process),
                target,
                "waits" if kept else "expects",
                "exit" if wait.target is not None else wait.verb,
                wait.where,
                wait.since_ns,
                wait.limited,
            )
        )
    waited = {edge.target for edge in edges}
    edges += [_held(hold) for hold in _once(graph) if ("primitive", hold.primitive) in waited]
    nodes = {}
    for edge in edges:
        for key in (edge.source, edge.target):
            if key not in nodes:
                nodes[key] = _node(model, graph, key)
    return Picture(at_ns, nodes, tuple(edges), cycles_of(edges))


def _target(wait: Wait) -> Key | None:
    if wait.primitive:
        return "primitive", wait.primitive
    return None if wait.target is None else ("process", wait.target)


def _held(hold: Hold) -> Edge:
    where = hold.where
    return Edge(
        ("primitive", hold.primitive), ("process", hold.process), "held", "", where, hold.since_ns
    )


def _once(graph: WaitGraph) -> list[Hold]:
    """One hold for each process and primitive: an RLock is held more than once."""
    found: dict[tuple[int, int], Hold] = {}
    for hold in graph.holds:
        found.setdefault((hold.primitive, hold.process), hold)
    return list(found.values())


def _node(model: Model, graph: WaitGraph, key: Key) -> Node:
    kind, number = key
    if kind == "process":
        process = model.processes.get(number)
        if process is None:
            return Node(key, "?", "")
        ended = number not in graph.alive
        return Node(key, process.name or str(process.pid), str(process.pid), ended)
    primitive = model.primitives.get(number)
    return Node(key, primitive.label, primitive.kind) if primitive else Node(key, "?", "")


def cycles_of(edges: Iterable[Edge]) -> tuple[frozenset[Key], ...]:
    """The strongly connected parts of more than one node, the largest first."""
    after: dict[Key, list[Key]] = {}
    for edge in edges:
        after.setdefault(edge.source, []).append(edge.target)
        after.setdefault(edge.target, [])
    number: dict[Key, int] = {}
    low: dict[Key, int] = {}
    stack: list[Key] = []
    inside: set[Key] = set()
    found: list[frozenset[Key]] = []
    for start in after:
        if start in number:
            continue
        work = [(start, iter(after[start]))]
        number[start] = low[start] = len(number)
        stack.append(start)
        inside.add(start)
        while work:
            at, rest = work[-1]
            for other in rest:
                if other not in number:
                    number[other] = low[other] = len(number)
                    stack.append(other)
                    inside.add(other)
                    work.append((other, iter(after[other])))
                    break
                if other in inside:
                    low[at] = min(low[at], number[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == number[at]:
                    part = set()
                    while True:
                        member = stack.pop()
                        inside.discard(member)
                        part.add(member)
                        if member == at:
                            break
                    if len(part) > 1:
                        found.append(frozenset(part))
    return tuple(sorted(found, key=len, reverse=True))


def in_order(cycle: frozenset[Key], edges: Iterable[Edge]) -> list[Key]:
    """The members of a cycle along its edges, from the process that has waited longest."""
    inner = [edge for edge in edges if edge.source in cycle and edge.target in cycle]
    waits = [edge for edge in inner if edge.kind != "held"]
    first = min(waits or inner, key=lambda edge: edge.since_ns).source
    ring = [first]
    while True:
        following = [e.target for e in inner if e.source == ring[-1] and e.target not in ring]
        if not following:
            break
        ring.append(following[0])
    return ring + sorted(cycle - set(ring))
