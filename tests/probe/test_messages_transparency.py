"""Pipes, simple queues, shared data and memory behave as they do unobserved, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.probe.test_transparency import METHODS, same

MISUSES = Path(__file__).with_name("misuses_messages.py")


@pytest.mark.parametrize("method", METHODS)
def test_results_and_tracebacks_of_every_misuse_are_the_same(tmp_path: Path, method: str) -> None:
    same(tmp_path, MISUSES, method)
