"""Watching a `multiprocessing.Connection` from Qt's event loop.

A connection is a socket or pipe where there are descriptors, which `QSocketNotifier` can watch.
On Windows it is a named pipe, which it cannot: there a thread waits for the connection and rings
through a pair of sockets, one of which a notifier watches.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from multiprocessing.connection import Connection, wait
from typing import Literal

from PySide6.QtCore import QObject, QSocketNotifier, QThread, Signal

Strategy = Literal["descriptor", "thread"]


def default_strategy() -> Strategy:
    """How connections can be watched on this system."""
    return "thread" if sys.platform == "win32" else "descriptor"


class ConnectionWatcher(QObject):
    """Receives messages of one connection, one an activation, and owns the connection.

    To be created on a thread of Qt's.  After `ended` or `close` nothing is emitted any more.
    """

    received = Signal(object)
    """One message, `bytes`."""
    ended = Signal()
    """The other side closed its end, or is gone. Emitted once; the connection is closed then."""

    def __init__(
        self,
        connection: Connection,
        parent: QObject | None = None,
        strategy: Strategy | None = None,
    ) -> None:
        super().__init__(parent)
        assert QThread.currentThread() is self.thread(), "a notifier belongs to a Qt thread"
        self._connection = connection
        self._bell: _Bell | None = None
        self._open = True
        if (strategy or default_strategy()) == "thread":
            self._bell = _Bell(connection)
            descriptor = self._bell.descriptor
        else:
            descriptor = connection.fileno()
        self._notifier: QSocketNotifier | None = QSocketNotifier(
            descriptor, QSocketNotifier.Type.Read
        )
        self._notifier.activated.connect(self._activated)

    @property
    def open(self) -> bool:
        """Whether messages may still come."""
        return self._open

    def pause(self, paused: bool) -> None:
        """Let messages wait in the connection for a while; its other side then has to wait too."""
        if self._notifier is not None:
            self._notifier.setEnabled(not paused)

    def close(self) -> None:
        """Stop watching and close the connection. May be called twice."""
        if not self._open:
            return
        self._open = False
        notifier, self._notifier = self._notifier, None
        assert notifier is not None
        # In this order: a closed descriptor's number is used again at once, and a notifier still
        # enabled would then fire for somebody else's connection.
        notifier.setEnabled(False)
        if self._bell is not None:
            self._bell.stop()
        self._connection.close()
        notifier.deleteLater()

    def _activated(self) -> None:
        if not self._open:
            return
        if self._bell is not None and not self._bell.rung():
            return
        try:
            message = self._connection.recv_bytes()
        except (EOFError, OSError):
            self.close()
            self.ended.emit()
            return
        if self._bell is not None:
            self._bell.arm()
        # Last: whoever receives it may close this watcher.
        self.received.emit(message)


class _Bell:
    """A thread that waits for a connection and writes a byte to a socket, once each `arm`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        # A second pair ends the wait: a connection must not be closed while a thread waits on it.
        self._quit_ours, self._quit_theirs = socket.socketpair()
        self._armed = threading.Semaphore(1)
        self._stopping = False
        self._thread = threading.Thread(target=self._watch, name="connection-watcher", daemon=True)
        self._thread.start()

    @property
    def descriptor(self) -> int:
        """The socket to watch."""
        return self._ours.fileno()

    def rung(self) -> bool:
        """Take the byte; False when there was none."""
        try:
            return bool(self._ours.recv(1))
        except BlockingIOError:
            return False

    def arm(self) -> None:
        """Wait for the next message."""
        self._armed.release()

    def stop(self) -> None:
        """End the thread and close the sockets."""
        self._stopping = True
        self._armed.release()
        self._quit_ours.close()
        self._thread.join()
        for end in (self._ours, self._theirs, self._quit_theirs):
            end.close()

    def _watch(self) -> None:
        while True:
            self._armed.acquire()
            if self._stopping:
                return
            ready: list[object] = []
            with contextlib.suppress(OSError):
                ready = list(wait([self._connection, self._quit_theirs]))
            if self._stopping or self._quit_theirs in ready:
                return
            with contextlib.suppress(OSError):
                self._theirs.send(b"!")
