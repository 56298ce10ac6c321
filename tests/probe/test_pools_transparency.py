"""Pools, executors and managers behave observed as they do bare, tracebacks and all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.probe.test_transparency import METHODS, same

MISUSES = Path(__file__).with_name("misuses_pools.py")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("what", ["pools", "broken", "executors", "managers"])
def test_every_misuse_ends_the_same(tmp_path: Path, what: str, method: str) -> None:
    same(tmp_path, MISUSES, method, what)


def test_classes_look_the_same(tmp_path: Path) -> None:
    same(tmp_path, MISUSES, "fork", "looks")
