"""Which tasks of a pool are on their way at one instant, and which were lost with their workers.

Looked at in columns: a pool may have had a million tasks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from procession import records
from procession.trace.columns import Array
from procession.trace.tasks import TaskView
from procession.trace.wait_graph import WaitGraph


@dataclass(frozen=True, slots=True)
class TaskFlight:
    """Masks over the tasks of a pool (n,), in the order of `TaskView`."""

    view: TaskView
    to_begin: Array
    """Sent, and begun by nobody."""
    lost: Array
    """The worker that had it was dead by then, and had not finished it."""
    on_its_way: Array
    """A worker may still begin or finish it, or its result is underway."""
    unsent: bool
    """The pool's own thread has tasks to send, or may have."""


def tasks_at(graph: WaitGraph, pool: int) -> TaskFlight:
    """The tasks of a pool at the graph's instant."""
    key = ("tasks", pool)
    if key not in graph.kept:
        graph.kept[key] = _tasks_at(graph, pool)
    found: TaskFlight = graph.kept[key]
    return found


def _tasks_at(graph: WaitGraph, pool: int) -> TaskFlight:
    view, at_ns = graph.model.task_view(pool), graph.at_ns
    sent, begun = view.sent_ns <= at_ns, view.started_ns <= at_ns
    alive = np.isin(view.worker, np.fromiter(graph.alive, np.int64, len(graph.alive)))
    lost = begun & (view.ended_ns > at_ns) & (view.worker != 0) & ~alive
    on_its_way = sent & (view.result_ns > at_ns) & ~lost
    return TaskFlight(view, sent & ~begun, lost, on_its_way, _unsent(graph, pool, view, sent))


def _unsent(graph: WaitGraph, pool: int, view: TaskView, sent: Array) -> bool:
    if reads_on(graph, pool):
        return True
    jobs = view.jobs
    asked = jobs["items"][jobs["submitted_ns"] <= graph.at_ns].sum()
    of_known = jobs["items"][view.job] > 0
    return bool(asked > view.items[sent & of_known].sum())


def reads_on(graph: WaitGraph, pool: int) -> bool:
    """Whether an imap still reads its iterable: that is code of the program."""
    events = graph.model.events_of(pool)
    asked = (events["kind"] == records.SUBMIT) & (events["time_ns"] <= graph.at_ns)
    imaps = int(np.count_nonzero(events["aux"][asked] == 0))
    return bool(imaps) and imaps > calls_until(graph, pool, "all read")


def calls_until(graph: WaitGraph, pool: int, verb: str) -> int:
    """Calls of a verb up to the graph's instant, those that are nobody's own included."""
    events = graph.model.events_of(pool)
    kinds = events["kind"]
    total = 0
    for kind, sign in ((records.CALL, 1), (records.UNCALL, -1)):
        chosen = np.flatnonzero((kinds == kind) & (events["time_ns"] <= graph.at_ns))
        texts, counts = np.unique(events["aux"][chosen], return_counts=True)
        for text, count in zip(texts.tolist(), counts.tolist(), strict=True):
            total += sign * count if graph.model.text(text) == verb else 0
    return total
