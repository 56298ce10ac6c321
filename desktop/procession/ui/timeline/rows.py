"""The rows of a process lane, following the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from procession.ui.timeline.coverage import Times
from procession.ui.timeline.kinds import CONTENDED, HELD, KIND_OF, KINDS, PRECEDENCE, WAITING
from procession.ui.timeline.stack import OPEN, Stack
from procession.ui.timeline.sweep import NOTHING, Classes, runs, sweep, top

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
        contended = model.process_contended(self.process)
        if self.thread is not None:
            contended = contended.take(np.flatnonzero(contended.thread == self.thread))
        # A sum that wraps is as good a sign of change as one that does not.
        mark = (len(spans), _sum(spans.end_ns), len(contended), _sum(contended.end_ns))
        if mark == self._mark and not (changed and self.open):
            return changed
        if self._mark is not None and mark[0] < self._mark[0]:
            self.forget()
        self._mark = mark
        self.open = spans.take(np.flatnonzero(spans.end_ns == OPEN))
        keeps_waiting = contended.end_ns == OPEN
        self.kept_from_others = frozenset(contended.primitive[keeps_waiting].tolist())
        self._follow(spans, contended, until)
        return True

    def _live(self, spans: Spans) -> None:
        """Nothing tells when a thread began: it is drawn from the first thing that it did."""
        if not len(spans):
            self.until_ns = self.born_ns
            return
        self.born_ns = int(spans.start_ns[0])
        last = int(spans.end_ns.max())
        self.until_ns = min(self.until_ns, max(self.born_ns, last))

    def _follow(self, spans: Spans, contended: Spans, until_ns: int) -> None:
        # One pass over all there is, then only what is recent.
        stacks = self.stacks if self.thread is None else (self._main,)
        since = min(stack.since_ns for stack in stacks)
        new = np.flatnonzero(spans.end_ns > since)
        start, end, thread = spans.start_ns[new], spans.end_ns[new], spans.thread[new]
        kind = KIND_OF[spans.state[new]]
        if self.thread is None:
            drawn = (kind == HELD) | ((thread == 0) & (kind >= WAITING))
            self._meet(thread)
        else:
            drawn = kind >= 0
        parts = np.flatnonzero(contended.end_ns > since)
        starts = np.concatenate((start[drawn], contended.start_ns[parts]))
        ends = np.concatenate((end[drawn], contended.end_ns[parts]))
        kinds = np.concatenate((kind[drawn], np.full(len(parts), CONTENDED, np.int8)))
        self._main.update(starts, ends, kinds, until_ns)
        other = (thread != 0) & (kind == WAITING)
        if self.thread is not None:
            return
        nothing = np.zeros(int(np.count_nonzero(other)), np.int8)
        self.threads.update(start[other], end[other], nothing, until_ns)

    def _meet(self, threads: NDArray[np.integer]) -> None:
        if len(threads) and threads.any():
            seen = {*self.seen_threads, *np.unique(threads).tolist()}
            self.seen_threads = tuple(sorted(seen - {0}))


def _sum(times: Times) -> int:
    return int(times.sum(dtype=np.int64)) if len(times) else 0
