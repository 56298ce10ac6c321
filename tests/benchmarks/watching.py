"""How often a window is painted, and how late it reacts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

DUE_MS = 16
PATIENCE_MS = 120_000


class Lateness:
    """How late a timer comes that is due every 16 ms; in ms."""

    def __init__(self) -> None:
        self._late: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(DUE_MS)

    def stop(self) -> float:
        """The 99th percentile."""
        self._timer.stop()
        return sorted(self._late)[int(0.99 * (len(self._late) - 1))]

    def _tick(self) -> None:
        now = perf_counter()
        self._late.append(max(0.0, (now - self._last) * 1000 - DUE_MS))
        self._last = now


class Frames(QObject):
    """When a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = widget
        self._times: list[float] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of each picture."""
        if event.type() == QEvent.Type.Paint:
            self._times.append(perf_counter())
        return False

    def stop(self) -> None:
        """No more."""
        self._widget.removeEventFilter(self)

    @property
    def a_second(self) -> float:
        """Pictures a second, from the first to the last."""
        length = self._times[-1] - self._times[0] if self._times else 0.0
        return (len(self._times) - 1) / length if length else 0.0

    @property
    def gap_ms(self) -> float:
        """The 99th percentile of the time between two."""
        gaps = sorted(b - a for a, b in pairwise(self._times))
        return gaps[int(0.99 * (len(gaps) - 1))] * 1000 if gaps else 0.0


def until(true: Callable[[], bool]) -> None:
    """Run the event loop until something is so."""
    loop = QEventLoop()
    check = QTimer()
    check.setInterval(20)
    check.timeout.connect(lambda: loop.quit() if true() else None)
    check.start()
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    loop.exec()
    check.stop()
