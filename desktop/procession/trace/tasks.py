"""The tasks of pools: what was sent, who took it, how it ended, whether anybody looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from procession import records
from procession.trace.columns import Array, Columns, frozen
from procession.trace.curve import StepCurve
from procession.trace.key_index import distinct
from procession.trace.spans import OPEN
from procession.trace.tables import Process
from procession.trace.task_columns import TaskColumns

TaskOutcome = Literal["ok", "error", "lost", "pending"]
OUTCOMES: tuple[TaskOutcome, ...] = get_args(TaskOutcome)
"""What the numbers in a column of outcomes mean."""
OK, ERROR, LOST, PENDING = range(4)


@dataclass(slots=True, eq=False)
class Task:
    """One unit sent to a worker: for the map family a chunk. To be read, not changed."""

    pool: int
    """Id of the primitive."""
    job: int
    index: int
    function: str = ""
    worker: int | None = None
    """Id of the process that took it."""
    items: int = 1
    submitted_ns: int | None = None
    """When the program asked for it; for imap, when the task was sent."""
    sent_ns: int | None = None
    started_ns: int | None = None
    ended_ns: int | None = None
    """When the worker finished it; when that is unknown, when its result came back."""
    result_ns: int | None = None
    outcome: TaskOutcome = "pending"
    error: str | None = None
    error_where: str | None = None
    """``file:line`` of the line that raised, where the worker told it."""
    read: bool = False
    gone: bool = False
    """Its executor broke: no worker will finish it."""

    @property
    def id(self) -> str:
        """``job:index``."""
        return f"{self.job}:{self.index}"


class TaskTable:
    """The tasks of one pool, made from its events; each event is looked at once."""

    def __init__(self, pool: int) -> None:
        self.pool = pool
        self._columns = TaskColumns()
        self._tasks: list[Task] = []
        self._stale = np.zeros(0, np.int64)
        """Rows whose objects are not up to date: changed, or waiting for a text."""
        self._listed: tuple[int, list[Task]] = (-1, [])
        self._view: TaskView | None = None
        self._outcomes = np.zeros(0, np.int8)
        self._loose = np.zeros(0, np.int64)
        """Rows whose outcome may change although no record of them comes."""

    def sync(self, events: Columns) -> None:
        """Take the events added since the last call."""
        if self._columns.sync(events):
            self._view = None

    @property
    def backlog(self) -> StepCurve:
        """Items asked for and not begun."""
        return self._columns.backlog

    @property
    def submitted(self) -> int:
        """Items the program asked for; of imap, the items sent so far."""
        jobs, tasks = self._columns.jobs, self._columns.tasks
        loose = jobs["items"][tasks["job"]] == 0
        return int(jobs["items"].sum() + tasks["items"][loose].sum())

    def view(self, processes: Mapping[int, Process]) -> TaskView:
        """All tasks in columns, with outcomes as known now."""
        self._settle(processes)
        if self._view is None:
            self._view = self._make_view()
        return self._view

    def _make_view(self) -> TaskView:
        tasks, jobs = self._columns.tasks, self._columns.jobs
        job = tasks["job"]
        by_job = jobs["items"][job] > 0
        done = tasks["done_ns"]
        return TaskView(
            key=tasks.frozen("key"),
            job=tasks.frozen("job"),
            items=tasks.frozen("items"),
            worker=tasks.frozen("worker"),
            submitted_ns=np.where(by_job, jobs["submitted_ns"][job], tasks["sent_ns"]),
            sent_ns=tasks.frozen("sent_ns"),
            started_ns=tasks.frozen("started_ns"),
            done_ns=tasks.frozen("done_ns"),
            ended_ns=np.where(done != OPEN, done, tasks["result_ns"]),
            result_ns=tasks.frozen("result_ns"),
            gone_ns=tasks.frozen("gone_ns"),
            read_ns=np.minimum(tasks["read_ns"], jobs["read_ns"][job]),
            function=_either(tasks["sent_name"], tasks["begun_name"]),
            error=_either(tasks["result_error"], tasks["done_error"]),
            dones=tasks.frozen("dones"),
            outcome=frozen(self._outcomes[: len(tasks)]),
            jobs={name: jobs.frozen(name) for name in _OF_JOBS},
        )

    def items_of(self, outcome: TaskOutcome, processes: Mapping[int, Process]) -> int:
        """How many items ended this way."""
        self._settle(processes)
        tasks = self._columns.tasks
        outcomes = self._outcomes[: len(tasks)]
        mine = (outcomes == OUTCOMES.index(outcome)) & self._real()
        return int(tasks["items"][mine].sum())

    def unread_items(self, processes: Mapping[int, Process]) -> int:
        """Items that are finished and nobody looked at."""
        self._settle(processes)
        tasks = self._columns.tasks
        read = np.minimum(tasks["read_ns"], self._columns.jobs["read_ns"][tasks["job"]])
        outcomes = self._outcomes[: len(tasks)]
        mine = (outcomes <= ERROR) & (read == OPEN) & self._real()
        return int(tasks["items"][mine].sum())

    def tasks(self, texts: list[str], processes: Mapping[int, Process]) -> list[Task]:
        """All tasks, by job and index, with names and outcomes as known now.

        Costs what has changed since the last call.
        """
        self._settle(processes)
        if len(self._stale):
            self._update(distinct(self._stale), texts)
        columns = self._columns
        real = self._real()
        count = int(np.count_nonzero(real))
        if self._listed[0] != count:
            rows = columns.index.rows
            self._listed = (count, [self._tasks[row] for row in rows[real[rows]].tolist()])
        return list(self._listed[1])

    def _real(self) -> Array:
        """A task that was only asked about was never sent: its pool was terminated before."""
        tasks = self._columns.tasks
        real: Array = (tasks["sent_ns"] != OPEN) | (tasks["started_ns"] != OPEN)
        return real

    def _settle(self, processes: Mapping[int, Process]) -> None:
        """Bring the outcomes up to date."""
        columns = self._columns
        changed, columns.changed = columns.changed, []
        rows = distinct(np.concatenate((*changed, self._loose)))
        if not len(rows):
            return
        tasks = columns.tasks
        if len(self._outcomes) < len(tasks):
            grown = np.full(max(len(tasks), 2 * len(self._outcomes)), PENDING, np.int8)
            grown[: len(self._outcomes)] = self._outcomes
            self._outcomes = grown
        done, result = tasks["done_ns"][rows], tasks["result_ns"][rows]
        failed = (tasks["done_error"][rows] | tasks["result_error"][rows]) != 0
        gone = tasks["gone_ns"][rows] != OPEN
        ended = (done != OPEN) | (result != OPEN)
        dead = np.array([n for n, one in processes.items() if one.ended and n], np.int32)
        lost = gone | np.isin(tasks["worker"][rows], dead)
        well = np.where(failed, ERROR, np.where(gone & (result == OPEN), LOST, OK))
        outcome = np.where(ended, well, np.where(lost, LOST, PENDING))
        differs = outcome != self._outcomes[rows]
        if differs.any():
            self._view = None
        self._outcomes[rows] = outcome
        self._loose = rows[result == OPEN]
        self._stale = np.concatenate((self._stale, *changed, rows[differs]))

    def _update(self, rows: Array, texts: list[str]) -> None:
        """Make the objects of these rows, or bring them up to date."""
        tasks, jobs = self._columns.tasks, self._columns.jobs
        while len(self._tasks) < len(tasks):
            key = int(tasks["key"][len(self._tasks)])
            self._tasks.append(Task(self.pool, key >> 32, key & records.ALL_TASKS))
        by_job = jobs["items"][tasks["job"]] > 0
        job = tasks["job"][rows]
        names = _either(tasks["sent_name"][rows], tasks["begun_name"][rows])
        errors = _either(tasks["result_error"][rows], tasks["done_error"][rows])
        read = np.minimum(tasks["read_ns"][rows], jobs["read_ns"][job]) != OPEN
        asked = np.where(by_job[rows], jobs["submitted_ns"][job], tasks["sent_ns"][rows])
        gone = tasks["gone_ns"][rows] != OPEN
        columns = [names, errors, read, asked, gone, self._outcomes[rows]]
        columns += [tasks[name][rows] for name in _PLAIN]
        waiting = []
        for row, name, error, is_read, submitted, is_gone, outcome, *plain in zip(
            rows.tolist(), *(column.tolist() for column in columns), strict=True
        ):
            task = self._tasks[row]
            items, worker, sent, started, done, result = plain
            task.function = texts[name]
            task.worker, task.items = worker or None, items
            task.submitted_ns, task.sent_ns = _known(submitted), _known(sent)
            task.started_ns, task.result_ns = _known(started), _known(result)
            task.ended_ns = _known(min(done, result) if done == OPEN else done)
            task.outcome = OUTCOMES[outcome]
            what, _, where = texts[error].partition(records.SEPARATOR)
            task.error, task.error_where = what or None, where or None
            task.read, task.gone = is_read, is_gone
            if (name and not texts[name]) or (error and not texts[error]):
                waiting.append(row)
        self._stale = np.array(waiting, np.int64)


@dataclass(frozen=True, slots=True)
class TaskView:
    """The tasks of a pool in columns (n,), in the order in which they were heard of.

    Times are nanoseconds since the run began, `OPEN` where it did not happen; texts are numbers
    for `Model.text`, 0 for none.
    """

    key: Array
    """``job << 32 | index``."""
    job: Array
    """Row in `jobs`."""
    items: Array
    worker: Array
    """Id of the process that took it; 0: nobody."""
    submitted_ns: Array
    sent_ns: Array
    started_ns: Array
    done_ns: Array
    """When its worker finished it."""
    ended_ns: Array
    """The same; where that is not known, when its result came back."""
    result_ns: Array
    gone_ns: Array
    read_ns: Array
    function: Array
    error: Array
    """Text ``Type: message \x1f file:line``."""
    dones: Array
    """How often its worker sent a result: twice when the first one could not travel."""
    outcome: Array
    """Index in `OUTCOMES`."""
    jobs: Mapping[str, Array]
    """Of each job: `items` (0: an imap, read as it goes), `submitted_ns`, `read_ns`, `process`
    and `place` (who asked for it, where) and `tasks` (how many it has)."""

    def __len__(self) -> int:
        return len(self.key)

    def name(self, row: int) -> str:
        """``job:index``."""
        key = int(self.key[row])
        return f"{key >> 32}:{key & records.ALL_TASKS}"


_OF_JOBS = ("items", "submitted_ns", "read_ns", "process", "place", "tasks")
_PLAIN = ("items", "worker", "sent_ns", "started_ns", "done_ns", "result_ns")


def _either(first: Array, second: Array) -> Array:
    found: Array = np.where(first != 0, first, second)
    return found


def _known(time_ns: int) -> int | None:
    return None if time_ns == OPEN else time_ns
