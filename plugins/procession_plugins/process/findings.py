"""Rules about processes: how they fail to start, crash, or are left behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from procession.plugin.api import (
    Finding,
    Recording,
    at,
    how_it_ended,
    listed,
    process_name,
    records,
)
from procession_plugins.process.from_source import from_source
from procession_plugins.process.hazards import forks, swallowed_interrupts
from procession_plugins.process.speed import oversubscribed
from procession_plugins.process.unpicklable import unpicklable

_NO_GUARD = "current process has finished its bootstrapping phase"  # the line before breaks
_NO_CHILDREN = "daemonic processes are not allowed to have children"


def findings(recording: Recording) -> Iterator[Finding]:
    """Everything about processes."""
    yield from _by_error(recording)
    yield from _hidden(recording)
    yield from unpicklable(recording)
    yield from forks(recording)
    yield from swallowed_interrupts(recording)
    yield from oversubscribed(recording)
    yield from from_source(recording)
    if recording.ended and recording.state == "ended":
        yield from _failed(recording)
        yield from _orphans(recording)


def _by_error(recording: Recording) -> Iterator[Finding]:
    """What the error that a process ended with says by itself."""
    told: set[str] = set()
    for number, process in sorted(recording.processes.items()):
        error = process.error or ""
        name = process_name(recording, number)
        rule = next((rule for rule, marks in _RULES if any(m in error for m in marks)), "")
        if not rule or rule in told:
            continue
        told.add(rule)
        message, fix = _SENTENCES[rule]
        place = _started_at(recording, number)
        yield Finding(
            rule=rule,
            level="error",
            certainty="certain",
            message=message.format(name=name, place=at(place), error=error),
            fix=fix,
            at_ns=process.ended_ns or recording.last_ns,
            processes=(number,),
            where=(place,) if place else (),
        )


_TOLD_ELSEWHERE = ("Can't get attribute", _NO_GUARD, _NO_CHILDREN)
_RULES = (
    ("missing-main-guard", (_NO_GUARD,)),
    ("daemon-children", (_NO_CHILDREN,)),
)
_SENTENCES = {
    "missing-main-guard": (
        (
            "{name}{place} starts a process while it imports the script: every spawned child would "
            "start children again."
        ),
        'Put what starts processes under `if __name__ == "__main__":`.',
    ),
    "daemon-children": (
        "{name}{place} is daemonic and tried to start a process, which is not allowed.",
        "Start it with daemon=False, or from a process that is no daemon; a Pool's workers are.",
    ),
}


def _failed(recording: Recording) -> Iterator[Finding]:
    """Children that crashed. One that ended with sys.exit(n) meant to say n."""
    for number, process in sorted(recording.processes.items()):
        code = process.exitcode
        if process.role not in ("child", "worker") or not code or recording.starter(number) is None:
            continue
        crashed = code < 0 or process.ended_by == "exception"
        if not crashed or recording.ended_on_request(number):
            continue
        if process.error and any(m in process.error for m in _TOLD_ELSEWHERE):
            continue
        place = _started_at(recording, number)
        error = f": {process.error}" if process.error else ""
        yield Finding(
            rule="child-failed",
            level="warning",
            certainty="likely",
            message=f"{process_name(recording, number)}, started{at(place)}, "
            f"{how_it_ended(recording, number)}{error}.",
            fix="Look at exitcode after join(), or use a Pool, which hands errors on.",
            at_ns=process.ended_ns or recording.last_ns,
            processes=(number,),
            where=(place,) if place else (),
        )


def _started_at(recording: Recording, number: int) -> str:
    """Where ``start()`` was called, as the process says or, else, who started it."""
    process = recording.processes[number]
    if process.place is not None and process.place.file:
        return process.place.short
    marks = recording.marks(recording.starter(number) or 0)
    if marks is None:
        return ""
    mine = (marks["kind"] == records.STARTED) & (marks["value"] == process.pid)
    places = marks["place"][mine].tolist()
    return recording.place(int(places[-1])).short if places else ""


def _orphans(recording: Recording) -> Iterator[Finding]:
    left = recording.run.get("orphans")
    pids = set(left) if isinstance(left, list) else set()
    numbers = [n for n, one in sorted(recording.processes.items()) if one.pid in pids]
    if not numbers:
        return
    names = listed(f"{process_name(recording, n)} ({recording.processes[n].pid})" for n in numbers)
    yield Finding(
        rule="orphaned-children",
        level="warning",
        certainty="certain",
        message=f"{names} still {'runs' if len(numbers) == 1 else 'run'} after the program ended.",
        fix="join() children before the end, or make them daemons.",
        at_ns=recording.processes[1].ended_ns or recording.last_ns,
        processes=tuple(numbers),
    )


def _hidden(recording: Recording) -> Iterator[Finding]:
    """A file of the program that stands in the way of one of the standard library's."""
    for file in sorted(recording.sources):
        folder, _, name = file.replace("\\", "/").rpartition("/")
        stem = name.removesuffix(".py")
        if name == stem or stem not in _SHADOWED or "/lib/python" in folder or "Lib" in folder:
            continue
        yield Finding(
            rule="shadowed-stdlib",
            level="warning",
            certainty="likely",
            message=f"{name} beside your script hides the standard library's `{stem}`.",
            fix=f"Call it something else than {name}.",
            at_ns=recording.first_ns,
            where=(f"{name}:1",),
        )


_SHADOWED = sys.stdlib_module_names - {"__main__", "this", "antigravity", "test"}
