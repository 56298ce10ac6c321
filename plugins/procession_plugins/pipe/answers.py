"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording, hangs, records

MAIN = 1


def weather_station(recording: Recording) -> int | None:
    """0: the end of the pipe ended the loop, 2: nothing did."""
    pipe = _first(recording)
    if pipe is None:
        return None
    if recording.state != "ended":
        return 2 if hangs(recording) else None
    numbers = recording.statistics(pipe)
    return 0 if numbers.get("sends") == numbers.get("recvs") else None


def guessing_game(recording: Recording) -> int | None:
    """0: a message for each guess, 1: two for each, 2: a hundred or more."""
    pipe = _first(recording)
    if pipe is None:
        return None
    events = recording.events_of(pipe)
    # Main receives once for every guess.
    guesses = int(((events["kind"] == records.GET) & (events["process"] == MAIN)).sum())
    sends = recording.statistics(pipe).get("sends")
    return 2 if sends >= 100 else 1 if sends == 2 * guesses else 0 if sends == guesses else None


def token_ring(recording: Recording) -> int | None:
    """0: one walks at a time, 2: more than one did. A walk is from a message to the next one."""
    received: list[tuple[int, int]] = []
    walkers = [n for n, one in recording.processes.items() if one.role == "child"]
    for number, one in recording.primitives.items():
        if one.kind == "Pipe":
            events = recording.events_of(number)
            got = (events["kind"] == records.GET) & (events["process"] != MAIN)
            times, who = events["time_ns"][got].tolist(), events["process"][got].tolist()
            received += zip(times, who, strict=True)
    turns = [process for _, process in sorted(received)]
    if len(walkers) < 2 or not turns:
        return None
    # One lantern: it comes back to a watchman only after all the others had it.
    first = turns[: len(walkers)]
    rounds = [first[at % len(walkers)] for at in range(len(turns))]
    return 0 if sorted(first) == sorted(walkers) and turns == rounds else 2


def open_end(recording: Recording) -> int | None:
    """0: the end of the pipe was seen, 2: somebody waits for it."""
    if _first(recording) is None:
        return None
    if recording.state == "ended":
        return 0
    return 2 if hangs(recording) else None


def _first(recording: Recording) -> int | None:
    """Id of the first pipe."""
    found = [number for number, one in recording.primitives.items() if one.kind == "Pipe"]
    return min(found, default=None)
