"""A lock on a file keeps other processes out, never the own one."""

from __future__ import annotations

from collections.abc import Iterator

from procession.plugin.api import Finding, Recording, at, primitive_name, process_name


def findings(recording: Recording) -> Iterator[Finding]:
    """Processes that took a file lock which they had already: by another handle, it just works."""
    for number, primitive in recording.primitives.items():
        if primitive.kind == "InterProcessLock":
            yield from _taken_twice(recording, number)


def _taken_twice(recording: Recording, primitive: int) -> Iterator[Finding]:
    spans = recording.holder_spans(primitive)
    last: dict[int, tuple[int, str]] = {}
    columns = (spans.process, spans.place, spans.start_ns, spans.end_ns)
    for process, place, start, end in zip(*(one.tolist() for one in columns), strict=True):
        where = recording.place(place).short
        until, before = last.get(process, (0, ""))
        last[process] = (max(end, until), where)
        if start < until:
            name = primitive_name(recording, primitive)
            yield Finding(
                rule="file-lock-twice",
                level="error",
                certainty="certain",
                message=f"{process_name(recording, process)} acquired {name}{at(where)} while it "
                f"held it since {before}: a lock on a file lets its own process in, and the first "
                "release ends both.",
                fix="Use one InterProcessLock for each file, and threading.Lock inside a process.",
                at_ns=start,
                processes=(process,),
                primitives=(primitive,),
                where=tuple(one for one in (before, where) if one),
            )
            return
