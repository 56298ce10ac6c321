"""What there is to say about a span that is selected, read from the model at once."""

from __future__ import annotations

from dataclasses import dataclass

from procession.ui.timeline.blockers import blocker_of, waiters_beside
from procession.ui.timeline.cause import cause_of
from procession.ui.timeline.kinds import CONTENDED, HELD, WAITING
from procession.ui.timeline.pick import Picked
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.tip import what_of, who_of
from procession.ui.timeline.words import Words

AROUND = 2
MOST_WIDE = 44


@dataclass(frozen=True, slots=True)
class Facts:
    """Times in ns since the run began; processes and primitives by their ids, 0 for none."""

    who: str
    process: int
    pid: int
    what: str
    kind: int
    """One of `timeline.kinds`."""
    primitive: int
    begin_ns: int
    end_ns: int
    over: bool
    holder: str
    """Who held what was waited for; empty: nobody, or this is no wait."""
    holder_id: int
    held_since_ns: int
    also_waiting: tuple[tuple[str, int], ...]
    """Name and id of each process."""
    ended_by: str
    """Whose release or item ended this wait; empty: nobody's that is known."""
    ended_by_id: int
    ended_by_item: bool
    blocked: bool
    """Whether there is a span that blocks this one."""
    file: str
    line: int
    function: str
    excerpt: str
    """Lines of the source, the one in question marked."""

    @property
    def length_ns(self) -> int:
        """How long it took, so far."""
        return max(0, self.end_ns - self.begin_ns)


def facts_of(scene: Scene, picked: Picked, words: Words) -> Facts:
    """Read them; whoever asks must be allowed to read the model."""
    model = scene.model
    blocker = blocker_of(scene, picked)
    holder = blocker if picked.kind == WAITING else None
    others: list[int] = []
    if picked.primitive and picked.kind in (WAITING, HELD, CONTENDED):
        others = waiters_beside(scene, picked)
    cause = cause_of(scene, picked)
    place = model.place(picked.place) if picked.place else None
    file, line = (place.file, place.line) if place is not None else ("", 0)
    known = model.processes.get(picked.process)
    return Facts(
        who=who_of(scene, picked, words),
        process=picked.process if known is not None else 0,
        pid=known.pid if known is not None else 0,
        what=what_of(scene, picked, words),
        kind=picked.kind,
        primitive=picked.primitive if picked.primitive in model.primitives else 0,
        begin_ns=picked.start_ns,
        end_ns=scene.now_ns if picked.end_ns is None else picked.end_ns,
        over=picked.end_ns is not None,
        holder="" if holder is None else who_of(scene, holder, words),
        holder_id=0 if holder is None else holder.process,
        held_since_ns=0 if holder is None else holder.start_ns,
        also_waiting=tuple((_name(scene, one, words), one) for one in others),
        ended_by="" if cause is None else _name(scene, cause.from_process, words),
        ended_by_id=0 if cause is None else cause.from_process,
        ended_by_item=cause is not None and cause.kind == "item",
        blocked=blocker is not None,
        file=file,
        line=line,
        function=place.function if place is not None else "",
        excerpt=_excerpt(model.sources.get(file, ""), line),
    )


def _name(scene: Scene, one: int, words: Words) -> str:
    known = scene.model.processes.get(one)
    return (known.name if known is not None else "") or words.unnamed(one)


def _excerpt(source: str, line: int) -> str:
    lines = source.splitlines()
    if not 0 < line <= len(lines):
        return ""
    shown = []
    for number in range(max(1, line - AROUND), min(len(lines), line + AROUND) + 1):
        mark = "›" if number == line else " "
        text = f"{mark}{number:4} {lines[number - 1].expandtabs(4).rstrip()}"
        shown.append(text if len(text) <= MOST_WIDE else text[: MOST_WIDE - 1] + "…")
    return "\n".join(shown)
