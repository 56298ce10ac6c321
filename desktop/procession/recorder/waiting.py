"""Waits for whatever comes first: a command, output, the end of a process, a signal, a tick."""

from __future__ import annotations

import os
import select
import signal
import sys
from multiprocessing.connection import Connection, wait

MILLISECOND = 1_000_000


def wait_for(
    connection: Connection | None, readable: list[int], writable: list[int], timeout_ns: int
) -> set[int]:
    """The descriptors that are ready; the connection's own number stands for it."""
    milliseconds = max(0, -(-timeout_ns // MILLISECOND))
    if sys.platform == "win32":
        # Pipes of the program are read by threads there, so that only commands are waited for.
        ready = wait([connection] if connection is not None else [], milliseconds / 1000)
        return {connection.fileno()} if connection is not None and ready else set()
    asked: dict[int, int] = {}
    for descriptor in readable:
        asked[descriptor] = select.POLLIN
    for descriptor in writable:
        asked[descriptor] = asked.get(descriptor, 0) | select.POLLOUT
    if connection is not None:
        asked[connection.fileno()] = select.POLLIN
    poll = select.poll()
    for descriptor, events in asked.items():
        poll.register(descriptor, events)
    return {descriptor for descriptor, _ in poll.poll(milliseconds)}


class Signals:
    """What signals mean to a recorder, and a descriptor that wakes it when one comes.

    SIGINT and SIGQUIT come from the keyboard and are meant for the program: they get handlers
    that do nothing (not SIG_IGN, which the program would inherit through exec), unless they were
    ignored when we began. SIGTERM and SIGHUP ask to finish.
    """

    def __init__(self) -> None:
        self.interrupted = False
        self.asked_to_end = False
        self._before: dict[int, object] = {}
        self._read, self._write = -1, -1

    def install(self, own_terminal: bool) -> None:
        """To be called on the main thread. With a terminal of our own, it is we who hang up."""
        if sys.platform == "win32":
            self._set(signal.SIGINT, self._interrupt)
            return
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGQUIT):
            self._set(number, self._interrupt)
        self._set(signal.SIGTERM, self._end)
        self._set(signal.SIGHUP, self._nothing if own_terminal else self._end)
        self._set(signal.SIGCHLD, self._nothing)
        # The command line blocked them while we started.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT, signal.SIGQUIT])

    def _set(self, number: int, handler: object) -> None:
        before = signal.getsignal(number)
        if before != signal.SIG_IGN:
            self._before[number] = before
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _interrupt(self, number: int, frame: object) -> None:
        self.interrupted = True

    def _end(self, number: int, frame: object) -> None:
        self.asked_to_end = True

    def _nothing(self, number: int, frame: object) -> None:
        return

    def filenos(self) -> list[int]:
        """Readable after a signal."""
        return [self._read] if self._read >= 0 else []

    def drain(self) -> None:
        """Make the descriptor quiet again."""
        if self._read >= 0:
            try:
                while os.read(self._read, 512):
                    pass
            except BlockingIOError:
                return

    def restore(self) -> None:
        """Put back what was there."""
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]
        if self._read >= 0:
            signal.set_wakeup_fd(-1)
            os.close(self._read)
            os.close(self._write)
            self._read, self._write = -1, -1
