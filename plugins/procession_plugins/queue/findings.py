"""Rules about items: waits for one that never comes, puts that nobody makes room for."""

from __future__ import annotations

from collections.abc import Iterator

from procession.plugin.api import (
    PASS_ON,
    Finding,
    Hang,
    Recording,
    at,
    counted,
    hangs,
    kept_waiting,
    listed,
    never_travels,
    primitive_name,
    process_name,
    records,
    what_and_fix,
)

KINDS = ("Queue", "JoinableQueue")
WAITED_FOR = (*KINDS, "SimpleQueue")


def findings(recording: Recording) -> Iterator[Finding]:
    """Everything about queues."""
    for hang in hangs(recording):
        told = _SENTENCES.get(hang.rule)
        kinds = {recording.primitives[n].kind for n in hang.primitives if n in recording.primitives}
        if told is None or not kinds & {*WAITED_FOR}:
            continue
        message, fix = told(recording, hang)
        yield Finding(
            rule=hang.rule,
            level="error",
            certainty="certain" if hang.certain else "likely",
            message=message,
            fix=fix,
            at_ns=hang.at_ns,
            processes=hang.processes,
            primitives=hang.primitives,
            where=tuple(dict.fromkeys(wait.where for wait in hang.waits if wait.where)),
        )
    for primitive in sorted(recording.primitives):
        if recording.primitives[primitive].kind in KINDS:
            yield from _dropped(recording, primitive)


def _starved(recording: Recording, hang: Hang) -> tuple[str, str]:
    wait = hang.waits[0]
    name = primitive_name(recording, wait.primitive)
    waiting = listed(process_name(recording, one.process) for one in hang.waits)
    verb = "waits" if len({one.process for one in hang.waits}) == 1 else "wait"
    events = recording.events_of(wait.primitive)
    putting = events["process"][events["kind"] == records.PUT].tolist()
    alive = [
        one
        for one in dict.fromkeys(putting)
        if (recording.processes[one].ended_ns or hang.seen_ns + 1) > hang.seen_ns
    ]
    if not putting:
        why = "nobody has put anything into it, and nobody who could is left running"
    elif not alive:
        why = "every process that put to it has ended"
    else:
        who = listed(process_name(recording, one) for one in alive)
        why = f"of those that put to it, {who} {'waits' if len(alive) == 1 else 'wait'}, too"
    return (
        f"{waiting} {verb} in get() on {name}{at(wait.where)}; {why}."
        + kept_waiting(recording, hang),
        "Put one last item (None, say) for each reader and let it stop there.",
    )


def _stuck(recording: Recording, hang: Hang) -> tuple[str, str]:
    wait = hang.waits[0]
    name = primitive_name(recording, wait.primitive)
    waiting = listed(process_name(recording, one.process) for one in hang.waits)
    verb = "waits" if len({one.process for one in hang.waits}) == 1 else "wait"
    bound = recording.primitives[wait.primitive].details.get("maxsize", "")
    if wait.verb == "put" and not bound:
        return (
            (
                f"{waiting} {verb} in put() on {name}{at(wait.where)}, whose pipe is full; nobody "
                "who could get() from it goes on."
            ),
            "Take the items while they are put: a SimpleQueue has no thread that would wait.",
        )
    if wait.verb == "put":
        return (
            (
                f"{waiting} {verb} in put() on {name}{at(wait.where)}, which is full ({bound} of "
                f"{bound}); nobody who could get() from it is left running."
            ),
            "Let a process that goes on take the items, or give put() a time-out.",
        )
    return (
        (
            f"{waiting} {verb}, at the end, for somebody to read what was put into {name}; "
            "nobody who could is left running."
        ),
        "get() all items before the process that put them is to end.",
    )


def _undrained(recording: Recording, hang: Hang) -> tuple[str, str]:
    flush = next(wait for wait in hang.waits if wait.verb in ("flush", "join_thread"))
    child = process_name(recording, flush.process)
    joining = [wait for wait in hang.waits if wait.target == flush.process]
    who = listed(process_name(recording, wait.process) + at(wait.where) for wait in joining)
    name = primitive_name(recording, flush.primitive)
    events = recording.events_of(flush.primitive)
    past = events["time_ns"] <= hang.seen_ns
    left = int((past & (events["kind"] == records.PUT)).sum()) - int(
        (past & (events["kind"] == records.GET)).sum()
    )
    items = counted(left, "item")
    return (
        (
            f"{who} {'waits' if len(joining) == 1 else 'wait'} for {child} to exit; {child} waits "
            f"for somebody to read {items} from {name}."
        ),
        "get() what it put before you join() it.",
    )


def _dropped(recording: Recording, primitive: int) -> Iterator[Finding]:
    """Items that the feeder could not pickle: put() had returned long before."""
    events = recording.events_of(primitive)
    chosen = (events["kind"] == records.DROPPED).nonzero()[0].tolist()
    told: set[tuple[int, str]] = set()
    for at_event in chosen:
        error = recording.text(int(events["aux"][at_event]))
        process = int(events["process"][at_event])
        if (process, error) in told:
            continue
        told.add((process, error))
        times = sum(
            int(events["process"][n]) == process and recording.text(int(events["aux"][n])) == error
            for n in chosen
        )
        where = _put_place(recording, primitive, process, int(events["time_ns"][at_event]))
        items = "An item" if times == 1 else f"{times} items"
        what, fix = what_and_fix(error)
        shared = never_travels(error)
        yield Finding(
            rule="not-through-a-queue" if shared else "unpicklable",
            level="error",
            certainty="certain",
            message=f"{items} that {process_name(recording, process)} put into "
            f"{primitive_name(recording, primitive)}{at(where)} could not be pickled and "
            f"{'was' if times == 1 else 'were'} dropped: {what or 'unknown error'}.",
            fix=PASS_ON if shared else fix,
            at_ns=int(events["time_ns"][at_event]),
            processes=(process,),
            primitives=(primitive,),
            where=(where,) if where else (),
        )


def _put_place(recording: Recording, primitive: int, process: int, before_ns: int) -> str:
    """Where the item was put: known when all its puts stand on one line."""
    events = recording.events_of(primitive)
    mine = (events["process"] == process) & (events["kind"] == records.PUT)
    mine &= events["time_ns"] <= before_ns
    places = {recording.place(int(n)).short for n in events["place"][mine].tolist()}
    return places.pop() if len(places) == 1 else ""


_SENTENCES = {
    "starved-get": _starved,
    "stuck-put": _stuck,
    "join-before-drain": _undrained,
}
