"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording


def starting_gun(recording: Recording) -> int | None:
    """By how many waits came through with one shot. 0: one, 1: all, 2: none."""
    found = [number for number, one in recording.primitives.items() if one.name == "gun"]
    runners = sum(one.role == "child" for one in recording.processes.values())
    if not found or runners < 2:
        return None
    numbers = recording.statistics(found[0])
    if numbers.get("calls:set") != 1:
        return None
    return {1: 0, runners: 1, 0: 2}.get(numbers.get("calls:wait"))
