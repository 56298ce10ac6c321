"""Records of what processes synchronise with: order, pairs, and who held what when."""

from __future__ import annotations

import itertools
import textwrap
from pathlib import Path

import pytest

from tests.probe.observing import Observation, Record, observe

METHODS = ("fork", "spawn", "forkserver")


def run(folder: Path, text: str, method: str | None = None) -> Observation:
    """Observe a program that ends well."""
    program = folder / "program.py"
    program.write_text(textwrap.dedent(text))
    seen = observe(folder, program, start_method=method)
    assert (seen.status, seen.err, seen.failures) == (0, b"", [])
    return seen


def of(seen: Observation, kind: str, *wanted: str) -> list[Record]:
    """The records of the objects of a class, in order of time; of some kinds only."""
    return [
        r
        for r in seen.records
        if r.object.partition("\x1f")[0] == kind and (not wanted or r.kind in wanted)
    ]


def test_a_lock_given_back_in_a_wait_may_be_held_by_another_thread(tmp_path: Path) -> None:
    seen = run(
        tmp_path,
        """
        import multiprocessing as mp, threading

        lock = mp.Lock()
        condition = mp.Condition(lock)
        woken = []

        def wait():
            with condition:
                woken.append(condition.wait())

        waiter = threading.Thread(target=wait)
        waiter.start()
        while condition._sleeping_count.get_value() == 0:
            pass
        with lock:
            pass
        lock.acquire()
        lock.release()
        with condition:
            condition.notify()
        waiter.join()
        assert woken == [True]
        """,
    )
    held = of(seen, "Lock", "held")
    assert len(held) == 3
    # All three blocks ended by themselves: the waiter's is the longest and the last to end.
    assert all(r.value > r.time for r in held)
    waiters = next(r for r in held if r.thread)
    assert waiters.value == max(r.value for r in held)
    calls = [r.kind for r in of(seen, "Lock", "acquire", "release") if not r.thread]
    assert calls == ["acquire", "release"]
    inner = of(seen, "Lock", "acquire", "release")
    assert [r.kind for r in inner if r.thread] == ["release", "acquire"]


@pytest.mark.parametrize("make", ["mp.Condition()", "mp.Condition(mp.RLock())"])
def test_every_level_of_a_nested_hold_is_given_back_in_a_wait(tmp_path: Path, make: str) -> None:
    seen = run(
        tmp_path,
        f"""
        import multiprocessing as mp

        condition = {make}
        with condition, condition:
            condition.acquire()
            assert not condition.wait(0.01)
            condition.release()
        """,
    )
    kind = "RLock" if "RLock" in make else "Condition"
    steps = [r.kind for r in of(seen, kind, "acquire", "release")]
    assert steps == [*["acquire"] * 3, *["release"] * 3, *["acquire"] * 3, *["release"] * 3]
    sleeping = of(seen, "Condition", "wait_expected", "wake")
    assert [r.kind for r in sleeping] == ["wait_expected", "wake"]
    assert sleeping[0].value == 10_000_000
    assert sleeping[1].value == 1, "it timed out"


def test_what_others_act_on_is_recorded_before_it_happens(tmp_path: Path) -> None:
    seen = run(
        tmp_path,
        """
        import multiprocessing as mp

        def ping(left, right):
            for _ in range(100):
                left.wait()
                left.clear()
                right.set()

        if __name__ == "__main__":
            left, right = mp.Event(), mp.Event()
            child = mp.Process(target=ping, args=(left, right))
            child.start()
            for _ in range(100):
                left.set()
                right.wait()
                right.clear()
            child.join()
        """,
        "spawn",  # whose events have keys that tell them apart
    )
    calls = [r for r in of(seen, "Event") if r.kind == "call"]
    assert len(calls) == 600
    for name in {r.object for r in calls}:
        steps = [r.text for r in calls if r.object == name]
        assert steps == ["set", "wait", "clear"] * 100


@pytest.mark.parametrize("method", METHODS)
def test_nobody_passes_a_barrier_before_all_have_come(tmp_path: Path, method: str) -> None:
    seen = run(
        tmp_path,
        """
        import multiprocessing as mp

        def work(barrier):
            for _ in range(20):
                barrier.wait()

        if __name__ == "__main__":
            barrier = mp.Barrier(3, action=int)
            children = [mp.Process(target=work, args=(barrier,)) for _ in range(3)]
            for child in children:
                child.start()
            for child in children:
                child.join()
        """,
        method,
    )
    passed = of(seen, "Barrier", "call")
    assert len(passed) == 60
    for turn in range(20):
        assert len({r.pid for r in passed[3 * turn : 3 * turn + 3]}) == 3
    # All but the last to come have waited, each in one piece.
    slept = of(seen, "Barrier", "wait_expected", "wake")
    for pid in {r.pid for r in slept}:
        mine = [r.kind for r in slept if r.pid == pid]
        assert mine == ["wait_expected", "wake"] * (len(mine) // 2)


@pytest.mark.parametrize("method", METHODS)
def test_no_more_hold_a_semaphore_than_it_has_slots(tmp_path: Path, method: str) -> None:
    seen = run(
        tmp_path,
        """
        import multiprocessing as mp

        def work(semaphore):
            for _ in range(30):
                with semaphore:
                    pass

        if __name__ == "__main__":
            semaphore = mp.BoundedSemaphore(2)
            children = [mp.Process(target=work, args=(semaphore,)) for _ in range(4)]
            for child in children:
                child.start()
            for child in children:
                child.join()
        """,
        method,
    )
    made = [r for r in seen.records if r.kind == "object"]
    assert made[0].text.split("\x1f")[3:] == ["value=2"]
    steps = [
        1 if r.kind == "acquire" else -1 for r in of(seen, "BoundedSemaphore", "acquire", "release")
    ]
    assert len(steps) == 240
    assert max(itertools.accumulate(steps)) <= 2
    assert {r.place for r in of(seen, "BoundedSemaphore", "acquire")} == {"program.py:6"}


def test_failed_calls_are_taken_back(tmp_path: Path) -> None:
    seen = run(
        tmp_path,
        """
        import multiprocessing as mp

        rlock, bounded = mp.RLock(), mp.BoundedSemaphore(1)
        condition = mp.Condition()
        for call in (rlock.release, bounded.release, condition.notify, condition.wait):
            try:
                call()
            except (AssertionError, ValueError):
                continue
            raise SystemExit(1)
        """,
    )
    for kind in ("RLock", "BoundedSemaphore"):
        assert [r.kind for r in of(seen, kind)][1:] == ["release", "unrelease"]
    told = [(r.kind, r.text.partition("\x1f")[0]) for r in of(seen, "Condition")][1:]
    assert told == [
        ("call", "notify"),
        ("uncall", "notify"),
        ("failed", "notify"),
        ("failed", "wait"),
    ]


def test_a_module_of_the_program_may_be_named_like_multiprocessing(tmp_path: Path) -> None:
    (tmp_path / "multiprocessing_work.py").write_text(
        "import multiprocessing as mp\n"
        "lock, event = mp.Lock(), mp.Event()\n"
        "def work():\n"
        "    with lock:\n"
        "        event.set()\n"
    )
    seen = run(tmp_path, "from multiprocessing_work import work\nwork()\n")
    assert [r.place for r in of(seen, "Lock", "object", "held")] == [
        "multiprocessing_work.py:2",
        "multiprocessing_work.py:4",
    ]
    assert [r.place for r in of(seen, "Event", "call")] == ["multiprocessing_work.py:5"]
