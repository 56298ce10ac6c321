"""Rules about tasks: lost ones, results that never come, errors that nobody looked at."""

from __future__ import annotations

from collections.abc import Iterator

from procession.plugin.api import (
    Finding,
    Hang,
    Recording,
    Task,
    at,
    hangs,
    how_it_ended,
    primitive_name,
    process_name,
    span,
)

MANY_TASKS = 200
DELIVERY_NS = 30_000
"""About what it costs to send one task and get its result back."""


def findings(recording: Recording) -> Iterator[Finding]:
    """Everything about pools."""
    for hang in hangs(recording):
        if hang.rule == "pool-worker-died":
            yield _hanging(recording, hang, *_lost(recording, hang))
        elif hang.rule == "results-after-terminate":
            yield _hanging(recording, hang, *_terminated(recording, hang))
    for primitive in sorted(recording.primitives):
        if recording.primitives[primitive].kind in ("Pool", "ThreadPool", "ProcessPoolExecutor"):
            yield from _unread(recording, primitive)
            yield from _tiny(recording, primitive)


def _hanging(recording: Recording, hang: Hang, message: str, fix: str) -> Finding:
    pools = hang.primitives
    workers = [task.worker for pool in pools for task in _lost_tasks(recording, hang, pool)]
    return Finding(
        rule=hang.rule,
        level="error",
        certainty="certain" if hang.certain else "likely",
        message=message,
        fix=fix,
        at_ns=hang.at_ns,
        processes=tuple(dict.fromkeys([*hang.processes, *filter(None, workers)])),
        primitives=hang.primitives,
        where=tuple(dict.fromkeys(wait.where for wait in hang.waits if wait.where)),
    )


def _lost(recording: Recording, hang: Hang) -> tuple[str, str]:
    wait = hang.waits[0]
    lost = _lost_tasks(recording, hang, wait.primitive)
    task = lost[0]
    worker = task.worker or 0
    rest = f" (and {len(lost) - 1} more)" if len(lost) > 1 else ""
    return (
        (
            f"Worker {process_name(recording, worker)} {how_it_ended(recording, worker)} holding "
            f"task {task.id} of {task.function or 'a function'}{rest}; "
            f"{process_name(recording, wait.process)}{at(wait.where)} waits for its result "
            "for ever."
        ),
        (
            "Use concurrent.futures.ProcessPoolExecutor, which raises BrokenProcessPool; or give "
            "get() a time-out."
        ),
    )


def _lost_tasks(recording: Recording, hang: Hang, pool: int) -> list[Task]:
    """Tasks whose workers were dead when the hang was seen, not only after the program's end."""
    return [
        task
        for task in recording.tasks(pool)
        if task.outcome == "lost"
        and task.worker is not None
        and (recording.processes[task.worker].ended_ns or hang.seen_ns + 1) <= hang.seen_ns
    ]


def _terminated(recording: Recording, hang: Hang) -> tuple[str, str]:
    wait = hang.waits[0]
    return (
        (
            f"{process_name(recording, wait.process)} waits for a result of "
            f"{primitive_name(recording, wait.primitive)}{at(wait.where)}, which was terminated "
            "before (leaving its `with` block does that): it never comes."
        ),
        "Get the results inside the `with` block, or close() and join() the pool.",
    )


def _unread(recording: Recording, primitive: int) -> Iterator[Finding]:
    """Errors that nobody asked about, once the program has ended by itself."""
    if not recording.ended or recording.state != "ended":
        return
    told: set[tuple[str, str, str]] = set()
    for task in recording.tasks(primitive):
        if task.outcome != "error" or task.read:
            continue
        key = (task.function, task.error or "", task.error_where or "")
        if key in told:
            continue
        told.add(key)
        place = (task.error_where or "").replace("\\", "/").rsplit("/", 1)[-1]
        yield Finding(
            rule="exception-unread",
            level="warning",
            certainty="certain",
            message=f"Task {task.id} ({task.function or 'a function'}) raised "
            f"{task.error or 'an exception'}{at(place)}; nobody asked for its result.",
            fix="Call get() on the result, or pass error_callback=.",
            at_ns=task.ended_ns or recording.last_ns,
            processes=(task.worker,) if task.worker is not None else (),
            primitives=(primitive,),
            where=(place,) if place else (),
        )


def _tiny(recording: Recording, primitive: int) -> Iterator[Finding]:
    if not recording.ended:
        return
    tasks = [
        task
        for task in recording.tasks(primitive)
        if task.outcome == "ok" and task.started_ns is not None and task.ended_ns is not None
    ]
    items = sum(task.items for task in tasks)
    if len(tasks) < MANY_TASKS:
        return
    work = sum((task.ended_ns or 0) - (task.started_ns or 0) for task in tasks)
    if work >= DELIVERY_NS * len(tasks) or items > 4 * len(tasks):
        return
    each = work / max(items, 1)
    chunk = max(2, min(1000, items // 32, int(4 * DELIVERY_NS / max(each, 1)) or 2))
    yield Finding(
        rule="tiny-tasks",
        level="info",
        certainty="likely",
        message=f"Tasks of {primitive_name(recording, primitive)} take {span(each)} on average, "
        f"delivering one about {span(DELIVERY_NS)}.",
        fix=f"Send them in larger pieces: chunksize={chunk} would help.",
        at_ns=recording.last_ns,
        primitives=(primitive,),
    )
