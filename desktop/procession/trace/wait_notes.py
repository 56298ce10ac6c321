"""What the records of waits say beyond their spans: for whom, and beside how many threads."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import Any

import numpy as np

from procession import records
from procession.trace.columns import Columns
from procession.trace.layout import decode

_BATCH = Struct("<cI")
_TYPES: dict[str, Any] = {
    "time": np.int64,
    "value": np.int64,
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
    """The program handles SIGALRM."""


class WaitNotes:
    """The WAIT records of every process, found by their instant."""

    def __init__(self) -> None:
        self._columns: dict[int, Columns] = {}

    def feed(self, message: bytes) -> None:
        """Take what a batch of records holds; other messages are left alone."""
        if message[:1] != b"R" or len(message) <= _BATCH.size:
            return
        raw = decode(message, _BATCH.size)
        kind = raw["kind"]
        chosen = np.flatnonzero((kind >= records.WAIT_KEPT) & (kind <= records.WAIT_IO))
        if not len(chosen):
            return
        process = _BATCH.unpack_from(message)[1]
        columns = self._columns.setdefault(process, Columns(_TYPES))
        picked = raw[chosen]
        columns.append(len(chosen), {name: picked[name] for name in _TYPES})

    def of(self, process: int, thread: int, time: int) -> WaitNote | None:
        """The wait that a thread began at exactly `time` (the raw clock)."""
        columns = self._columns.get(process)
        if columns is None:
            return None
        found = np.flatnonzero((columns["time"] == time) & (columns["thread"] == thread))
        if not len(found):
            return None
        at = int(found[-1])
        flags = int(columns["flags"][at])
        threads = flags >> records.THREADS_SHIFT & records.THREADS_MANY
        return WaitNote(
            value=int(columns["value"][at]),
            limited=bool(flags & records.FLAG_LIMITED),
            threads=None if threads == records.THREADS_MANY else threads,
            alarm=bool(flags & records.FLAG_ALARM),
        )
