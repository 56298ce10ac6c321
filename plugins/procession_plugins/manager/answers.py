"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording


def notice_board(recording: Recording) -> int | None:
    """1: every use was answered by a process of the manager's own."""
    managed = [number for number, one in recording.primitives.items() if one.kind == "Manager"]
    helpers = [one for one in recording.processes.values() if one.role == "helper"]
    calls = sum(recording.statistics(number).get("calls") for number in managed)
    return 1 if calls and helpers else None
