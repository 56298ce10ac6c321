"""Locks that leave only one process at work."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from procession.plugin.api import Finding, Recording, primitive_name, span

_KINDS = ("Lock", "RLock", "Condition")
_WAITING = 3
_OPEN = np.iinfo(np.int64).max
LEAST_NS = 100_000_000
"""Shorter than this nobody waits for a program."""
HELD_SHARE = 0.9
WAITING_SHARE = 0.8
"""Of so much, at least, of the waiting when each does all of its work before the next one."""


def one_at_a_time(recording: Recording) -> Iterator[Finding]:
    """Locks held nearly all the time by one of several processes that wait for it."""
    if not recording.ended or recording.state != "ended":
        # What a hang holds for ever says nothing about speed.
        return
    for number, primitive in sorted(recording.primitives.items()):
        if primitive.kind in _KINDS:
            yield from _serial(recording, number)


def _serial(recording: Recording, number: int) -> Iterator[Finding]:
    holds = recording.holder_spans(number)
    who = np.unique(holds.process)
    if len(who) < 2:
        return
    ends = np.minimum(holds.end_ns, recording.last_ns)
    begin, stop = int(holds.start_ns[0]), int(ends.max())
    held = int((ends - holds.start_ns).sum())
    lasted = stop - begin
    if lasted < LEAST_NS or held < HELD_SHARE * lasted or held > 1.01 * lasted:
        return
    waited = 0
    for process in who.tolist():
        spans = recording.process_spans(process)
        chosen = (spans.primitive == number) & (spans.state == _WAITING)
        waited += int((np.minimum(spans.end_ns[chosen], stop) - spans.start_ns[chosen]).sum())
    if waited < WAITING_SHARE * lasted * (len(who) - 1) / 2:
        return
    yield Finding(
        rule="one-at-a-time",
        level="info",
        certainty="likely",
        message=f"{primitive_name(recording, number)} was held {held / lasted:.0%} of the "
        f"{span(lasted)} in which {len(who)} processes used it: they worked one at a time and "
        f"waited {span(waited)} in all.",
        fix="Hold it only around what is shared, and do the rest of the work outside.",
        at_ns=stop,
        processes=tuple(who.tolist()),
        primitives=(number,),
    )
