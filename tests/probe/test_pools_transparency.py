"""Pools, executors and managers behave observed as they do bare, tracebacks and all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.probe.observing import bare, observe
from tests.probe.test_transparency import METHODS, normal, same

MISUSES = Path(__file__).with_name("misuses_pools.py")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("what", ["broken", "executors", "managers"])
def test_every_misuse_ends_the_same(tmp_path: Path, what: str, method: str) -> None:
    same(tmp_path, MISUSES, method, what)


@pytest.mark.parametrize("method", METHODS)
def test_every_misuse_of_a_pool_ends_the_same(tmp_path: Path, method: str) -> None:
    plain, seen = (run(tmp_path, MISUSES, method, "pools") for run in (bare, observe))
    assert seen.status == plain.status
    assert in_any_order(seen.out) == in_any_order(plain.out)
    assert in_any_order(seen.err) == in_any_order(plain.err)
    assert all(one.out.count(b"started\n") in (3, 4) for one in (plain, seen))


def in_any_order(text: bytes) -> list[bytes]:
    """Its lines sorted: which of two workers fails or begins first is chance, bare as observed.

    So is whether the worker made after the last task still begins before the pool is terminated.
    """
    lines = re.sub(rb"KeyError: \d", b"KeyError: N", normal(text)).splitlines()
    return sorted(line for line in lines if line != b"started")


def test_classes_look_the_same(tmp_path: Path) -> None:
    same(tmp_path, MISUSES, "fork", "looks")
