"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording


def own_copy(recording: Recording) -> int | None:
    """1: shared memory was shared and a child of its own did the adding.

    What a plain variable holds is in no recording: two processes never share one.
    """
    value = _first(recording, "Value")
    if value is None or len(recording.processes) < 2:
        return None
    return 1 if recording.statistics(value).get("acquires") else None


def cinema(recording: Recording) -> int | None:
    """0: looking and marking were never interrupted, so no seat was sold twice."""
    array = _first(recording, "Array")
    if array is None:
        return None
    held = recording.holder_spans(array)
    if len(held) == 0:
        # Each office had seats of its own: as many tickets as seats.
        return 0 if recording.run.get("knobs", {}).get("SPLIT") else None
    return 0 if (held.end_ns[:-1] <= held.start_ns[1:]).all() else 2


def ticket(recording: Recording) -> int | None:
    """0: every sale was one hold of the lock, 1: something was written over what another wrote."""
    value = _first(recording, "Value")
    knobs = recording.run.get("knobs", {})
    offices = sum(one.role == "child" for one in recording.processes.values())
    if value is None or offices < 2 or not isinstance(knobs.get("SALES"), int):
        return None
    sales = knobs["SALES"] * offices
    acquires = recording.statistics(value).get("acquires")
    if acquires == sales:
        return 0
    from procession_plugins.shared_data.findings import findings

    return 1 if any(found.rule == "lost-update" for found in findings(recording)) else None


def _first(recording: Recording, kind: str) -> int | None:
    """Id of the first primitive of a kind."""
    found = [number for number, one in recording.primitives.items() if one.kind == kind]
    return min(found, default=None)
