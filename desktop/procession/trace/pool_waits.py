"""Whether waits for tasks and their results may end by what is on its way already.

What a worker has begun is in its hands, and is no answer: as long as the worker itself is not
stuck, nothing is. What counts is what moves although everybody waits: results in the pipe, tasks
for a worker that is about to be started, sentinels, callbacks, an iterable that is still read.
"""

from __future__ import annotations

import numpy as np

from procession import records
from procession.trace.columns import Array
from procession.trace.states import Outcome
from procession.trace.task_flight import TaskFlight, calls_until, reads_on, tasks_at
from procession.trace.wait_graph import Wait, WaitGraph

POOLS = frozenset(("Pool", "ProcessPoolExecutor"))
RESULT_VERBS = frozenset(("result", "exception", "wait", "join", "shutdown"))
"""Verbs of waits for what becomes of tasks."""
_ENDINGS = ("terminate", "terminate_workers", "kill_workers")


def at_work(graph: WaitGraph) -> set[int]:
    """Processes in which a pool's own thread may be running code of the program: a callback, or
    the iterable of an imap."""
    return {
        primitive.process
        for number, primitive in graph.model.primitives.items()
        if (primitive.kind in POOLS or primitive.kind == "ThreadPool")
        and primitive.process in graph.alive
        and (_calls_back(graph, number) or reads_on(graph, number))
    }


def task_comes(graph: WaitGraph, wait: Wait) -> bool:
    """Whether a worker that waits for a task may get one, or be told to end."""
    pool = wait.primitive
    tasks = tasks_at(graph, pool)
    if tasks.unsent or bool(tasks.to_begin.any()) or _said(graph, pool, *_ENDINGS):
        return True
    closing = _said(graph, pool, "close", "shutdown") or any(
        other.primitive == pool and other.verb in ("join", "shutdown") for other in graph.waits
    )
    # The last sentinel goes out when the last result has come.
    return closing and not bool(_outstanding(graph, tasks).any())


def result_comes(graph: WaitGraph, wait: Wait) -> bool:
    """Whether what this wait is for may still come although nobody who waits goes on."""
    if never_comes(graph, wait):
        return False
    pool = wait.primitive
    tasks = tasks_at(graph, pool)
    outstanding = _outstanding(graph, tasks)
    if bool((outstanding & (tasks.view.done_ns <= graph.at_ns)).any()):
        return True
    if reads_on(graph, pool) or _calls_back(graph, pool):
        return True
    # What a dead worker of an executor had is told to the program as an error.
    broken = graph.model.primitives[pool].kind != "Pool" and bool(tasks.lost.any())
    waiting = tasks.unsent or bool(tasks.to_begin.any())
    return broken or (waiting and _short_of_workers(graph, pool)) or not bool(outstanding.any())


def never_comes(graph: WaitGraph, wait: Wait) -> str:
    """Why no result can come any more, whoever does what.

    ``terminated``: the pool was; ``lost``: with the worker that had it; ``unread``: the pool's
    thread died of a result that it could not rebuild; ``untaken``: a worker died of a task that it
    could not rebuild; or nothing.
    """
    primitive = graph.model.primitives.get(wait.primitive)
    if primitive is None or primitive.kind != "Pool" or wait.verb not in RESULT_VERBS:
        return ""
    if wait.verb in ("result", "wait") and _terminated_before(graph, wait):
        return "terminated"
    tasks = tasks_at(graph, wait.primitive)
    if tasks.unsent:
        return ""
    if _reader_died(graph, wait):
        return "unread"
    begun = tasks.view.started_ns <= graph.at_ns
    if bool((tasks.on_its_way & begun).any()):
        return ""
    to_begin = int(np.count_nonzero(tasks.to_begin & tasks.on_its_way))
    untaken = len(untaken_by(graph, wait.primitive))
    if to_begin > untaken:
        return ""
    return "lost" if bool(tasks.lost.any()) else "untaken" if untaken else ""


def untaken_by(graph: WaitGraph, pool: int) -> list[int]:
    """The workers that died of taking a task: it was read from the pipe and is gone."""
    model = graph.model
    dead = [
        number
        for number in workers_of(graph, pool)
        if number not in graph.alive
        and (model.processes[number].error or "KeyboardInterrupt").partition(":")[0]
        not in ("KeyboardInterrupt", "SystemExit")
    ]
    found = []
    for number in dead:
        spans = model.process_spans(number)
        mine = np.flatnonzero((spans.primitive == pool) & (spans.outcome == Outcome.ERROR))
        if any(model.text(int(spans.verb[at])) == "task" for at in mine[-1:].tolist()):
            found.append(number)
    return found


def workers_of(graph: WaitGraph, pool: int) -> list[int]:
    """The processes that have said to be workers of this pool."""
    events = graph.model.events_of(pool)
    chosen = np.flatnonzero((events["kind"] == records.CALL) & (events["time_ns"] <= graph.at_ns))
    texts = events["aux"][chosen]
    mine = np.isin(texts, [n for n in np.unique(texts).tolist() if graph.model.text(n) == "worker"])
    return [
        n for n in np.unique(events["process"][chosen[mine]]).tolist() if n in graph.model.processes
    ]


def _outstanding(graph: WaitGraph, tasks: TaskFlight) -> Array:
    view, at_ns = tasks.view, graph.at_ns
    found: Array = (view.sent_ns <= at_ns) & (view.result_ns > at_ns) & (view.gone_ns > at_ns)
    return found


def _short_of_workers(graph: WaitGraph, pool: int) -> bool:
    """Whether the pool is about to start another worker."""
    details = graph.model.primitives[pool].details
    size = details.get("processes") or details.get("max_workers") or ""
    there = sum(number in graph.alive for number in workers_of(graph, pool))
    return not size.isdigit() or there < int(size)


def _terminated_before(graph: WaitGraph, wait: Wait) -> bool:
    events = graph.model.events_of(wait.primitive)
    chosen = np.flatnonzero(events["kind"] == records.CALL)
    mine = (events["time_ns"][chosen] < wait.since_ns) & (events["process"][chosen] == wait.process)
    texts = np.unique(events["aux"][chosen[mine]]).tolist()
    return any(graph.model.text(number) == "terminate" for number in texts)


def _said(graph: WaitGraph, pool: int, *verbs: str) -> bool:
    return any(calls_until(graph, pool, verb) for verb in verbs)


def _reader_died(graph: WaitGraph, wait: Wait) -> bool:
    """Whether the pool's thread that reads results died of one."""
    events = graph.model.events_of(wait.primitive)
    failed = (events["kind"] == records.FAILED) & (events["time_ns"] <= graph.at_ns)
    texts = np.unique(events["aux"][failed]).tolist()
    start = f"results{records.SEPARATOR}"
    return any(graph.model.text(number).startswith(start) for number in texts)


def _calls_back(graph: WaitGraph, pool: int) -> bool:
    """Whether a callback of the program may be running in the pool's own thread."""
    events = graph.model.events_of(pool)
    past = events["time_ns"] <= graph.at_ns
    read = np.flatnonzero((events["kind"] == records.READ) & past & (events["place"] == 0))
    begun = calls_until(graph, pool, "calls back")
    if not len(read) and not begun:
        return False
    if graph.model.primitives[pool].kind != "ProcessPoolExecutor":
        begun = len(read)
    return begun > calls_until(graph, pool, "called back")
