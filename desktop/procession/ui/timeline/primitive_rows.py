"""The rows of a primitive's lane, following the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from procession.trace.states import State
from procession.ui.timeline.coverage import Times
from procession.ui.timeline.slots import Slots
from procession.ui.timeline.stack import OPEN, Stack
from procession.ui.timeline.sweep import Classes, runs, sweep, top

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
        state = np.where(counts[:, 0] > row, row, -1).astype(np.int8)
        parts.append(runs(time, state))
    begins, ends, kinds = (np.concatenate(column) for column in zip(*parts, strict=True))
    return begins, ends, kinds


class Waiters:
    """How many wait, as rows filled from the top."""

    def __init__(self) -> None:
        self.stack = Stack(WAITER_ROWS + 1, _piled)
        self.start: Times = np.zeros(0, np.int64)
        self.end: Times = np.zeros(0, np.int64)

    def update(self, spans: Spans, chosen: NDArray[np.bool_], now_ns: int) -> None:
        """Follow the chosen waits."""
        self.start, self.end = spans.start_ns[chosen], spans.end_ns[chosen]
        self.stack.update(self.start, self.end, np.zeros(len(self.start), np.int8), now_ns)

    def count(self, at_ns: int) -> int:
        """How many waited at an instant."""
        return int(np.count_nonzero((self.start <= at_ns) & (self.end > at_ns)))


class PrimitiveRows:
    """Who held a primitive, who waited, what it contained."""

    def __init__(self, primitive: int, style: TrackStyle) -> None:
        self.primitive = primitive
        self.style = style
        self.holders: dict[int, Stack] = {}
        self.slots = Slots()
        self.kept = Waiters()
        """Those for whom another process keeps it."""
        self.expecting = Waiters()
        """Those who wait as normal work: for an item, a result."""
        self.steps: Steps | None = None
        self.created_ns = 0
        self.until_ns = 0
        self.holding: list[int] = []
        """Processes that keep it at the newest instant."""
        self.waiting = 0
        """How many wait for what another keeps, at the newest instant."""
        self._mark: tuple[int, int, int, int] | None = None
        self._open = False

    @property
    def nbytes(self) -> int:
        """Bytes in use by holders and waiters."""
        stacks = [*self.holders.values(), self.kept.stack, self.expecting.stack]
        return sum(stack.nbytes for stack in stacks)

    def forget(self) -> None:
        """Begin again with nothing."""
        self._mark = None
        self.slots.forget()
        for stack in (*self.holders.values(), self.kept.stack, self.expecting.stack):
            stack.forget()

    def update(self, model: Model, primitive: Primitive, now_ns: int) -> bool:
        """Follow the model; whether anything changed."""
        self.created_ns = primitive.created_ns or 0
        moved = self.until_ns != now_ns
        self.until_ns = now_ns
        waits = model.waiter_spans(self.primitive)
        holds = model.holder_spans(self.primitive) if self.style in ("holder", "slots") else None
        if self.style in ("depth", "backlog"):
            self.steps = model.depth(self.primitive)
        mark = (
            len(waits),
            _ends(waits),
            0 if holds is None else len(holds),
            0 if holds is None else _ends(holds),
        )
        if mark == self._mark and not (moved and self._open):
            return moved and self.steps is not None
        self._mark = mark
        open_waits = waits.end_ns == OPEN
        self.waiting = int(np.count_nonzero(open_waits & (waits.state == State.WAITING)))
        self._open = bool(open_waits.any())
        if holds is not None:
            self.holding = [int(number) for number in holds.process[holds.end_ns == OPEN]]
            self._open |= bool(self.holding)
            self._hold(holds, now_ns)
        self.kept.update(waits, waits.state == State.WAITING, now_ns)
        self.expecting.update(waits, waits.state == State.EXPECTED, now_ns)
        return True

    def _hold(self, holds: Spans, now_ns: int) -> None:
        if self.style == "slots":
            self.slots.update(holds.start_ns, holds.end_ns, holds.process)
            return
        colours = identity_of(holds.process)
        for colour in np.unique(colours):
            mine = colours == colour
            stack = self.holders.setdefault(int(colour), Stack(1, _union))
            start, end = holds.start_ns[mine], holds.end_ns[mine]
            stack.update(start, end, np.zeros(len(start), np.int8), now_ns)


def _ends(spans: Spans) -> int:
    # A sum that wraps is as good a sign of change as one that does not.
    return int(spans.end_ns.sum(dtype=np.int64)) if len(spans) else 0
