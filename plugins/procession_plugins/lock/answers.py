"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording, hangs


def one_counter(recording: Recording) -> int | None:
    """0: the writers worked at the same time, 1: they took turns. None for one writer."""
    children = _children(recording)
    lock = _first(recording, "Lock")
    if len(children) < 2 or lock is None:
        return None
    held = recording.holder_spans(lock)
    if len(held) == 0:
        return 0
    # In order of their beginnings: each has ended before the next one begins.
    return 1 if (held.end_ns[:-1] <= held.start_ns[1:]).all() else None


def one_bathroom(recording: Recording) -> int | None:
    """What a time-out does. 0: raises, 1: lets go on without the lock, 2: with it."""
    lock = _first(recording, "Lock")
    timo = next((n for n in _children(recording) if recording.processes[n].name == "Timo"), None)
    if lock is None or timo is None:
        return None
    if recording.processes[timo].exitcode:
        return 0
    held = timo in recording.holder_spans(lock).process.tolist()
    if recording.statistics(lock).get("timeouts"):
        return 2 if held else 1
    return None


def bank_transfer(recording: Recording) -> int | None:
    """0: everybody came to the end, 2: they stand still. What the balances are is not recorded."""
    if hangs(recording):
        return 2
    codes = [recording.processes[number].exitcode for number in _children(recording)]
    return 0 if codes and not any(codes) else None


def five_forks(recording: Recording) -> int | None:
    """0: everybody ate, 2: all of them wait."""
    friends = _children(recording)
    codes = [recording.processes[number].exitcode for number in friends]
    if friends and not any(codes):
        return 0
    waiting = {wait.process for hang in hangs(recording) for wait in hang.waits}
    return 2 if friends and waiting.issuperset(friends) else None


def with_the_key(recording: Recording) -> int | None:
    """0: the next ones got in, 2: they wait for ever."""
    if any(hang.rule == "holder-died" for hang in hangs(recording)):
        return 2
    codes = [one.exitcode for one in recording.processes.values() if one.name != "Kim"]
    return 0 if len(codes) > 1 and not any(codes) else None


def _children(recording: Recording) -> list[int]:
    """Ids of the processes that the program started."""
    processes = recording.processes
    return [number for number in sorted(processes) if processes[number].role == "child"]


def _first(recording: Recording, kind: str) -> int | None:
    """Id of the first primitive of a kind."""
    primitives = recording.primitives
    return next((number for number in sorted(primitives) if primitives[number].kind == kind), None)
