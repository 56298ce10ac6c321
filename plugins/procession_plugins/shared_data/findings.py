"""Rules about shared values: an update that was lost to another process's write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from procession.plugin.api import (
    Finding,
    Recording,
    at,
    counted,
    primitive_name,
    process_name,
    records,
    span,
)

KINDS = ("Value", "Array")
_MOST_AGE = (1 << records.WROTE_AGE_BITS) - 1


def findings(recording: Recording) -> Iterator[Finding]:
    """Everything about shared values and arrays."""
    for primitive in sorted(recording.primitives):
        if recording.primitives[primitive].kind in KINDS:
            yield from _lost_updates(recording, primitive)


def _lost_updates(recording: Recording, primitive: int) -> Iterator[Finding]:
    """Read here, written there, then written here from what had been read."""
    events = recording.events_of(primitive)
    wrote = np.flatnonzero(events["kind"] == records.WROTE)
    process = events["process"][wrote]
    if len(wrote) < 2 or (process == process[0]).all():
        return
    index = events["value"][wrote] >> records.WROTE_AGE_BITS
    order = np.lexsort((events["time_ns"][wrote], index))
    wrote, index = wrote[order], index[order]
    time, who = events["time_ns"][wrote], events["process"][wrote]
    age = events["value"][wrote] & _MOST_AGE
    # The write before this one, of the same element: were there others in between, the nearest
    # one is the one that was overwritten unseen.
    between = np.zeros(len(wrote), np.bool_)
    between[1:] = (
        (index[1:] == index[:-1])
        & (who[1:] != who[:-1])
        & (age[1:] > 0)
        & (age[1:] < _MOST_AGE)
        & (time[:-1] > time[1:] - age[1:])
    )
    lost = np.flatnonzero(between)
    if not len(lost):
        return
    read_at, written_at = events["aux"][wrote], events["place"][wrote]
    pairs = read_at[lost].astype(np.int64) << 32 | written_at[lost]
    for pair in np.unique(pairs).tolist()[:4]:
        mine = lost[pairs == pair]
        first = int(mine[0])
        yield _told(recording, primitive, events, wrote, first, len(mine), int(age[first]))


def _told(
    recording: Recording,
    primitive: int,
    events: Any,
    wrote: npt.NDArray[np.int64],
    first: int,
    times: int,
    age: int,
) -> Finding:
    mine, other = int(wrote[first]), int(wrote[first - 1])
    read = recording.place(int(events["aux"][mine])).short
    write = recording.place(int(events["place"][mine])).short
    theirs = recording.place(int(events["place"][other])).short
    process, thief = int(events["process"][mine]), int(events["process"][other])
    name = primitive_name(recording, primitive)
    if recording.primitives[primitive].kind == "Array":
        name += f"[{int(events['value'][mine]) >> records.WROTE_AGE_BITS}]"
    again = f" That happened {counted(times, 'time')}." if times > 1 else ""
    return Finding(
        rule="lost-update",
        level="warning",
        # Read and written in one line, what is written comes from what was read. Else it may not.
        certainty="certain" if read == write else "likely",
        message=f"{process_name(recording, process)} read {name}{at(read)}, "
        f"{process_name(recording, thief)} wrote it{at(theirs)}, and {span(age)} after reading "
        f"{process_name(recording, process)} wrote over that{at(write)} without having seen it."
        f"{again}",
        fix=f"Read and write it under one lock: `with {_plain(name)}.get_lock():` around both.",
        at_ns=int(events["time_ns"][mine]),
        processes=(process, thief),
        primitives=(primitive,),
        where=tuple(dict.fromkeys(place for place in (write, read, theirs) if place)),
    )


def _plain(name: str) -> str:
    inside = name.partition("`")[2].partition("`")[0]
    return inside or "value"
