"""What ``/proc`` says about processes. Linux only."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass

if sys.platform == "linux":
    _TICK_NS = 1_000_000_000 // os.sysconf("SC_CLK_TCK")
    _PAGE = os.sysconf("SC_PAGE_SIZE")

    @dataclass(frozen=True, slots=True)
    class Stat:
        """Some fields of ``/proc/PID/stat``."""

        pid: int
        state: str
        ppid: int
        started: int
        """Clock ticks since boot: with the pid, a process's identity."""
        rss: int
        """Bytes."""
        exit_code: int
        """Wait status, while a zombie."""

    def read_stat(pid: int) -> Stat | None:
        """None when there is no such process (any more)."""
        try:
            with open(f"/proc/{pid}/stat", "rb", buffering=0) as file:
                line = file.read(4096)
        except OSError:
            return None
        # The second field is the command in brackets and may hold anything.
        fields = line[line.rfind(b")") + 2 :].split()
        return Stat(
            pid,
            fields[0].decode(),
            int(fields[1]),
            int(fields[19]),
            int(fields[21]) * _PAGE,
            int(fields[49]),
        )

    def started_raw(stat: Stat) -> int:
        """When the process was started, on the raw clock: at most a tick (10 ms) too early."""
        since_boot = time.clock_gettime_ns(time.CLOCK_BOOTTIME) - time.perf_counter_ns()
        return stat.started * _TICK_NS - since_boot

    def descendants(root: int) -> list[Stat]:
        """All living descendants of a process, and zombies, parents before children."""
        children: dict[int, list[Stat]] = {}
        for name in os.listdir("/proc"):
            if name.isdecimal():
                stat = read_stat(int(name))
                if stat is not None:
                    children.setdefault(stat.ppid, []).append(stat)
        found = list(children.get(root, ()))
        for stat in found:
            found.extend(children.get(stat.pid, ()))
        return found

    def send_signal(stat: Stat, number: int) -> bool:
        """Send a signal to exactly the process described; False when it is gone."""
        try:
            pidfd = os.pidfd_open(stat.pid)
        except OSError:
            return False
        try:
            now = read_stat(stat.pid)
            if now is None or now.started != stat.started or now.state == "Z":
                return False
            # Held open, the pidfd means this process even when it ends meanwhile.
            _pidfd_send_signal(pidfd, number)
            return True
        except OSError:
            return False
        finally:
            os.close(pidfd)

    def _pidfd_send_signal(pidfd: int, number: int) -> None:
        import signal

        signal.pidfd_send_signal(pidfd, number)

    def become_subreaper() -> bool:
        """Have orphaned descendants handed to this process rather than to init."""
        import ctypes

        set_child_subreaper = 36
        library = ctypes.CDLL(None, use_errno=True)
        return bool(library.prctl(set_child_subreaper, 1, 0, 0, 0) == 0)

    def usage(pid: int) -> tuple[int, int] | None:
        """CPU time in ns (all threads) and resident memory in bytes; None when it is gone."""
        try:
            # The clock of another process's CPU time, see clock_getcpuclockid(3).
            cpu = time.clock_gettime_ns((~pid << 3) | 2)
            with open(f"/proc/{pid}/statm", "rb", buffering=0) as file:
                return cpu, int(file.read(256).split()[1]) * _PAGE
        except (OSError, IndexError, ValueError):
            return None
