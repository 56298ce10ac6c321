"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording


def car_park(recording: Recording) -> int | None:
    """0: one at a time, 1: as many as there are places, 2: all of them."""
    places = _named(recording, "places")
    if places is None:
        return None
    cars = sum(one.role == "child" for one in recording.processes.values())
    most = recording.depth(places).peak()
    if most >= cars:
        return 2 if cars > 1 else None
    if most == 1:
        return 0
    return 1 if most == recording.run.get("knobs", {}).get("PLACES") else None


def meeting_point(recording: Recording) -> int | None:
    """0: Ida waits for Jon, 1: both wait, 2: nobody does."""
    signs = [_named(recording, f"{name}_is_here") for name in ("ida", "jon")]
    waiting = {
        recording.processes[process].name
        for sign in signs
        if sign is not None
        for process in recording.waiter_spans(sign).process.tolist()
    }
    if None in signs:
        return None
    if len(waiting) == 1:
        return 0 if "Ida" in waiting else None
    return 1 if waiting else 2


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
