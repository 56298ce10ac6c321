"""Work off the GUI thread, its result delivered back on it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal


class _Courier(QObject):
    """Lives on the thread that asked; its signals cross over to it."""

    done = Signal(object)
    failed = Signal(object)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Any], courier: _Courier) -> None:
        super().__init__()
        self._work = work
        self._courier = courier
        self.setAutoDelete(True)

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:
            self._deliver("failed", error)
        else:
            self._deliver("done", result)

    def _deliver(self, how: str, value: object) -> None:
        # The program may have ended meanwhile, and taken the courier with it.
        with contextlib.suppress(RuntimeError):
            getattr(self._courier, how).emit(value)


_couriers: set[_Courier] = set()
"""Those on their way: a courier collected early would never arrive."""


def in_background(
    work: Callable[[], Any],
    done: Callable[[Any], None],
    failed: Callable[[Exception], None],
) -> None:
    """Run `work` on a thread of the pool, then `done(result)` or `failed(error)` here.

    Must be called on a thread with an event loop.  What `work` raises besides `Exception` is
    not caught.
    """
    courier = _Courier()
    _couriers.add(courier)

    def finish(call: Callable[[Any], None], value: Any) -> None:
        _couriers.discard(courier)
        courier.deleteLater()
        call(value)

    queued = Qt.ConnectionType.QueuedConnection
    courier.done.connect(_Slot(courier, lambda value: finish(done, value)).call, queued)
    courier.failed.connect(_Slot(courier, lambda error: finish(failed, error)).call, queued)
    QThreadPool.globalInstance().start(_Job(work, courier))


class _Slot(QObject):
    """A slot that belongs to the thread of its parent: a bare function has no thread."""

    def __init__(self, parent: QObject, function: Callable[[Any], None]) -> None:
        super().__init__(parent)
        self._function = function

    def call(self, value: object) -> None:
        """Deliver."""
        self._function(value)


def busy() -> int:
    """How many pieces of work have not been delivered yet."""
    return len(_couriers)
