"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording, hangs

MAIN = 1


def bakery_shelf(recording: Recording) -> int | None:
    """Who waited while both sides were at work. 0: the baker, 1: the shoppers, 2: both."""
    shelf = _first(recording)
    baker = next((n for n, one in recording.processes.items() if one.name == "baker"), None)
    if shelf is None or baker is None:
        return None
    numbers = recording.statistics(shelf)
    puts, gets = numbers.get("put_waits"), numbers.get("get_waits")
    # Each shopper may wait once for the first loaf: that is before the shop is running.
    gets -= min(gets, sum(one.role == "child" for one in recording.processes.values()) - 1)
    if not puts and not gets:
        return None
    return 0 if puts > 2 * gets else 1 if gets > 2 * puts else 2


def full_and_empty(recording: Recording) -> int | None:
    """How many letters the clerk got. 0: one more than fits, 1: as many as fit, 2: none."""
    box = _first(recording)
    if box is None:
        return None
    room = int(recording.primitives[box].details.get("maxsize", "0"))
    got = recording.statistics(box).get("gets") - 1  # the late letter, which main takes itself
    return {room + 1: 0, room: 1, 0: 2}.get(got)


def lost_parcel(recording: Recording) -> int | None:
    """0: put() raised, 1: all but the lost one came, 2: fewer. None when nothing was lost."""
    road = _first(recording)
    if road is None:
        return None
    numbers = recording.statistics(road)
    puts, gets = numbers.get("puts"), numbers.get("gets")
    if recording.processes[MAIN].ended_by == "exception":
        return 0
    if gets == puts:
        return None
    return 1 if gets == puts - 1 else 2


def parcel_that_arrives(recording: Recording) -> int | None:
    """0: put() raised, 1: one did not come, 2: all came."""
    road = _first(recording)
    lost = lost_parcel(recording)
    if road is None or lost is not None:
        return lost if lost != 2 else None
    return 2 if recording.statistics(road).get("puts") else None


def luggage(recording: Recording) -> int | None:
    """0: everything was taken, 1: something was lost, 2: the process cannot end."""
    belt = _first(recording)
    if belt is None:
        return None
    if hangs(recording):
        return 2
    numbers = recording.statistics(belt)
    return 0 if numbers.get("gets") == numbers.get("puts") else 1


def assembly_line(recording: Recording) -> int | None:
    """Whose pile grew higher. 0: there was none, 1: the painters', 2: main's."""
    depths = {
        one.name: recording.statistics(number).get("max_depth")
        for number, one in recording.primitives.items()
        if one.kind == "Queue"
    }
    if not {"sawn", "painted"} <= depths.keys():
        return None
    if depths["sawn"] == depths["painted"]:
        return 0 if depths["sawn"] <= 1 else None
    return 1 if depths["sawn"] > depths["painted"] else 2


def counter(recording: Recording) -> int | None:
    """0: all clerks went home, 1: some did, 2: none."""
    clerks = [n for n, one in recording.processes.items() if one.role == "child"]
    stuck = {wait.process for hang in hangs(recording) for wait in hang.waits} & set(clerks)
    if not clerks:
        return None
    return 0 if not stuck else 1 if len(stuck) < len(clerks) else 2


def _first(recording: Recording) -> int | None:
    """Id of the first queue."""
    found = [number for number, one in recording.primitives.items() if one.kind == "Queue"]
    return min(found, default=None)
