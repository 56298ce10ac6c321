"""What leads from a process, a task or a hold to another: more arrows, of `links.Link`."""

from __future__ import annotations

import numpy as np

from procession import records
from procession.trace.links import Link
from procession.trace.model import Model
from procession.trace.states import Outcome, State
from procession.trace.tasks import Task

MOST_CHILDREN = 60
NEXT = 256
"""Waits that are looked through for the one that a release ended."""


def birth_links(model: Model, process: int) -> list[Link]:
    """From who started this process to its beginning, and from it to its children's."""
    children = [
        number
        for number, _ in model.order_of_processes()
        if number != process and model.starter(number) == process
    ]
    links = [_birth(model, number) for number in [process, *children[:MOST_CHILDREN]]]
    return [link for link in links if link is not None]


def _birth(model: Model, child: int) -> Link | None:
    """From the start that a process recorded to the birth of its child."""
    starter, known = model.starter(child), model.processes[child]
    if starter is None or starter not in model.processes or known.started_ns is None:
        return None
    marks = model.marks(starter)
    if marks is None:
        return None
    kind, value = marks["kind"], marks["value"]
    mine = np.flatnonzero((kind == records.STARTED) & (value == known.pid))
    if not len(mine):
        return None
    # A pid may come again: the start that is nearest to this birth is the one.
    times = marks["time_ns"][mine]
    at = int(mine[np.argmin(np.abs(times - known.started_ns))])
    return Link(
        "start",
        0,
        starter,
        min(int(marks["time_ns"][at]), known.started_ns),
        child,
        known.started_ns,
        int(marks["place"][at]),
    )


def task_links(model: Model, task: Task) -> list[Link]:
    """From the call that asked for a task to its beginning, and from its end to whoever got the
    result."""
    if task.worker is None or task.started_ns is None:
        return []
    links = []
    asked = _who(model, task.pool, (records.SUBMIT, records.SENT), task.submitted_ns)
    if asked is not None and task.submitted_ns is not None:
        links.append(
            Link("submit", task.pool, asked, task.submitted_ns, task.worker, task.started_ns)
        )
    got = _who(model, task.pool, (records.RESULT,), task.result_ns)
    if got is not None and task.result_ns is not None and task.ended_ns is not None:
        links.append(Link("result", task.pool, task.worker, task.ended_ns, got, task.result_ns))
    return links


def _who(model: Model, pool: int, kinds: tuple[int, ...], time_ns: int | None) -> int | None:
    """The process that recorded one of these kinds for a pool at an instant."""
    if time_ns is None:
        return None
    events = model.events_of(pool)
    here = np.flatnonzero((events["time_ns"] == time_ns) & np.isin(events["kind"], kinds))
    return int(events["process"][here[0]]) if len(here) else None


def freed_by(model: Model, primitive: int, process: int, end_ns: int) -> list[Link]:
    """From the end of a hold to the wake of the first who had waited for it."""
    _, waiters = model.views(primitive)
    waits = waiters.spans()
    stop = int(np.searchsorted(waits.start_ns, end_ns, "right"))
    at = np.flatnonzero(
        (waits.end_ns[:stop] >= end_ns)
        & (waits.state[:stop] == State.WAITING)
        & (waits.outcome[:stop] == Outcome.OK)
        & (waits.process[:stop] != process)
    )
    for one in at[np.argsort(waits.end_ns[at], kind="stable")][:NEXT].tolist():
        woken, thread = int(waits.process[one]), int(waits.thread[one])
        links = model.links_at(primitive, woken, thread, int(waits.end_ns[one]))
        mine = [
            link
            for link in links
            if link.kind == "release" and (link.from_process, link.from_ns) == (process, end_ns)
        ]
        if mine:
            return mine
    return []
