"""The rows of a process lane, following the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from procession.ui.timeline.coverage import Times
from procession.ui.timeline.kinds import CONTENDED, HELD, KIND_OF, KINDS, PRECEDENCE, WAITING
from procession.ui.timeline.stack import OPEN, Stack, settle_ns
from procession.ui.timeline.sweep import NOTHING, Classes, runs, sweep, top
from procession.ui.timeline.tail import Tail

if TYPE_CHECKING:
    from procession.trace.model import Model
    from procession.trace.spans import Spans
    from procession.trace.tables import Process

UNDER = KINDS
"""From here on the kinds of what is held under a wait."""


def _state_and_under(
    start: Times, end: Times, kind: NDArray[np.integer]
) -> tuple[Times, Times, Classes]:
    """The state row as the kinds that they are, and holds under waits as `UNDER` + kind."""
    time, counts = sweep(start, end, kind, KINDS)
    state = top(counts, PRECEDENCE)
    under = top(counts, (CONTENDED, HELD))
    under[(under == NOTHING) | (state < WAITING)] = NOTHING - UNDER
    shown, meanwhile = runs(time, state), runs(time, under + UNDER)
    return (
        np.concatenate((shown[0], meanwhile[0])),
        np.concatenate((shown[1], meanwhile[1])),
        np.concatenate((shown[2], meanwhile[2])),
    )


def _any_open(start: Times, end: Times, kind: NDArray[np.integer]) -> tuple[Times, Times, Classes]:
    time, counts = sweep(start, end, kind, 1)
    return runs(time, top(counts, (0,)))


class ProcessRows:
    """What a process did, in three rows.

    `state`: the main thread's waits over what any thread holds.  `under`: what was held while
    it waited.  `threads`: waits of its other threads for what is kept from them.
    """

    def __init__(self, process: int, thread: int | None = None) -> None:
        """`thread`: only this one of its threads, from the first to the last that it did."""
        self.process = process
        self.thread = thread
        self.seen_threads: tuple[int, ...] = ()
        """Numbers of its threads besides the main one, as far as they did anything."""
        self._main = Stack(KINDS + 2, _state_and_under)
        self.state = self._main.layers[:KINDS]
        self.under = self._main.layers[UNDER:]
        self.threads = Stack(1, _any_open)
        self.born_ns = 0
        self.until_ns = 0
        self.open: Spans | None = None
        """What it does at the newest instant."""
        self.kept_from_others: frozenset[int] = frozenset()
        """Primitives that it holds while others wait, at the newest instant."""
        self._mark: tuple[int, int, int, int] | None = None
        self._known = 0
        self._tail = Tail()
        self._parts: dict[int, Tail] = {}

    @property
    def stacks(self) -> tuple[Stack, Stack]:
        """All rows."""
        return self._main, self.threads

    @property
    def nbytes(self) -> int:
        """Bytes in use."""
        return sum(stack.nbytes for stack in self.stacks)

    def forget(self) -> None:
        """Begin again with nothing."""
        self._mark = None
        self._tail.forget()
        self._parts = {}
        for stack in self.stacks:
            stack.forget()

    def update(self, model: Model, process: Process, now_ns: int) -> bool:
        """Follow the model; whether anything changed."""
        ended = process.ended_ns
        until = now_ns if ended is None else ended
        born = model.first_ns if process.started_ns is None else process.started_ns
        changed = (self.born_ns, self.until_ns) != (born, until)
        self.born_ns, self.until_ns = born, until
        spans = model.process_spans(self.process, self.thread)
        if self.thread is not None:
            self._live(spans)
        if len(spans) < self._known:
            self.forget()
        self._known = len(spans)
        stacks = self.stacks if self.thread is None else (self._main,)
        since = min(stack.since_ns for stack in stacks)
        recent = spans.take(self._tail.after(spans.start_ns, spans.end_ns, since))
        contended = self._contended_after(model, since)
        # A sum that wraps is as good a sign of change as one that does not.
        mark = (len(spans), _sum(recent.end_ns), len(contended[0]), _sum(contended[1]))
        if mark == self._mark and not (changed and self.open):
            return changed
        self._mark = mark
        self.open = recent.take(np.flatnonzero(recent.end_ns == OPEN))
        self.kept_from_others = frozenset(contended[2][contended[1] == OPEN].tolist())
        self._follow(recent, contended, until, settle_ns(model.lag_ns))
        return True

    def _contended_after(
        self, model: Model, since_ns: int
    ) -> tuple[Times, Times, NDArray[np.integer]]:
        """Starts, ends and primitives of the contended parts that end after an instant."""
        found = []
        for number, part in model.contended_parts(self.process).items():
            tail = self._parts.setdefault(number, Tail())
            at = tail.after(part["start_ns"], part["end_ns"], since_ns)
            if self.thread is not None:
                at = at[part["thread"][at] == self.thread]
            found.append((part["start_ns"][at], part["end_ns"][at], part["primitive"][at]))
        if not found:
            nothing = np.zeros(0, np.int64)
            return nothing, nothing, nothing
        start, end, primitive = (np.concatenate(column) for column in zip(*found, strict=True))
        return start, end, primitive

    def _live(self, spans: Spans) -> None:
        """Nothing tells when a thread began: it is drawn from the first thing that it did."""
        if not len(spans):
            self.until_ns = self.born_ns
            return
        self.born_ns = int(spans.start_ns[0])
        last = int(spans.end_ns.max())
        self.until_ns = min(self.until_ns, max(self.born_ns, last))

    def _follow(
        self,
        spans: Spans,
        contended: tuple[Times, Times, NDArray[np.integer]],
        until_ns: int,
        settle: int,
    ) -> None:
        """One pass over what is recent (at first, over all there is)."""
        thread = spans.thread
        kind = KIND_OF[spans.state]
        if self.thread is None:
            drawn = (kind == HELD) | ((thread == 0) & (kind >= WAITING))
            self._meet(thread)
        else:
            drawn = kind >= 0
        starts = np.concatenate((spans.start_ns[drawn], contended[0]))
        ends = np.concatenate((spans.end_ns[drawn], contended[1]))
        kinds = np.concatenate((kind[drawn], np.full(len(contended[0]), CONTENDED, np.int8)))
        self._main.update(starts, ends, kinds, until_ns, settle)
        if self.thread is not None:
            return
        other = (thread != 0) & (kind == WAITING)
        nothing = np.zeros(int(np.count_nonzero(other)), np.int8)
        self.threads.update(spans.start_ns[other], spans.end_ns[other], nothing, until_ns, settle)

    def _meet(self, threads: NDArray[np.integer]) -> None:
        if len(threads) and threads.any():
            seen = {*self.seen_threads, *np.unique(threads).tolist()}
            self.seen_threads = tuple(sorted(seen - {0}))


def _sum(times: Times) -> int:
    return int(times.sum(dtype=np.int64)) if len(times) else 0
