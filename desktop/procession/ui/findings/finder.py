"""Looks for findings while a program runs: off the GUI thread, as often as it can be afforded."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from procession.ui.alive import while_alive
from procession.ui.findings.told import Looked, looked, stored

if TYPE_CHECKING:
    from procession.plugin.api import Finding
    from procession.trace.hangs import Hang
    from procession.trace.model import Model
    from procession.ui.findings.told import Rule
    from procession.ui.program import Program

EVERY_MS = 100
SHARE = 6
"""After a look at everything it rests this many times as long as that took, unless it hangs."""
LONGEST_MS = 10_000
HANG_SHARE, LONGEST_HANG_MS = 3, 500
"""The same for a look at hangs alone, which costs little: what waits, not what has happened."""
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
        self._hangs: frozenset[object] = frozenset()
        self._all_due_ns = 0
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
        if self._looking or self._timer.isActive() or not self._news():
            return
        if self._program.live:
            self._timer.start()
        else:
            # Nothing more will come.
            self._look()

    def _state(self) -> tuple[int, int, bool] | None:
        model = self._program.model
        return None if model is None else (id(model), model.revision, self._program.live)

    def _news(self) -> bool:
        # What is being stopped hangs no more and has not ended yet: nothing to be said anew.
        stopping = self._program.phase.value == "stopping"
        return not stopping and self._state() not in (None, self._seen)

    def _look(self) -> None:
        """First at hangs; at everything when there is another one, or it is time again."""
        model = self._program.model
        if model is None or not (self._news() or self._last):
            return
        self._looking = True
        look = _Look(model, self._program.live, self._state())
        self._program.read_all(
            [look.timed(lambda: _hangs(model))],
            while_alive(self, lambda got: self._looked_at_hangs(look, got[0])),
        )

    def _looked_at_hangs(self, look: _Look, got: Any) -> None:
        if self._last and look.state != self._state():
            self._look()
            return
        look.hangs = got if isinstance(got, list) else []
        hangs = frozenset((one.rule, one.primitives, one.processes) for one in look.hangs)
        cost_ms = HANG_SHARE * look.spent_ns // 1_000_000
        self._timer.setInterval(min(max(EVERY_MS, cost_ms), LONGEST_HANG_MS))
        due = time.monotonic_ns() >= self._all_due_ns or self._last or not look.live
        if not due and hangs == self._hangs:
            # The rules wait for their time; until then the run is looked at again for hangs.
            self._looking = False
            self._timer.start()
            return
        self._hangs = hangs
        model = look.model
        # Once more: the run may have grown meanwhile, and the rules must see the same hangs.
        works: list[Callable[[], Any]] = [look.timed(lambda: _hangs(model))]
        if not look.live and model.findings:
            works.append(look.timed(lambda: stored(model)))
        else:
            works += [look.timed(partial(rule, model)) for rule in self._rules]
        look.spent_ns, look.state = 0, self._state()
        waiting, self._last = self._last, []
        self._program.read_all(works, while_alive(self, lambda got: self._done(look, got, waiting)))

    def _done(self, look: _Look, got: list[Any], waiting: list[Callable[[Looked], None]]) -> None:
        self._looking = False
        self._seen = look.state
        look.hangs = got[0] if isinstance(got[0], list) else []
        found: list[Finding] = [one for part in got[1:] if isinstance(part, list) for one in part]
        self.trouble = look.trouble
        now = looked(found, look.hangs, look.model, look.live)
        first, self.looked = not self.looked, True
        # What is imported at the first look is not paid for again.
        rest_ms = 0 if first else min(SHARE * look.spent_ns // 1_000_000, LONGEST_MS)
        self._all_due_ns = time.monotonic_ns() + rest_ms * 1_000_000
        if now != self.now or first:
            self.now = now
            self.changed.emit()
        for done in waiting:
            done(now)
        if self._last:
            self._look()
        else:
            self._grown()


class _Look:
    """One look at a model: what it found so far, what it cost, and what went wrong."""

    def __init__(self, model: Model, live: bool, state: tuple[int, int, bool] | None) -> None:
        self.model = model
        self.live = live
        self.state = state
        self.hangs: list[Hang] = []
        self.spent_ns = 0
        self.trouble = ""

    def timed(self, work: Callable[[], Any]) -> Callable[[], Any]:
        """`work`, measured; what it raises is kept: the run goes on without these findings."""

        def measured() -> Any:
            # Not how late the machine is, but what it costs.
            began = time.thread_time_ns()
            try:
                return work()
            except Exception as error:
                self.trouble = f"{type(error).__name__}: {error}"
                return None
            finally:
                self.spent_ns += time.thread_time_ns() - began

        return measured


def _hangs(model: Model) -> list[Hang]:
    from procession.trace.hangs import hangs_of

    return hangs_of(model)


def rows_of(now: Looked) -> list[list[dict[str, Any]]]:
    """The findings as the recorder stores them, a message's worth each."""
    rows = [asdict(one.finding) for one in now.told]
    return [rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE)]
