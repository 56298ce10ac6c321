"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording, hangs, records

MAIN = 1


def last_order(recording: Recording) -> int | None:
    """When main's join() came back. 0: empty at first, 1: main's own items done, 2: all done."""
    queue = _first(recording)
    if queue is None:
        return None
    back = _joined(recording, queue)
    if back is None:
        return None
    events = recording.events_of(queue)
    puts = events["kind"] == records.PUT
    own = int((puts & (events["process"] == MAIN)).sum())
    done = _marked_by(recording, queue, back)
    if done >= int(puts.sum()):
        return 2 if own < int(puts.sum()) else 1
    return 1 if done >= own else 0


def boxes_in_boxes(recording: Recording) -> int | None:
    """0: when main's box was done, 1: when the queue was empty, 2: when all boxes were done."""
    queue = _first(recording)
    back = None if queue is None else _joined(recording, queue)
    if queue is None or back is None:
        return None
    puts = recording.statistics(queue).get("puts")
    if puts < 2:
        return None
    done = _marked_by(recording, queue, back)
    return 2 if done == puts else 1 if done else 0


def plate(recording: Recording) -> int | None:
    """0: join() came back, 1: with an error, 2: not at all."""
    if any(hang.rule == "unfinished-tasks" for hang in hangs(recording)):
        return 2
    if recording.processes[MAIN].ended_by == "exception":
        return 1
    queue = _first(recording)
    return 0 if queue is not None and _joined(recording, queue) is not None else None


def _joined(recording: Recording, queue: int) -> int | None:
    """When main's join() of the queue came back."""
    events = recording.events_of(queue)
    calls = (events["kind"] == records.CALL) & (events["process"] == MAIN)
    for at in calls.nonzero()[0].tolist():
        if recording.text(int(events["aux"][at])) == "join":
            return int(events["time_ns"][at])
    return None


def _marked_by(recording: Recording, queue: int, until_ns: int) -> int:
    """How many items were marked as done by then."""
    events = recording.events_of(queue)
    calls = (events["kind"] == records.CALL) & (events["time_ns"] <= until_ns)
    texts = [recording.text(number) for number in events["aux"][calls].tolist()]
    return texts.count("task_done")


def _first(recording: Recording) -> int | None:
    """Id of the first joinable queue."""
    kinds = recording.primitives.items()
    return min((number for number, one in kinds if one.kind == "JoinableQueue"), default=None)
