"""Rules about blocks of shared memory: left behind, or gone before they were found."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from procession.plugin.api import (
    Finding,
    Recording,
    amount,
    at,
    primitive_name,
    process_name,
    records,
)

KINDS = ("SharedMemory", "ShareableList")


def findings(recording: Recording) -> Iterator[Finding]:
    """Everything about shared memory."""
    blocks = [n for n, one in sorted(recording.primitives.items()) if one.kind in KINDS]
    if not blocks:
        return
    if recording.ended and recording.state == "ended" and not recording.lost:
        yield from _leaked(recording, blocks)
    yield from _gone(recording, blocks)


def _calls(recording: Recording, primitive: int, wanted: str) -> list[tuple[int, int, int]]:
    """Completed calls of a verb: (time, process, place)."""
    events = recording.events_of(primitive)
    found: list[tuple[int, int, int]] = []
    kinds = (events["kind"] == records.CALL) | (events["kind"] == records.UNCALL)
    for row in np.flatnonzero(kinds).tolist():
        if recording.text(int(events["aux"][row])) != wanted:
            continue
        process = int(events["process"][row])
        if events["kind"][row] == records.UNCALL:
            mine = [n for n, one in enumerate(found) if one[1] == process]
            del found[mine[-1] : mine[-1] + 1 if mine else None]
            continue
        found.append((int(events["time_ns"][row]), process, int(events["place"][row])))
    return found


def _leaked(recording: Recording, blocks: list[int]) -> Iterator[Finding]:
    """Made in this run, and unlinked by nobody in it."""
    for number in blocks:
        block = recording.primitives[number]
        attaching = {one[1] for one in _calls(recording, number, "attach")}
        made = block.process in recording.processes and (
            block.process not in attaching or block.details.get("items") is not None
        )
        if not made or block.details.get("manager") or not block.details.get("size"):
            continue
        if _calls(recording, number, "unlink"):
            continue
        where = block.place.short if block.place is not None else ""
        size = block.details.get("size", "")
        large = f" of {amount(int(size))}" if size.isdigit() else ""
        yield Finding(
            rule="leaked-shared-memory",
            level="warning",
            certainty="certain",
            message=f"{primitive_name(recording, number)}{large}, made by "
            f"{process_name(recording, block.process)}{at(where)}, was unlinked by nobody. Unless "
            "the resource tracker removes it, it stays until the machine is restarted.",
            fix="Call unlink() once, in a finally:, when no process needs it any more; or use a "
            "SharedMemoryManager.",
            at_ns=recording.last_ns,
            processes=(block.process,),
            primitives=(number,),
            where=(where,) if where else (),
        )


def _gone(recording: Recording, blocks: list[int]) -> Iterator[Finding]:
    """Attaching failed, because somebody had unlinked the block before."""
    names = {recording.primitives[n].details.get("name", "").lstrip("/"): n for n in blocks}
    for process in sorted(recording.processes):
        marks = recording.marks(process)
        if marks is None:
            continue
        for row in np.flatnonzero(marks["kind"] == records.FAILED).tolist():
            text = recording.text(int(marks["aux"][row]))
            verb, _, error = text.partition(records.SEPARATOR)
            if verb != "attach" or not error.startswith("FileNotFoundError"):
                continue
            number = next((n for name, n in names.items() if name and f"{name}'" in error), None)
            if number is None:
                continue
            time_ns = int(marks["time_ns"][row])
            before = [c for c in _calls(recording, number, "unlink") if c[0] < time_ns]
            if not before:
                continue
            _, who, place = before[-1]
            where = recording.place(int(marks["place"][row])).short
            unlinked = recording.place(place).short
            yield Finding(
                rule="leaked-shared-memory",
                level="warning",
                certainty="certain",
                message=f"{process_name(recording, process)} wanted to attach "
                f"{primitive_name(recording, number)}{at(where)}, but "
                f"{process_name(recording, who)} had unlinked it{at(unlinked)}: its name is gone.",
                fix="unlink() it when every process has attached it, or after they have ended.",
                at_ns=time_ns,
                processes=(process, who),
                primitives=(number,),
                where=tuple(dict.fromkeys(one for one in (where, unlinked) if one)),
            )
