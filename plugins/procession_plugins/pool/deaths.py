"""Rules about workers that died: with a task in hand, or before they could take one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from procession.plugin.api import (
    Finding,
    Recording,
    at,
    counted,
    how_it_ended,
    primitive_name,
    process_name,
    records,
    span,
)
from procession_plugins.pool.travel import has_task
from procession_plugins.pool.workers import (
    OPEN,
    by_error,
    died,
    error_of,
    failures,
    got_ready,
    handled,
    place_of,
    workers_of,
)

_ERROR, _LOST = 1, 2


def initializer(recording: Recording, pool: int) -> Iterator[Finding]:
    """Workers that ended before they ever waited for a task: their initializer raised."""
    workers = workers_of(recording, pool)
    fallen = [
        worker
        for worker in workers
        if recording.processes[worker].ended
        and not got_ready(recording, pool, worker)
        and _raised(recording, pool, worker)
    ]
    if not fallen:
        return
    one = recording.processes[fallen[0]]
    first, last = (recording.processes[n].ended_ns or 0 for n in (fallen[0], fallen[-1]))
    error = f": {one.error}" if one.error else ""
    over = f" in {span(max(last - (one.started_ns or first), 0))}" if len(fallen) > 1 else ""
    none_ready = not any(got_ready(recording, pool, worker) for worker in workers)
    made = recording.primitives[pool].place
    where = made.short if made is not None else ""
    then = "no task can start" if none_ready else "others got through it"
    broken = bool(failures(recording, pool, "work"))
    yield Finding(
        rule="initializer-fails",
        level="error" if none_ready and not (broken and handled(recording)) else "warning",
        certainty="certain" if one.error or none_ready else "likely",
        message=f"The initializer of {primitive_name(recording, pool)}{at(where)} failed "
        f"{counted(len(fallen), 'time')}{over}{error}; {then}"
        + (" (BrokenProcessPool)." if broken else "."),
        fix="Make the initializer work by itself first: call it in the main process.",
        at_ns=first,
        processes=tuple(fallen[:8]),
        primitives=(pool,),
        where=(where,) if where else (),
    )


def _raised(recording: Recording, pool: int, worker: int) -> bool:
    process = recording.processes[worker]
    if (process.error or "").startswith("KeyboardInterrupt"):
        return False
    if process.error and process.exitcode:
        return True
    # An executor's worker tells of it on stderr and ends well; then the executor is broken, unless
    # another worker broke it.
    return (
        process.exitcode == 0
        and bool(failures(recording, pool, "work"))
        and not any(has_task(recording, pool, one) for one in workers_of(recording, pool))
    )


def lost_tasks(recording: Recording, pool: int) -> Iterator[Finding]:
    """Workers that died with a task in hand, whether or not anybody waits for it for ever."""
    kind = recording.primitives[pool].kind
    view = recording.task_view(pool)
    broken = [one for one in failures(recording, pool, "work") if len(one[2]) == 1]
    for worker in workers_of(recording, pool):
        if not died(recording, worker) or not has_task(recording, pool, worker):
            continue
        rows = np.flatnonzero((view.worker == worker) & (view.done_ns == OPEN))
        row = int(rows[-1])
        if view.result_ns[row] != OPEN:
            continue
        function = recording.text(int(view.function[row])) or "a function"
        where = place_of(recording, int(view.jobs["place"][view.job[row]]))
        asker = int(view.jobs["process"][view.job[row]])
        others = np.count_nonzero((view.outcome == _LOST) & (view.worker != worker))
        if kind == "Pool":
            then = "a Pool never hands it out again: its result never comes"
            fix = (
                "Use ProcessPoolExecutor, which raises BrokenProcessPool; or give get() a time-out."
            )
        else:
            more = f", {counted(int(others), 'other task')} with it" if others else ""
            then = f"the executor is broken (BrokenProcessPool){more}"
            fix = "Find out what ends the worker: a crash, no memory, or sys.exit in the task."
        yield Finding(
            rule="pool-worker-died",
            # A program that goes on after BrokenProcessPool, and ends well, was ready for it.
            level="warning" if kind != "Pool" and handled(recording) else "error",
            certainty="certain",
            message=f"Worker {process_name(recording, worker)} {how_it_ended(recording, worker)} "
            f"holding task {view.name(row)} of {function}{at(where)}; {then}.",
            fix=fix,
            at_ns=recording.processes[worker].ended_ns or recording.last_ns,
            processes=tuple(dict.fromkeys(n for n in (worker, asker) if n)),
            primitives=(pool,),
            where=(where,) if where else (),
        )
        if broken:
            return


def over(recording: Recording, pool: int) -> Iterator[Finding]:
    """Work given to a pool that no longer takes any, and results of what was cancelled."""
    primitive = recording.primitives[pool]
    for number, process in sorted(recording.processes.items()):
        error = process.error or ""
        if not any(mark in error for mark in _NO_MORE) or not _ended_by(recording, pool, number):
            continue
        made = primitive.place.short if primitive.place is not None else ""
        cancelled = "CancelledError" in error
        what = "asks for the result of a task that was cancelled" if cancelled else "gives it work"
        yield Finding(
            rule="results-after-terminate",
            level="error",
            certainty="likely",
            message=f"{primitive_name(recording, pool)}{at(made)} was ended, and afterwards "
            f"{process_name(recording, number)} {what}: {error}.",
            fix="Do that inside the `with` block, before the pool is shut down.",
            at_ns=process.ended_ns or recording.last_ns,
            processes=(number,),
            primitives=(pool,),
            where=(made,) if made else (),
        )


_NO_MORE = ("Pool not running", "cannot schedule new futures after", "CancelledError")


def _ended_by(recording: Recording, pool: int, process: int) -> bool:
    """Whether this process ended the pool, and no other one is meant."""
    events = recording.events_of(pool)
    mine = (events["kind"] == records.CALL) & (events["process"] == process)
    verbs = {recording.text(n) for n in np.unique(events["aux"][mine]).tolist()}
    return bool(verbs & {"terminate", "close", "shutdown"})


def unread(recording: Recording, pool: int) -> Iterator[Finding]:
    """Errors that nobody asked about, once the program has ended by itself."""
    if not recording.ended or recording.state != "ended":
        return
    view = recording.task_view(pool)
    failed = (view.outcome == _ERROR) & (view.read_ns == OPEN) & (view.dones < 2)
    rows = np.flatnonzero(failed & (view.started_ns != OPEN))
    for number, mine in by_error(recording, view.error[rows], rows):
        first = int(mine[np.argmin(view.ended_ns[mine])])
        error, place = error_of(recording, number)
        function = recording.text(int(view.function[first])) or "a function"
        more = f" (and {len(mine) - 1} more)" if len(mine) > 1 else ""
        worker = int(view.worker[first])
        yield Finding(
            rule="exception-unread",
            level="warning",
            certainty="certain",
            message=f"Task {view.name(first)} ({function}){more} raised "
            f"{error or 'an exception'}{at(place)}; nobody asked for its result.",
            fix="Call get() or result() on it, or pass error_callback=.",
            at_ns=int(view.ended_ns[first]),
            processes=(worker,) if worker else (),
            primitives=(pool,),
            where=(place,) if place else (),
        )
