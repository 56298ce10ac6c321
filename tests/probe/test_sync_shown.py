"""What ``show --json`` says of what processes synchronise with, under every start method."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

METHODS = ("fork", "spawn", "forkserver")
PROCESSION = [sys.executable, "-m", "procession"]


def primitives(folder: Path, method: str, text: str) -> dict[str, dict[str, Any]]:
    """Run a program that prints nothing, and give its primitives by name."""
    program, recording = folder / "program.py", folder / "run.procession"
    program.write_text(textwrap.dedent(text))
    record = ["record", "--quiet", "--python", sys.executable, "--start-method", method]
    seen = subprocess.run(
        [*PROCESSION, *record, "-o", str(recording), str(program)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (seen.returncode, seen.stdout, seen.stderr) == (0, "", "")
    shown = subprocess.run(
        [*PROCESSION, "show", "--json", str(recording)], capture_output=True, timeout=60
    )
    told = json.loads(shown.stdout)
    assert told["complete"] is True
    assert told["lost"] == 0
    found = {one["name"]: one for one in told["primitives"]}
    assert len(found) == len(told["primitives"])
    return found


@pytest.mark.parametrize("method", METHODS)
def test_nested_acquires_of_an_rlock_count_one_by_one(tmp_path: Path, method: str) -> None:
    found = primitives(
        tmp_path,
        method,
        """
        import multiprocessing as mp

        def work(lock):
            with lock:
                with lock:
                    lock.acquire()
                    lock.release()
            try:
                lock.release()
            except AssertionError:
                pass

        if __name__ == "__main__":
            lock = mp.RLock()
            children = [mp.Process(target=work, args=(lock,)) for _ in range(3)]
            with lock:
                for child in children:
                    child.start()
            for child in children:
                child.join()
        """,
    )
    assert list(found) == ["lock"]
    assert found["lock"]["kind"] == "RLock"
    counts = found["lock"]["counts"]
    assert (counts["acquires"], counts["releases"], counts["timeouts"]) == (10, 10, 0)
    assert 0 <= counts["contended"] <= 3


@pytest.mark.parametrize("method", METHODS)
def test_semaphores_count_what_succeeded(tmp_path: Path, method: str) -> None:
    found = primitives(
        tmp_path,
        method,
        """
        import multiprocessing as mp

        def work(plain, bounded):
            with plain, bounded:
                pass
            plain.release()

        if __name__ == "__main__":
            plain, bounded = mp.Semaphore(0), mp.BoundedSemaphore(2)
            child = mp.Process(target=work, args=(plain, bounded))
            assert not plain.acquire(False)
            assert not plain.acquire(timeout=0.01)
            child.start()
            plain.release()
            child.join()
            plain.acquire()
            assert plain.get_value() == 1
            try:
                bounded.release()
            except ValueError:
                pass
        """,
    )
    assert {name: one["kind"] for name, one in found.items()} == {
        "plain": "Semaphore",
        "bounded": "BoundedSemaphore",
    }
    plain, bounded = found["plain"]["counts"], found["bounded"]["counts"]
    assert (plain["acquires"], plain["releases"], plain["timeouts"]) == (2, 3, 1)
    assert bounded == {"acquires": 1, "contended": 0, "timeouts": 0, "releases": 1}


CONDITION = """
import multiprocessing as mp
import pathlib
import sys

def work(condition, ready, number):
    with condition:
        ready.value += 1
        condition.notify_all()
        woken = condition.wait()
        woken += condition.wait(0.001)
        woken += condition.wait_for(lambda: number.value)
    with condition:
        woken += condition.wait_for(lambda: number.value)
        woken += condition.wait_for(lambda: 0, 0.01)
    sys.exit(woken)

if __name__ == "__main__":
    {make}
    ready, number = mp.Value("i", lock=False), mp.Value("i", lock=False)
    children = [mp.Process(target=work, args=(condition, ready, number)) for _ in range(2)]
    for child in children:
        child.start()
    with condition:
        condition.wait_for(lambda: ready.value == 2)
        condition.notify(2)
    with condition:
        number.value = 1
        condition.notify_all()
    for child in children:
        child.join()
    woken = sum(child.exitcode for child in children)
    pathlib.Path(__file__).with_name("woken").write_text(str(woken + 1))
