"""Pools of libraries: what a subclass replaces does not hide its tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exact.played import record, show


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_pool_that_makes_its_own_queues(tmp_path: Path, method: str) -> None:
    script = Path(__file__).with_name("own_pool.py")
    status, told, recording = record(tmp_path, str(script), method=method)
    assert (status, told) == (0, "")
    shown = show(recording)
    (pool,) = [p for p in shown["primitives"] if p["kind"] == "Pool"]
    assert pool["name"] == "pool"
    assert pool["counts"] == {"submitted": 7, "ok": 7, "error": 0, "lost": 0, "unread": 0}
    workers = {p["pid"] for p in shown["processes"] if p["role"] == "worker"}
    assert {task["worker_pid"] for task in shown["tasks"]} <= workers
    assert [(t["function"], t["outcome"], t["read"]) for t in shown["tasks"]] == [
        ("abs", "ok", True)
    ] * 7
