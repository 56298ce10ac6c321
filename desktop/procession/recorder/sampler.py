"""CPU time and memory of the observed processes, several times a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from procession.recorder.observed import Observed
from procession.recorder.store import Store

_EVERY_NS = 200_000_000
_SHARE = 50
"""At most one part in so many of the time goes into sampling, however many processes there are."""

Usage = Callable[[int], tuple[int, int] | None]


def _usage() -> Usage:
    if sys.platform == "linux":
        from procession.recorder.proc_linux import usage

        return usage
    import psutil

    def usage_by_psutil(pid: int) -> tuple[int, int] | None:
        try:
            process = psutil.Process(pid)
            cpu = process.cpu_times()
            return round((cpu.user + cpu.system) * 1e9), process.memory_info().rss
        except psutil.Error:
            return None

    return usage_by_psutil


class Sampler:
    """Keeps the last and the highest values in the process rows, and the course in ``sample``."""

    def __init__(self, store: Store, origin: int) -> None:
        self._store = store
        self._origin = origin
        self._usage = _usage()
        self._next = 0

    def sample(self, processes: list[Observed], now: int) -> bool:
        """Sample the living ones when it is time; True when that was done."""
        if now < self._next:
            return False
        for process in processes:
            if not process.dead:
                self.sample_one(process, now)
        took = time.perf_counter_ns() - now
        self._next = now + max(_EVERY_NS, took * _SHARE)
        return True

    def sample_one(self, process: Observed, now: int) -> None:
        """A process that has just ended, and was not reaped yet, still has its CPU time."""
        used = self._usage(process.pid)
        if used is None:
            return
        cpu, rss = used
        if cpu == process.cpu_ns and rss <= (process.peak_rss or 0):
            return
        process.cpu_ns = cpu
        # One that has ended has no memory left, which says nothing about its peak.
        process.peak_rss = max(rss, process.peak_rss or 0) or None
        row = {"process": process.id, "at_ns": now - self._origin, "cpu_ns": cpu, "rss": rss}
        self._store.put("sample", row)
        peak = {"id": process.id, "cpu_ns": cpu, "peak_rss": process.peak_rss}
        self._store.put("process", peak)
