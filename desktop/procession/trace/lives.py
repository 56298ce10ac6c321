"""Who started whom, and who was ended on purpose: what processes say of each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from procession import records
from procession.trace.columns import Columns
from procession.trace.tables import Process

ENDING_VERBS = frozenset(("terminate", "kill", "interrupt"))
"""Verbs of the calls by which a process ends its child."""


class Lives:
    """Answers from the processes' rows and marks; costs what is new in them."""

    def __init__(
        self,
        processes: Mapping[int, Process],
        marks: Mapping[int, Columns],
        text: Callable[[int], str],
    ) -> None:
        self._processes = processes
        self._marks = marks
        self._text = text
        self._taken: dict[int, int] = {}
        self._ended: dict[int, list[int]] = {}
        """Pid → when it was told to end."""
        self._by_pid: dict[int, list[Process]] = {}
        self._met = 0

    def starter(self, number: int) -> int | None:
        """The process that called ``start()``.

        Under the fork server that is not the process it was forked from.
        """
        process = self._processes[number]
        if process.role == "main" or process.ppid is None:
            return process.parent
        if self._met != len(self._processes):
            self._met = len(self._processes)
            self._by_pid = {}
            for other in self._processes.values():
                self._by_pid.setdefault(other.pid, []).append(other)
        # A pid may come again: the newest before the child's birth is the one.
        born = process.started_ns or 0
        older = [
            (other.started_ns or 0, other.id)
            for other in self._by_pid.get(process.ppid, ())
            if other.id != number and (other.started_ns or 0) <= born
        ]
        return max(older)[1] if older else process.parent

    def ended_on_request(self, number: int) -> bool:
        """Whether a process of the program told this one to end (a pool its workers, say)."""
        self._sync()
        process = self._processes[number]
        born = process.started_ns or 0
        return any(at >= born for at in self._ended.get(process.pid, ()))

    def told_to_end(self, number: int, until_ns: int) -> bool:
        """Whether a process of the program had told this one to end by then."""
        self._sync()
        process = self._processes[number]
        born = process.started_ns or 0
        return any(born <= at <= until_ns for at in self._ended.get(process.pid, ()))

    def _sync(self) -> None:
        for number, marks in list(self._marks.items()):
            done = self._taken.get(number, 0)
            if len(marks) == done:
                continue
            kinds = marks["kind"][done:]
            for at in (np.flatnonzero(kinds == records.CALL) + done).tolist():
                if self._text(int(marks["aux"][at])) in ENDING_VERBS:
                    pid = int(marks["value"][at])
                    self._ended.setdefault(pid, []).append(int(marks["time_ns"][at]))
            self._taken[number] = len(marks)
