"""The words for a run's state: one for its chip, one for its row in a list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from procession.ui import formats
from procession.ui.program import Phase, Program
from procession.ui.widgets.chip import ChipKind


@dataclass(frozen=True, slots=True)
class StateWord:
    """A short word, the kind of chip and its icon."""

    text: str
    kind: ChipKind
    icon: str


def end_word(state: str, exit_status: int | None) -> StateWord:
    """The word for a run that is over. `exit_status` 128+N stands for the signal N."""
    translate = QCoreApplication.translate
    if state == "stopped":
        return StateWord(translate("RunWords", "Stopped"), "amber", "stop")
    if state == "timeout":
        return StateWord(translate("RunWords", "Out of time"), "amber", "clock")
    if state == "hung":
        return StateWord(translate("RunWords", "Stopped: it hung"), "red", "hourglass")
    if state == "failed":
        return StateWord(translate("RunWords", "Could not run"), "red", "error")
    if state == "running":
        return StateWord(translate("RunWords", "Incomplete"), "amber", "warning")
    if exit_status is None:
        return StateWord(translate("RunWords", "Ended"), "plain", "")
    if exit_status == 0:
        return StateWord(translate("RunWords", "Ended, exit 0"), "green", "check")
    if exit_status > 128:
        text = translate("RunWords", "Ended by signal %1").replace("%1", str(exit_status - 128))
        return StateWord(text, "red", "error")
    text = translate("RunWords", "Ended, exit %1").replace("%1", str(exit_status))
    return StateWord(text, "red", "error")


def state_word(program: Program) -> StateWord:
    """The word for what a program does now."""
    translate = QCoreApplication.translate
    if program.phase is Phase.STARTING:
        return StateWord(translate("RunWords", "Starting"), "plain", "")
    if program.phase is Phase.LIVE:
        since, model = hung_since(program), program.model
        if since is not None and model is not None:
            length = formats.duration(max(0, model.last_ns - since))
            text = translate("RunWords", "Hung for %1").replace("%1", length)
            return StateWord(text, "red", "hourglass")
        return StateWord(translate("RunWords", "Live"), "green", "dot")
    if program.phase is Phase.STOPPING:
        return StateWord(translate("RunWords", "Stopping"), "amber", "dot")
    if program.phase is Phase.LOADING:
        return StateWord(translate("RunWords", "Opening"), "plain", "")
    if program.phase is Phase.FAILED:
        if program.state == "lost":
            return StateWord(translate("RunWords", "Recorder lost"), "red", "error")
        if program.state == "":
            return StateWord(translate("RunWords", "Could not open"), "red", "error")
        return StateWord(translate("RunWords", "Could not run"), "red", "error")
    model = program.model
    if model is not None and not model.complete:
        return end_word("running", None)
    return end_word(program.state, program.exit_status)


def hung_since(program: Program) -> int | None:
    """Since when a live program can certainly not go on, ns since its run began; else None."""
    if program.phase is not Phase.LIVE or program.finder is None:
        return None
    return program.finder.now.hung_ns
