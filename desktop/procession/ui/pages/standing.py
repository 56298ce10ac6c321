"""Where in the source each process stands: where it waits, or its last recorded call.

Reads a model and needs no Qt, so that it may be worked out beside the window's thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from procession.trace.spans import OPEN
from procession.trace.states import Outcome, State

if TYPE_CHECKING:
    from procession.trace.model import Model
    from procession.trace.spans import Spans
    from procession.trace.tables import Process

Doing = Literal["waiting", "expected", "io", "called"]

_WAITS: dict[int, Doing] = {State.WAITING: "waiting", State.EXPECTED: "expected", State.IO: "io"}
_TAIL = 256
"""Newest records of a process or a primitive that are looked through for the last call."""
_MOST_PRIMITIVES = 200
_MOST_PROCESSES = 64


@dataclass(frozen=True, slots=True)
class Standing:
    """One process. The line is where its main thread waits or called last."""

    process: int
    name: str
    file: str
    line: int
    doing: Doing
    """``called``: it runs; its last recorded call was here."""
    primitive: str
    """Name of what it waits for; empty when it is not known or it waits for none."""
    verb: str
    holds: tuple[str, ...]
    """Names of what its main thread keeps."""
    over: bool
    """It waited here until it was ended."""


def standings(model: Model) -> list[Standing]:
    """Where the living processes stand, and where those waited that were ended in a wait."""
    last_calls = _last_calls(model)
    found = []
    for number in sorted(model.processes)[:_MOST_PROCESSES]:
        process = model.processes[number]
        if process.role == "helper":
            continue
        one = _standing(model, process, last_calls.get(number, (-1, 0)))
        if one is not None:
            found.append(one)
    return found


def _standing(model: Model, process: Process, last_call: tuple[int, int]) -> Standing | None:
    spans = model.process_spans(process.id)
    at = _newest_of_main(spans)
    if at is not None and int(spans.state[at]) in _WAITS:
        killed = bool(spans.outcome[at] == Outcome.PROCESS_ENDED)
        if killed or (spans.end_ns[at] == OPEN and not process.ended):
            return _waiting(model, process, spans, at, killed)
    if process.ended:
        return None
    place = last_call[1]
    if at is not None:
        end = int(spans.end_ns[at])
        when = int(spans.start_ns[at]) if end == OPEN else end
        if when >= last_call[0]:
            place = int(spans.place[at])
    where = model.place(place)
    if not where.file:
        return None
    holds = _holds(model, spans)
    name = process.name or str(process.pid)
    return Standing(process.id, name, where.file, where.line, "called", "", "", holds, over=False)


def _waiting(
    model: Model, process: Process, spans: Spans, at: int, killed: bool
) -> Standing | None:
    where = model.place(int(spans.place[at]))
    if not where.file:
        return None
    primitive = model.primitives.get(int(spans.primitive[at]))
    return Standing(
        process.id,
        process.name or str(process.pid),
        where.file,
        where.line,
        _WAITS[int(spans.state[at])],
        primitive.label if primitive is not None else "",
        model.text(int(spans.verb[at])),
        _holds(model, spans),
        over=killed,
    )


def _newest_of_main(spans: Spans) -> int | None:
    first = max(0, len(spans) - _TAIL)
    mine = np.flatnonzero(spans.thread[first:] == 0)
    return first + int(mine[-1]) if len(mine) else None


def _holds(model: Model, spans: Spans) -> tuple[str, ...]:
    """What is kept, without what is kept only inside (a queue's own locks have no name)."""
    held = np.flatnonzero((spans.end_ns == OPEN) & (spans.state == State.HELD))
    named = (model.primitives.get(int(spans.primitive[at])) for at in held[-8:])
    return tuple(dict.fromkeys(one.label for one in named if one is not None and one.kind))


def _last_calls(model: Model) -> dict[int, tuple[int, int]]:
    """Process → (time, place) of its main thread's newest call that was no wait and no hold."""
    newest: dict[int, tuple[int, int]] = {}
    if len(model.primitives) <= _MOST_PRIMITIVES:
        for number in list(model.primitives):
            events = model.events_of(number)
            tail = {name: events[name][-_TAIL:] for name in ("time_ns", "process", "place")}
            thread = events["thread"][-_TAIL:]
            _note(newest, tail["time_ns"], tail["place"], thread, tail["process"])
    for number in model.processes:
        marks = model.marks(number)
        if marks is not None and len(marks):
            tail = {name: marks[name][-_TAIL:] for name in ("time_ns", "place", "thread")}
            _note(newest, tail["time_ns"], tail["place"], tail["thread"], [number])
    return newest


def _note(
    newest: dict[int, tuple[int, int]],
    time_ns: np.ndarray[tuple[int], np.dtype[np.int64]],
    place: np.ndarray[tuple[int], np.dtype[np.int32]],
    thread: np.ndarray[tuple[int], np.dtype[np.uint16]],
    process: Iterable[int],
) -> None:
    processes = np.broadcast_to(np.asarray(process), time_ns.shape)
    good = (place != 0) & (thread == 0)
    for number in np.unique(processes[good]).tolist():
        mine = np.flatnonzero(good & (processes == number))
        at = int(mine[np.argmax(time_ns[mine])])
        if int(time_ns[at]) > newest.get(number, (-1, 0))[0]:
            newest[number] = int(time_ns[at]), int(place[at])
