"""Every lesson under observation, under every start method: the numbers that its guide names."""

from __future__ import annotations

import json
import subprocess
import sys
from multiprocessing import get_all_start_methods
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.lesson_runs import built_in

LESSONS = {lesson.id: lesson for lesson in built_in().lessons()}
COUNTS: dict[str, dict[str, dict[str, int]]] = {
    "process/finish_order": {},
    "lock/one_counter": {"Lock": {"acquires": 120, "releases": 120, "timeouts": 0}},
    # Fourteen loaves, and the end for each of two shoppers.
    "queue/bakery_shelf": {"Queue": {"puts": 16, "gets": 16, "left": 0}},
    "joinable_queue/last_order": {
        "JoinableQueue": {"puts": 12, "gets": 12, "task_dones": 12, "joins": 1, "left": 0}
    },
    "pool/page_titles": {"Pool": {"submitted": 9, "ok": 7, "error": 2, "lost": 0, "unread": 0}},
}
CHILDREN = {
    "process/finish_order": {"runner 1": 1, "runner 2": 2, "runner 3": 3},
    "lock/one_counter": {"writer 1": 0, "writer 2": 0, "writer 3": 0},
    "queue/bakery_shelf": {"baker": 0, "shopper 1": 0, "shopper 2": 0},
    "joinable_queue/last_order": {"cook 1": -15, "cook 2": -15},
}


def procession(*arguments: str) -> str:
    """Standard output of one command, which must end with status 0."""
    command = [sys.executable, "-m", "procession", *arguments]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=100)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("method", get_all_start_methods())
@pytest.mark.parametrize("lesson", LESSONS)
def test_what_a_run_shows(tmp_path: Path, lesson: str, method: str) -> None:
    recording = tmp_path / "run.procession"
    procession("run", lesson, "--start-method", method, "-o", str(recording))
    run: dict[str, Any] = json.loads(procession("show", str(recording), "--json"))
    assert (run["exit_status"], run["complete"], run["lost"]) == (0, True, 0)

    primitives = {primitive["kind"]: primitive for primitive in run["primitives"]}
    assert len(primitives) == len(run["primitives"])
    for kind, expected in COUNTS[lesson].items():
        counts = primitives[kind]["counts"]
        assert {name: counts[name] for name in expected} == expected
        assert primitives[kind]["where"].startswith(f"{LESSONS[lesson].name}.py:")

    children = {
        process["name"]: process["exitcode"]
        for process in run["processes"]
        if process["role"] == "child"
    }
    assert children == CHILDREN.get(lesson, {})
    workers = [process for process in run["processes"] if process["role"] == "worker"]
    assert len(workers) == (3 if lesson.startswith("pool/") else 0)

    wrong = {found["rule"] for found in run["findings"] if found["level"] != "info"}
    assert wrong == set(LESSONS[lesson].expects_under(method))
