"""Compares what was recorded of a random program with the log that it kept, number by number."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from tests.exact.linked import (
    check_releases,
    logged_items,
    logged_order,
    recorded_items,
    recorded_order,
)
from tests.exact.plans import Plan
from tests.exact.played import Played

_HELD = {"acquires": "acquires", "releases": "releases"}
_PASSED = {"puts": "puts", "gets": "gets"}
_BLOCK = {"attaches": "attaches", "closes": "closes", "unlinks": "unlinks"}
_ASKED = {"calls": "calls"}
COUNTS = {
    "lock": _HELD,
    "rlock": _HELD,
    "semaphore": _HELD,
    "bounded": _HELD,
    "bus_lock": _HELD,
    "taken": _HELD | {"timeouts": "timeouts"},
    "value": _HELD,
    "array": _HELD,
    "bounded_queue": _PASSED,
    "queue": _PASSED,
    "joinable": _PASSED | {"task_dones": "task_done", "joins": "join"},
    "simple": _PASSED,
    "empty": _PASSED | {"left": "left"},
    "event": {"sets": "set", "clears": "clear", "waits": "wait"},
    "everybody": {"passes": "passes", "breaks": "breaks"},
    "memory": _BLOCK,
    "shared_list": _BLOCK,
}
"""Name of the primitive → count in ``show --json`` → what the program's log calls it."""
MANAGED = dict.fromkeys(
    ("manager", "managed_list", "managed_dict", "managed_lock", "managed_queue"), _ASKED
)
KINDS = {
    "lock": "Lock",
    "rlock": "RLock",
    "semaphore": "Semaphore",
    "bounded": "BoundedSemaphore",
    "taken": "Lock",
    "bus_lock": "Lock",
    "condition": "Condition",
    "bounded_queue": "Queue",
    "queue": "Queue",
    "joinable": "JoinableQueue",
    "simple": "SimpleQueue",
    "empty": "Queue",
    "event": "Event",
    "everybody": "Barrier",
    "two": "Barrier",
    "value": "Value",
    "array": "Array",
    "raw_array": "RawArray",
    "lock_order": "RawValue",
    "rlock_order": "RawValue",
    "memory": "SharedMemory",
    "shared_list": "ShareableList",
}
POOLS = {"pool": "Pool", "executor": "ProcessPoolExecutor"}


def check(played: Played, plan: Plan, method: str) -> None:
    """Everything that can be compared."""
    shown, logged = played.shown, played.logged()
    assert (shown["lost"], shown["complete"], shown["exit_status"]) == (0, True, 0)
    assert shown["start_method"] == method
    check_counts(played, plan, logged)
    check_people(played, plan, method)
    check_pipes(played, plan, logged)
    check_links(played, plan)
    check_waits(played)
    for name in POOLS:
        check_tasks(played, name)
    # What is recorded is also what the program did: its sums are right.
    assert logged["value is"] == logged["value sum"]
    assert logged["array is"] == logged["array sum"]


def check_counts(played: Played, plan: Plan, logged: Counter[str]) -> None:
    """Every primitive is there, and counts what the program counted."""
    primitives = played.primitives()
    managed = MANAGED if "managed_list" in primitives else {}
    kinds = KINDS | dict.fromkeys(managed, "Manager")
    kinds |= {name: kind for name, kind in POOLS.items() if plan[name]}
    assert {name: p["kind"] for name, p in primitives.items()} == kinds
    for name, counts in (COUNTS | managed).items():
        told = {ours: primitives[name]["counts"][ours] for ours in counts}
        assert told == {ours: logged[f"{name} {what}"] for ours, what in counts.items()}, name
    if not managed:
        assert not any(key.startswith("managed") for key in logged)
    condition = primitives["condition"]["counts"]
    notified = logged["condition notify"] + logged["condition notify_all"]
    assert (condition["waits"], condition["notifies"]) == (logged["condition woken"], notified)
    two = primitives["two"]["counts"]
    # It breaks once; that all who come later fail too is no break.
    assert two == {"passes": logged["two passes"], "breaks": int(logged["two broken"] > 0)}


def check_people(played: Played, plan: Plan, method: str) -> None:
    """Who there was, who started whom, how, and how each one ended."""
    children = [p for p in played.shown["processes"] if p["role"] == "child"]
    people = {p["name"]: p for p in children}
    logs = {log["name"]: log["pid"] for log in played.logs if log["name"] != "MainProcess"}
    assert len(children) == len(people)
    assert {name: p["pid"] for name, p in people.items()} == logs
    main = next(p for p in played.shown["processes"] if p["role"] == "main")
    methods = plan.get("methods") or [method]
    for name, process in people.items():
        parent = people[name.rpartition(".")[0]] if "." in name else main
        assert process["parent_pid"] == parent["pid"]
        assert (process["exitcode"], process["ended_by"]) == (0, "exit")
        assert process["started_ns"] >= parent["started_ns"]
        if name.startswith("taker"):
            assert process["start_method"] == plan.get("made_for", method)
        elif "." not in name:
            number = int(name.rpartition(" ")[2])
            assert process["start_method"] == methods[number % len(methods)]


