"""Ends of processes where there are no pidfds: asked for, several times a second.

On macOS and Windows this is the way; it was run on Linux only.
"""

from __future__ import annotations

import time

import psutil

_EVERY_NS = 50_000_000
_START_SLACK_S = 0.5


class PsutilWatch:
    """One psutil.Process a process; it knows a number that was given again by its create time."""

    def __init__(self) -> None:
        self._running: dict[int, psutil.Process] = {}
        self._statuses: dict[int, int | None] = {}
        self._next = 0

    def add(self, process: int, pid: int, started: int) -> bool:
        began = time.time() - (time.perf_counter_ns() - started) / 1e9
        try:
            found = psutil.Process(pid)
            if found.create_time() > began + _START_SLACK_S:
                return False
        except psutil.Error:
            return False
        self._running[process] = found
        return True

    def filenos(self) -> list[int]:
        return []

    def ended(self) -> list[int]:
        now = time.perf_counter_ns()
        if now < self._next:
            return []
        self._next = now + _EVERY_NS
        ended = [process for process, found in self._running.items() if not _runs(found)]
        for process in ended:
            self._statuses[process] = self._exit_code(self._running.pop(process))
        return ended

    @staticmethod
    def _exit_code(found: psutil.Process) -> int | None:
        try:
            # Windows tells it to anybody who has a handle, POSIX to the parent only.
            return found.wait(0) if psutil.WINDOWS else None
        except psutil.Error:
            return None

    def status(self, process: int) -> int | None:
        return self._statuses.get(process)

    def forget(self, process: int) -> None:
        self._running.pop(process, None)
        self._statuses.pop(process, None)

    def close(self) -> None:
        self._running.clear()


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
