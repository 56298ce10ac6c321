"""Follows a lesson's run: where its processes stand while it goes on, and what it showed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from procession.ui.live_program import LiveProgram
from procession.ui.pages.what_happened import Happened
from procession.ui.program import Phase, Program

if TYPE_CHECKING:
    from procession.plugin.api import Recording, Track
    from procession.ui.pages.standing import Standing

PAUSE_MS = 200
"""Between two looks at where processes stand: faster nobody reads."""

Answer = Callable[["Recording"], int | None]


class LessonWatch(QObject):
    """Looks beside the window's thread, in turns with who feeds the model."""

    stood = Signal(object)
    """A list of `Standing`, of the program's own file."""
    began = Signal()
    ended = Signal(object, object)
    """`Happened`, and the number of the right answer: None when the run does not decide it."""
    refused = Signal(str)
    """The lesson's answer raised this."""

    def __init__(
        self,
        answer: Answer | None,
        tracks: Sequence[Track],
        *,
        expects: bool,
        parent: QObject | None = None,
    ) -> None:
        """`expects`: the lesson is meant to go wrong, so a run that was stopped tells too."""
        super().__init__(parent)
        self._answer = answer
        self._tracks = tuple(tracks)
        self._expects = expects
        self._program: Program | None = None
        self._told_end = False
        self._looking = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)

    @property
    def judged(self) -> bool:
        """Whether the lesson can tell which answer a run shows to be right."""
        return self._answer is not None

    def watch(self, program: Program) -> None:
        """Follow this run from now on."""
        self.close()
        self._program = program
        self._told_end = self._looking = False
        program.changed.connect(self._grown)
        program.phase_changed.connect(self._phase_changed)
        program.destroyed.connect(self._forget)
        self.began.emit()
        self._phase_changed()

    def close(self) -> None:
        """Follow no run any more."""
        program, self._program = self._program, None
        self._pause.stop()
        if program is not None:
            program.changed.disconnect(self._grown)
            program.phase_changed.disconnect(self._phase_changed)
            program.destroyed.disconnect(self._forget)

    def _forget(self) -> None:
        self._program = None
        self._pause.stop()

    def _grown(self) -> None:
        if not self._pause.isActive() and not self._looking:
            self._pause.start()

    def _phase_changed(self) -> None:
        program = self._program
        if program is None or self._told_end:
            return
        if program.phase is Phase.ENDED:
            self._told_end = True
            self._pause.stop()
            program.read(lambda: self._result(program), lambda told: self._tell(program, told))
        elif program.phase is Phase.FAILED:
            self.stood.emit([])

    def _look(self) -> None:
        program = self._program
        if program is None or self._told_end or program.model is None:
            return
        self._looking = True
        program.read(lambda: self._stand(program), lambda found: self._looked(program, found))

    def _looked(self, program: Program, found: list[Standing]) -> None:
        self._looking = False
        if program is self._program and not self._told_end:
            self.stood.emit(found)

    def _stand(self, program: Program) -> list[Standing]:
        """On the thread."""
        model = program.model
        if model is None or not isinstance(program, LiveProgram):
            return []
        # Here, because numpy comes with it.
        from procession.ui.pages.standing import standings

        mine = os.path.realpath(program.plan.script or "")
        return [one for one in standings(model) if os.path.realpath(one.file) == mine]

    def _result(self, program: Program) -> tuple[list[Standing], Happened | None, int | None, str]:
        """On the thread."""
        from procession.ui.pages.run_numbers import happened

        model = program.model
        if model is None:
            return [], None, None, ""
        right: int | None = None
        problem = ""
        decides = model.state in ("ended", "hung") or (self._expects and model.state == "stopped")
        if self._answer is not None and decides and model.complete:
            try:
                right = self._answer(model)
            except Exception as error:
                # A plugin's own: it takes nothing else down.
                problem = f"{type(error).__name__}: {error}"
        return self._stand(program), happened(model, self._tracks), right, problem

    def _tell(
        self, program: Program, told: tuple[list[Standing], Happened | None, int | None, str]
    ) -> None:
        if program is not self._program:
            return
        stood, what, right, problem = told
        self.stood.emit(stood)
        if problem:
            self.refused.emit(problem)
        self.ended.emit(what, right)
