"""Programs made up at random: the recording counts and links exactly what they did."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.exact.plans import PLANS, Plan
from tests.exact.played import Played, play

COUNTS = {
    "lock": {"acquires": "acquires", "releases": "releases"},
    "rlock": {"acquires": "acquires", "releases": "releases"},
    "semaphore": {"acquires": "acquires", "releases": "releases"},
    "bounded": {"acquires": "acquires", "releases": "releases"},
    "taken": {"acquires": "acquires", "releases": "releases", "timeouts": "timeouts"},
    "bounded_queue": {"puts": "puts", "gets": "gets"},
    "queue": {"puts": "puts", "gets": "gets"},
    "joinable": {"puts": "puts", "gets": "gets", "task_dones": "task_done", "joins": "join"},
    "simple": {"puts": "puts", "gets": "gets"},
    "empty": {"puts": "puts", "gets": "gets", "left": "left"},
    "event": {"sets": "set", "clears": "clear", "waits": "wait"},
    "everybody": {"passes": "passes", "breaks": "breaks"},
}
"""Name of the primitive → count in ``show --json`` → what the program's log calls it."""
KINDS = {
    "lock": "Lock",
    "rlock": "RLock",
    "semaphore": "Semaphore",
    "bounded": "BoundedSemaphore",
    "taken": "Lock",
    "condition": "Condition",
    "bounded_queue": "Queue",
    "queue": "Queue",
    "joinable": "JoinableQueue",
    "simple": "SimpleQueue",
    "empty": "Queue",
    "event": "Event",
    "everybody": "Barrier",
}


def check(played: Played, plan: Plan, method: str) -> None:
    """Compare the recording with the program's own log, number by number."""
    shown, logged = played.shown, played.logged()
    assert (shown["lost"], shown["complete"], shown["exit_status"]) == (0, True, 0)
    assert shown["start_method"] == method
    primitives = played.primitives()
    assert {name: p["kind"] for name, p in primitives.items() if name != "pool"} == KINDS
    for name, counts in COUNTS.items():
        told = {ours: primitives[name]["counts"][ours] for ours in counts}
        assert told == {ours: logged[f"{name} {what}"] for ours, what in counts.items()}, name
    condition = primitives["condition"]["counts"]
    notified = logged["condition notify"] + logged["condition notify_all"]
    assert (condition["waits"], condition["notifies"]) == (logged["condition woken"], notified)
    check_people(played)
    check_pipes(played, plan)
    check_pool(played, plan)
    model = played.model()
    for name in ("bounded_queue", "queue", "joinable", "simple"):
        assert played.recorded_items(model, name) == played.logged_items(name), name


def check_people(played: Played) -> None:
    people = {p["name"]: p for p in played.shown["processes"] if p["role"] == "child"}
    logs = {log["name"]: log["pid"] for log in played.logs if log["name"] != "main"}
    assert {name: p["pid"] for name, p in people.items()} == logs
    main = next(p for p in played.shown["processes"] if p["role"] == "main")
    for name, process in people.items():
        parent = people[name.rpartition(".")[0]] if "." in name else main
        assert process["parent_pid"] == parent["pid"]
        assert (process["exitcode"], process["ended_by"]) == (0, "exit")
        assert process["started_ns"] >= parent["started_ns"]


def check_pipes(played: Played, plan: Plan) -> None:
    logged = played.logged()
    pipes = [p["counts"] for p in played.shown["primitives"] if p["kind"] == "Pipe"]
    told = [(pipe["sends"], pipe["recvs"], pipe["bytes"]) for pipe in pipes]
    assert told == [
        tuple(logged[f"pipe of child {n} {what}"] for what in ("sends", "recvs", "bytes"))
        for n in range(len(plan["children"]))
    ]


def check_pool(played: Played, plan: Plan) -> None:
    logged = played.logged()
    tasks = played.shown["tasks"]
    if not plan["pool"]:
        assert tasks == []
        return
    names = ("submitted", "ok", "error", "unread")
    counts = played.primitives()["pool"]["counts"]
    assert {n: counts[n] for n in names} == {n: logged[f"pool {n}"] for n in names}
    assert counts["lost"] == 0
    workers: Counter[str] = Counter()
    for task in tasks:
        if task["outcome"] == "ok":
            workers[str(task["worker_pid"])] += task["items"]
        assert task["submitted_ns"] <= task["started_ns"] <= task["ended_ns"]
    own = {name.partition(" ")[2]: n for name, n in logged.items() if name.startswith("worker ")}
    assert workers == own


EVERYTHING: Plan = {
    "children": [
        [
            *[["with", name] for name in ("lock", "rlock", "semaphore", "bounded")] * 3,
            ["nested", 3],
            ["held elsewhere", 0.01],
            *[["put", name, 100] for name in ("bounded_queue", "queue", "joinable", "simple")] * 4,
            ["miss", None],
            ["miss", 0.001],
            *[["call", "event", verb] for verb in ("set", "is_set", "clear")],
            ["notify", "notify"],
            ["notify", "notify_all"],
            ["wait"],
            ["send", 70_000],
            ["nest", [["put", "bounded_queue", 1], ["acquire", "lock"], ["try", "lock", 0]]],
        ]
    ]
    * 3,
    "maxsize": 1,
    "pool": [["map", 7, 2], ["apply", 3], ["failed", 1], ["unread", 2], ["imap_unordered", 3]],
}


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_program_with_everything(tmp_path: Path, method: str) -> None:
    check(play(tmp_path, EVERYTHING, method), EVERYTHING, method)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("method", "examples"), [("fork", 12), ("spawn", 3), ("forkserver", 3)])
def test_random_programs(method: str, examples: int) -> None:
    @settings(
        max_examples=examples,
        # Runs differ from each other: what failed once is shown as it was, not made smaller.
        phases=[Phase.explicit, Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(plan=PLANS)
    def examine(plan: dict[str, Any]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            check(play(Path(folder), plan, method), plan, method)

    examine()
