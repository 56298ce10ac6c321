"""What a run was, in a few numbers, read from its model; needs no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from procession.trace.spans import OPEN
from procession.trace.states import Outcome, State
from procession.ui.pages.what_happened import BadEnd, Happened, ObjectUse

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.trace.model import Model

MOST_OBJECTS = 3
_MOST_COUNTED = 200
_USES = (
    ("tasks", "submitted", "error"),
    ("items", "puts", "max_depth"),
    ("taken", "acquires", ""),
    ("messages", "sends", ""),
)
"""Kind of use, and the counts that tell of it, by the names that plugins give them."""


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
            if kind == "taken":
                other = _after_waiting(model, number)
            else:
                other = numbers.get(counted[second]) if second in counted else 0
            waited = numbers.get("waited_ns")
            used.append(ObjectUse(primitive.label, (many, other), kind, waited))
    return sorted(used, key=lambda one: -one.waited_ns)[:MOST_OBJECTS]


def _after_waiting(model: Model, primitive: int) -> int:
    """How often it was taken at the end of a wait; waits that never ended do not count."""
    waits = model.waiter_spans(primitive)
    done = (waits.state == State.WAITING) & (waits.outcome == Outcome.OK) & (waits.end_ns != OPEN)
    return int(done.sum())
