"""Feeds a model and keeps the timeline's rows: on a thread, in turns with the window."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from procession.ui.alive import while_alive
from procession.ui.background import in_background
from procession.ui.timeline.turns import Turns

if TYPE_CHECKING:
    from procession.ui.timeline.run_rows import RunRows

TOGETHER = 8
"""Messages fed in one step: half a megabyte at most."""
TOLD_NS = 100_000_000
"""Between two words about how far the work is."""

Work = Callable[[], Any]
Done = Callable[[Any], None]


class Follower(QObject):
    """What is fed and what is painted of one run. Give it messages, then `go`.

    While it works, whoever wants to read the model takes a turn: `turns.look()`.
    """

    grown = Signal()
    """A piece of work is done: rows are up to date with what was fed by then."""
    progress = Signal(int, int)
    """How many of how many lanes are up to date, in work that takes long."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.turns = Turns(self)
        self.rows: RunRows | None = None
        self.pending = 0
        """Bytes that wait to be fed."""
        self._messages: list[bytes] = []
        self._wanted: list[tuple[list[Work], Done]] = []
        self._at_work = False

    @property
    def idle(self) -> bool:
        """Whether everything given was fed and followed."""
        return not (self._at_work or self._messages)

    def begin(self, rows: RunRows) -> None:
        """Follow another model from now on; what was not fed to the last one is dropped."""
        self.rows = rows
        self._messages, self.pending = [], 0

    def feed(self, message: bytes) -> None:
        """Take a message for the model; it is fed by the next `go`."""
        self._messages.append(message)
        self.pending += len(message)

    def read(self, work: Work, done: Done) -> None:
        """Run `work` on the thread, which may read the model there; then `done(result)` here."""
        self.read_all([work], lambda results: done(results[0]))

    def read_all(self, works: list[Work], done: Done) -> None:
        """Run each of `works` on the thread, giving way between them; then `done(results)` here."""
        self._wanted.append((works, done))
        self.go()

    def go(self) -> None:
        """Begin to work if there is anything to do and nothing is being done."""
        rows = self.rows
        if self._at_work or rows is None:
            return
        if not (self._messages or self._wanted or not rows.up_to_date):
            return
        messages, self._messages = self._messages, []
        wanted, self._wanted = self._wanted, []
        self._at_work = True
        in_background(
            lambda: self._work(rows, messages, wanted),
            while_alive(self, self._done),
            while_alive(self, self._failed),
        )

    def _work(
        self, rows: RunRows, messages: list[bytes], wanted: list[tuple[list[Work], Done]]
    ) -> tuple[RunRows, int, list[tuple[Done, Any]]]:
        """On the thread."""
        for first in range(0, len(messages), TOGETHER):
            with self.turns.step():
                for message in messages[first : first + TOGETHER]:
                    rows.model.feed(message)
        with self.turns.step():
            steps = rows.steps()
        told = perf_counter_ns()
        for number, step in enumerate(steps):
            with self.turns.step():
                step()
            if perf_counter_ns() - told > TOLD_NS:
                told = perf_counter_ns()
                self.progress.emit(number + 1, len(steps))
        read = []
        for works, done in wanted:
            results = []
            for work in works:
                with self.turns.step():
                    results.append(work())
            read.append((done, results))
        return rows, sum(map(len, messages)), read

    def _done(self, result: tuple[RunRows, int, list[tuple[Done, Any]]]) -> None:
        rows, size, read = result
        self._at_work = False
        if rows is self.rows:
            self.pending -= size
        for done, value in read:
            done(value)
        self.turns.granted.emit()
        self.grown.emit()
        if self._wanted or (self.rows is not None and not self.rows.up_to_date):
            self.go()

    def _failed(self, error: Exception) -> None:
        self._at_work = False
        raise error
