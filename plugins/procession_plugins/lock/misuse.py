"""Locks and semaphores that are released more often than they were taken."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from procession.plugin.api import (
    Finding,
    Recording,
    at,
    counted,
    primitive_name,
    process_name,
    records,
)

_KINDS = ("Lock", "RLock", "BoundedSemaphore")
_UNCOUNTED = 4
"""Bit of a span's flags: no call of the program's own."""


def over_releases(recording: Recording) -> Iterator[Finding]:
    """Releases that were refused, and plain semaphores that rose above where they began."""
    for number, primitive in sorted(recording.primitives.items()):
        if primitive.kind in _KINDS:
            yield from _refused(recording, number)
        elif primitive.kind == "Semaphore" and recording.ended:
            yield from _raised(recording, number)


def _refused(recording: Recording, number: int) -> Iterator[Finding]:
    events = recording.events_of(number)
    told: set[tuple[int, int]] = set()
    chosen = np.flatnonzero(events["kind"] == records.UNRELEASE)
    for event in chosen.tolist():
        process, place = int(events["process"][event]), int(events["place"][event])
        if (process, place) in told:
            continue
        told.add((process, place))
        same = (events["process"][chosen] == process) & (events["place"][chosen] == place)
        times = int(np.count_nonzero(same))
        where = recording.place(place).short
        often = "" if times == 1 else f" {times} times"
        kind = recording.primitives[number].kind
        why = "it held nothing of it" if kind == "RLock" else "nobody held it"
        if kind == "BoundedSemaphore":
            why = "all its places were free"
        yield Finding(
            rule="over-release",
            level="error",
            certainty="certain",
            message=f"{process_name(recording, process)} released "
            f"{primitive_name(recording, number)}{at(where)}{often} when {why}: "
            "release() raised an error.",
            fix="Release once for every acquire(); a `with` block does that.",
            at_ns=int(events["time_ns"][event]),
            processes=(process,),
            primitives=(number,),
            where=(where,) if where else (),
        )


def _raised(recording: Recording, number: int) -> Iterator[Finding]:
    """The value went above the first one: meant so when it is a signal, else a mistake."""
    foreign = recording.foreign_releases(number)
    first = recording.primitives[number].details.get("value", "?")
    if not foreign or first == "0":
        # One that begins with nothing to give is meant as a signal.
        return
    taken = recording.holder_spans(number).start_ns
    own = []
    for process in recording.processes:
        spans = recording.process_spans(process)
        ends = spans.end_ns[spans.primitive == number]
        held = spans.state[spans.primitive == number] == 1
        own.append(ends[held & (ends < np.iinfo(np.int64).max)])
    given = np.concatenate((np.array(foreign, np.int64), *own))
    times = np.concatenate((taken, given))
    steps = np.repeat(np.array([-1, 1]), (len(taken), len(given)))
    order = np.argsort(times, kind="stable")
    above = np.cumsum(steps[order])
    most = int(above.max())
    if most <= 0:
        return
    yield Finding(
        rule="over-release",
        level="info",
        certainty="likely",
        message=f"{primitive_name(recording, number)} rose {counted(most, 'place')} above its "
        f"first value, {first}: it was released more often than acquired.",
        fix="Fine when it is meant as a signal; else use a BoundedSemaphore, which refuses this.",
        at_ns=int(times[order[int((above > 0).argmax())]]),
        primitives=(number,),
    )
