"""Rules about work handed out: lost tasks, results that never come, errors nobody looked at."""

from __future__ import annotations

from collections.abc import Iterator

from procession.plugin.api import (
    Finding,
    Hang,
    Recording,
    at,
    hangs,
    how_it_ended,
    primitive_name,
    process_name,
)
from procession_plugins.pool import big_argument, deaths, speed, travel
from procession_plugins.pool.workers import KINDS

_Key = tuple[str, tuple[int, ...]]


def findings(recording: Recording) -> Iterator[Finding]:
    """Everything about pools and executors."""
    told: set[_Key] = set()
    for hang in hangs(recording):
        if hang.rule in _SENTENCES and _is_pool(recording, hang):
            found = _hanging(recording, hang)
            told.add((found.rule, found.primitives))
            yield found
    yield from big_argument.findings(recording)
    for primitive in sorted(recording.primitives):
        if recording.primitives[primitive].kind not in KINDS:
            continue
        for found in _of_pool(recording, primitive):
            # What is hung in was told above, with who waits.
            if (found.rule, found.primitives) not in told:
                yield found


def _of_pool(recording: Recording, pool: int) -> Iterator[Finding]:
    yield from travel.findings(recording, pool)
    yield from deaths.initializer(recording, pool)
    yield from deaths.lost_tasks(recording, pool)
    yield from deaths.over(recording, pool)
    yield from deaths.unread(recording, pool)
    yield from speed.findings(recording, pool)


def _is_pool(recording: Recording, hang: Hang) -> bool:
    primitive = recording.primitives.get(hang.waits[0].primitive)
    return primitive is not None and primitive.kind in KINDS


def _hanging(recording: Recording, hang: Hang) -> Finding:
    pool = hang.waits[0].primitive
    detail = next((f for f in _details(recording, pool) if f.rule == hang.rule), None)
    message, fix = _SENTENCES[hang.rule](recording, hang, detail)
    workers = detail.processes if detail is not None else ()
    places = [wait.where for wait in hang.waits if wait.where]
    places += detail.where if detail is not None else ()
    return Finding(
        rule=hang.rule,
        level="error",
        certainty="certain" if hang.certain else "likely",
        message=message,
        fix=fix,
        at_ns=hang.at_ns,
        processes=tuple(dict.fromkeys([*hang.processes, *workers])),
        primitives=hang.primitives,
        where=tuple(dict.fromkeys(places)),
    )


def _details(recording: Recording, pool: int) -> Iterator[Finding]:
    """What is known of the cause by itself."""
    yield from travel.findings(recording, pool)
    yield from deaths.lost_tasks(recording, pool)


def _for_ever(recording: Recording, hang: Hang) -> str:
    wait = hang.waits[0]
    waiting = f"{process_name(recording, wait.process)}{at(wait.where)}"
    return f" {waiting} waits for it for ever."


def _lost(recording: Recording, hang: Hang, detail: Finding | None) -> tuple[str, str]:
    if detail is not None:
        return detail.message + _for_ever(recording, hang), detail.fix
    pool = hang.waits[0].primitive
    dead = [
        task.worker
        for task in recording.tasks(pool)
        if task.outcome == "lost" and task.worker is not None
    ]
    who = f"{process_name(recording, dead[0])} {how_it_ended(recording, dead[0])}" if dead else ""
    return (
        f"Worker {who or 'of a pool'} with a task in hand.{_for_ever(recording, hang)}",
        "Use ProcessPoolExecutor, which raises BrokenProcessPool; or give get() a time-out.",
    )


def _detailed(recording: Recording, hang: Hang, detail: Finding | None) -> tuple[str, str]:
    if detail is None:
        return (
            f"A task or result could not be rebuilt.{_for_ever(recording, hang)}",
            travel.PLAIN,
        )
    return detail.message + _for_ever(recording, hang), detail.fix


def _terminated(recording: Recording, hang: Hang, _: Finding | None) -> tuple[str, str]:
    wait = hang.waits[0]
    return (
        (
            f"{process_name(recording, wait.process)} waits for a result of "
            f"{primitive_name(recording, wait.primitive)}{at(wait.where)}, which was terminated "
            "before (leaving its `with` block does that): it never comes."
        ),
        "Get the results inside the `with` block, or close() and join() the pool.",
    )


_SENTENCES = {
    "pool-worker-died": _lost,
    "result-lost": _detailed,
    "unpicklable": _detailed,
    "results-after-terminate": _terminated,
}
