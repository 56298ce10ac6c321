"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording

MAIN = 1


def umbrellas(recording: Recording) -> int | None:
    """0: main could take more than there were at first, 1: as many, 2: fewer."""
    taken = _taken_by_main(recording)
    bought = recording.run.get("knobs", {}).get("UMBRELLAS")
    if taken is None or not isinstance(bought, int):
        return None
    return 0 if taken > bought else 1 if taken == bought else 2


def tool_shed(recording: Recording) -> int | None:
    """0: none were back, 1: one, 2: all that there are."""
    taken = _taken_by_main(recording)
    spades = recording.run.get("knobs", {}).get("SPADES")
    if taken is None or not isinstance(spades, int):
        return None
    return 0 if taken == 0 else 2 if taken == spades else 1 if taken == 1 else None


def _taken_by_main(recording: Recording) -> int | None:
    """How often the main process acquired the semaphore."""
    kinds = ("BoundedSemaphore", "Semaphore")
    found = [number for number, one in recording.primitives.items() if one.kind in kinds]
    if not found:
        return None
    return int((recording.holder_spans(min(found)).process == MAIN).sum())
