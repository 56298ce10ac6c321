"""What a track is made of, as columns: spans (from, to, state, …) and steps (time, value)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from procession.trace.columns import Array, Columns

OPEN = np.iinfo(np.int64).max
"""The end of a span that has not ended."""

SPAN_TYPES: dict[str, Any] = {
    "start_ns": np.int64,
    "end_ns": np.int64,
    "state": np.uint8,
    "primitive": np.int32,
    "place": np.int32,
    "thread": np.uint16,
    "verb": np.int32,
    "outcome": np.uint8,
    "flags": np.uint8,
}


@dataclass(frozen=True, slots=True)
class Spans:
    """Read-only columns of equal length n, in order of `start_ns`.

    They are views of a model that goes on growing: after the next `feed` ask again.
    """

    start_ns: Array
    """int64 (n,), nanoseconds since the run began."""
    end_ns: Array
    """int64 (n,); `OPEN` while it goes on."""
    state: Array
    """uint8 (n,), a `states.State`."""
    primitive: Array
    """int32 (n,), id of the primitive; 0: none."""
    place: Array
    """int32 (n,), index for `Model.place`."""
    thread: Array
    """uint16 (n,), 0 is the main thread."""
    verb: Array
    """int32 (n,), index for `Model.text`: what a wait was for ("acquire", "get", …)."""
    outcome: Array
    """uint8 (n,), a `states.Outcome`."""
    flags: Array
    """uint8 (n,), bits `states.FLAG_*`."""
    process: Array
    """int32 (n,), id of the process."""

    def __len__(self) -> int:
        return len(self.start_ns)

    def take(self, which: Any) -> Spans:
        """The spans that an index array, mask or slice chooses."""
        return Spans(*(getattr(self, name)[which] for name in self.__slots__))

    def of_state(self, state: int) -> Spans:
        """Only the spans of one state."""
        return self.take(np.flatnonzero(self.state == state))


@dataclass(frozen=True, slots=True)
class Steps:
    """A step curve: `value[i]` from `time_ns[i]` until `time_ns[i + 1]`; 0 before the first."""

    time_ns: Array
    """int64 (n,), ascending; equal times follow one another."""
    value: Array
    """int64 (n,)."""

    def __len__(self) -> int:
        return len(self.time_ns)

    def at(self, time_ns: int) -> int:
        """The value at an instant."""
        index = int(np.searchsorted(self.time_ns, time_ns, "right")) - 1
        return int(self.value[index]) if index >= 0 else 0

    def peak(self) -> int:
        """The largest value; 0 when there are no steps."""
        return int(self.value.max()) if len(self.value) else 0


def spans_of(columns: Columns, process: int | None = None) -> Spans:
    """The `Spans` of columns that have all its names; of one process, all but `process`."""
    values = {name: columns.frozen(name) for name in SPAN_TYPES}
    if process is None:
        return Spans(**values, process=columns.frozen("process"))
    return Spans(**values, process=np.broadcast_to(np.int32(process), len(columns)))
