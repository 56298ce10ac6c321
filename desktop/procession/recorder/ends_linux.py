"""Ends of processes on Linux: a pidfd says so at once and never means another process."""

from __future__ import annotations

import os
import select
import struct
import sys

if sys.platform == "linux":
    import fcntl

    from procession.recorder.proc_linux import Stat, read_stat, started_raw

    # <linux/pidfd.h>: struct pidfd_info of 64 bytes, where the kernel (6.15) keeps a reaped
    # process's status for those who hold a pidfd of it.
    _PIDFD_GET_INFO = 0xC040FF0B
    _INFO_EXIT = 1 << 3
    _INFO_SIZE = 64
    _EXIT_CODE_OFFSET = 60
    _START_SLACK_NS = 40_000_000

    def works() -> bool:
        """Whether this kernel has pidfds (5.3)."""
        try:
            os.close(os.pidfd_open(os.getpid()))
        except (AttributeError, OSError):
            return False
        return True

    class PidfdWatch:
        """One pidfd a process."""

        def __init__(self) -> None:
            self._by_fileno: dict[int, int] = {}
            self._pidfds: dict[int, tuple[int, int]] = {}
            """Id → pidfd, pid; kept after the end until the status is known."""
            self._unwatched: dict[int, tuple[int, int]] = {}
            """Id → pid, start: those that no descriptor could be had for, so far."""
            self._poll = select.epoll()

        def add(self, process: int, pid: int, started: int) -> bool:
            try:
                pidfd = os.pidfd_open(pid)
            except ProcessLookupError:
                return False
            except OSError:
                self._unwatched[process] = (pid, started)
                return True
            stat = read_stat(pid)
            # The number may have been given to another process before it was opened.
            if stat is None or started_raw(stat) > started + _START_SLACK_NS:
                os.close(pidfd)
                return False
            self._pidfds[process] = (pidfd, pid)
            self._by_fileno[pidfd] = process
            self._poll.register(pidfd, select.EPOLLIN)
            return True

        def filenos(self) -> list[int]:
            return [self._poll.fileno()]

        def ended(self) -> list[int]:
            ended = []
            unwatched, self._unwatched = self._unwatched, {}
            for process, (pid, started) in unwatched.items():
                if not self.add(process, pid, started):
                    ended.append(process)
            for pidfd, _ in self._poll.poll(0):
                self._poll.unregister(pidfd)
                ended.append(self._by_fileno.pop(pidfd))
            return ended

        def status(self, process: int) -> int | None:
            known = self._pidfds.get(process)
            if known is None:
                return None
            pidfd, pid = known
            stat = read_stat(pid)
            if stat is not None and stat.state == "Z":
                # While it is a zombie its number is its own.
                return _zombie_status(pid, stat)
            return _reaped_status(pidfd)

        def forget(self, process: int) -> None:
            self._unwatched.pop(process, None)
            known = self._pidfds.pop(process, None)
            if known is not None:
                if self._by_fileno.pop(known[0], None) is not None:
                    self._poll.unregister(known[0])
                os.close(known[0])

        def close(self) -> None:
            for process in list(self._pidfds):
                self.forget(process)
            self._poll.close()

    def _zombie_status(pid: int, stat: Stat) -> int | None:
        if stat.exit_code == 0:
            # 0 is also what is shown to those who may not know.
            try:
                if os.geteuid() not in (0, os.stat(f"/proc/{pid}").st_uid):
                    return None
            except OSError:
                return None
        return os.waitstatus_to_exitcode(stat.exit_code)

    def _reaped_status(pidfd: int) -> int | None:
        asked = struct.pack("<Q", _INFO_EXIT).ljust(_INFO_SIZE, b"\0")
        try:
            answer = fcntl.ioctl(pidfd, _PIDFD_GET_INFO, asked)
        except OSError:
            return None
        mask = struct.unpack_from("<Q", answer)[0]
        if not mask & _INFO_EXIT:
            return None
        return os.waitstatus_to_exitcode(struct.unpack_from("<i", answer, _EXIT_CODE_OFFSET)[0])
