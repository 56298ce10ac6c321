"""What a run was, in sentences that follow from the numbers of its recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from procession.ui import formats
from procession.ui.widgets.labels import Tone

if TYPE_CHECKING:
    from procession.ui.timeline.words import Words

MOST_ENDS = 3


@dataclass(frozen=True, slots=True)
class BadEnd:
    """A process that did not end with exit code 0."""

    name: str
    exitcode: int | None
    ended_by: str | None


@dataclass(frozen=True, slots=True)
class ObjectUse:
    """What one primitive was used for."""

    name: str
    numbers: tuple[int, int]
    """Taken and had to wait; items and the most inside; tasks and failed; messages and 0."""
    kind: str
    """``taken``, ``items``, ``tasks`` or ``messages``."""
    waited_ns: int


@dataclass(frozen=True, slots=True)
class Happened:
    """The numbers. Times in nanoseconds."""

    processes: int
    duration_ns: int
    start_method: str
    state: str
    lost: int
    complete: bool
    all_well: bool
    bad_ends: tuple[BadEnd, ...]
    longest_waiter: str
    longest_wait_ns: int
    life_ns: int
    objects: tuple[ObjectUse, ...]
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its icon."""

    text: str
    icon: str = "dot"
    tone: Tone = "text3"


class HappenedWords(QObject):
    """The sentences, in the language of the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: Words | None = None

    @property
    def words(self) -> Words:
        """The timeline's; made when they are first needed, because numpy comes with them."""
        if self._words is None:
            from procession.ui.timeline.words import Words

            self._words = Words(self)
        return self._words

    def sentences(self, what: Happened) -> list[Sentence]:
        """The most telling first."""
        told = [self._run(what), *self._ends(what)]
        if what.errors or what.warnings:
            told.append(self._findings(what))
        if what.longest_wait_ns:
            text = self.tr("%1 waited longest for what others kept: %2 of its %3.")
            text = text.replace("%1", what.longest_waiter)
            text = text.replace("%2", formats.duration(what.longest_wait_ns))
            text = text.replace("%3", formats.duration(what.life_ns))
            told.append(Sentence(text, "hourglass", "red"))
        told += [Sentence(self._use(one)) for one in what.objects]
        if what.lost:
            text = self.tr("%n record(s) could not be kept: counts may be too low.", "", what.lost)
            told.append(Sentence(text, "warning", "amber"))
        if not what.complete:
            text = self.tr("The recording was cut short: what came after is not known.")
            told.append(Sentence(text, "warning", "amber"))
        return told

    def _run(self, what: Happened) -> Sentence:
        text = self.tr("%n process(es) in %1", "", what.processes)
        text = text.replace("%1", formats.duration(what.duration_ns))
        if what.start_method and what.processes > 1:
            text += self.tr(", started by %1").replace("%1", what.start_method)
        return Sentence(text + self.tr("."), "process")

    def _ends(self, what: Happened) -> list[Sentence]:
        if what.state == "hung":
            return [Sentence(self.tr("Nobody could go on: it was stopped."), "hourglass", "red")]
        if what.state == "stopped":
            return [Sentence(self.tr("It was stopped before its end."), "stop", "amber")]
        if what.state == "timeout":
            return [Sentence(self.tr("Its time was up: it was stopped."), "clock", "amber")]
        if what.all_well:
            return [Sentence(self.tr("Every process ended with exit code 0."), "check", "green")]
        told = []
        for one in what.bad_ends[:MOST_ENDS]:
            text = self.tr("%1: %2.").replace("%1", one.name)
            how = self.words.ended(one.exitcode, one.ended_by)
            told.append(Sentence(text.replace("%2", how), "error", "red"))
        more = len(what.bad_ends) - MOST_ENDS
        if more > 0:
            text = self.tr("%n more process(es) ended badly.", "", more)
            told.append(Sentence(text, "error", "red"))
        return told

    def _findings(self, what: Happened) -> Sentence:
        parts = []
        if what.errors:
            parts.append(self.tr("%n error(s)", "", what.errors))
        if what.warnings:
            parts.append(self.tr("%n warning(s)", "", what.warnings))
        text = self.tr("Found: %1. The page of the run tells more.")
        text = text.replace("%1", self.tr(", ").join(parts))
        return Sentence(text, "warning", "red" if what.errors else "amber")

    def _use(self, one: ObjectUse) -> str:
        many, other = one.numbers
        if one.kind == "taken":
            text = self.tr("%1 was taken %n time(s)", "", many)
            rest = self.tr(", %n of them after waiting", "", other) if other else ""
        elif one.kind == "items":
            text = self.tr("%n item(s) went into %1", "", many)
            rest = self.tr("; at most %n inside at once", "", other)
        elif one.kind == "tasks":
            text = self.tr("%1 was given %n task(s)", "", many)
            rest = self.tr("; %n failed", "", other) if other else ""
        else:
            text, rest = self.tr("%n message(s) went through %1", "", many), ""
        return text.replace("%1", one.name) + rest + self.tr(".")
