"""Rules about what must travel: tasks that cannot be sent, results that cannot come back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from procession.plugin.api import (
    Finding,
    Recording,
    at,
    never_travels,
    primitive_name,
    process_name,
    what_and_fix,
)
from procession_plugins.pool.workers import (
    OPEN,
    Array,
    by_error,
    died,
    error_of,
    failures,
    got_ready,
    place_of,
    workers_of,
)

_ERROR, _LOST = 1, 2
PASS_ON = "Pass it to the workers with initializer= and initargs=, or take one of a Manager()."
PLAIN = "Send only what pickle takes: functions and classes of a module's top level, plain data."


def findings(recording: Recording, pool: int) -> Iterator[Finding]:
    """Tasks and results of one pool that did not get through."""
    view = recording.task_view(pool)
    ended = (view.outcome == _ERROR) | (view.outcome == _LOST)
    rows = np.flatnonzero(ended)
    if len(rows):
        unsent = (view.started_ns[rows] == OPEN) & (view.gone_ns[rows] == OPEN)
        unsent &= (view.result_ns[rows] != OPEN) & (view.items[rows] > 0)
        yield from _grouped(recording, pool, rows[unsent], "task")
        yield from _grouped(recording, pool, rows[view.dones[rows] > 1], "result")
    yield from _unread(recording, pool)
    yield from _untaken(recording, pool)


def _grouped(recording: Recording, pool: int, rows: Array, what: str) -> Iterator[Finding]:
    """One finding for each error, whatever the number of tasks that had it."""
    view = recording.task_view(pool)
    for number, mine in by_error(recording, view.error[rows], rows):
        first = int(mine[np.argmin(view.result_ns[mine])])
        error, _ = error_of(recording, number)
        shared = never_travels(error)
        what_is, remedy = what_and_fix(error)
        where = place_of(recording, int(view.jobs["place"][view.job[first]]))
        worker = int(view.worker[first])
        asker = int(view.jobs["process"][view.job[first]])
        function = recording.text(int(view.function[first])) or "a function"
        task = f"Task {view.name(first)} of {function}"
        if len(mine) > 1:
            task += f" (and {len(mine) - 1} more)"
        if what == "task":
            message = (
                f"{task}, asked for by {process_name(recording, asker)}{at(where)}, could not be "
                f"sent to a worker of {primitive_name(recording, pool)}: {what_is}."
            )
        else:
            message = (
                f"{task}{at(where)} was done by {process_name(recording, worker)}, but its result "
                f"could not be sent back, and is lost: {what_is}."
            )
        rule = "not-through-a-queue" if shared else "unpicklable"
        if what == "result" and not shared:
            rule = "result-lost"
        fix = PASS_ON if shared else remedy
        yield Finding(
            rule=rule,
            level="error",
            certainty="certain",
            message=message,
            fix="Return only what pickle takes." if rule == "result-lost" else fix,
            at_ns=int(view.result_ns[first]),
            processes=tuple(n for n in (worker, asker) if n),
            primitives=(pool,),
            where=(where,) if where else (),
        )


def _unread(recording: Recording, pool: int) -> Iterator[Finding]:
    """A result that came and could not be rebuilt: a pool's thread dies of it, an executor
    takes itself for broken."""
    found = failures(recording, pool, "results")
    found += [one for one in failures(recording, pool, "work") if len(one[2]) > 1]
    for time_ns, process, rest in found[:1]:
        view = recording.task_view(pool)
        came = (view.done_ns <= time_ns) & (view.result_ns == OPEN)
        rows = np.flatnonzero(came)
        if not len(rows):
            continue
        failing = rows[view.error[rows] != 0]
        rows = failing if len(failing) else rows
        first = int(rows[np.argmin(view.done_ns[rows])])
        error, raised_at = error_of(recording, int(view.error[first]))
        worker = int(view.worker[first])
        where = place_of(recording, int(view.jobs["place"][view.job[first]]))
        what = f"raised {error}{at(raised_at)}, which" if error else "gave a result that"
        executor = recording.primitives[pool].kind != "Pool"
        then = (
            "the executor takes itself for broken (BrokenProcessPool)"
            if executor
            else "no result of this pool comes any more"
        )
        yield Finding(
            rule="result-lost",
            level="error",
            certainty="certain" if len(rows) == 1 else "likely",
            message=f"Task {view.name(first)} of "
            f"{recording.text(int(view.function[first])) or 'a function'} {what} cannot be rebuilt "
            f"in {process_name(recording, process)}: {rest[-1]}; {then}.",
            fix="Give the exception's class an __init__ that takes what is in its args, or a "
            "__reduce__."
            if error
            else "Return only what can be pickled and unpickled again.",
            at_ns=time_ns,
            processes=tuple(n for n in (worker, process) if n),
            primitives=(pool,),
            where=tuple(dict.fromkeys(place for place in (raised_at, where) if place)),
        )


def _untaken(recording: Recording, pool: int) -> Iterator[Finding]:
    """A worker that died of taking a task: it could not rebuild it."""
    told: set[str] = set()
    for worker in workers_of(recording, pool):
        error = recording.processes[worker].error or ""
        if not error or error in told or not died(recording, worker):
            continue
        if not got_ready(recording, pool, worker) or has_task(recording, pool, worker):
            continue
        if error.startswith("SystemExit"):
            continue
        told.add(error)
        view = recording.task_view(pool)
        lost = np.flatnonzero((view.sent_ns != OPEN) & (view.started_ns == OPEN))
        row = int(lost[0]) if len(lost) else -1
        where = place_of(recording, int(view.jobs["place"][view.job[row]])) if row >= 0 else ""
        function = recording.text(int(view.function[row])) if row >= 0 else ""
        yield Finding(
            rule="unpicklable",
            level="error",
            certainty="certain",
            message=f"{process_name(recording, worker)} died of a task"
            f"{' of ' + function if function else ''}{at(where)} that it could not rebuild: "
            f"{error}. That task is lost"
            + ("." if recording.primitives[pool].kind == "Pool" else " (BrokenProcessPool)."),
            fix="Define functions and classes at module level, before the pool is made.",
            at_ns=recording.processes[worker].ended_ns or recording.last_ns,
            processes=(worker,),
            primitives=(pool,),
            where=(where,) if where else (),
        )


def has_task(recording: Recording, pool: int, worker: int) -> bool:
    """Whether a worker ended with a task in hand."""
    view = recording.task_view(pool)
    return bool(((view.worker == worker) & (view.done_ns == OPEN)).any())
