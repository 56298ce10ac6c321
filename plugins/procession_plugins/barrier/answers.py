"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording, hangs


def mountain_hike(recording: Recording) -> int | None:
    """Who waited longest at the last hut. 0: the slowest hiker, 1: a quicker one."""
    found = [number for number, one in recording.primitives.items() if one.kind == "Barrier"]
    hikers = [one for one in recording.processes.values() if one.role == "child"]
    if not found or len(hikers) < 2 or not recording.run.get("knobs", {}).get("SLOWER_MS"):
        return None
    waits = recording.waiter_spans(found[0])
    lengths: dict[int, int] = {}
    for process, start, end in zip(
        waits.process.tolist(), waits.start_ns.tolist(), waits.end_ns.tolist(), strict=True
    ):
        lengths[process] = end - start  # in order of time: the last one stays
    longest = max(lengths, key=lambda process: lengths[process], default=0)
    if not longest:
        return None
    return 0 if recording.processes[longest].name == f"hiker {len(hikers)}" else 1


def table(recording: Recording) -> int | None:
    """0: all began, 1: they wait for ever, 2: the barrier broke."""
    if any(hang.rule == "barrier-short" for hang in hangs(recording)):
        return 1
    found = [number for number, one in recording.primitives.items() if one.kind == "Barrier"]
    if not found:
        return None
    numbers = recording.statistics(found[0])
    return 2 if numbers.get("calls:break") else 0 if numbers.get("calls:wait") else None
