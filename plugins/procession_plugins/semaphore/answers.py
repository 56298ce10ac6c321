"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording


def car_park(recording: Recording) -> int | None:
    """0: one at a time, 1: as many as places, 2: more. None when there was room for all."""
    places = _named(recording, "places")
    if places is None:
        return None
    cars = sum(one.role == "child" for one in recording.processes.values())
    most = recording.depth(places).peak()
    if most >= cars:
        return 2 if cars > 1 else None
    return 0 if most == 1 else 1


def meeting_point(recording: Recording) -> int | None:
    """0: one of the two waits, 1: both do, 2: nobody."""
    signs = [_named(recording, f"{name}_is_here") for name in ("ida", "jon")]
    waiting = {
        process
        for sign in signs
        if sign is not None
        for process in recording.waiter_spans(sign).process.tolist()
    }
    if None in signs:
        return None
    return {1: 0, 2: 1, 0: 2}.get(len(waiting))


def sleeping_barber(recording: Recording) -> int | None:
    """What the barber did first of all: 0: looked again and again, 1: waited, 2: cut hair."""
    ready = _named(recording, "ready")
    barber = next((n for n, one in recording.processes.items() if one.name == "barber"), None)
    if ready is None or barber is None:
        return None
    held = recording.holder_spans(ready)
    starts = held.start_ns[held.process == barber].tolist()
    waits = recording.waiter_spans(ready)
    naps = waits.start_ns[waits.process == barber].tolist()
    if not naps:
        return 2 if starts else None
    return 1 if not starts or naps[0] < starts[0] else 2


def _named(recording: Recording, name: str) -> int | None:
    """Id of the semaphore that the program calls `name`."""
    primitives = recording.primitives
    return next((number for number, one in primitives.items() if one.name == name), None)
