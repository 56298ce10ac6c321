"""Who may look at a model: the window, or the thread that feeds it. One at a time.

The thread works in short steps and gives way between them when the window asked; the window
never waits for a step unless somebody clicked.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

PATIENCE_S = 0.1
"""How long the thread waits for a window that asked; it may have been hidden meanwhile."""


class Turns(QObject):
    """Kept by whoever looks at a model, or changes it."""

    granted = Signal()
    """The window asked while the thread was at work: now it may look."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.RLock()
        self._asked = threading.Event()
        self._go_on = threading.Event()
        self._go_on.set()
        self._depth = 0

    @contextmanager
    def look(self, wait: bool = False) -> Iterator[bool]:
        """For the window: whether it may look now. If not, `granted` tells when.

        Args:
            wait: until the step that is being done is over; then the answer is always yes.
        """
        taken = self._lock.acquire(blocking=False)
        if not taken:
            self._go_on.clear()
            self._asked.set()
            taken = wait and self._lock.acquire()
        if not taken:
            yield False
            return
        self._depth += 1
        try:
            yield True
        finally:
            self._depth -= 1
            self._lock.release()
            if not self._depth:
                self._asked.clear()
                self._go_on.set()

    @contextmanager
    def step(self) -> Iterator[None]:
        """For the thread: one step of work, after the window if that asked."""
        self.give_way()
        with self._lock:
            yield

    def give_way(self) -> None:
        """For the thread: let the window look if it asked."""
        if self._asked.is_set():
            self.granted.emit()
            self._go_on.wait(PATIENCE_S)
            self._asked.clear()
            self._go_on.set()
