"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording


def letter_box(recording: Recording) -> int | None:
    """1: put() wrote by itself: none of the processes that put had a thread for it."""
    found = [number for number, one in recording.primitives.items() if one.kind == "SimpleQueue"]
    if not found or not recording.statistics(found[0]).get("puts"):
        return None
    events = recording.events_of(found[0])
    threads = set(events["thread"].tolist())
    return 1 if threads == {0} else 0
