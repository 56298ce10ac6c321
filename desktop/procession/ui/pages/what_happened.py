"""What a run was, in a few numbers and then in sentences; each follows from its recording."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from procession.ui import formats
from procession.ui.timeline.words import Words
from procession.ui.widgets.labels import Tone

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.trace.model import Model

MOST_ENDS, MOST_OBJECTS = 3, 3
_MOST_COUNTED = 200
_USES = (
    ("tasks", "submitted", "error"),
    ("items", "puts", "max_depth"),
    ("taken", "acquires", "contended"),
    ("messages", "sends", ""),
)
"""Kind of use, and the counts that tell of it, by the names that plugins give them."""


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


def happened(model: Model, tracks: Iterable[Track]) -> Happened:
    """Read the numbers; may be done beside the window's thread.

    `tracks` say what is counted of primitives of a kind.
    """
    own = [one for one in model.processes.values() if one.role != "helper"]
    bad = [
        BadEnd(one.name or str(one.pid), one.exitcode, one.ended_by)
        for one in sorted(own, key=lambda one: one.id)
        if one.ended and one.exitcode and not model.ended_on_request(one.id)
    ]
    waits = [(model.waited_ns(one.id), one) for one in own]
    longest_ns, longest = max(waits, key=lambda pair: pair[0], default=(0, None))
    life = 0
    if longest is not None and longest.started_ns is not None:
        end = model.last_ns if longest.ended_ns is None else longest.ended_ns
        life = end - longest.started_ns
    levels = [str(finding.get("level")) for finding in model.findings]
    return Happened(
        processes=len(own),
        duration_ns=model.last_ns,
        start_method=str(model.run.get("start_method") or ""),
        state=model.state,
        lost=model.lost,
        complete=model.complete,
        all_well=bool(own) and all(one.exitcode == 0 for one in own),
        bad_ends=tuple(bad),
        longest_waiter=(longest.name or str(longest.pid)) if longest is not None else "",
        longest_wait_ns=longest_ns,
        life_ns=life,
        objects=tuple(_objects(model, tracks)),
        errors=levels.count("error"),
        warnings=levels.count("warning"),
    )


def _objects(model: Model, tracks: Iterable[Track]) -> list[ObjectUse]:
    counts: dict[str, Mapping[str, str]] = {}
    for track in tracks:
        for kind in track.kinds:
            counts.setdefault(kind, track.counts)
    used = []
    for number in sorted(model.primitives)[:_MOST_COUNTED]:
        primitive = model.primitives[number]
        counted = counts.get(primitive.kind, {})
        use = next((use for use in _USES if use[1] in counted), None)
        if use is None:
            continue
        numbers = model.statistics(number)
        kind, first, second = use
        many = numbers.get(counted[first])
        if many:
            other = numbers.get(counted[second]) if second in counted else 0
            waited = numbers.get("waited_ns")
            used.append(ObjectUse(primitive.label, (many, other), kind, waited))
    return sorted(used, key=lambda one: -one.waited_ns)[:MOST_OBJECTS]


class HappenedWords(QObject):
    """The sentences, in the language of the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = Words(self)

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
            how = self._words.ended(one.exitcode, one.ended_by)
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
