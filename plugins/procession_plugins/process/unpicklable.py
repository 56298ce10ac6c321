"""What could not be pickled on its way to another process: targets, arguments, items sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from procession.plugin.api import Finding, Recording, at, primitive_name, process_name, records

NEVER_TRAVELS = (
    "should only be shared between processes through inheritance",
    "objects cannot be passed between processes or pickled",
    "Pickling an AuthenticationString object is disallowed",
)
"""What `multiprocessing` says of its own objects when they are pickled with a task or an item."""
PASS_ON = (
    "Pass it when the process is started: Process(args=…), for a pool initializer= and initargs=; "
    "or take one of a Manager()."
)
_LOCAL = re.compile(r"(?:pickle|get) local object '?([^' ]+?)\.<locals>\.([^' ]+?)'?(?: on .*)?$")
_OBJECT = re.compile(r"cannot pickle '([^']+)' object")
_NOT_THERE = "Can't get attribute"
_BY_CALL = ("Pipe", "SimpleQueue")
"""Kinds whose put or send pickles by itself, and raises."""


def what_and_fix(error: str) -> tuple[str, str]:
    """What an error of pickling says, in words, and what helps."""
    local = _LOCAL.search(error)
    if local is not None:
        function, name = local[1].rpartition(".")[2], local[2].rpartition(".")[2]
        if name == "<lambda>":
            return (
                f"a lambda in `{function}()` cannot be pickled",
                "Write it as a function at module level.",
            )
        return (
            f"`{name}` is local to `{function}()` and cannot be pickled",
            f"Move `{name}` to module level.",
        )
    thing = _OBJECT.search(error)
    if thing is not None:
        return (
            f"a `{thing[1]}` object cannot be pickled",
            "Make it in the process that uses it, and send what it is made of.",
        )
    return error, "Send only what pickle takes: functions of a module's top level, plain data."


def never_travels(error: str) -> bool:
    """Whether it is about an object of `multiprocessing` that is only inherited."""
    return any(mark in error for mark in NEVER_TRAVELS)


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
