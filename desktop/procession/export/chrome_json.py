"""A run in the Trace Event Format, which Perfetto, Speedscope and Chrome's own viewer open.

The format: "Trace Event Format" by the Chromium project. Processes and threads are tracks; waits
are complete events (``ph: X``), tasks and holds asynchronous ones (``b``, ``e``), depths are
counters (``C``), findings are instants (``i``). Times are microseconds since the run began, with
nanoseconds after the point. Holds are no complete events, which have to lie one inside the other:
of two locks, the one that was taken first may be given back first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from procession.trace.model import Model
from procession.trace.spans import OPEN
from procession.trace.states import State

__all__ = ["write_chrome_json"]

_WORDS = {
    State.HELD: "holds",
    State.CONTENDED: "holds",
    State.WAITING: "waits for",
    State.IO: "blocked in",
    State.EXPECTED: "waits for",
}


def write_chrome_json(model: Model, path: Path) -> None:
    """Write the events one a line. Raises OSError."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"displayTimeUnit": "ns", "traceEvents": [')
        before = "\n"
        for event in _events(model):
            file.write(before + json.dumps(event, ensure_ascii=False))
            before = ",\n"
        file.write("\n]}\n")


def _events(model: Model) -> Iterator[dict[str, Any]]:
    for position, (process, _) in enumerate(model.order_of_processes()):
        yield from _process(model, process, position)
    for number in sorted(model.primitives):
        yield from _depth(model, number)
    yield from _tasks(model)
    yield from _findings(model)


def _process(model: Model, process: int, position: int) -> Iterator[dict[str, Any]]:
    one = model.processes[process]
    about: dict[str, Any] = {"ph": "M", "pid": process, "tid": 0}
    yield about | {"name": "process_name", "args": {"name": f"{one.name} {one.pid}".strip()}}
    yield about | {"name": "process_sort_index", "args": {"sort_index": position}}
    spans = model.process_spans(process)
    for thread in sorted(set(spans.thread.tolist())):
        name = model.thread_name(process, thread) or ("MainThread" if thread == 0 else "")
        if name:
            yield about | {"tid": thread, "name": "thread_name", "args": {"name": name}}
    if one.started_ns is not None:
        until = one.ended_ns if one.ended_ns is not None else model.last_ns
        yield _complete(process, 0, one.started_ns, until, one.target or "lives", "process", {})
    columns = (
        spans.start_ns,
        spans.end_ns,
        spans.state,
        spans.primitive,
        spans.place,
        spans.thread,
        spans.verb,
    )
    for start, end, state, number, place, thread, verb in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        primitive = model.primitives.get(number)
        what = primitive.label if primitive else model.text(verb)
        facts = {"verb": model.text(verb), "where": model.place(place).short}
        if primitive:
            facts["kind"] = primitive.kind
        if end == OPEN:
            facts["end"] = "it was not over"
            end = one.ended_ns if one.ended_ns is not None else model.last_ns
        name = f"{_WORDS.get(State(state), '')} {what}".strip()
        event = _complete(process, thread, start, end, name, State(state).name.lower(), facts)
        if state in (State.HELD, State.CONTENDED):
            del event["dur"]
            event["id"] = f"{process}:{thread}:{number}:{start}"
            yield event | {"ph": "b"}
            yield event | {"ph": "e", "ts": max(start, end) / 1000, "args": {}}
        else:
            yield event


def _complete(
    process: int, thread: int, start: int, end: int, name: str, group: str, facts: dict[str, str]
) -> dict[str, Any]:
    return {
        "ph": "X",
        "pid": process,
        "tid": thread,
        "ts": start / 1000,
        "dur": max(end - start, 0) / 1000,
        "name": name,
        "cat": group,
        "args": {key: value for key, value in facts.items() if value},
    }


def _depth(model: Model, number: int) -> Iterator[dict[str, Any]]:
    steps = model.depth(number)
    primitive = model.primitives[number]
    owner = primitive.process or 1
    for time, value in zip(steps.time_ns.tolist(), steps.value.tolist(), strict=True):
        yield {
            "ph": "C",
            "pid": owner,
            "ts": time / 1000,
            "name": f"{primitive.kind} {primitive.label}",
            "args": {"depth": value},
        }


def _tasks(model: Model) -> Iterator[dict[str, Any]]:
    for task in model.tasks():
        if task.worker is None or task.started_ns is None:
            continue
        common = {
            "pid": task.worker,
            "tid": 0,
            "cat": "task",
            "id": f"{task.pool}:{task.id}",
            "name": task.function or "task",
        }
        facts = {"task": task.id, "items": task.items, "outcome": task.outcome}
        yield common | {"ph": "b", "ts": task.started_ns / 1000, "args": facts}
        end = task.ended_ns if task.ended_ns is not None else model.last_ns
        yield common | {"ph": "e", "ts": end / 1000, "args": {}}


def _findings(model: Model) -> Iterator[dict[str, Any]]:
    for found in model.findings:
        processes = found.get("processes") or [1]
        yield {
            "ph": "i",
            "s": "g",
            "pid": processes[0],
            "tid": 0,
            "ts": int(found.get("at_ns") or 0) / 1000,
            "name": f"{found.get('level')}: {found.get('rule')}",
            "cat": "finding",
            "args": {"message": found.get("message"), "certainty": found.get("certainty")},
        }
