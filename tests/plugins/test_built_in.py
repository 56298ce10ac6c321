"""The built-in plugins: found like anybody's, and counting what the contract says."""

from __future__ import annotations

import os
import sys

import pytest

from tests.plugins.lesson_runs import built_in

LOCK = {"acquires", "contended", "timeouts", "releases"}
TASKS = {"submitted", "ok", "error", "lost", "unread"}
COUNTS = {
    "Lock": LOCK,
    "RLock": LOCK,
    "Semaphore": LOCK,
    "BoundedSemaphore": LOCK,
    "Condition": {"waits", "notifies"},
    "Event": {"sets", "clears", "waits"},
    "Barrier": {"passes", "breaks"},
    "Pipe": {"sends", "recvs", "bytes"},
    "SimpleQueue": {"puts", "gets", "put_waits", "get_waits", "max_depth", "left"},
    "Value": LOCK,
    "Array": LOCK,
    "RawValue": set(),
    "RawArray": set(),
    "SharedMemory": {"attaches", "closes", "unlinks"},
    "ShareableList": {"attaches", "closes", "unlinks"},
    "Queue": {"puts", "gets", "put_waits", "get_waits", "max_depth", "left"},
    "JoinableQueue": {
        *("puts", "gets", "put_waits", "get_waits"),
        *("task_dones", "joins", "max_depth", "left"),
    },
    "Pool": TASKS,
    "ThreadPool": TASKS,
    "ProcessPoolExecutor": TASKS,
    "Manager": {"calls"},
}


def test_they_are_active_and_in_the_order_of_learning() -> None:
    manager = built_in()
    names = ["process", "lock", "queue", "joinable_queue", "pool"]
    assert [plugin.name for plugin in manager if plugin.name in names] == names
    orders = [plugin.order for plugin in manager]
    assert orders == sorted(orders)
    assert {plugin.state for plugin in manager} == {"active"}
    taught = list(dict.fromkeys(lesson.plugin for lesson in manager.lessons()))
    assert taught == [plugin.name for plugin in manager]


def test_each_brings_a_probe_that_is_found_without_being_imported() -> None:
    manager = built_in()
    probes = manager.probes()
    assert [name for name, _ in probes] == [plugin.name for plugin in manager]
    assert all(path.endswith(f"{name}/probe.py".replace("/", os.sep)) for name, path in probes)
    assert not any(f"procession_plugins.{name}.probe" in sys.modules for name, _ in probes)
    assert {plugin.state for plugin in manager} == {"active"}


def test_every_name_for_people_is_translated() -> None:
    for plugin in built_in():
        assert plugin.title("zh_CN") != plugin.title("en")
        assert plugin.summary


@pytest.mark.parametrize("kind", COUNTS)
def test_each_primitive_has_one_track_with_its_counts(kind: str) -> None:
    tracks = [track for track in built_in().tracks() if kind in track.kinds]
    assert [set(track.counts) for track in tracks] == [COUNTS[kind]]


def test_a_process_is_no_primitive() -> None:
    assert not any("Process" in track.kinds for track in built_in().tracks())
