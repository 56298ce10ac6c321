"""Signals may come at any point, our own code included: their tracebacks never show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.probe.observing import observe

PROGRAM = Path(__file__).with_name("interrupted.py")


@pytest.mark.parametrize("times", [300, pytest.param(4000, marks=pytest.mark.slow)])
def test_interrupts_never_show_a_frame_of_ours_and_are_never_swallowed(
    tmp_path: Path, times: int
) -> None:
    seen = observe(tmp_path, PROGRAM, str(times))
    assert seen.status == 0, seen.err
    lines = seen.out.decode().splitlines()
    assert "ours" in lines
    assert "errors kept alive by themselves: 0" in lines
    assert lines[-1] == "raised and caught"
    assert seen.count()["held"]
