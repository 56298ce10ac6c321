"""Forks in the middle of things, and Ctrl-C that some did not listen to."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from procession.plugin.api import (
    Finding,
    Recording,
    at,
    listed,
    primitive_name,
    process_name,
)

_HELD = 1
_EXCLUSIVE = ("Lock", "RLock", "Condition")
_INTERRUPTED = 2


def forks(recording: Recording) -> Iterator[Finding]:
    """Children forked while another thread of their parent held a lock."""
    told: set[tuple[int, int]] = set()
    for number, child in sorted(recording.processes.items()):
        parent = child.parent
        if not child.forked or parent is None or child.started_ns is None:
            continue
        if child.role not in ("child", "worker"):
            continue
        place = child.place.short if child.place is not None else ""
        function = child.place.function if child.place is not None else ""
        spans = recording.process_spans(parent)
        around = (spans.start_ns <= child.started_ns) & (spans.end_ns > child.started_ns)
        around &= (spans.state == _HELD) & (spans.thread != 0)
        for row in np.flatnonzero(around).tolist():
            lock = int(spans.primitive[row])
            known = recording.primitives.get(lock)
            if known is None or known.kind not in _EXCLUSIVE or (parent, lock) in told:
                continue
            where = recording.place(int(spans.place[row]))
            if not function or where.function == function:
                # Which thread forked is not recorded: this one may have done so itself.
                continue
            told.add((parent, lock))
            held = where.short
            thread = recording.thread_name(parent, int(spans.thread[row])) or "another thread"
            yield Finding(
                rule="fork-while-held",
                level="warning",
                certainty="possible",
                message=f"{process_name(recording, number)} was forked{at(place)} while {thread} "
                f"of {process_name(recording, parent)} held {primitive_name(recording, lock)}"
                f"{at(held)}: what that thread was changing stays half done in the child. Locks of "
                "`threading` (of logging, say), which are not seen here, would stay locked in it.",
                fix="Start processes before threads, or use the spawn or forkserver start method.",
                at_ns=child.started_ns,
                processes=(parent, number),
                primitives=(lock,),
                where=tuple(dict.fromkeys(one for one in (place, held) if one)),
            )


def swallowed_interrupts(recording: Recording) -> Iterator[Finding]:
    """Ctrl-C ended some processes; others had to be ended by force."""
    stopped = recording.run.get("stop_ns")
    if not recording.ended or recording.state != "stopped" or not isinstance(stopped, int):
        return
    heard, deaf = [], []
    for number, process in sorted(recording.processes.items()):
        if process.role == "helper" or process.ended_ns is None or process.ended_ns < stopped:
            continue
        if recording.ended_on_request(number):
            continue
        interrupted = (process.error or "").startswith("KeyboardInterrupt")
        if interrupted or process.exitcode == -_INTERRUPTED:
            heard.append(number)
        elif process.ended_by == "signal":
            deaf.append(number)
    if not heard or not deaf:
        return
    names = listed(process_name(recording, number) for number in deaf)
    yield Finding(
        rule="interrupt-swallowed",
        level="warning",
        certainty="likely",
        message=f"Ctrl-C ended {listed(process_name(recording, number) for number in heard)}, but "
        f"{names} went on and had to be ended by force.",
        fix="Let KeyboardInterrupt end a worker's loop: catch Exception, not BaseException, and "
        "terminate() and join() children in a finally block.",
        at_ns=stopped,
        processes=tuple(deaf),
    )
