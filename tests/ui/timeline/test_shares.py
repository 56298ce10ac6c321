"""Every way to compute what columns cover agrees with counting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procession.ui.timeline import shares
from procession.ui.timeline.coverage import Layer, Times
from procession.ui.timeline.overview import Overview

gaps = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 300)), min_size=1, max_size=800)


def spans_of(parts: list[tuple[int, int]]) -> tuple[Times, Times]:
    """Disjoint spans from gaps and lengths."""
    steps = np.cumsum(np.array(parts, np.int64).ravel())
    return steps[0::2], steps[1::2]


def layer_of(start: Times, end: Times) -> Layer:
    layer = Layer()
    half = len(start) // 2
    layer.extend(start[:half], end[:half])
    layer.extend(start[half:], end[half:])
    return layer


def counted(start: Times, end: Times, edges: Times) -> np.ndarray:
    """The share of each column by clipping every span to it."""
    inside = np.minimum(end[:, None], edges[1:]) - np.maximum(start[:, None], edges[:-1])
    made: np.ndarray = np.clip(inside, 0, None).sum(axis=0) / np.diff(edges)
    return made


@given(gaps, st.integers(0, 2000), st.integers(1, 5000), st.integers(1, 60))
def test_searching_and_scattering_agree_with_counting(
    parts: list[tuple[int, int]], left: int, length: int, columns: int
) -> None:
    start, end = spans_of(parts)
    layer = layer_of(start, end)
    edges = left + np.arange(columns + 1, dtype=np.int64) * length
    expected = counted(start, end, edges)
    began = np.histogram(start, edges)[0]
    searched, count = layer.columns(edges)
    assert np.allclose(searched, expected, atol=1e-5)
    # A span that begins exactly at an edge belongs to the column on its right or left.
    assert abs(int(count.sum()) - int(began.sum())) <= 2
    scattered, _ = shares.shares_of([layer], edges)
    assert np.allclose(scattered[0], expected, atol=1e-4)


def test_levels_do_not_smear_over_gaps() -> None:
    """A burst, a long gap, a burst: the gap stays empty however far out the view is."""
    burst = np.arange(4000, dtype=np.int64) * 10
    start = np.concatenate((burst, burst + 1_000_000))
    layer = layer_of(start, start + 5)
    edges = np.linspace(0, 1_100_000, 41).astype(np.int64)
    found, _ = layer.columns(edges)
    assert np.allclose(found, counted(start, start + 5, edges), atol=0.02)
    assert found[2:36].max() == 0


def test_cut_and_extend_again_is_as_if_never_cut() -> None:
    random = np.random.default_rng(3)
    start = np.cumsum(random.integers(5, 50, 20_000))
    end = start + random.integers(1, 5, 20_000)
    edges = np.linspace(0, start[-1], 31).astype(np.int64)
    whole = layer_of(start, end)
    cut = layer_of(start, end)
    cut.cut(7_001)
    cut.extend(start[7_001:], end[7_001:])
    assert np.array_equal(whole.columns(edges)[0], cut.columns(edges)[0])


def test_overview_agrees_with_searching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "FEWEST", 10)
    random = np.random.default_rng(4)
    layers = []
    for _ in range(3):
        start = np.cumsum(random.integers(5_000, 90_000, 30_000))
        layers.append(layer_of(start, start + random.integers(1_000, 5_000, 30_000)))
    last = max(int(layer.start.values[-1]) for layer in layers)
    overview = Overview()
    edges = np.linspace(0, last, 401).astype(np.int64)
    for until in (last // 2, last):
        # What is known grows: the second round reads what the first had not seen.
        overview.follow(until)
        found, counts = shares.shares_of(layers, edges, overview)
    assert overview.serves(edges)
    for layer, share, count in zip(layers, found, counts, strict=True):
        expected, began = layer.columns(edges)
        assert np.abs(share - expected).max() < 0.05
        assert abs(int(count.sum()) - int(began.sum())) < 0.01 * began.sum()
    near = np.linspace(last // 2, last // 2 + 4_000, 401).astype(np.int64)
    assert not overview.serves(near)


def test_an_interval_costs_few_bytes() -> None:
    start = np.arange(100_000, dtype=np.int64) * 10
    layer = layer_of(start, start + 4)
    assert layer.nbytes / len(layer) <= 26
