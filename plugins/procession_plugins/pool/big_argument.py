"""Something large that travels with every task, or to every process, and takes its time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from procession.plugin.api import (
    Finding,
    Recording,
    amount,
    at,
    primitive_name,
    process_name,
    records,
    span,
)
from procession_plugins.pool.workers import OPEN, Array, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    Columns = Mapping[str, Array]

LARGE = 100_000
"""Bytes: less is a datum like others."""
OFTEN, OFTEN_STARTED = 8, 3
"""So many alike are no coincidence; processes are fewer than tasks."""
LONG_NS = 50_000_000
"""Less time spent pickling nobody notices."""
_ALIKE = 0.01
"""Sizes of the same thing differ by the numbers that go with it."""


def findings(recording: Recording) -> Iterator[Finding]:
    """One finding for each process that pickles something large again and again."""
    if not recording.ended:
        return
    for process in sorted(recording.processes):
        known = recording.marks(process)
        if known is None:
            continue
        marks = {name: known[name] for name in ("kind", "value", "aux", "place", "thread")}
        rows = np.flatnonzero(marks["kind"] == records.PICKLED)
        if len(rows) < OFTEN_STARTED:
            continue
        tasks: list[tuple[int, int]] = []
        starts: list[tuple[int, int]] = []
        for row in rows.tolist():
            kind, _, size = recording.text(int(marks["aux"][row])).partition(records.SEPARATOR)
            if not size.isdigit() or int(size) < LARGE:
                continue
            if marks["place"][row]:
                if kind not in _TASKS:
                    starts.append((row, int(size)))
            elif _of_tasks(recording, process, int(marks["thread"][row]), kind):
                tasks.append((row, int(size)))
        mine = _alike(tasks, OFTEN)
        pool = _pool_of(recording, process) if mine else 0
        if pool and _took(marks, mine) >= LONG_NS:
            yield _with_tasks(recording, process, pool, mine, _took(marks, mine))
        mine = _alike(starts, OFTEN_STARTED)
        if mine and _took(marks, mine) >= LONG_NS:
            yield _with_starts(recording, process, marks, mine, _took(marks, mine))


_TASKS = ("tuple", "_CallItem")


def _of_tasks(recording: Recording, process: int, thread: int, kind: str) -> bool:
    """Whether a pool's own thread pickled it to send it to a worker."""
    if kind == "_CallItem":
        return True
    return kind == "tuple" and "_handle_tasks" in recording.thread_name(process, thread)


def _alike(found: list[tuple[int, int]], least: int) -> list[tuple[int, int]]:
    """Those (row, size) that are as large as the one in the middle, if they are most of all."""
    if len(found) < least:
        return []
    middle = sorted(size for _, size in found)[len(found) // 2]
    mine = [one for one in found if abs(one[1] - middle) <= _ALIKE * middle]
    return mine if len(mine) >= least and 2 * len(mine) > len(found) else []


def _took(marks: Columns, mine: list[tuple[int, int]]) -> int:
    values: Array = marks["value"]
    return int(values[[row for row, _ in mine]].sum())


def _pool_of(recording: Recording, process: int) -> int:
    """The pool of this process that sent the most tasks; 0: none."""
    counts = {}
    for number, one in recording.primitives.items():
        if one.kind in ("Pool", "ProcessPoolExecutor"):
            events = recording.events_of(number)
            sent = (events["kind"] == records.SENT) & (events["process"] == process)
            counts[number] = int(np.count_nonzero(sent))
    return max(counts, key=lambda number: counts[number], default=0)


def _with_tasks(
    recording: Recording, process: int, pool: int, mine: list[tuple[int, int]], took: int
) -> Finding:
    view = recording.task_view(pool)
    first = int(np.flatnonzero(view.sent_ns != OPEN)[0])
    where = place_of(recording, int(view.jobs["place"][view.job[first]]))
    size = mine[len(mine) // 2][1]
    return Finding(
        rule="big-argument",
        level="info",
        # That they are equally large is known, that they are the same thing is not.
        certainty="likely",
        message=f"{len(mine)} tasks of {primitive_name(recording, pool)}{at(where)} carry "
        f"{amount(size)} each, {amount(sum(one[1] for one in mine))} in all: pickling them took "
        f"{process_name(recording, process)} {span(took)}.",
        fix="If it is the same each time, give it to the workers once with initializer= and "
        "initargs=, or put it into shared memory.",
        at_ns=recording.last_ns,
        processes=(process,),
        primitives=(pool,),
        where=(where,) if where else (),
    )


def _with_starts(
    recording: Recording, process: int, marks: Columns, mine: list[tuple[int, int]], took: int
) -> Finding:
    places: Array = marks["place"]
    where = place_of(recording, int(places[mine[0][0]]))
    size = mine[len(mine) // 2][1]
    return Finding(
        rule="big-argument",
        level="info",
        certainty="possible",
        message=f"{len(mine)} processes were started{at(where)} with {amount(size)} of arguments "
        f"each: pickling them took {process_name(recording, process)} {span(took)}.",
        fix="If it is the same each time, put it into shared memory and pass its name.",
        at_ns=recording.last_ns,
        processes=(process,),
        where=(where,) if where else (),
    )
