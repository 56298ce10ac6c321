"""What could not be pickled on its way to another process: targets, arguments, items sent."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from procession.plugin.api import (
    PASS_ON,
    Finding,
    Recording,
    at,
    never_travels,
    primitive_name,
    process_name,
    records,
    what_and_fix,
)

_NOT_THERE = "Can't get attribute"
_BY_CALL = ("Pipe", "SimpleQueue")
"""Kinds whose put or send pickles by itself, and raises."""


def unpicklable(recording: Recording) -> Iterator[Finding]:
    """Targets and arguments of processes, and what pipes were to carry."""
    for number in sorted(recording.processes):
        yield from _starts(recording, number)
    yield from _not_rebuilt(recording)
    for primitive in sorted(recording.primitives):
        if recording.primitives[primitive].kind in _BY_CALL:
            yield from _sends(recording, primitive)


def _starts(recording: Recording, process: int) -> Iterator[Finding]:
    """Processes that were not started, because pickling what they are to do failed."""
    marks = recording.marks(process)
    if marks is None:
        return
    told: set[tuple[str, int]] = set()
    for row in np.flatnonzero(marks["kind"] == records.FAILED).tolist():
        verb, _, error = recording.text(int(marks["aux"][row])).partition(records.SEPARATOR)
        place = int(marks["place"][row])
        if verb != "start" or (error, place) in told:
            continue
        told.add((error, place))
        where = recording.place(place).short
        what, fix = what_and_fix(error)
        shared = never_travels(error)
        yield Finding(
            rule="not-through-a-queue" if shared else "unpicklable",
            level="error",
            certainty="certain",
            message=f"{process_name(recording, process)} could not start a process{at(where)}: "
            f"{what}.",
            fix=PASS_ON if shared else fix,
            at_ns=int(marks["time_ns"][row]),
            processes=(process,),
            where=(where,) if where else (),
        )


def _not_rebuilt(recording: Recording) -> Iterator[Finding]:
    """Children that died of what they were given: there is no such name where they look."""
    for number, process in sorted(recording.processes.items()):
        error = process.error or ""
        if process.role != "child" or _NOT_THERE not in error or process.forked:
            continue
        where = process.place.short if process.place is not None else ""
        yield Finding(
            rule="unpicklable",
            level="error",
            certainty="certain",
            message=f"{process_name(recording, number)}{at(where)} could not rebuild what it was "
            f"given: {error}.",
            fix="Define it at module level, outside `if __name__ == '__main__':`.",
            at_ns=process.ended_ns or recording.last_ns,
            processes=(number,),
            where=(where,) if where else (),
        )


def _sends(recording: Recording, primitive: int) -> Iterator[Finding]:
    events = recording.events_of(primitive)
    told: set[tuple[int, str]] = set()
    for row in np.flatnonzero(events["kind"] == records.DROPPED).tolist():
        error = recording.text(int(events["aux"][row]))
        place = int(events["place"][row])
        shared = never_travels(error)
        if (place, error) in told or not (shared or any(mark in error for mark in _MARKS)):
            continue
        told.add((place, error))
        where = recording.place(place).short
        process = int(events["process"][row])
        what, fix = what_and_fix(error)
        yield Finding(
            rule="not-through-a-queue" if shared else "unpicklable",
            level="error",
            certainty="certain",
            message=f"What {process_name(recording, process)} put into "
            f"{primitive_name(recording, primitive)}{at(where)} cannot travel: {what}.",
            fix=PASS_ON if shared else fix,
            at_ns=int(events["time_ns"][row]),
            processes=(process,),
            primitives=(primitive,),
            where=(where,) if where else (),
        )


_MARKS = ("pickle", "Pickl", "local object")