"""
CHILDREN = 2


def conditions(folder: Path, method: str, make: str) -> dict[str, dict[str, Any]]:
    """Run that program; check what is the same whatever the condition's lock is."""
    found = primitives(folder, method, CONDITION.format(make=make))
    found = {name: one for name, one in found.items() if "Value" not in one["kind"]}
    assert found["condition"]["kind"] == "Condition"
    woken = int((folder / "woken").read_text())
    assert woken > 3 * CHILDREN
    # Those who slept until their time-out, or whose predicate stayed false, did not succeed.
    assert found["condition"]["counts"] == {"waits": woken, "notifies": CHILDREN + 2}
    return found


@pytest.mark.parametrize("method", METHODS)
def test_a_condition_with_a_lock_of_its_own_shows_alone(tmp_path: Path, method: str) -> None:
    found = conditions(tmp_path, method, "condition = mp.Condition()")
    assert list(found) == ["condition"]
    assert found["condition"]["held_ns"] > 0


@pytest.mark.parametrize("kind", ["Lock", "RLock"])
@pytest.mark.parametrize("method", METHODS)
def test_a_conditions_lock_counts_the_programs_own_calls(
    tmp_path: Path, method: str, kind: str
) -> None:
    found = conditions(tmp_path, method, f"lock = mp.{kind}(); condition = mp.Condition(lock)")
    assert set(found) == {"lock", "condition"}
    assert found["lock"]["kind"] == kind
    counts = found["lock"]["counts"]
    assert (counts["acquires"], counts["releases"]) == (2 * CHILDREN + 2, 2 * CHILDREN + 2)
    assert counts["timeouts"] == 0
    assert counts["contended"] <= 2 * CHILDREN + 2


@pytest.mark.parametrize("method", METHODS)
def test_events_and_barriers(tmp_path: Path, method: str) -> None:
    found = primitives(
        tmp_path,
        method,
        """
        import multiprocessing as mp
        import threading

        def work(event, start, broken):
            assert not broken.is_set()
            start.wait()
            assert event.wait()
            assert event.wait(5)
            assert event.is_set()
            start.wait()

        if __name__ == "__main__":
            event, broken = mp.Event(), mp.Event()
            start, alone = mp.Barrier(3), mp.Barrier(2)
            children = [mp.Process(target=work, args=(event, start, broken)) for _ in range(2)]
            for child in children:
                child.start()
            assert not event.wait(0.001)
            start.wait()
            event.set()
            start.wait()
            for child in children:
                child.join()
            event.clear()
            event.clear()
            try:
                alone.wait(0.01)
            except threading.BrokenBarrierError:
                pass
            alone.reset()
            alone.abort()
            try:
                alone.wait()
            except threading.BrokenBarrierError:
                pass
        """,
    )
    assert {name: (one["kind"], one["counts"]) for name, one in found.items()} == {
        "event": ("Event", {"sets": 1, "clears": 2, "waits": 4}),
        "broken": ("Event", {"sets": 0, "clears": 0, "waits": 0}),
        "start": ("Barrier", {"passes": 6, "breaks": 0}),
        "alone": ("Barrier", {"passes": 0, "breaks": 2}),
    }


@pytest.mark.parametrize("method", METHODS)
def test_what_arrives_inside_other_things_is_not_listed(tmp_path: Path, method: str) -> None:
    found = primitives(
        tmp_path,
        method,
        """
        import multiprocessing as mp

        def work(queue, event, barrier, condition):
            queue.get()
            queue.task_done()
            event.is_set()
            barrier.wait()
            repr(event), repr(barrier), repr(condition)

        if __name__ == "__main__":
            queue, event = mp.JoinableQueue(), mp.Event()
            barrier, condition = mp.Barrier(2), mp.Condition()
            child = mp.Process(target=work, args=(queue, event, barrier, condition))
            child.start()
            queue.put(1)
            barrier.wait()
            queue.join()
            child.join()
        """,
    )
    assert {name: one["kind"] for name, one in found.items()} == {
        "queue": "JoinableQueue",
        "event": "Event",
        "barrier": "Barrier",
        "condition": "Condition",
    }
