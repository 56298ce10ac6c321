"""When a hold keeps others waiting: the parts of holds during which somebody else waits."""

from __future__ import annotations

from typing import Any

import numpy as np

from procession.trace.columns import Array, Columns
from procession.trace.intervals import common, union
from procession.trace.pairing import split
from procession.trace.sorted_spans import SortedSpans
from procession.trace.spans import OPEN, SPAN_TYPES, Spans, spans_of
from procession.trace.states import State

_TYPES: dict[str, Any] = {**SPAN_TYPES, "process": np.int32, "hold": np.int64}
_COPIED = ("primitive", "place", "thread", "verb", "outcome", "flags", "process")


class Contention:
    """The contended parts of one primitive's holds, by holding process.

    The column `hold` tells of which hold a part is, by its position among all holders.
    """

    def __init__(self) -> None:
        self._parts: dict[int, Columns] = {}

    def spans(self) -> Spans:
        """All parts as spans of state CONTENDED, in the order of their holds."""
        return joined(list(self._parts.values()), "hold")

    def of(self, process: int) -> Columns | None:
        """The parts of one process's holds, in the order of those; None: there are none."""
        return self._parts.get(process)

    def sync(self, holders: SortedSpans, waiters: SortedSpans, changed_ns: int) -> None:
        """Work out again what may differ from `changed_ns` on."""
        if changed_ns == OPEN:
            return
        first = int(np.searchsorted(holders.columns["reach_ns"], changed_ns, "left"))
        for part in self._parts.values():
            part.truncate(int(np.searchsorted(part["hold"], first, "left")))
        hold = {name: holders.columns[name][first:] for name in ("start_ns", "end_ns", *_COPIED)}
        if not len(hold["start_ns"]):
            return
        since = int(hold["start_ns"][0])
        skip = int(np.searchsorted(waiters.columns["reach_ns"], since, "right"))
        kept = np.flatnonzero(waiters.columns["state"][skip:] == State.WAITING) + skip
        if not len(kept):
            return
        wait = {
            name: waiters.columns[name][kept]
            for name in ("start_ns", "end_ns", "process", "thread")
        }
        which, start, end = _overlaps(hold, wait)
        values = {name: hold[name][which] for name in _COPIED}
        values.update(start_ns=start, end_ns=end, hold=which + first)
        for process, where in split(values["process"]):
            part = self._parts.setdefault(process, Columns(_TYPES))
            mine: dict[str, Any] = {name: column[where] for name, column in values.items()}
            part.append(len(mine["hold"]), {**mine, "state": State.CONTENDED})


def joined(parts: list[Columns], order_by: str = "start_ns") -> Spans:
    """The spans of several parts, in the order of one of their columns."""
    parts = [part for part in parts if len(part)]
    if len(parts) == 1 and (np.diff(parts[0][order_by]) >= 0).all():
        return spans_of(parts[0])
    whole = Columns(_TYPES)
    for part in parts:
        whole.append(len(part), {name: part[name] for name in _TYPES})
    spans = spans_of(whole)
    order = np.argsort(whole[order_by], kind="stable")
    return spans.take(order)


def _overlaps(hold: dict[str, Array], wait: dict[str, Array]) -> tuple[Array, Array, Array]:
    """Parts of holds that meet a wait of another thread; ascending by hold."""
    holder, waiter = _who(hold), _who(wait)
    # A thread that waits for what it keeps itself contends with nobody. That is rare, so only
    # threads that are found on both sides at once are looked at one by one.
    own = _self_waiting(hold, wait, holder, waiter)
    if not own:
        return _meet(hold, wait, slice(None), slice(None))
    parts = [_meet(hold, wait, ~np.isin(holder, list(own)), slice(None))]
    parts += [_meet(hold, wait, holder == who, waiter != who) for who in own]
    which = np.concatenate([part[0] for part in parts])
    order = np.argsort(which, kind="stable")
    start = np.concatenate([part[1] for part in parts])
    end = np.concatenate([part[2] for part in parts])
    return which[order], start[order], end[order]


def _meet(
    hold: dict[str, Array], wait: dict[str, Array], holds: Any, waits: Any
) -> tuple[Array, Array, Array]:
    numbers = np.arange(len(hold["start_ns"]))[holds]
    busy = union(wait["start_ns"][waits], wait["end_ns"][waits])
    which, start, end = common(hold["start_ns"][holds], hold["end_ns"][holds], *busy)
    return numbers[which], start, end


def _who(spans: dict[str, Array]) -> Array:
    who: Array = spans["process"].astype(np.int64)
    who <<= 16
    who |= spans["thread"]
    return who


def _self_waiting(
    hold: dict[str, Array], wait: dict[str, Array], holder: Array, waiter: Array
) -> set[int]:
    found: set[int] = set()
    for who in np.intersect1d(holder, waiter).tolist():
        mine = holder == who
        theirs = waiter == who
        busy = union(wait["start_ns"][theirs], wait["end_ns"][theirs])
        if len(common(hold["start_ns"][mine], hold["end_ns"][mine], *busy)[0]):
            found.add(who)
    return found
