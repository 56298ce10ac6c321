"""Rules about work that is never marked done, or marked done too often."""

from __future__ import annotations

from collections.abc import Iterator

from procession.plugin.api import (
    Finding,
    Recording,
    at,
    counted,
    hangs,
    listed,
    primitive_name,
    process_name,
    records,
)


def findings(recording: Recording) -> Iterator[Finding]:
    """Everything about ``join()`` and ``task_done()``."""
    for hang in hangs(recording):
        if hang.rule != "unfinished-tasks":
            continue
        wait = hang.waits[0]
        events = recording.events_of(wait.primitive)
        past = events["time_ns"] <= hang.seen_ns
        taken = int((past & (events["kind"] == records.GET)).sum())
        put = int((past & (events["kind"] == records.PUT)).sum())
        done = sum(
            recording.text(int(events["aux"][n])) == "task_done"
            for n in (past & (events["kind"] == records.CALL)).nonzero()[0].tolist()
        )
        who = listed(process_name(recording, one.process) for one in hang.waits)
        more = put - done
        yield Finding(
            rule="unfinished-tasks",
            level="error",
            certainty="certain" if hang.certain else "likely",
            message=f"{counted(put, 'item was', 'items were')} put into "
            f"{primitive_name(recording, wait.primitive)}, {taken} taken and {done} marked done; "
            f"{who}{at(wait.where)} waits in join() for {more} more task_done().",
            fix="Call task_done() once for every item that get() gave, in a finally block.",
            at_ns=hang.at_ns,
            processes=hang.processes,
            primitives=hang.primitives,
            where=tuple(dict.fromkeys(one.where for one in hang.waits if one.where)),
        )
    for number in sorted(recording.primitives):
        if recording.primitives[number].kind == "JoinableQueue":
            yield from _too_often(recording, number)


def _too_often(recording: Recording, primitive: int) -> Iterator[Finding]:
    events = recording.events_of(primitive)
    for n in (events["kind"] == records.FAILED).nonzero()[0].tolist():
        verb, _, error = recording.text(int(events["aux"][n])).partition(records.SEPARATOR)
        if verb != "task_done" or not error.startswith("ValueError"):
            continue
        process = int(events["process"][n])
        where = recording.place(int(events["place"][n])).short
        yield Finding(
            rule="over-release",
            level="error",
            certainty="certain",
            message=f"{process_name(recording, process)} called task_done() of "
            f"{primitive_name(recording, primitive)}{at(where)} more often than items were put.",
            fix="Call task_done() once for every item that get() gave.",
            at_ns=int(events["time_ns"][n]),
            processes=(process,),
            primitives=(primitive,),
            where=(where,) if where else (),
        )
        return
