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
    kind, time, process = events["kind"], events["time_ns"], events["process"]
    written = _by_time(kind == records.WRITTEN, time, process)
    taken = _by_time(kind == records.GET, time, process)
    puts = _puts(kind, process, written)
    count = len(written)
    gets = np.full(count, -1, np.int64)
    gets[: min(count, len(taken))] = taken[:count]
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
    kind, time, process = events["kind"], events["time_ns"], events["process"]
    written = _by_time(kind == records.WRITTEN, time, process)
    taken = _by_time(kind == records.GET, time, process)
    when = np.full(len(taken), OPEN, np.int64)
    when[: len(written)] = time[written[: len(taken)]]
    return {
        "time_ns": time[taken],
        "process": process[taken],
        "thread": events["thread"][taken],
        "written_ns": when,
    }


def _by_time(which: Array, time: Array, process: Array) -> Array:
    chosen = np.flatnonzero(which)
    order: Array = chosen[np.lexsort((process[chosen], time[chosen]))]
    return order


def _puts(kind: Array, process: Array, written: Array) -> Array:
    """For each written item the position of its put, -1 when unknown.

    A process writes what it puts in the order of putting; what could not be written was dropped.
    """
    origin = np.full(len(kind), -1, np.int64)
    for who in np.unique(process[written]).tolist():
        mine = process == who
        puts = np.flatnonzero(mine & (kind == records.PUT))
        left = np.flatnonzero(mine & ((kind == records.WRITTEN) | (kind == records.DROPPED)))
        count = min(len(puts), len(left))
        origin[left[:count]] = puts[:count]
    found: Array = origin[written]
    return found


def _pick(column: Array, index: Array, missing: int) -> Array:
    if not len(column):
        return np.full(len(index), missing, column.dtype)
    return np.where(index >= 0, column[index], missing)
