"""Coverage of pixel columns, at every zoom."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procession.trace.columns import Array
from procession.trace.levels import Coverage
from procession.trace.spans import OPEN

_SPANS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)), max_size=40)


def arrays(spans: list[tuple[int, int]]) -> tuple[Array, Array]:
    ordered = sorted(spans)
    start = np.array([span[0] for span in ordered], np.int64)
    return start, start + np.array([span[1] for span in ordered], np.int64)


def brute(start: Array, end: Array, low: int, high: int) -> int:
    """Whole nanoseconds of a range that at least one interval covers."""
    at = np.arange(low, high)[:, None]
    return int(((start <= at) & (at < end)).any(axis=1).sum())


@given(_SPANS, st.integers(0, 300), st.integers(0, 100), st.integers(0, 40))
def test_covered_is_the_length_of_the_union(
    spans: list[tuple[int, int]], low: int, length: int, cut: int
) -> None:
    start, end = arrays(spans)
    coverage = Coverage()
    coverage.extend(start[:cut], end[:cut])
    coverage.extend(start[cut:], end[cut:])
    assert coverage.covered(low, low + length) == brute(start, end, low, low + length)


@given(_SPANS, st.integers(0, 300))
def test_open_intervals_cover_all_that_follows(spans: list[tuple[int, int]], since: int) -> None:
    start, end = arrays(spans)
    whole_start = np.sort(np.append(start, since))
    at = int(np.searchsorted(start, since, "left"))
    whole_end = np.insert(end, at, OPEN)
    coverage = Coverage.of(whole_start, whole_end)
    clipped = np.minimum(whole_end, 1000)
    assert coverage.covered(0, 400) == brute(whole_start, clipped, 0, 400)


def test_columns_are_exact_when_there_are_few_intervals() -> None:
    start = np.array([0, 100, 150])
    end = np.array([50, 120, 300])
    share = Coverage.of(start, end).coverage(0, 400, 4)
    assert share.tolist() == pytest.approx([0.5, 0.7, 1.0, 0.0])


def test_levels_agree_with_the_exact_columns() -> None:
    random = np.random.default_rng(3)
    count = 400_000
    start = np.cumsum(random.integers(5, 40, count))
    end = start + random.integers(1, 5, count)
    coverage = Coverage()
    for first in range(0, count, 5_003):
        coverage.extend(start[first : first + 5_003], end[first : first + 5_003])
    last = float(end[-1])
    for low, high in ((0.0, last), (last * 0.3, last * 0.6), (-last, 2 * last)):
        edges = np.linspace(low, high, 1001)
        exact = [coverage.covered(a, b) / (b - a) for a, b in pairwise(edges)]
        assert np.abs(coverage.coverage(low, high, 1000) - exact).max() < 0.04


def test_growing_equals_making_at_once() -> None:
    random = np.random.default_rng(4)
    start = np.sort(random.integers(0, 100_000, 5_000))
    end = start + random.integers(0, 60, 5_000)
    grown = Coverage()
    for first in range(0, 5_000, 17):
        grown.extend(start[first : first + 17], end[first : first + 17])
    assert len(grown) == len(Coverage.of(start, end))
    assert (
        grown.coverage(0, 1e5, 50).tolist() == Coverage.of(start, end).coverage(0, 1e5, 50).tolist()
    )


def test_nothing_is_covered_by_nothing() -> None:
    coverage = Coverage()
    assert coverage.coverage(0, 10, 5).tolist() == [0.0] * 5
    assert coverage.coverage(10, 0, 5).tolist() == [0.0] * 5
    assert coverage.count(0, 10) == 0
