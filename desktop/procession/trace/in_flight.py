"""Whether a wait may end by what is on its way already, although nobody does anything more.

Each answer errs towards "it may": what is not known for certain is taken to be on its way.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from procession import records
from procession.trace.columns import Array, Columns
from procession.trace.pool_waits import POOLS, RESULT_VERBS, result_comes, task_comes
from procession.trace.states import State
from procession.trace.wait_graph import Wait, WaitGraph

PIPE_BYTES = 64 * 1024
"""More than a pipe takes on any system before its writer blocks."""
SOCKET_BYTES = 256 * 1024
"""The same for a pipe of two directions, which is a pair of sockets."""
OWNED = frozenset(("RLock", "Condition"))
"""Kinds that only the thread that holds them can release."""
LOCKS = frozenset(("Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition"))


def may_progress(graph: WaitGraph, wait: Wait) -> bool:
    """Whether this wait may end without anybody's doing."""
    if wait.target is not None:
        return wait.target not in graph.alive
    primitive = graph.model.primitives.get(wait.primitive)
    if primitive is None:
        return True
    if wait.verb == "acquire" and primitive.kind in LOCKS:
        return free_places(graph, wait.primitive) > 0
    answer = _ANSWERS.get((primitive.kind, wait.verb))
    return True if answer is None else answer(graph, wait)


def free_places(graph: WaitGraph, primitive: int) -> int:
    """How often it could be acquired at once at this instant."""
    key = ("free", primitive)
    if key not in graph.kept:
        graph.kept[key] = _free_places(graph, primitive)
    return int(graph.kept[key])


def _free_places(graph: WaitGraph, primitive: int) -> int:
    known = graph.model.primitives[primitive]
    if known.kind in OWNED:
        return 0 if graph.holders(primitive) else 1
    first = known.details.get("value", "1") if known.kind != "Lock" else "1"
    if not first.isdigit():
        return 1
    if not graph.model.foreign_releases(primitive):
        return int(first) - len(graph.holders(primitive))
    view, _ = graph.model.views(primitive)
    start, end = view.columns["start_ns"], view.columns["end_ns"]
    taken = int(np.count_nonzero(start <= graph.at_ns))
    given = int(np.count_nonzero(end <= graph.at_ns))
    # A release by a thread that held nothing ends somebody's hold, where there is one to end.
    foreign = graph.model.foreign_releases(primitive)
    own = _own_ends(graph, primitive)
    raised = sum(at <= graph.at_ns for at in foreign) - (given - own)
    return int(first) - taken + given + max(0, raised)


def _own_ends(graph: WaitGraph, primitive: int) -> int:
    """How many holds had been ended by the threads that had them."""
    ends = 0
    for process in graph.model.processes:
        spans = graph.model.process_spans(process)
        mine = (spans.primitive == primitive) & (spans.state == State.HELD)
        ends += int(np.count_nonzero(mine & (spans.end_ns <= graph.at_ns)))
    return ends


def events_until(graph: WaitGraph, primitive: int) -> dict[str, Array]:
    """The events of a primitive up to the graph's instant."""
    key = ("events", primitive)
    if key not in graph.kept:
        events: Columns = graph.model.events_of(primitive)
        past = events["time_ns"] <= graph.at_ns
        names = ("time_ns", "kind", "value", "aux", "process")
        graph.kept[key] = {name: events[name][past] for name in names}
    found: dict[str, Array] = graph.kept[key]
    return found


def count_of(events: dict[str, Array], kind: int, process: int | None = None) -> int:
    """How many events of one kind there are (of one process)."""
    chosen = events["kind"] == kind
    if process is not None:
        chosen &= events["process"] == process
    return int(np.count_nonzero(chosen))


def _item_comes(graph: WaitGraph, wait: Wait) -> bool:
    events = events_until(graph, wait.primitive)
    unread = (
        count_of(events, records.WRITTEN)
        - count_of(events, records.UNWRITTEN)
        - count_of(events, records.GET)
    )
    if unread > 0:
        return True
    # What a process has put and not written yet is lost when it ends.
    return any(unwritten(events, process) > 0 for process in graph.alive)


def unwritten(events: dict[str, Array], process: int) -> int:
    """Items that a process has put and that are in its memory still."""
    return (
        count_of(events, records.PUT, process)
        - count_of(events, records.WRITTEN, process)
        - count_of(events, records.DROPPED, process)
        + count_of(events, records.UNWRITTEN, process)
    )


def unread_bytes(graph: WaitGraph, primitive: int) -> int:
    """Bytes that were handed to a queue's pipe and not taken from it."""
    events = events_until(graph, primitive)
    kind, value = events["kind"], events["value"]
    return int(value[kind == records.WRITTEN].sum() - value[kind == records.GET].sum())


def _place_comes(graph: WaitGraph, wait: Wait) -> bool:
    bound = graph.model.primitives[wait.primitive].details.get("maxsize", "")
    if not bound.isdigit():
        return True
    events = events_until(graph, wait.primitive)
    inside = (
        count_of(events, records.PUT)
        - count_of(events, records.GET)
        - count_of(events, records.DROPPED)
    )
    return inside < int(bound)


