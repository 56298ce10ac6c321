"""Who gave what to whom: items through queues, locks from a release to the next acquire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from procession import records
from procession.trace.columns import Array, Columns
from procession.trace.sorted_spans import SortedSpans
from procession.trace.spans import OPEN


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow between two instants; processes and places are ids and numbers of the run."""

    kind: str
    """``item``: put → get; ``release``: release → acquire."""
    primitive: int
    from_process: int
    from_ns: int
    to_process: int
    to_ns: int
    from_place: int = 0
    to_place: int = 0


@dataclass(frozen=True, slots=True)
class ItemLinks:
    """The items that were written into one object, in the order of writing; columns (n,).

    Times are `OPEN` and processes 0 where the other side was not seen (an item not taken, or
    records lost).
    """

    put_process: Array
    put_ns: Array
    put_place: Array
    written_ns: Array
    size: Array
    """Bytes."""
    get_process: Array
    get_ns: Array
    get_place: Array

    def __len__(self) -> int:
        return len(self.written_ns)


def item_links(events: Columns) -> ItemLinks:
    """Match the n-th item written with the n-th taken, and each with the put that it began as."""
    time, process = events["time_ns"], events["process"]
    written, taken, takers = _match(events)
    puts = _puts(events, written)
    gets = np.where(takers >= 0, taken[takers], -1) if len(taken) else takers
    return ItemLinks(
        put_process=process[written],
        put_ns=_pick(time, puts, OPEN),
        put_place=_pick(events["place"], puts, 0),
        written_ns=time[written],
        size=events["value"][written],
        get_process=_pick(process, gets, 0),
        get_ns=_pick(time, gets, OPEN),
        get_place=_pick(events["place"], gets, 0),
    )


def item_at(links: ItemLinks, primitive: int, process: int, time_ns: int) -> list[Link]:
    """The items that `process` put or took at exactly `time_ns`."""
    mine = ((links.put_process == process) & (links.put_ns == time_ns)) | (
        (links.get_process == process) & (links.get_ns == time_ns)
    )
    return [
        Link(
            "item",
            primitive,
            int(links.put_process[n]),
            int(links.put_ns[n]),
            int(links.get_process[n]),
            int(links.get_ns[n]),
            int(links.put_place[n]),
            int(links.get_place[n]),
        )
        for n in np.flatnonzero(mine).tolist()
    ]


def release_before(
    holders: SortedSpans, primitive: int, process: int, thread: int, wake_ns: int
) -> Link | None:
    """The release that let this thread have it at `wake_ns`: the last one before."""
    columns = holders.columns
    stop = int(np.searchsorted(columns["start_ns"], wake_ns, "left"))
    end = columns["end_ns"][:stop]
    # Most often the last holds; look back further only when those do not do.
    for first in (max(stop - 64, 0), 0):
        window = slice(first, stop)
        mine = (columns["process"][window] == process) & (columns["thread"][window] == thread)
        over = np.flatnonzero((end[window] <= wake_ns) & ~mine)
        if len(over):
            at = first + int(over[np.argmax(end[window][over])])
            return Link(
                "release",
                primitive,
                int(columns["process"][at]),
                int(end[at]),
                process,
                wake_ns,
                int(columns["place"][at]),
            )
    return None


def written_times(events: Columns) -> Mapping[str, Array]:
    """For each GET, by time: its `time_ns`, `process`, `thread`, and when its item was written
    (`OPEN` when that was not seen)."""
    time = events["time_ns"]
    written, taken, takers = _match(events)
    when = np.full(len(taken), OPEN, np.int64)
    when[takers[takers >= 0]] = time[written[takers >= 0]]
    return {
        "time_ns": time[taken],
        "process": events["process"][taken],
        "thread": events["thread"][taken],
        "written_ns": when,
    }


def unwritten(events: Columns) -> Array:
    """Positions of the WRITTEN events whose item did not get through."""
    kind = events["kind"]
    failed = np.flatnonzero(kind == records.UNWRITTEN)
    if not len(failed):
        return failed
    # A process's events stand in the order of its slots: it is the thread's last one before.
    going: dict[tuple[int, int, int], int] = {}
    found: list[int] = []
    chosen = np.flatnonzero((kind == records.WRITTEN) | (kind == records.UNWRITTEN))
    columns = (events[name][chosen].tolist() for name in ("kind", "process", "thread", "aux"))
    for at, is_a, *who in zip(chosen.tolist(), *columns, strict=True):
        key = (who[0], who[1], who[2])
        if is_a == records.WRITTEN:
            going[key] = at
        elif key in going:
            found.append(going.pop(key))
    return np.array(found, np.int64)


def _match(events: Columns) -> tuple[Array, Array, Array]:
    """Positions of what was written and of what was taken, both by time, and for each written
    item the index of its taking; -1: not taken."""
    kind, time, process = events["kind"], events["time_ns"], events["process"]
    through = kind == records.WRITTEN
    through[unwritten(events)] = False
    written = _by_time(through, time, process)
    taken = _by_time(kind == records.GET, time, process)
    takers = np.full(len(written), -1, np.int64)
    into, out_of = events["aux"][written], events["aux"][taken]
    if not into.any() and not out_of.any():
        count = min(len(written), len(taken))
        takers[:count] = np.arange(count)
        return written, taken, takers
    ends = np.unique(np.concatenate((into, out_of)))
    ends = ends[ends != 0]
    for end in [0, *ends.tolist()]:
        # What goes into one end of two comes out of the other.
        other = end if not end else next((e for e in ends.tolist() if e != end), end)
        if end and (other == end or len(ends) > 2):
            continue
        puts, gets = np.flatnonzero(into == end), np.flatnonzero(out_of == other)
        count = min(len(puts), len(gets))
        takers[puts[:count]] = gets[:count]
    return written, taken, takers


def _by_time(which: Array, time: Array, process: Array) -> Array:
    chosen = np.flatnonzero(which)
    order: Array = chosen[np.lexsort((process[chosen], time[chosen]))]
    return order


def _puts(events: Columns, written: Array) -> Array:
    """For each written item the position of its put, -1 when unknown.

    A process writes into one end what it puts there in the order of putting; what could not be
    written was dropped. Where each thread writes what it puts itself, that holds for each thread.
    """
    kind, process, thread = events["kind"], events["process"], events["thread"]
    end = np.where(kind == records.WRITTEN, events["aux"], events["value"])
    origin = np.full(len(kind), -1, np.int64)
    put = kind == records.PUT
    left = kind == records.DROPPED
    left[written] = True
    for who in np.unique(process[written]).tolist():
        mine = np.flatnonzero((process == who) & (put | left))
        putting = np.unique(thread[mine[put[mine]]])
        own = bool(np.isin(thread[mine[left[mine]]], putting).all())
        lanes = thread[mine] if own else np.zeros(len(mine), np.uint16)
        key = end[mine].astype(np.int64) << 16 | lanes
        for one in np.unique(key).tolist():
            group = mine[key == one]
            puts, gone = group[put[group]], group[left[group]]
            count = min(len(puts), len(gone))
            origin[gone[:count]] = puts[:count]
    found: Array = origin[written]
    return found


def _pick(column: Array, index: Array, missing: int) -> Array:
    if not len(column):
        return np.full(len(index), missing, column.dtype)
    return np.where(index >= 0, column[index], missing)
