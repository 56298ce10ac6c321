"""Rules about managers: copies that are changed in vain, and time spent asking."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from procession.plugin.api import Finding, Recording, counted, process_name, span
from procession_plugins.manager import nested

_OPEN = (1 << 63) - 1
MANY_CALLS = 500
"""Fewer calls are no habit."""
LONG_NS = 200_000_000
"""Less waiting than this nobody notices."""
_ANSWER_NS = 20_000_000
"""A call that takes longer waits for something in the server: a queue's item, a lock."""


def findings(recording: Recording) -> Iterator[Finding]:
    """Everything about managers."""
    managed = [n for n, one in sorted(recording.primitives.items()) if one.kind == "Manager"]
    if not managed:
        return
    yield from nested.findings(recording)
    if recording.ended:
        yield from _bound(recording, managed)


def _bound(recording: Recording, managed: list[int]) -> Iterator[Finding]:
    """Processes that spend most of their time waiting for the manager's answers."""
    worst: tuple[float, int, int, int, int, int] | None = None
    for number, process in sorted(recording.processes.items()):
        if process.role == "helper":
            continue
        spans = recording.process_spans(number)
        mine = np.isin(spans.primitive, managed) & (spans.end_ns != _OPEN)
        took = spans.end_ns[mine] - spans.start_ns[mine]
        short = took < _ANSWER_NS
        calls, waited = int(np.count_nonzero(short)), int(took[short].sum())
        if calls < MANY_CALLS or waited < LONG_NS:
            continue
        # Importing and starting the manager itself is nobody's habit either.
        begun = int(spans.start_ns[mine].min())
        lived = max((process.ended_ns or recording.last_ns) - begun, 1)
        if waited * 2 < lived:
            continue
        busiest = np.bincount(spans.primitive[mine][short]).argmax()
        known = (waited / lived, number, calls, waited, lived, int(busiest))
        worst = max(worst, known) if worst is not None else known
    if worst is None:
        return
    share, number, calls, waited, lived, primitive = worst
    place = recording.primitives[primitive].place
    where = place.short if place is not None else ""
    yield Finding(
        rule="manager-bound",
        level="info",
        certainty="certain",
        message=f"{process_name(recording, number)} spent {span(waited)} of {span(lived)} "
        f"({100 * share:.0f} %) waiting for the manager, in {counted(calls, 'call')} of "
        f"{span(waited / calls)} each.",
        fix="Fetch it once, work on the copy and put the result back in one call; for numbers take "
        "a Value, an Array or shared memory.",
        at_ns=recording.last_ns,
        processes=(number,),
        primitives=(primitive,),
        where=(where,) if where else (),
    )
