"""Pools and executors: every task, from the call to who read it, as ``show --json`` tells it."""

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

PRELUDE = """
import multiprocessing as mp, os, signal, sys, threading, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.pool import ThreadPool

def square(n):
    return n * n

def fail(n):
    raise ValueError(f"no {n}")

def hear(value):
    pass

def end_myself(n):
    os.kill(os.getpid(), signal.SIGKILL)

class Stubborn(Exception):
    def __init__(self, one, two):
        super().__init__(one)

def raise_stubborn(n):
    raise Stubborn(1, 2)

def make_function(n):
    return lambda: n
"""


class Shown:
    """A program's run as ``procession show --json`` tells it."""

    def __init__(self, folder: Path, text: str, method: str, status: int = 0) -> None:
        script, recording = folder / "program.py", folder / "run.procession"
        script.write_text(PRELUDE + textwrap.dedent(text))
        record = ["record", "--quiet", "--python", sys.executable, "-o", str(recording)]
        done = subprocess.run(
            [*PROCESSION, *record, "--start-method", method, str(script)],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == status, done.stderr
        self.out, self.err = done.stdout, done.stderr
        shown = subprocess.run(
            [*PROCESSION, "show", "--json", str(recording)], capture_output=True, timeout=60
        )
        assert shown.returncode == 0, shown.stderr
        self.all: dict[str, Any] = json.loads(shown.stdout)
        assert self.all["complete"] is True
        assert self.all["lost"] == 0

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """The counts of each primitive, by its name."""
        return {one["name"]: one["counts"] for one in self.all["primitives"]}

    def of(self, name: str) -> list[tuple[str, str, str, bool]]:
        """Id, function, outcome and whether it was read, of the tasks of one primitive."""
        (number,) = [one["id"] for one in self.all["primitives"] if one["name"] == name]
        return [
            (task["id"], task["function"], task["outcome"], task["read"])
            for task in self.all["tasks"]
            if task["pool"] == number
        ]


def counted(
    submitted: int, ok: int, error: int = 0, lost: int = 0, unread: int = 0
) -> dict[str, int]:
    """The counts of a pool or an executor."""
    return {"submitted": submitted, "ok": ok, "error": error, "lost": lost, "unread": unread}


@pytest.mark.parametrize("method", METHODS)
def test_the_map_family_counts_items_and_lists_chunks(tmp_path: Path, method: str) -> None:
    shown = Shown(
        tmp_path,
        """
        if __name__ == "__main__":
            with mp.Pool(2, print, ("ready",)) as pool:
                pool.starmap(pow, [(2, 3), (3, 2), (1, 1)], 2)
                pool.starmap_async(pow, [(2, 3)], callback=hear).wait()
                pool.map_async(square, range(5), 2)
                pool.map_async(fail, range(3), 3, error_callback=hear).wait()
                list(pool.imap(square, range(7), 3))
                list(pool.imap_unordered(square, range(4), 2))
                late = pool.apply_async(time.sleep, (0.1,))
                try:
                    late.get(timeout=0.001)
                except mp.TimeoutError:
                    print("late")
                late.wait()
                pool.close()
                pool.join()
        """,
        method,
    )
    assert shown.counts == {"pool": counted(3 + 1 + 5 + 3 + 7 + 4 + 1, 21, 3, 0, 5 + 1)}
    items = [(task["id"], task["items"]) for task in shown.all["tasks"]]
    sizes = {"0": [2, 1], "1": [1], "2": [2, 2, 1], "3": [3], "4": [3, 3, 1], "5": [2, 2], "6": [1]}
    assert items == [(f"{job}:{at}", n) for job, s in sizes.items() for at, n in enumerate(s)]
    workers = {p["pid"] for p in shown.all["processes"] if p["role"] == "worker"}
    assert {task["worker_pid"] for task in shown.all["tasks"]} <= workers
    assert len(workers) == 2
    for task in shown.all["tasks"]:
        assert task["submitted_ns"] <= task["started_ns"] <= task["ended_ns"]


@pytest.mark.parametrize("method", METHODS)
def test_a_worker_killed_with_a_task_in_hand_loses_it(tmp_path: Path, method: str) -> None:
    shown = Shown(
        tmp_path,
        """
        if __name__ == "__main__":
            with mp.Pool(1) as pool:
                lost = pool.apply_async(end_myself, (1,))
                print(pool.apply(square, (3,)))
                try:
                    lost.get(0.2)
                except mp.TimeoutError:
                    print("lost")
        """,
        method,
    )
    assert shown.out == "9\nlost\n"
    assert shown.counts == {"pool": counted(2, 1, lost=1)}
    expected = [("0:0", "end_myself", "lost", False), ("1:0", "square", "ok", True)]
    assert shown.of("pool") == expected


@pytest.mark.parametrize("method", METHODS)
def test_what_cannot_travel_is_an_error(tmp_path: Path, method: str) -> None:
    shown = Shown(
        tmp_path,
        """
        if __name__ == "__main__":
            pool = mp.Pool(2)
            for function, argument in ((square, lambda: 1), (make_function, 2)):
                try:
                    pool.apply(function, (argument,))
                except Exception as error:
                    print(type(error).__name__)
            gone = pool.imap_unordered(fail, [lambda: 1, 2])
            for _ in range(2):
                try:
                    gone.next(5)
                except Exception as error:
                    print(type(error).__name__)
            stubborn = pool.apply_async(raise_stubborn, (1,))
            try:
                stubborn.get(1)
            except mp.TimeoutError:
                print("never")
            sys.stdout.flush()
            # Its thread for results is dead, and with it the pool.
            for worker in pool._pool:
                worker.kill()
            os._exit(0)
        """,
        method,
    )
    assert sorted(shown.out.split()) == sorted(
        ["PicklingError", "MaybeEncodingError", "PicklingError", "ValueError", "never"]
    )
    assert shown.counts == {"pool": counted(5, 0, 5, unread=1)}
    assert shown.of("pool") == [
        ("0:0", "square", "error", True),
        ("1:0", "make_function", "error", True),
        ("2:0", "fail", "error", True),
        ("2:1", "fail", "error", True),
        ("3:0", "raise_stubborn", "error", False),
    ]
    assert "TypeError" in shown.err


@pytest.mark.parametrize("method", METHODS)
def test_workers_are_renewed(tmp_path: Path, method: str) -> None:
    shown = Shown(
        tmp_path,
        """
        def refuse(limit):
            if len(os.listdir(limit)) < 2:
                open(f"{limit}/{os.getpid()}", "w").close()
                sys.exit(3)

        if __name__ == "__main__":
            folder = sys.argv[0] + ".pids"
            os.mkdir(folder)
            with mp.Pool(1, refuse, (folder,), maxtasksperchild=2) as pool:
                print(pool.map(square, range(5), 1))
        """,
        method,
    )
    assert shown.counts == {"pool": counted(5, 5)}
    workers = [p for p in shown.all["processes"] if p["role"] == "worker"]
    assert [p["exitcode"] for p in workers[:4]] == [3, 3, 0, 0]
    by_worker = [task["worker_pid"] for task in shown.all["tasks"]]
    assert by_worker[0] == by_worker[1] != by_worker[2] == by_worker[3] != by_worker[4]


def test_threads_of_a_thread_pool_are_workers_of_this_process(tmp_path: Path) -> None:
    shown = Shown(
        tmp_path,
        """
        import multiprocessing.dummy

        if __name__ == "__main__":
            with ThreadPool(3) as threads:
                threads.map(square, range(10), 4)
                threads.apply_async(fail, (1,), error_callback=hear).wait()
                threads.apply_async(fail, (1,)).wait()
            dummy = multiprocessing.dummy.Pool(1)
            dummy.apply(square, (2,))
            dummy.close()
            dummy.join()
        """,
        "fork",
    )
    assert shown.counts == {"threads": counted(12, 10, 2, unread=1), "dummy": counted(1, 1)}
    assert {one["kind"] for one in shown.all["primitives"]} == {"ThreadPool"}
    (main,) = shown.all["processes"]
    assert {task["worker_pid"] for task in shown.all["tasks"]} == {main["pid"]}
    errors = [task["error"] for task in shown.all["tasks"] if task["outcome"] == "error"]
    assert errors == ["ValueError: no 1"] * 2


@pytest.mark.parametrize("method", METHODS)
def test_pools_in_children_and_of_other_contexts(tmp_path: Path, method: str) -> None:
    shown = Shown(
        tmp_path,
        """
        def inner():
            with mp.Pool(1) as nested:
                nested.map(square, [1, 2])

        if __name__ == "__main__":
            child = mp.Process(target=inner)
            child.start()
            child.join()
            spawned = mp.get_context("spawn").Pool(1)
            spawned.map(square, [1, 2, 3])
            spawned.terminate()
            for bad in ({"processes": 0}, {"initializer": 1}):
                try:
                    mp.Pool(**bad)
                except (ValueError, TypeError) as error:
                    print(error)
        """,
        method,
    )
    assert shown.counts == {"nested": counted(2, 2), "spawned": counted(3, 3)}
    makers = {one["name"]: one["made_by"] for one in shown.all["primitives"]}
    main = shown.all["processes"][0]["pid"]
    assert makers["spawned"] == main != makers["nested"]


@pytest.mark.parametrize("method", METHODS)
def test_futures_from_submit_to_result(tmp_path: Path, method: str) -> None:
    shown = Shown(
        tmp_path,
        """
        if __name__ == "__main__":
            with ProcessPoolExecutor(max_workers=2) as executor:
                print(list(executor.map(square, range(7), chunksize=3)))
                print(executor.submit(fail, 1).exception())
                executor.submit(square, 2).add_done_callback(hear)
                unreadable = executor.submit(square, lambda: 1)
                try:
                    executor.submit(time.sleep, 0.2).result(timeout=0.001)
                except TimeoutError:
                    print("late")
        """,
        method,
    )
    assert shown.counts == {"executor": counted(7 + 4, 9, 2, unread=3)}
    (executor,) = shown.all["primitives"]
    assert executor["kind"] == "ProcessPoolExecutor"
    assert [task["items"] for task in shown.all["tasks"]] == [3, 3, 1, 1, 1, 1, 1]
    assert shown.of("executor")[3:] == [
        ("3:0", "fail", "error", True),
        ("4:0", "square", "ok", False),
        ("5:0", "square", "error", False),
        ("6:0", "sleep", "ok", False),
    ]
    workers = {p["pid"] for p in shown.all["processes"] if p["role"] == "worker"}
    took = [task["worker_pid"] for task in shown.all["tasks"]]
    assert took[5] is None
    assert set(took) - {None} <= workers


@pytest.mark.parametrize("method", METHODS)
def test_cancelled_futures_were_submitted_and_nothing_else(tmp_path: Path, method: str) -> None:
    shown = Shown(
        tmp_path,
        """
        if __name__ == "__main__":
            one = ProcessPoolExecutor(1)
            waiting = [one.submit(time.sleep, 0.2) for _ in range(6)]
            print(waiting[5].cancel())
            one.shutdown()
            all = ProcessPoolExecutor(1)
            waiting = [all.submit(time.sleep, 0.2) for _ in range(6)]
            while not waiting[0].running():
                time.sleep(0.001)
            all.shutdown(cancel_futures=True)
            print(sum(future.cancelled() for future in waiting))
        """,
        method,
    )
    first, cancelled = shown.out.split()
    assert first == "True"
    run = 6 - int(cancelled)
    assert run < 6
    assert shown.counts["one"] == counted(6, 5, unread=5)
    assert shown.counts["all"] == counted(6, run, unread=run)
    assert len(shown.of("all")) == run


@pytest.mark.parametrize("method", METHODS)
def test_a_broken_executor_loses_what_it_had_sent(tmp_path: Path, method: str) -> None:
    shown = Shown(
        tmp_path,
        """
        if __name__ == "__main__":
            executor = ProcessPoolExecutor(1)
            futures = [executor.submit(end_myself, 1)]
            futures += [executor.submit(square, n) for n in range(5)]
            for future in futures:
                print(type(future.exception()).__name__)
            executor.shutdown()
            stubborn = ProcessPoolExecutor(1)
            print(type(stubborn.submit(raise_stubborn, 1).exception()).__name__)
            stubborn.shutdown()
        """,
        method,
    )
    assert shown.out == "BrokenProcessPool\n" * 7
    sent = len(shown.of("executor"))
    assert shown.counts["executor"] == counted(6, 0, lost=sent)
    assert shown.of("executor")[0] == ("0:0", "end_myself", "lost", True)
    # Its worker told how it ended, before that could not be read.
    assert shown.of("stubborn") == [("0:0", "raise_stubborn", "error", True)]


def test_a_worker_of_an_executor_is_renewed(tmp_path: Path) -> None:
    shown = Shown(
        tmp_path,
        """
        if __name__ == "__main__":
            with ProcessPoolExecutor(1, max_tasks_per_child=1) as executor:
                print(list(executor.map(square, range(3))))
        """,
        "spawn",
    )
    assert shown.counts == {"executor": counted(3, 3)}
    assert len({task["worker_pid"] for task in shown.all["tasks"]}) == 3
