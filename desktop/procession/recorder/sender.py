"""Sends messages from a thread of its own: a full pipe blocks that thread and nothing else."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterable
from multiprocessing.connection import Connection

_MOST = 16 * 1024 * 1024


class Sender:
    """A bounded queue in front of a connection. A watcher that is too slow is left behind."""

    def __init__(self, connection: Connection, most: int = _MOST) -> None:
        self._connection = connection
        self._most = most
        self._queue: deque[bytes] = deque()
        self._size = 0
        self._sending = False
        self._closing = False
        self._changed = threading.Condition()
        self.behind = False
        """Messages were dropped: the watcher must catch up from the file."""
        self.broken = False
        """Nobody reads any more."""
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)

    def start(self) -> None:
        """Begin to send. Not before the program was launched: a fork likes no threads."""
        self._thread.start()

    def offer(self, messages: Iterable[bytes]) -> None:
        """Queue messages, or drop them and all that is queued when that is too much."""
        if self.behind or self.broken:
            return
        with self._changed:
            for message in messages:
                self._queue.append(message)
                self._size += len(message)
            if self._size > self._most:
                self._queue.clear()
                self._size = 0
                self.behind = True
            self._changed.notify_all()

    @property
    def idle(self) -> bool:
        """Whether all that was queued has been taken by the other side's pipe."""
        with self._changed:
            return not self._queue and not self._sending

    def finish(self, seconds: float) -> bool:
        """Wait until everything is sent; False when that took too long."""
        until = time.monotonic() + seconds
        with self._changed:
            while (self._queue or self._sending) and not self.broken:
                left = until - time.monotonic()
                if left <= 0:
                    return False
                self._changed.wait(left)
            self._closing = True
            self._changed.notify_all()
        return not self.broken

    def _run(self) -> None:
        while True:
            with self._changed:
                self._sending = False
                self._changed.notify_all()
                while not self._queue:
                    if self._closing:
                        return
                    self._changed.wait()
                message = self._queue.popleft()
                self._size -= len(message)
                self._sending = True
            try:
                self._connection.send_bytes(message)
            except (OSError, ValueError):
                with self._changed:
                    self.broken = True
                    self._queue.clear()
                    self._size = 0
                    self._sending = False
                    self._changed.notify_all()
                return
