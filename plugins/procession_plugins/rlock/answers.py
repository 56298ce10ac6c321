"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording, hangs


def locked_out(recording: Recording) -> int | None:
    """0: the cooks got on, 1: an error ended one, 2: somebody waits for what they hold."""
    if any(hang.rule == "self-deadlock" for hang in hangs(recording)):
        return 2
    codes = [one.exitcode for one in recording.processes.values() if one.role == "child"]
    return None if not codes else 1 if any(codes) else 0


def key_in_the_pocket(recording: Recording) -> int | None:
    """0: as many acquires as visits, 1: more, 2: as many as cooks. None when these are equal."""
    lock = _first(recording)
    if lock is None:
        return None
    cooks = sum(one.role == "child" for one in recording.processes.values())
    visits = _outermost(recording, lock)
    acquires = recording.statistics(lock).get("acquires")
    if acquires > visits:
        return 1
    return None if cooks == visits else 0 if acquires == visits else 2


def borrowed_key(recording: Recording) -> int | None:
    """0: a child's release was counted, 1: it changed nothing, 2: it waited."""
    lock = _first(recording)
    helpers = {n for n, one in recording.processes.items() if one.role == "child"}
    if lock is None or not helpers:
        return None
    if helpers & set(recording.waiter_spans(lock).process.tolist()):
        return 2
    return 0 if recording.foreign_releases(lock) else 1


def _outermost(recording: Recording, lock: int) -> int:
    """How often it went from free to held."""
    held = recording.holder_spans(lock)
    visits, free_from = 0, -1
    for start, end in zip(held.start_ns.tolist(), held.end_ns.tolist(), strict=True):
        visits += start >= free_from
        free_from = max(free_from, end)
    return visits


def _first(recording: Recording) -> int | None:
    """Id of the lock that the lesson is about."""
    found = [n for n, one in recording.primitives.items() if one.kind in ("RLock", "Lock")]
    return min(found, default=None)
