"""What the events of a pool say of its tasks, in columns: a row a task, a row a job.

Each event is looked at once, and a batch costs what it is long: pools hand out millions.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from procession import records
from procession.trace.columns import Array, Columns
from procession.trace.curve import StepCurve
from procession.trace.key_index import MISSING, KeyIndex, distinct
from procession.trace.spans import OPEN

TASK_TYPES: dict[str, Any] = {
    "key": np.int64,
    "job": np.int64,
    "items": np.int64,
    "worker": np.int32,
    "sent_ns": np.int64,
    "started_ns": np.int64,
    "done_ns": np.int64,
    "result_ns": np.int64,
    "gone_ns": np.int64,
    "read_ns": np.int64,
    "sent_name": np.int32,
    "begun_name": np.int32,
    "done_error": np.int32,
    "result_error": np.int32,
    "gone_why": np.int32,
    "dones": np.int16,
}
"""`key` is ``job << 32 | index``; `job` a row among the jobs; names, errors and reasons are
numbers of texts; times are `OPEN` when it has not happened. `dones` counts how often the worker
sent a result: twice when the first one could not travel."""

JOB_TYPES: dict[str, Any] = {
    "key": np.int64,
    "items": np.int64,
    "submitted_ns": np.int64,
    "gone_ns": np.int64,
    "read_ns": np.int64,
    "process": np.int32,
    "place": np.int32,
    "tasks": np.int64,
}
"""`key` is ``job << 32``; `items` 0: not known when it was asked for. `process` and `place` say
who asked, where; `tasks` how many there are so far."""

_TIMES = ("sent_ns", "started_ns", "done_ns", "result_ns", "gone_ns", "read_ns", "submitted_ns")
_EVENT = ("time_ns", "kind", "value", "aux", "process", "place")


class TaskColumns:
    """The tasks of one pool. The order in which events of different processes come is free."""

    def __init__(self) -> None:
        self.tasks = Columns(TASK_TYPES)
        self.jobs = Columns(JOB_TYPES)
        self.index = KeyIndex()
        self.job_index = KeyIndex()
        self.backlog = StepCurve()
        self.changed: list[Array] = []
        """Rows of tasks that differ, since whoever reads this emptied it."""
        self._plus = Columns({"at": np.int64, "count": np.int64})
        self._minus = Columns({"at": np.int64, "count": np.int64})
        self._taken = 0

    def sync(self, events: Columns) -> bool:
        """Take the events added since the last call; whether any was about tasks."""
        kinds = events["kind"][self._taken :]
        chosen = np.flatnonzero((kinds >= records.SUBMIT) & (kinds <= records.GONE)) + self._taken
        self._taken = len(events)
        if len(chosen):
            self._take({name: events[name][chosen] for name in _EVENT})
        return bool(len(chosen))

    def _take(self, event: dict[str, Array]) -> None:
        kind, value = event["kind"], event["value"]
        whole = value & records.ALL_TASKS == records.ALL_TASKS
        about_job = (kind == records.SUBMIT) | ((kind == records.READ) & whole)
        about_task = ~about_job & (kind != records.GONE)
        self._add_jobs(value[kind != records.GONE] >> 32 << 32)
        touched = [self._add_tasks(value[about_task])]
        moves: list[tuple[Array, Array]] = []
        touched.append(self._submit(event, np.flatnonzero(kind == records.SUBMIT), moves))
        # Jobs that were cancelled before any of their tasks was sent have no row among the tasks.
        gone = np.flatnonzero(kind == records.GONE)
        self._add_jobs(value[gone] >> 32 << 32)
        rows = self.index.find(value[gone])
        self._gone_jobs(event, gone[rows == MISSING], moves)
        touched.append(self._set(event, gone[rows != MISSING], "gone_ns", "gone_why"))
        touched.append(self._read(event, np.flatnonzero(kind == records.READ), whole))
        touched.append(self._set(event, np.flatnonzero(kind == records.SENT), *_OF_SENT))
        chosen = np.flatnonzero(kind == records.ITEMS)
        rows = self.index.find(value[chosen])
        self.tasks["items"][rows] = event["aux"][chosen]
        touched.append(rows)
        touched.append(self._begin(event, np.flatnonzero(kind == records.BEGIN)))
        chosen = np.flatnonzero(kind == records.DONE)
        touched.append(self._set(event, chosen, "done_ns", "done_error"))
        np.add.at(self.tasks["dones"], touched[-1], 1)
        chosen = np.flatnonzero(kind == records.RESULT)
        touched.append(self._set(event, chosen, "result_ns", "result_error"))
        rows = distinct(np.concatenate(touched))
        self.changed.append(rows)
        self._count(rows, moves)

    def _add_jobs(self, keys: Array) -> None:
        new = self.job_index.add(keys)
        if len(new):
            blank = {name: OPEN if name in _TIMES else 0 for name in JOB_TYPES}
            self.jobs.append(len(new), {**blank, "key": new})

    def _add_tasks(self, keys: Array) -> Array:
        first = len(self.tasks)
        new = self.index.add(keys)
        if len(new):
            blank = {name: OPEN if name in _TIMES else 0 for name in TASK_TYPES}
            job = self.job_index.find(new >> 32 << 32)
            self.tasks.append(len(new), {**blank, "key": new, "job": job, "items": 1})
            np.add.at(self.jobs["tasks"], job, 1)
            for columns in (self._plus, self._minus):
                columns.append(len(new), {"at": 0, "count": 0})
        return np.arange(first, len(self.tasks))

    def _set(self, event: dict[str, Array], chosen: Array, time: str, text: str) -> Array:
        """Note when it happened and the text that came with it; the last one counts."""
        rows = self.index.find(event["value"][chosen])
        self.tasks[time][rows] = event["time_ns"][chosen]
        self.tasks[text][rows] = event["aux"][chosen]
        return rows

    def _begin(self, event: dict[str, Array], chosen: Array) -> Array:
        rows: Array
        rows, first = np.unique(self.index.find(event["value"][chosen]), return_index=True)
        fresh = self.tasks["started_ns"][rows] == OPEN
        rows, chosen = rows[fresh], chosen[first[fresh]]
        self.tasks["started_ns"][rows] = event["time_ns"][chosen]
        self.tasks["worker"][rows] = event["process"][chosen]
        self.tasks["begun_name"][rows] = event["aux"][chosen]
        return rows

    def _submit(
        self, event: dict[str, Array], chosen: Array, moves: list[tuple[Array, Array]]
    ) -> Array:
        keys = event["value"][chosen] >> 32 << 32
        rows = self.job_index.find(keys)
        jobs = self.jobs
        known = rows[jobs["submitted_ns"][rows] != OPEN]
        moves.append((jobs["submitted_ns"][known], -jobs["items"][known]))
        jobs["submitted_ns"][rows] = event["time_ns"][chosen]
        jobs["items"][rows] = event["aux"][chosen]
        jobs["process"][rows] = event["process"][chosen]
        jobs["place"][rows] = event["place"][chosen]
        rows = distinct(rows)
        moves.append((jobs["submitted_ns"][rows], jobs["items"][rows]))
        keys = jobs["key"][rows]
        mine: Array = self.index.between(keys, keys + (1 << 32))
        return mine

    def _read(self, event: dict[str, Array], chosen: Array, whole: Array) -> Array:
        one, every = chosen[~whole[chosen]], chosen[whole[chosen]]
        rows = self.index.find(event["value"][one])
        read = self.tasks["read_ns"]
        read[rows] = np.minimum(read[rows], event["time_ns"][one])
        job = self.job_index.find(event["value"][every] >> 32 << 32)
        fresh, at = np.unique(job, return_index=True)
        new = self.jobs["read_ns"][fresh] == OPEN
        self.jobs["read_ns"][fresh[new]] = event["time_ns"][every[at[new]]]
        keys = self.jobs["key"][fresh[new]]
        touched: Array = np.concatenate((rows, self.index.between(keys, keys + (1 << 32))))
        return touched

    def _gone_jobs(
        self, event: dict[str, Array], chosen: Array, moves: list[tuple[Array, Array]]
    ) -> None:
        job = self.job_index.find(event["value"][chosen] >> 32 << 32)
        job, at = np.unique(job, return_index=True)
        fresh = self.jobs["gone_ns"][job] == OPEN
        self.jobs["gone_ns"][job[fresh]] = event["time_ns"][chosen[at[fresh]]]
        moves.append((self.jobs["gone_ns"][job[fresh]], -self.jobs["items"][job[fresh]]))

    def _count(self, rows: Array, moves: list[tuple[Array, Array]]) -> None:
        """Let the backlog follow: items that were asked for, or sent, and not begun."""
        tasks = self.tasks
        items, started = tasks["items"][rows], tasks["started_ns"][rows]
        sent, gone = tasks["sent_ns"][rows], tasks["gone_ns"][rows]
        loose = (self.jobs["items"][tasks["job"][rows]] == 0) & (sent != OPEN)
        begun = started != OPEN
        out = np.where(begun, started, gone)
        wanted = (
            (self._plus, sent, np.where(loose, items, 0), 1),
            (self._minus, out, np.where(out != OPEN, items, 0), -1),
        )
        for columns, at, count, sign in wanted:
            old_at, old = columns["at"][rows], columns["count"][rows]
            differs = (old != count) | ((old_at != at) & (count != 0))
            moves.append((old_at[differs], -sign * old[differs]))
            moves.append((at[differs], sign * count[differs]))
            columns["at"][rows], columns["count"][rows] = at, count
        at = np.concatenate([move[0] for move in moves])
        change = np.concatenate([move[1] for move in moves])
        real = (change != 0) & (at != OPEN)
        self.backlog.add(at[real], change[real])


_OF_SENT = ("sent_ns", "sent_name")
