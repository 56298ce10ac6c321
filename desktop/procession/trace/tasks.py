"""The tasks of pools: what was sent, who took it, how it ended, whether anybody looked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from procession import records
from procession.trace.columns import Columns
from procession.trace.curve import StepCurve
from procession.trace.tables import Process

TaskOutcome = Literal["ok", "error", "lost", "pending"]


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


@dataclass(slots=True)
class _Job:
    items: int = 0
    submitted_ns: int | None = None
    read_all: bool = False
    tasks: list[Task] = field(default_factory=list)


class TaskTable:
    """The tasks of one pool, made from its events; each event is looked at once."""

    def __init__(self, pool: int) -> None:
        self.pool = pool
        self.backlog = StepCurve()
        self._jobs: dict[int, _Job] = {}
        self._tasks: dict[int, Task] = {}
        self._texts: dict[int, dict[str, int]] = {}
        self._loose: dict[int, Task] = {}
        self._order: list[int] = []
        self._changes: list[tuple[int, int]] = []
        self._taken = 0

    def sync(self, events: Columns) -> None:
        """Take the events added since the last call."""
        new = slice(self._taken, len(events))
        kinds = events["kind"][new]
        chosen = np.flatnonzero((kinds >= records.SUBMIT) & (kinds <= records.GONE))
        chosen += self._taken
        self._taken = len(events)
        columns = (events[name][chosen].tolist() for name in _TAKEN)
        for time, kind, value, aux, process in zip(*columns, strict=True):
            self._take(time, kind, value, aux, process)
        if self._changes:
            changes = np.array(self._changes, np.int64)
            self.backlog.add(changes[:, 0], changes[:, 1])
            self._changes = []

    def tasks(self, texts: list[str], processes: Mapping[int, Process]) -> list[Task]:
        """All tasks, by job and index, with names and outcomes as known now."""
        for key in list(self._texts):
            task, wanted = self._tasks[key], self._texts[key]
            for what, number in list(wanted.items()):
                if texts[number]:
                    if what == "function" or (what == "begun" and not task.function):
                        task.function = texts[number]
                    elif what == "result" or (what == "done" and not task.error):
                        error, _, where = texts[number].partition(records.SEPARATOR)
                        task.error, task.error_where = error, where or None
                    del wanted[what]
            if not wanted:
                del self._texts[key]
        for key, task in list(self._loose.items()):
            if task.ended_ns is not None:
                failed = task.error or {"done", "result"} & self._texts.get(key, {}).keys()
                astray = task.gone and task.result_ns is None
                task.outcome = "error" if failed else "lost" if astray else "ok"
                if task.result_ns is not None:
                    del self._loose[key]
            elif task.gone:
                task.outcome = "lost"
            elif task.worker is not None:
                worker = processes.get(task.worker)
                task.outcome = "lost" if worker is not None and worker.ended else "pending"
        if len(self._order) != len(self._tasks):
            self._order = sorted(self._tasks)
        known = (self._tasks[key] for key in self._order)
        # A task that was only asked about was never sent: its pool was terminated before.
        return [task for task in known if task.sent_ns is not None or task.started_ns is not None]

    @property
    def submitted(self) -> int:
        """Items the program asked for; of imap, the items sent so far."""
        return sum(
            job.items or sum(task.items for task in job.tasks) for job in self._jobs.values()
        )

    def _task(self, value: int) -> Task:
        task = self._tasks.get(value)
        if task is None:
            job = self._jobs.setdefault(value >> 32, _Job())
            task = Task(self.pool, value >> 32, value & 0xFFFFFFFF, read=job.read_all)
            if job.items:
                task.submitted_ns = job.submitted_ns
            job.tasks.append(task)
            self._tasks[value] = self._loose[value] = task
        return task

    def _take(self, time: int, kind: int, value: int, aux: int, process: int) -> None:
        if kind == records.SUBMIT:
            self._submit(time, value >> 32, aux)
        elif kind == records.READ:
            self._read(value)
        elif kind == records.GONE:
            self._gone(value, time)
        elif kind == records.SENT:
            self._sent(self._task(value), time)
            self._name(value, "function", aux)
        elif kind == records.ITEMS:
            self._count(self._task(value), aux)
        elif kind == records.BEGIN:
            task = self._task(value)
            if task.started_ns is None:
                task.started_ns, task.worker = time, process
                self._changes.append((time, -task.items))
            self._name(value, "begun", aux)
        elif kind == records.DONE:
            task = self._task(value)
            task.ended_ns = time
            self._loose[value] = task
            self._name(value, "done", aux)
        else:
            task = self._task(value)
            task.result_ns = time
            if task.ended_ns is None:
                task.ended_ns = time
            self._loose[value] = task
            self._name(value, "result", aux)

    def _name(self, value: int, what: str, number: int) -> None:
        if number:
            self._texts.setdefault(value, {})[what] = number
            self._loose[value] = self._tasks[value]

    def _submit(self, time: int, number: int, items: int) -> None:
        job = self._jobs.setdefault(number, _Job())
        job.submitted_ns = time
        if not items:
            return
        job.items = items
        self._changes.append((time, items))
        for task in job.tasks:
            task.submitted_ns = time
            if task.sent_ns is not None:
                self._changes.append((task.sent_ns, -task.items))

    def _sent(self, task: Task, time: int) -> None:
        job = self._jobs[task.job]
        task.sent_ns = time
        task.submitted_ns = job.submitted_ns if job.items else time
        if not job.items:
            self._changes.append((time, task.items))

    def _count(self, task: Task, items: int) -> None:
        more = items - task.items
        task.items = items
        if task.sent_ns is not None and not self._jobs[task.job].items:
            self._changes.append((task.sent_ns, more))
        if task.started_ns is not None:
            self._changes.append((task.started_ns, -more))

    def _gone(self, value: int, time: int) -> None:
        """Nobody will begin it any more; when it was sent, it is lost."""
        task = self._tasks.get(value)
        if task is None:
            job = self._jobs.setdefault(value >> 32, _Job())
            self._changes.append((time, -job.items))
            return
        task.gone = True
        self._loose[value] = task
        if task.started_ns is None:
            self._changes.append((time, -task.items))

    def _read(self, value: int) -> None:
        if value & 0xFFFFFFFF != records.ALL_TASKS:
            self._task(value).read = True
            return
        job = self._jobs.setdefault(value >> 32, _Job())
        job.read_all = True
        for task in job.tasks:
            task.read = True


def items_of(tasks: Iterable[Task], outcome: TaskOutcome) -> int:
    """How many items ended this way."""
    return sum(task.items for task in tasks if task.outcome == outcome)


def unread_items(tasks: Iterable[Task]) -> int:
    """Items that are finished and nobody looked at."""
    return sum(t.items for t in tasks if t.outcome in ("ok", "error") and not t.read)


_TAKEN = ("time_ns", "kind", "value", "aux", "process")
