"""What the records of waits say beyond their spans: for whom, with how many threads, whence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from struct import Struct
from typing import Any

import numpy as np

from procession import records
from procession.trace.columns import Array, Columns
from procession.trace.layout import decode
from procession.trace.tables import Place

_BATCH = Struct("<cI")
_TYPES: dict[str, Any] = {
    "time": np.int64,
    "value": np.int64,
    "place": np.uint32,
    "thread": np.uint16,
    "flags": np.uint8,
}


@dataclass(frozen=True, slots=True)
class WaitNote:
    """One wait, as its process told it when it began."""

    value: int
    """The time-out in ns; of a wait for a process, its pid."""
    limited: bool
    """A wait for a process that has a time-out."""
    threads: int | None
    """The program's own threads beside the main one; None: too many to tell."""
    alarm: bool
    """The program handles a signal that may come from a clock, a person or another program."""
    stack: tuple[Place, ...] = ()
    """The calls that led to it, innermost first; empty when it was called from a module."""


class WaitNotes:
    """The WAIT records of every process, found by their instant."""

    def __init__(
        self,
        texts_of: Callable[[int, Array], Array] | None = None,
        text: Callable[[int], str] = str,
    ) -> None:
        self._texts_of = texts_of
        self._text = text
        self._columns: dict[int, Columns] = {}
        self._last: dict[int, int] = {}
        """Process → its latest wait, as long as its waits came in order of time; else -1."""
        self._stacks: dict[tuple[int, int, int], tuple[list[int], list[int]]] = {}
        """(process, thread, place there) → when it told a stack, and the numbers of the texts."""

    def feed(self, message: bytes) -> None:
        """Take what a batch of records holds; other messages are left alone."""
        if message[:1] != b"R" or len(message) <= _BATCH.size:
            return
        raw = decode(message, _BATCH.size)
        kind = raw["kind"]
        chosen = np.flatnonzero((kind >= records.STACK) & (kind <= records.WAIT_IO))
        if not len(chosen):
            return
        process = _BATCH.unpack_from(message)[1]
        picked = raw[chosen]
        stacks = picked["kind"] == records.STACK
        if stacks.any():
            self._take_stacks(process, picked[stacks])
            picked = picked[~stacks]
            if not len(picked):
                return
        columns = self._columns.setdefault(process, Columns(_TYPES))
        columns.append(len(picked), {name: picked[name] for name in _TYPES})
        time, last = picked["time"], self._last.get(process, 0)
        ordered = last >= 0 and int(time[0]) >= last and bool((time[1:] >= time[:-1]).all())
        self._last[process] = int(time[-1]) if ordered else -1

    def _take_stacks(self, process: int, picked: Array) -> None:
        if self._texts_of is None:
            return
        numbers = self._texts_of(process, picked["aux"]).tolist()
        for at, number in enumerate(numbers):
            row = picked[at]
            key = (process, int(row["thread"]), int(row["place"]))
            times, texts = self._stacks.setdefault(key, ([], []))
            times.append(int(row["time"]))
            texts.append(number)

    def of(self, process: int, thread: int, time: int) -> WaitNote | None:
        """The wait that a thread began at exactly `time` (the raw clock)."""
        columns = self._columns.get(process)
        if columns is None:
            return None
        times = columns["time"]
        first, stop = 0, len(times)
        if self._last[process] >= 0:
            first = int(np.searchsorted(times, time, "left"))
            stop = int(np.searchsorted(times, time, "right"))
        same = (times[first:stop] == time) & (columns["thread"][first:stop] == thread)
        found = np.flatnonzero(same)
        if not len(found):
            return None
        at = int(found[-1]) + first
        flags = int(columns["flags"][at])
        threads = flags >> records.THREADS_SHIFT & records.THREADS_MANY
        return WaitNote(
            value=int(columns["value"][at]),
            limited=bool(flags & records.FLAG_LIMITED),
            threads=None if threads == records.THREADS_MANY else threads,
            alarm=bool(flags & records.FLAG_ALARM),
            stack=self._stack(process, thread, int(columns["place"][at]), time),
        )

    def _stack(self, process: int, thread: int, place: int, time: int) -> tuple[Place, ...]:
        times, texts = self._stacks.get((process, thread, place), ([], []))
        at = bisect_right(times, time) - 1
        return frames_of(self._text(texts[at])) if at >= 0 else ()


def frames_of(text: str) -> tuple[Place, ...]:
    """The frames that a STACK record's text names; what is not one is left out."""
    found = []
    for frame in text.split(records.FRAME_SEPARATOR):
        file, _, rest = frame.partition(records.SEPARATOR)
        line, _, function = rest.partition(records.SEPARATOR)
        if file and line.isdecimal() and len(line) < 10:
            found.append(Place(file, int(line), function))
    return tuple(found)
