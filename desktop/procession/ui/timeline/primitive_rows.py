"""The rows of a primitive's lane, following the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from procession.trace.states import State
from procession.ui.timeline.coverage import Times
from procession.ui.timeline.slots import Slots
from procession.ui.timeline.stack import NEVER, OPEN, Stack, settle_ns
from procession.ui.timeline.sweep import Classes, runs, sweep, top
from procession.ui.timeline.tail import Tail

if TYPE_CHECKING:
    from procession.plugin.api import TrackStyle
    from procession.trace.model import Model
    from procession.trace.spans import Spans, Steps
    from procession.trace.tables import Primitive

IDENTITIES = 10
"""How many colours tell processes apart before they repeat."""
WAITER_ROWS = 3


def identity_of(process: NDArray[np.integer]) -> NDArray[np.integer]:
    """Index of the colour of each process; process 1 is the first born."""
    made: NDArray[np.integer] = (process - 1) % IDENTITIES
    return made


def _union(start: Times, end: Times, kind: NDArray[np.integer]) -> tuple[Times, Times, Classes]:
    time, counts = sweep(start, end, kind, 1)
    return runs(time, top(counts, (0,)))


def _piled(start: Times, end: Times, kind: NDArray[np.integer]) -> tuple[Times, Times, Classes]:
    """Kind k where more than k spans are open, for each of the rows and one for the rest."""
    time, counts = sweep(start, end, kind, 1)
    parts = []
    for row in range(WAITER_ROWS + 1):
        state = np.where(counts[0] > row, row, -1).astype(np.int8)
        parts.append(runs(time, state))
    begins, ends, kinds = (np.concatenate(column) for column in zip(*parts, strict=True))
    return begins, ends, kinds


class Waiters:
    """How many wait, as rows filled from the top."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.stack = Stack(WAITER_ROWS + 1, _piled)
        self.open: Spans | None = None
        """Those that wait at the newest instant."""
        self._tail = Tail()

    def forget(self) -> None:
        """Begin again with nothing."""
        self.stack.forget()
        self._tail.forget()

    def update(self, spans: Spans, now_ns: int, settle: int) -> None:
        """Follow those waits that are of this state."""
        new = self._tail.after(spans.start_ns, spans.end_ns, self.stack.since_ns)
        new = new[spans.state[new] == self.state]
        start, end = spans.start_ns[new], spans.end_ns[new]
        self.open = spans.take(new[end == OPEN])
        if not len(new) and self.stack.skip(now_ns - settle):
            return
        self.stack.update(start, end, np.zeros(len(new), np.int8), now_ns, settle)

    def count(self, spans: Spans, at_ns: int) -> int:
        """How many of the waits given waited at an instant."""
        mine = (spans.start_ns <= at_ns) & (spans.end_ns > at_ns) & (spans.state == self.state)
        return int(np.count_nonzero(mine))


class PrimitiveRows:
    """Who held a primitive, who waited, what it contained."""

    def __init__(self, primitive: int, style: TrackStyle) -> None:
        self.primitive = primitive
        self.style = style
        self.holders: dict[int, Stack] = {}
        self.slots = Slots()
        self.kept = Waiters(State.WAITING)
        """Those for whom another process keeps it."""
        self.expecting = Waiters(State.EXPECTED)
        """Those who wait as normal work: for an item, a result."""
        self.steps: Steps | None = None
        self.created_ns = 0
        self.until_ns = 0
        self.holding: list[int] = []
        """Processes that keep it at the newest instant."""
        self.waiting = 0
        """How many wait for what another keeps, at the newest instant."""
        self._revision = -1
        self._size = (0, 0)
        self._tail = Tail()
        self._slots_since = int(NEVER)
        self._open = False

    @property
    def nbytes(self) -> int:
        """Bytes in use by holders and waiters."""
        stacks = [*self.holders.values(), self.kept.stack, self.expecting.stack]
        return sum(stack.nbytes for stack in stacks)

    def forget(self) -> None:
        """Begin again with nothing."""
        self._revision, self._size = -1, (0, 0)
        self._slots_since = int(NEVER)
        self.slots.forget()
        self._tail.forget()
        self.kept.forget()
        self.expecting.forget()
        for stack in self.holders.values():
            stack.forget()

    def current(self, revision: int, now_ns: int) -> bool:
        """Whether nothing changed since the model had that revision of it and nothing goes on."""
        if revision != self._revision or self._open:
            return False
        self.until_ns = now_ns
        return True

    def update(self, model: Model, primitive: Primitive, now_ns: int) -> bool:
        """Follow the model; whether anything changed."""
        self.created_ns = primitive.created_ns or 0
        moved = self.until_ns != now_ns
        self.until_ns = now_ns
        revision = model.primitive_revision(self.primitive)
        if revision == self._revision and not (moved and self._open):
            return moved and self.steps is not None
        self._revision = revision
        waits = model.waiter_spans(self.primitive)
        holds = model.holder_spans(self.primitive) if self.style in ("holder", "slots") else None
        if self.style in ("depth", "backlog"):
            self.steps = model.depth(self.primitive)
        size = len(waits), 0 if holds is None else len(holds)
        if size[0] < self._size[0] or size[1] < self._size[1]:
            self.forget()
        self._size = size
        settle = settle_ns(model.lag_ns)
        if holds is not None:
            self._hold(holds, now_ns, settle)
        self.kept.update(waits, now_ns, settle)
        self.expecting.update(waits, now_ns, settle)
        open_waits = [len(one.open or ()) for one in (self.kept, self.expecting)]
        self.waiting = sum(open_waits) if self.style == "waits" else open_waits[0]
        self._open = bool(any(open_waits) or self.holding)
        return True

    def _hold(self, holds: Spans, now_ns: int, settle: int) -> None:
        if self.style == "slots":
            self.slots.update(holds.start_ns, holds.end_ns, holds.process)
            since: int | None = self._slots_since
            self._slots_since = now_ns - settle
        else:
            since = min((stack.since_ns for stack in self.holders.values()), default=None)
        new = self._tail.after(holds.start_ns, holds.end_ns, NEVER if since is None else since)
        start, end = holds.start_ns[new], holds.end_ns[new]
        process = holds.process[new]
        self.holding = [int(number) for number in process[end == OPEN]]
        if self.style == "slots":
            return
        colours = identity_of(process)
        for colour in set(colours.tolist()) - set(self.holders):
            self.holders[colour] = Stack(1, _union)
        for colour, stack in self.holders.items():
            mine = colours == colour
            if since is not None and stack.since_ns < since:
                # A holder that is new: all that it ever held.
                self._hold_all(holds, colour, stack, now_ns, settle)
                continue
            nothing = np.zeros(int(np.count_nonzero(mine)), np.int8)
            stack.update(start[mine], end[mine], nothing, now_ns, settle)

    def _hold_all(self, holds: Spans, colour: int, stack: Stack, now_ns: int, settle: int) -> None:
        mine = np.flatnonzero(identity_of(holds.process) == colour)
        nothing = np.zeros(len(mine), np.int8)
        stack.update(holds.start_ns[mine], holds.end_ns[mine], nothing, now_ns, settle)
