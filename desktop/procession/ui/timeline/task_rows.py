"""The tasks that workers ran, as columns for painting."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter_ns
from typing import TYPE_CHECKING

import numpy as np

from procession.ui.timeline.coverage import Times

if TYPE_CHECKING:
    from procession.trace.model import Model
    from procession.trace.tasks import Task

PATIENCE = 8
"""Tasks are read again after this many times what reading them took."""


@dataclass(slots=True)
class WorkerTasks:
    """The tasks of one worker in order of their beginning; times in ns."""

    tasks: list[Task] = field(default_factory=list)
    start: Times = field(default_factory=lambda: np.zeros(0, np.int64))
    end: Times = field(default_factory=lambda: np.zeros(0, np.int64))

    def visible(self, begin_ns: float, end_ns: float) -> range:
        """Indices of the tasks in view. One worker runs one task at a time."""
        first = int(np.searchsorted(self.end, begin_ns, "right"))
        last = int(np.searchsorted(self.start, end_ns, "left"))
        return range(first, last)


class TaskRows:
    """Tasks by worker, and colours of their functions."""

    def __init__(self) -> None:
        self.workers: dict[int, WorkerTasks] = {}
        self.functions: dict[str, int] = {}
        self.count = 0
        """How many tasks there are, on workers and not."""
        self._next_ns = 0

    def update(self, model: Model, now_ns: int) -> None:
        """Follow the model; tasks still running end now."""
        clock = perf_counter_ns()
        if model.state == "running" and clock < self._next_ns:
            return
        found: dict[int, list[Task]] = {}
        tasks = model.tasks()
        self.count = len(tasks)
        for task in tasks:
            if task.function not in self.functions:
                # Functions take the colours after those of the processes known by then.
                self.functions[task.function] = len(model.processes) + len(self.functions)
            if task.worker is not None and task.started_ns is not None:
                found.setdefault(task.worker, []).append(task)
        self.workers = {
            worker: self._columns(model, worker, tasks, now_ns) for worker, tasks in found.items()
        }
        # Reading all tasks costs what there are; a long run must not spend its frames on it.
        self._next_ns = perf_counter_ns() + PATIENCE * (perf_counter_ns() - clock)

    def _columns(self, model: Model, worker: int, tasks: list[Task], now_ns: int) -> WorkerTasks:
        tasks.sort(key=lambda task: task.started_ns or 0)
        process = model.processes.get(worker)
        died = None if process is None else process.ended_ns
        until = now_ns if died is None else died
        start = np.array([task.started_ns for task in tasks], np.int64)
        end = np.array(
            [until if task.ended_ns is None else task.ended_ns for task in tasks], np.int64
        )
        return WorkerTasks(tasks, start, np.maximum(start, end))
