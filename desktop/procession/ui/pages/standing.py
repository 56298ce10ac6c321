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
    """Where the living processes stand; of a program that was stopped, where they stood then."""
    stopped = model.run.get("stop_ns")
    instant = stopped if isinstance(stopped, int) else OPEN
    last_calls = _last_calls(model, instant)
    found = []
    for number in sorted(model.processes)[:_MOST_PROCESSES]:
        process = model.processes[number]
        if process.role == "helper" or (process.started_ns or 0) > instant:
            continue
        one = _standing(model, process, last_calls.get(number, (-1, 0)), instant)
        if one is not None:
            found.append(one)
    return found


def _standing(
    model: Model, process: Process, last_call: tuple[int, int], instant: int
) -> Standing | None:
    spans = model.process_spans(process.id)
    at = _newest_of_main(spans, instant)
    over = process.ended and process.ended_ns is not None and process.ended_ns <= instant
    if at is not None and int(spans.state[at]) in _WAITS:
        killed = bool(spans.outcome[at] == Outcome.PROCESS_ENDED)
        goes_on = _goes_on(spans, at, instant) and not over
        if goes_on or (killed and process.ended_by == "signal"):
            return _waiting(model, process, spans, at, instant)
    if over or (process.ended and instant == OPEN):
        return None
    place = last_call[1]
    if at is not None:
        end = int(spans.end_ns[at])
        when = int(spans.start_ns[at]) if end == OPEN or end > instant else end
        if when >= last_call[0]:
            place = int(spans.place[at])
    where = model.place(place)
    if not where.file:
        return None
    holds = _holds(model, spans, instant)
    name = process.name or str(process.pid)
    over = instant != OPEN
    return Standing(process.id, name, where.file, where.line, "called", "", "", holds, over)


def _goes_on(spans: Spans, at: int, instant: int) -> bool:
    end = int(spans.end_ns[at])
    return end == OPEN or end > instant


def _waiting(
    model: Model, process: Process, spans: Spans, at: int, instant: int
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
        _holds(model, spans, instant),
        over=process.ended,
    )


def _newest_of_main(spans: Spans, instant: int) -> int | None:
    """The main thread's newest span that began by then."""
    last = int(np.searchsorted(spans.start_ns, instant, "right"))
    first = max(0, last - _TAIL)
    mine = np.flatnonzero(spans.thread[first:last] == 0)
    return first + int(mine[-1]) if len(mine) else None


def _holds(model: Model, spans: Spans, instant: int) -> tuple[str, ...]:
    """What is kept at that instant, the newest eight."""
    last = int(np.searchsorted(spans.start_ns, instant, "right"))
    end = spans.end_ns[:last]
    kept = (end == OPEN) | (end > instant)
    held = np.flatnonzero(kept & (spans.state[:last] == State.HELD))
    named = (model.primitives.get(int(spans.primitive[at])) for at in held[-8:])
    return tuple(dict.fromkeys(one.label for one in named if one is not None and one.kind))


def _last_calls(model: Model, instant: int) -> dict[int, tuple[int, int]]:
    """Process → (time, place) of its main thread's newest call that was no wait and no hold."""
    newest: dict[int, tuple[int, int]] = {}
    if len(model.primitives) <= _MOST_PRIMITIVES:
        for number in list(model.primitives):
            events = model.events_of(number)
            tail = {name: events[name][-_TAIL:] for name in ("time_ns", "process", "place")}
            good = (events["thread"][-_TAIL:] == 0) & (tail["time_ns"] <= instant)
            _note(newest, tail["time_ns"], tail["place"], good, tail["process"])
    for number in model.processes:
        marks = model.marks(number)
        if marks is not None and len(marks):
            tail = {name: marks[name][-_TAIL:] for name in ("time_ns", "place", "thread")}
            good = (tail["thread"] == 0) & (tail["time_ns"] <= instant)
            _note(newest, tail["time_ns"], tail["place"], good, [number])
    return newest


def _note(
    newest: dict[int, tuple[int, int]],
    time_ns: np.ndarray[tuple[int], np.dtype[np.int64]],
    place: np.ndarray[tuple[int], np.dtype[np.int32]],
    good: np.ndarray[tuple[int], np.dtype[np.bool_]],
    process: Iterable[int],
) -> None:
    processes = np.broadcast_to(np.asarray(process), time_ns.shape)
    good = good & (place != 0)
    for number in np.unique(processes[good]).tolist():
        mine = np.flatnonzero(good & (processes == number))
        at = int(mine[np.argmax(time_ns[mine])])
        if int(time_ns[at]) > newest.get(number, (-1, 0))[0]:
            newest[number] = int(time_ns[at]), int(place[at])
