"""Who works for a pool, how its workers ended, and how its tasks are called in a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from procession.plugin.api import Recording, records

Array = npt.NDArray[Any]

KINDS = ("Pool", "ThreadPool", "ProcessPoolExecutor")
OPEN = (1 << 63) - 1
"""The time of what has not happened."""
_SIGTERM = -15


def workers_of(recording: Recording, pool: int) -> list[int]:
    """Ids of the processes that have said to be workers of this pool, by birth."""
    events = recording.events_of(pool)
    called = np.flatnonzero(events["kind"] == records.CALL)
    texts = events["aux"][called]
    named = [n for n in np.unique(texts).tolist() if recording.text(n) == "worker"]
    found = np.unique(events["process"][called[np.isin(texts, named)]]).tolist()
    known = [number for number in found if number in recording.processes]
    return sorted(known, key=lambda n: (recording.processes[n].started_ns or 0, n))


def got_ready(recording: Recording, pool: int, worker: int) -> bool:
    """Whether a worker got through its initializer: it has waited for a task."""
    return bool((recording.process_spans(worker).primitive == pool).any())


def died(recording: Recording, worker: int) -> bool:
    """Whether a worker ended although nobody of the program told it to."""
    process = recording.processes[worker]
    if not process.ended or (process.error or "").startswith("KeyboardInterrupt"):
        return False
    stopped = recording.run.get("stop_ns")
    if isinstance(stopped, int) and (process.ended_ns or 0) >= stopped:
        # The whole program was stopped.
        return False
    if process.exitcode in (0, None, _SIGTERM):
        return not recording.ended_on_request(worker)
    return True


def handled(recording: Recording) -> bool:
    """Whether the program itself went on and ended well."""
    return recording.run.get("exit_status") == 0


def place_of(recording: Recording, number: int) -> str:
    """``file:line`` of a place's number; empty when unknown."""
    return recording.place(number).short


def short(where: str) -> str:
    """``file:line`` without the folder."""
    return where.replace("\\", "/").rsplit("/", 1)[-1]


def error_of(recording: Recording, number: int) -> tuple[str, str]:
    """The error behind a text's number and, shortened, the place that raised it."""
    error, _, where = recording.text(number).partition(records.SEPARATOR)
    return error, short(where)


def failures(recording: Recording, pool: int, start: str) -> list[tuple[int, int, list[str]]]:
    """What FAILED of a pool, of those that begin with `start`: (time, process, the rest)."""
    events = recording.events_of(pool)
    found = []
    for at in np.flatnonzero(events["kind"] == records.FAILED).tolist():
        verb, *rest = recording.text(int(events["aux"][at])).split(records.SEPARATOR)
        if verb == start:
            found.append((int(events["time_ns"][at]), int(events["process"][at]), rest))
    return sorted(found)


def by_error(recording: Recording, numbers: Array, rows: Array) -> list[tuple[int, Array]]:
    """Rows that failed alike, by the type of the error and where it was raised.

    `numbers` (n,) are those of the errors' texts, of the tasks in `rows` (n,). Gives a number that
    stands for each group, and its rows; of very many groups the first ones.
    """
    groups: dict[tuple[str, str], tuple[int, list[int]]] = {}
    for number in np.unique(numbers).tolist()[:_MANY]:
        error, where = error_of(recording, number)
        key = (error.partition(":")[0], where)
        groups.setdefault(key, (number, []))[1].append(number)
    return [
        (number, rows[np.isin(numbers, alike)]) for number, alike in list(groups.values())[:_TOLD]
    ]


_MANY, _TOLD = 1000, 8
