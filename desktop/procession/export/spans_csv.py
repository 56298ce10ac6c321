"""Every span of a run as comma-separated values: one row for each wait and each hold."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from procession.trace.model import Model
from procession.trace.spans import OPEN
from procession.trace.states import Outcome, State

__all__ = ["HEAD", "write_csv"]

HEAD = (
    "pid",
    "process",
    "thread",
    "state",
    "kind",
    "object",
    "verb",
    "start_ns",
    "end_ns",
    "duration_ns",
    "outcome",
    "file",
    "line",
)
"""Times are nanoseconds since the run began. A span that was not over has no end, no duration and
no outcome; what is not known is empty."""


def write_csv(model: Model, path: Path) -> None:
    """Write all spans, by process and start. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEAD)
        for process, _ in model.order_of_processes():
            rows.writerows(_rows(model, process))


def _rows(model: Model, process: int) -> Iterator[tuple[object, ...]]:
    one = model.processes[process]
    spans = model.process_spans(process)
    columns = (
        spans.start_ns,
        spans.end_ns,
        spans.state,
        spans.primitive,
        spans.place,
        spans.thread,
        spans.verb,
        spans.outcome,
    )
    for start, end, state, number, place, thread, verb, outcome in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        primitive = model.primitives.get(number)
        where = model.place(place)
        over = end != OPEN
        yield (
            one.pid,
            _plain(one.name),
            _plain(model.thread_name(process, thread)),
            State(state).name.lower(),
            primitive.kind if primitive else "",
            _plain(primitive.label) if primitive else "",
            _plain(model.text(verb)),
            start,
            end if over else "",
            end - start if over else "",
            Outcome(outcome).name.lower() if over else "",
            _plain(where.file),
            where.line or "",
        )


def _plain(text: str) -> str:
    """A text from a program, which a spreadsheet must not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
