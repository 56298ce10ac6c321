"""Marks of the ruler and how times are written."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procession.ui.timeline.ticks import MAJOR_PX, MINOR_PX, duration, instant, step, ticks


@given(st.floats(1, 1e10), st.floats(0, 1e12))
def test_majors_have_room_and_round_steps(ns_per_px: float, left: float) -> None:
    marks = ticks(left, left + 1200 * ns_per_px, ns_per_px)
    assert marks.step_ns / ns_per_px >= MAJOR_PX * (1 - 1e-6)
    assert marks.step_ns / ns_per_px <= 2.6 * MAJOR_PX
    mantissa = marks.step_ns / 10 ** math.floor(math.log10(marks.step_ns) + 1e-9)
    assert any(math.isclose(mantissa, one, rel_tol=1e-6) for one in (1, 2, 2.5, 5))
    if marks.minors:
        assert marks.step_ns / 5 / ns_per_px >= MINOR_PX * (1 - 1e-6)
    assert not set(marks.majors) & set(marks.minors)


@pytest.mark.parametrize(
    ("at_least", "found"), [(1, 1), (1.5, 2), (2.2, 2.5), (3, 5), (6, 10), (0.21, 0.25)]
)
def test_steps_are_1_2_2_and_a_half_and_5(at_least: float, found: float) -> None:
    assert step(at_least) == pytest.approx(found)


@pytest.mark.parametrize(
    ("time", "grid", "up_to", "text"),
    [
        (17.25e9, 2.5e8, None, "17.25 s"),
        (17.5e9, 5e8, None, "17.5 s"),
        (17.5e9, 2.5e8, 18e9, "17.50 s"),
        (0.25e9, 2.5e8, 2e9, "0.25 s"),
        (1.5e6, 5e5, None, "1.5 ms"),
        (0, 1e6, None, "0 s"),
        (0, 1e6, 5e6, "0 ms"),
        (2500, 500, None, "2.5 µs"),
    ],
)
def test_instants_have_the_digits_of_the_grid(
    time: float, grid: float, up_to: float | None, text: str
) -> None:
    assert instant(time, grid, up_to) == text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (640, "640 ns"),
        (1_500, "1.50 µs"),
        (148_800_000, "148.8 ms"),
        (18_450_000_000, "18.45 s"),
        (125_000_000_000, "2 min 05 s"),
    ],
)
def test_durations_carry_units(length: int, text: str) -> None:
    assert duration(length) == text
