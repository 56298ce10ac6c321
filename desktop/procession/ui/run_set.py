"""A run: one program or several that were started together, and the runs of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from procession.recorder import library
from procession.recorder.plan import RunPlan
from procession.ui.live_program import LiveProgram
from procession.ui.opened_program import OpenedProgram
from procession.ui.program import Program
from procession.ui.watcher import Strategy


class Run(QObject):
    """A set of programs, each with a recorder of its own."""

    phase_changed = Signal()

    def __init__(
        self,
        title: str,
        programs: Sequence[Program],
        parent: QObject | None = None,
        subject: str = "",
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.subject = subject or title
        """The title without the number of the run."""
        self.programs = tuple(programs)
        for program in self.programs:
            program.setParent(self)
            program.phase_changed.connect(self.phase_changed)

    @property
    def program(self) -> Program:
        """The first program; most runs have no other."""
        return self.programs[0]

    @property
    def name(self) -> str:
        """What its tab says: an opened recording has its title only when it has been read."""
        return self.title or self.program.title

    @property
    def live(self) -> bool:
        """Whether any of its programs may still do something."""
        return any(program.live for program in self.programs)

    def stop(self) -> None:
        """Stop every program of it."""
        for program in self.programs:
            program.stop()

    def close(self) -> None:
        """Stop and let go of every program of it."""
        for program in self.programs:
            program.close()


class Runs(QObject):
    """The runs of this window, newest first."""

    added = Signal(object)
    """A `Run` that was just started or opened."""
    changed = Signal()

    def __init__(self, parent: QObject | None = None, strategy: Strategy | None = None) -> None:
        super().__init__(parent)
        self._strategy = strategy
        self._numbers: dict[str, int] = {}
        self.all: list[Run] = []

    def start(self, title: str, plans: Sequence[RunPlan]) -> Run:
        """Start a recorder for each plan, all at once."""
        number = self._numbers[title] = self._numbers.get(title, 0) + 1
        name = self.tr("%1 · run %2").replace("%1", title).replace("%2", str(number))
        live = [LiveProgram(plan, name, strategy=self._strategy) for plan in plans]
        run = Run(name, live, self, subject=title)
        self._add(run)
        for program in live:
            program.start()
        return run

    def again(self, run: Run) -> Run:
        """Start the programs of a run once more, each with a recording of its own.

        Raises OSError when there is no place for one.
        """
        plans = [
            replace(
                program.plan,
                output=str(library.new_path(program.plan.program)),
                nonce=uuid4().hex[:16],
            )
            for program in run.programs
            if isinstance(program, LiveProgram)
        ]
        return self.start(run.subject, plans)

    def open(self, path: Path) -> Run:
        """Open a recording."""
        program = OpenedProgram(path)
        run = Run("", [program], self)
        self._add(run)
        program.start()
        return run

    def drop(self, run: Run) -> None:
        """Stop a run and forget it; its recording stays."""
        run.close()
        if run in self.all:
            self.all.remove(run)
            self.changed.emit()
        run.deleteLater()

    def close(self) -> None:
        """Stop and let go of all runs."""
        for run in list(self.all):
            run.close()

    def _add(self, run: Run) -> None:
        self.all.insert(0, run)
        run.phase_changed.connect(self.changed)
        self.added.emit(run)
        self.changed.emit()