def check_pipes(played: Played, plan: Plan, logged: Counter[str]) -> None:
    """Messages, and where their bytes are known to the program, those."""
    pipes = [p["counts"] for p in played.shown["primitives"] if p["kind"] == "Pipe"]
    names = played.pipes(plan)
    assert len(pipes) == len(names)
    for name, number in names.items():
        counts = pipes[number]
        assert counts["sends"] == logged[f"{name} sends"], name
        assert counts["recvs"] == logged[f"{name} recvs"], name
        if name != "bus":
            assert counts["bytes"] == logged[f"{name} bytes"], name


def check_links(played: Played, plan: Plan) -> None:
    """Each item's put and get, each message's send and recv."""
    model = played.model
    listed = [p for p in model.primitives.values() if p.kind]
    queues = {p.name: p.id for p in listed if p.name in COUNTS and "puts" in COUNTS[p.name]}
    pipes = sorted(p.id for p in listed if p.kind == "Pipe")
    items_of = queues | {name: pipes[number] for name, number in played.pipes(plan).items()}
    assert len(queues) == 5
    for name, primitive in items_of.items():
        found, wanted = recorded_items(model, primitive), logged_items(played, name)
        assert (name, found - wanted, wanted - found) == (name, set(), set())


def check_waits(played: Played) -> None:
    """The order of holders is the program's, and waits were ended by the right release."""
    model = played.model
    numbers = {p.name: p.id for p in model.primitives.values() if p.kind}
    for name in ("lock", "rlock"):
        assert recorded_order(model, numbers[name]) == logged_order(played, name), name
        check_releases(model, numbers[name])


def check_tasks(played: Played, name: str) -> None:
    """Every task: what, how many items, whose, when, and how it ended."""
    model = played.model
    jobs = [job for log in played.logs for job in log["jobs"] if job["by"] == name]
    found = [p.id for p in model.primitives.values() if p.kind == POOLS[name]]
    if not jobs:
        assert found == []
        return
    (primitive,) = found
    recorded = defaultdict(list)
    for task in model.tasks(primitive):
        recorded[task.job].append(task)
    expected = list(_units(jobs, split=name == "executor"))
    by_job = [sorted(recorded[job], key=lambda task: task.index) for job in sorted(recorded)]
    # A future cancelled in time never was a task.
    real = [unit for unit in expected if unit["outcome"] != "cancelled"]
    assert len(by_job) == len(real)
    origin = model.origin_ns or 0
    pids = {process.id: process.pid for process in model.processes.values()}
    for tasks, unit in zip(by_job, real, strict=True):
        chunks = unit.get("chunks")
        assert len(tasks) == (len(chunks) if chunks else 1)
        for number, task in enumerate(tasks):
            assert (task.function, task.outcome) == (unit["function"], unit["outcome"])
            assert task.read is unit["read"]
            assert task.submitted_ns is not None
            assert task.started_ns is not None
            assert task.ended_ns is not None
            assert unit["submitted"] - origin <= task.submitted_ns <= task.started_ns
            assert task.started_ns <= task.ended_ns
            worker = pids[task.worker or 0]
            if chunks:
                assert task.items == len(chunks[number])
                for _, pid, begun, ended in chunks[number]:
                    assert pid == worker
                    assert task.started_ns <= begun - origin <= ended - origin <= task.ended_ns
            elif "worker" in unit:
                assert unit["worker"] == worker
    sums = Counter[str]()
    for unit in expected:
        items = sum(map(len, unit["chunks"])) if "chunks" in unit else 1
        sums["submitted"] += items
        sums[unit["outcome"]] += items
        sums["unread"] += unit["outcome"] == "error" and not unit["read"]
    told = played.primitives()[name]["counts"]
    names = ("submitted", "ok", "error", "unread", "lost")
    assert {one: told[one] for one in names} == {one: sums[one] for one in names}


def _units(jobs: list[dict[str, Any]], split: bool) -> Any:
    """The jobs as they are recorded: an executor makes one of every chunk."""
    for job in jobs:
        if split and "chunks" in job:
            for chunk in job["chunks"]:
                yield {**job, "chunks": [chunk]}
        else:
            yield job
