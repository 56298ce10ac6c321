"""Programs made up at random: the recording counts and links exactly what they did."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.exact.checked import check
from tests.exact.plans import PLANS, Plan
from tests.exact.played import play
from tests.oracle.interpreters import Interpreter, usable

METHODS = ("fork", "spawn", "forkserver")
_EACH = [
    *[["with", name] for name in ("lock", "rlock", "semaphore", "bounded")] * 3,
    ["nested", 3],
    *[["put", name, 100] for name in ("bounded_queue", "queue", "joinable", "simple")] * 4,
    *[["call", "event", verb] for verb in ("set", "is_set", "clear")],
    ["event wait", 0.001],
    ["notify", "notify_all"],
    ["wait for", 2],
    ["break", 0.001],
    ["share", "value", 2],
    ["share", "array", 3],
    ["hold", "array"],
    ["peek", "value"],
    ["attach", "memory"],
    ["attach", "shared_list"],
    ["bus", 100],
]
EVERYTHING: Plan = {
    "children": [
        [
            *_EACH,
            ["held elsewhere", 0.01],
            ["miss", None],
            ["miss", 0.001],
            ["notify", "notify"],
            ["wait"],
            ["send", 70_000],
            ["ask", 5000],
            *[["manage", what] for what in ("append", "set", "length", "lock", "queue")],
            ["nest", [["put", "bounded_queue", 1], ["acquire", "lock"], ["try", "lock", 0]]],
            ["threads", [_EACH, _EACH]],
            # The system gives these the identity of the threads before, which have ended.
            ["threads", [[["put", "queue", 1], ["bus", 1], ["with", "lock"]]] * 2],
        ]
    ]
    * 3,
    "maxsize": 1,
    "rounds": 2,
    "pool": [["map", 7, 2], ["apply", 3], ["failed", 1], ["unread", 2], ["imap_unordered", 3]],
    "maxtasksperchild": 3,
    "executor": [["map", 7, 2], ["submit", 1], ["failed", 1], ["cancel", 1], ["unread", 1]],
}
MIXED: Plan = EVERYTHING | {"made_for": "spawn", "methods": ["fork", "spawn", "forkserver"]}
LONG = int(os.environ.get("PROCESSION_RANDOM_PROGRAMS", "20"))
"""How many programs the long test makes up for each interpreter and start method."""


@pytest.mark.parametrize("method", METHODS)
def test_a_program_with_everything(tmp_path: Path, method: str) -> None:
    check(play(tmp_path, EVERYTHING, method), EVERYTHING, method)


def test_a_program_with_children_of_every_start_method(tmp_path: Path) -> None:
    check(play(tmp_path, MIXED, "fork"), MIXED, "fork")


def examine_programs(method: str, examples: int, python: str = sys.executable, **more: Any) -> None:
    """Play so many programs and compare each with its log."""

    @settings(
        max_examples=examples,
        # Runs differ from each other: what failed once is shown as it was, not made smaller.
        phases=[Phase.explicit, Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        **more,
    )
    @given(plan=PLANS)
    def examine(plan: dict[str, Any]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            check(play(Path(folder), plan, method, python), plan, method)

    examine()


@pytest.mark.parametrize(("method", "examples"), [("fork", 5), ("spawn", 1), ("forkserver", 1)])
def test_random_programs(method: str, examples: int) -> None:
    examine_programs(method, examples, derandomize=True)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("python", usable(), ids=lambda python: python.name)
def test_many_random_programs(method: str, python: Interpreter) -> None:
    examine_programs(method, LONG, python.path)
