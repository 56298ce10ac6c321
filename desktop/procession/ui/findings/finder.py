"""Looks for findings while a program runs: off the GUI thread, as often as it can be afforded."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from procession.ui.findings.told import Looked, looked, stored

if TYPE_CHECKING:
    from procession.plugin.api import Finding
    from procession.trace.hangs import Hang
    from procession.trace.model import Model
    from procession.ui.findings.told import Rule
    from procession.ui.program import Program

EVERY_MS = 150
SHARE = 10
"""After a look it rests this many times as long as the look took."""
AT_ONCE = 16
"""Findings in one message to the recorder: a message has a limit, and sentences may be long."""


class Finder(QObject):
    """The findings of one program, as of its last look. Made by `Program.use_findings`."""

    changed = Signal()
    """Other findings than before, or the program hangs, or hangs no more."""

    def __init__(self, program: Program, rules: tuple[Rule, ...]) -> None:
        super().__init__(program)
        self._program = program
        self._rules = rules
        self._looking = False
        self._seen: tuple[int, int, bool] | None = None
        self._last: list[Callable[[Looked], None]] = []
        self.now = Looked()
        self.looked = False
        """Whether there was a look at all."""
        self.trouble = ""
        """Why some rules could not be asked: what was raised."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._look)
        program.changed.connect(self._grown)
        program.replaced.connect(self._grown)
        program.phase_changed.connect(self._grown)

    def finish(self, done: Callable[[Looked], None]) -> None:
        """Look once more, at all there is; then `done` with what was found."""
        self._last.append(done)
        if not self._looking:
            self._look()

    def _grown(self) -> None:
        if not (self._looking or self._timer.isActive()) and self._news():
            self._timer.start()

    def _state(self) -> tuple[int, int, bool] | None:
        model = self._program.model
        return None if model is None else (id(model), model.revision, self._program.live)

    def _news(self) -> bool:
        return self._state() not in (None, self._seen)

    def _look(self) -> None:
        model = self._program.model
        if model is None or not (self._news() or self._last):
            return
        self._looking = True
        self._seen = self._state()
        live = self._program.live
        spent = _Spent()
        works: list[Callable[[], Any]] = [spent.timed(lambda: _hangs(model))]
        if not live and model.findings:
            works.append(spent.timed(lambda: stored(model)))
        else:
            works += [spent.timed(partial(rule, model)) for rule in self._rules]
        waiting, self._last = self._last, []
        self._program.read_all(works, lambda got: self._done(got, model, live, spent, waiting))

    def _done(
        self,
        got: list[Any],
        model: Model,
        live: bool,
        spent: _Spent,
        waiting: list[Callable[[Looked], None]],
    ) -> None:
        self._looking = False
        hangs: list[Hang] = got[0] if isinstance(got[0], list) else []
        found: list[Finding] = [one for part in got[1:] if isinstance(part, list) for one in part]
        self.trouble = spent.trouble
        now = looked(found, hangs, model, live)
        first, self.looked = not self.looked, True
        if now != self.now or first:
            self.now = now
            self.changed.emit()
        for done in waiting:
            done(now)
        self._timer.setInterval(max(EVERY_MS, SHARE * spent.ns // 1_000_000))
        if self._last:
            self._look()
        else:
            self._grown()


class _Spent:
    """How long a look took on the thread, and what went wrong there."""

    def __init__(self) -> None:
        self.ns = 0
        self.trouble = ""

    def timed(self, work: Callable[[], Any]) -> Callable[[], Any]:
        """`work`, measured; what it raises is kept: the run goes on without these findings."""

        def measured() -> Any:
            began = time.perf_counter_ns()
            try:
                return work()
            except Exception as error:
                self.trouble = f"{type(error).__name__}: {error}"
                return None
            finally:
                self.ns += time.perf_counter_ns() - began

        return measured


def _hangs(model: Model) -> list[Hang]:
    from procession.trace.hangs import hangs_of

    return hangs_of(model)


def rows_of(now: Looked) -> list[list[dict[str, Any]]]:
    """The findings as the recorder stores them, a message's worth each."""
    rows = [asdict(one.finding) for one in now.told]
    return [rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE)]
