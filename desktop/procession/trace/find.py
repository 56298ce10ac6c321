"""Looking for a text in a run: processes, primitives, source lines, functions, calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from procession.trace.columns import Array
from procession.trace.model import Model
from procession.trace.spans import Spans

MOST = 20_000
"""Spans that are listed; all are counted."""


@dataclass(frozen=True, slots=True)
class Found:
    """What has all words of a text in it."""

    processes: tuple[int, ...]
    """Ids, in the order of the process tree."""
    primitives: tuple[int, ...]
    """Ids."""
    count: int
    """How many spans."""
    process: Array
    """int32 (n,), of the first `MOST` of these spans in order of their start."""
    row: Array
    """int64 (n,): index in `Model.process_spans(process)`."""
    start_ns: Array
    """int64 (n,)."""

    def __len__(self) -> int:
        return len(self.row)


def find(model: Model, text: str) -> Found:
    """What of a run has all words of `text`, upper and lower case alike; nothing for no words.

    A process has its name, pid and target; a primitive its name and kind; a span the place where
    it began (``file.py:12``, the function), what it was for, and the name of its primitive.
    """
    words = text.casefold().split()
    if not words:
        nothing = np.zeros(0, np.int64)
        return Found((), (), 0, nothing, nothing, nothing)
    processes = tuple(
        number
        for number, _ in model.order_of_processes()
        if _has(words, _of_process(model, number))
    )
    primitives = tuple(
        number
        for number, one in sorted(model.primitives.items())
        if _has(words, f"{one.label} {one.kind}")
    )
    places = _matching(words, [_of_place(model, n) for n in range(len(model.places))])
    verbs = _matching(words, model.texts)
    parts = [
        _in_process(model.process_spans(number), number, np.array(primitives), places, verbs)
        for number in sorted(model.processes)
    ]
    count = sum(len(row) for _, row, _ in parts)
    process, row, start = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.argsort(start, kind="stable")[:MOST]
    return Found(processes, primitives, count, process[order], row[order], start[order])


def _in_process(
    spans: Spans, number: int, primitives: Array, places: Array, verbs: Array
) -> tuple[Array, Array, Array]:
    wanted = np.zeros(len(spans), np.bool_)
    for column, chosen in (
        (spans.primitive, primitives),
        (spans.place, places),
        (spans.verb, verbs),
    ):
        if len(chosen):
            wanted |= np.isin(column, chosen)
    row = np.flatnonzero(wanted)
    return np.full(len(row), number, np.int32), row, spans.start_ns[row]


def _of_process(model: Model, number: int) -> str:
    process = model.processes[number]
    return f"{process.name} {process.pid} {process.target}"


def _of_place(model: Model, number: int) -> str:
    place = model.place(number)
    return f"{place.short} {place.function}" if place.file else ""


def _matching(words: list[str], texts: list[str]) -> Array:
    return np.array([n for n, text in enumerate(texts) if text and _has(words, text)], np.int64)


def _has(words: list[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)
