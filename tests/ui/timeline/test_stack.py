"""Rows kept up to date piece by piece are those computed at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from procession.ui.timeline import stack as stack_module
from procession.ui.timeline.kinds import KINDS
from procession.ui.timeline.rows import _state_and_under
from procession.ui.timeline.stack import OPEN, SETTLE_NS, Stack
from procession.ui.timeline.sweep import NOTHING, runs, sweep, top

S = SETTLE_NS // 4

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 12), st.integers(0, KINDS - 1)),
    min_size=1,
    max_size=60,
)


def state_at(stack: Stack, time: int) -> int:
    """The kind drawn at an instant."""
    for kind, layer in enumerate(stack.layers[:KINDS]):
        start, _ = layer.spans(time, time + 1)
        if len(start):
            return kind
    return NOTHING


@given(spans, st.lists(st.integers(1, 80), max_size=6))
def test_updates_in_pieces_give_the_same_rows(
    parts: list[tuple[int, int, int]], moments: list[int]
) -> None:
    table = np.array(sorted(parts), np.int64)
    start, end = table[:, 0] * S, (table[:, 0] + table[:, 1]) * S
    kind = table[:, 2].astype(np.int8)
    last = int(end.max()) + S
    at_once = Stack(KINDS + 2, _state_and_under)
    at_once.update(start, end, kind, last)
    in_pieces = Stack(KINDS + 2, _state_and_under)
    for moment in [*sorted(m * S for m in moments if m * S < last), last]:
        known = start <= moment
        until = np.where(end[known] <= moment, end[known], OPEN)
        in_pieces.update(start[known], until, kind[known], moment)
    for time in range(S // 2, last, S):
        assert state_at(in_pieces, time) == state_at(at_once, time)


def test_what_is_settled_is_not_computed_again() -> None:
    seen: list[int] = []

    def flatten(*columns: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        seen.append(len(columns[0]))
        return _state_and_under(*columns)

    start = np.arange(1000, dtype=np.int64) * SETTLE_NS // 10
    stack = Stack(KINDS + 2, flatten)
    for size in range(100, 1001, 100):
        now = int(start[size - 1]) + 10
        end = start[:size] + 5
        stack.update(start[:size], end, np.zeros(size, np.int8), now)
    assert max(seen[1:]) <= 120
    assert sum(len(layer) for layer in stack.layers) == 1000
    assert stack_module.SETTLE_NS == SETTLE_NS


def test_touching_spans_do_not_overlap_in_a_sweep() -> None:
    time, counts = sweep(np.array([0, 10]), np.array([10, 20]), np.array([0, 0]), 1)
    assert time.tolist() == [0, 10, 20]
    assert counts[0].tolist() == [1, 1, 0]


def test_runs_leave_out_nothing_and_join_equal_states() -> None:
    states = np.array([1, 1, NOTHING, 0, NOTHING], np.int8)
    begins, ends, kinds = runs(np.array([0, 5, 10, 20, 30]), states)
    assert list(zip(begins, ends, kinds, strict=True)) == [(0, 10, 1), (20, 30, 0)]


def test_the_first_of_the_order_wins() -> None:
    counts = np.array([[1, 1, 0], [0, 0, 0], [1, 0, 0]], np.int32)
    assert top(counts, (2, 1, 0)).tolist() == [2, 0, NOTHING]