def _message_comes(graph: WaitGraph, wait: Wait) -> bool:
    if "address" in graph.model.primitives[wait.primitive].details:
        # Whoever is at the other end of a connection may be no process of this run.
        return True
    return unread_messages(graph, wait.primitive, end_of(graph, wait)) > 0


def end_of(graph: WaitGraph, wait: Wait) -> int:
    """The number of the end of a pipe that a wait is about; 0: not known, or there is but one.

    A process tells an end's number whenever something goes through it.
    """
    events = events_until(graph, wait.primitive)
    mine = events["process"] == wait.process
    put, got = mine & (events["kind"] == records.PUT), mine & (events["kind"] == records.GET)
    used = {*events["value"][put].tolist(), *_ends(events["aux"][got]).tolist()} - {0}
    return int(used.pop()) if len(used) == 1 else 0


def _ends(aux: Array) -> Array:
    """Numbers of ends as they were recorded: without a sign."""
    found: Array = aux.astype(np.int64) & 0xFFFFFFFF
    return found


def unread_messages(graph: WaitGraph, primitive: int, end: int) -> int:
    """Messages on their way to an end of a pipe; to either end, when `end` is 0."""
    events = events_until(graph, primitive)
    kind, side = events["kind"], _ends(events["aux"])
    # WRITTEN names the end that a message goes into, GET the one that it comes out of.
    to_me = side != end if end else np.ones(len(side), np.bool_)
    from_me = side == end if end else np.ones(len(side), np.bool_)
    return int(
        np.count_nonzero(to_me & (kind == records.WRITTEN))
        - np.count_nonzero(to_me & (kind == records.UNWRITTEN))
        - np.count_nonzero(from_me & (kind == records.GET))
    )


def _message_goes(graph: WaitGraph, wait: Wait) -> bool:
    if "address" in graph.model.primitives[wait.primitive].details:
        return True
    end = end_of(graph, wait)
    events = events_until(graph, wait.primitive)
    kind, side, size = events["kind"], _ends(events["aux"]), events["value"]
    out, back = (side == end, side != end) if end else (side == 0, side == 0)
    inside = (
        size[out & (kind == records.WRITTEN)].sum()
        - size[out & (kind == records.UNWRITTEN)].sum()
        - size[back & (kind == records.GET)].sum()
    )
    return bool(inside <= (SOCKET_BYTES if end else PIPE_BYTES))


def _flushed(graph: WaitGraph, wait: Wait) -> bool:
    return unread_bytes(graph, wait.primitive) <= PIPE_BYTES


def unfinished(graph: WaitGraph, primitive: int) -> int:
    """Items of a JoinableQueue for which nobody has called ``task_done()``."""
    events = events_until(graph, primitive)
    return count_of(events, records.PUT) - calls_of(graph, events, "task_done")


def calls_of(graph: WaitGraph, events: dict[str, Array], verb: str, after_ns: int = -1) -> int:
    """Completed calls of a verb."""
    total = 0
    for kind, sign in ((records.CALL, 1), (records.UNCALL, -1)):
        chosen = (events["kind"] == kind) & (events["time_ns"] > after_ns)
        numbers, counts = np.unique(events["aux"][chosen], return_counts=True)
        for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
            if graph.model.text(number) == verb:
                total += sign * count
    return total


def _all_done(graph: WaitGraph, wait: Wait) -> bool:
    return unfinished(graph, wait.primitive) <= 0


def _woken(*verbs: str) -> Callable[[WaitGraph, Wait], bool]:
    def answer(graph: WaitGraph, wait: Wait) -> bool:
        events = events_until(graph, wait.primitive)
        return any(calls_of(graph, events, verb, wait.since_ns) for verb in verbs)

    return answer


def _barrier_full(graph: WaitGraph, wait: Wait) -> bool:
    parties = graph.model.primitives[wait.primitive].details.get("parties", "")
    there = sum(other.primitive == wait.primitive for other in graph.waits)
    calls = _woken("break", "reset", "abort")(graph, wait)
    return calls or not parties.isdigit() or there >= int(parties)


_ANSWERS: dict[tuple[str, str], Callable[[WaitGraph, Wait], bool]] = {
    ("Queue", "get"): _item_comes,
    ("JoinableQueue", "get"): _item_comes,
    ("Queue", "put"): _place_comes,
    ("JoinableQueue", "put"): _place_comes,
    ("Queue", "flush"): _flushed,
    ("JoinableQueue", "flush"): _flushed,
    ("Queue", "join_thread"): _flushed,
    ("JoinableQueue", "join_thread"): _flushed,
    ("SimpleQueue", "get"): _item_comes,
    ("SimpleQueue", "put"): _flushed,
    ("Pipe", "recv"): _message_comes,
    ("Pipe", "poll"): _message_comes,
    ("Pipe", "wait"): _message_comes,
    ("Pipe", "send"): _message_goes,
    ("JoinableQueue", "join"): _all_done,
    ("Event", "wait"): _woken("set"),
    ("Condition", "wait"): _woken("notify"),
    ("Barrier", "wait"): _barrier_full,
    **{(kind, "task"): task_comes for kind in POOLS},
    **{(kind, verb): result_comes for kind in POOLS for verb in RESULT_VERBS},
}
"""(kind, verb) → whether the wait may end by itself. What is not listed may."""
