"""Processes killed at random: nothing that was recorded before the kill is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.exact.killed import CHILDREN
from tests.exact.played import record, show

KILLED = Path(__file__).with_name("killed.py")


def check(folder: Path, logs: Path, shown: dict[str, Any]) -> None:
    """At least what each child has written down is there, and at most one round more."""
    assert shown["lost"] == 0
    by_kind = {
        kind: [p["counts"] for p in shown["primitives"] if p["kind"] == kind]
        for kind in ("Lock", "RLock", "Queue")
    }
    for number in range(CHILDREN):
        path = logs / str(number)
        done = path.stat().st_size if path.exists() else 0
        for kind, name, a_round in (
            ("Lock", "acquires", 2),
            ("Lock", "releases", 2),
            ("RLock", "acquires", 2),
            ("RLock", "releases", 2),
            ("Queue", "puts", 1),
        ):
            counted = by_kind[kind][number][name]
            assert done * a_round <= counted <= (done + 1) * a_round, (number, kind, name)
        assert by_kind["Queue"][number]["gets"] == 0


@pytest.mark.parametrize(
    ("method", "seed"), [("fork", 1), ("fork", 2), ("spawn", 3), ("forkserver", 4)]
)
def test_what_children_did_before_they_were_killed(tmp_path: Path, method: str, seed: int) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    command = [str(KILLED), str(logs), str(seed), "last"]
    status, told, recording = record(tmp_path, *command, method=method)
    assert (status, told) == (0, "")
    shown = show(recording)
    check(tmp_path, logs, shown)
    children = [p for p in shown["processes"] if p["role"] == "child"]
    assert [p["exitcode"] for p in children] == [-9] * CHILDREN
    assert {p["ended_by"] for p in children} == {"signal"}


def test_what_everybody_did_when_the_main_process_is_killed(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    command = [str(KILLED), str(logs), "7", "first"]
    status, told, recording = record(tmp_path, *command, method="fork")
    assert status == 128 + 9, told
    shown = show(recording)
    assert shown["exit_status"] == 128 + 9
    check(tmp_path, logs, shown)
    (main,) = (p for p in shown["processes"] if p["role"] == "main")
    assert (main["exitcode"], main["ended_by"]) == (-9, "signal")
