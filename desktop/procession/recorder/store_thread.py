"""Runs a database's statements in their order, in a thread of its own.

SQLite lets go of the interpreter while it writes, so that pages are read at the same time.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from typing import Any

_MOST = 64 * 1024 * 1024

Work = tuple[str, tuple[Any, ...]]


class StoreThread:
    """A queue of statements in front of a connection, bounded by the bytes that wait in it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._queue: deque[tuple[list[Work], int]] = deque()
        self._size = 0
        self._busy = False
        self._closing = False
        self._error: sqlite3.Error | None = None
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to work. Not before the program was launched: a fork likes no threads."""
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    def add(self, work: list[Work], size: int) -> None:
        """Queue statements, of `size` bytes; waits while too much is queued.

        Raises the sqlite3.Error of an earlier statement.
        """
        with self._changed:
            while self._thread is not None and self._size > _MOST and self._error is None:
                self._changed.wait()
            self._raise()
            self._queue.append((work, size))
            self._size += size
            self._changed.notify_all()

    def wait(self) -> None:
        """Wait until all is done. Raises sqlite3.Error."""
        if self._thread is None:
            self._drain()
        with self._changed:
            while (self._queue or self._busy) and self._error is None:
                self._changed.wait()
            self._raise()

    def close(self) -> None:
        """Do what is queued and end the thread."""
        if self._thread is None:
            return
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()
        self._thread = None

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _drain(self) -> None:
        while self._queue:
            work, size = self._queue.popleft()
            self._size -= size
            self._do(work)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                while not self._queue:
                    if self._closing:
                        return
                    self._changed.wait()
                work, size = self._queue.popleft()
                self._busy = True
            try:
                self._do(work)
            except sqlite3.Error as error:
                with self._changed:
                    self._error = error
                    self._queue.clear()
                    self._size = 0
                    self._changed.notify_all()
                return
            with self._changed:
                self._size -= size

    def _do(self, work: list[Work]) -> None:
        execute = self._database.execute
        for statement, values in work:
            execute(statement, values)
