"""Counts and links of what programs did, under every start method."""

from __future__ import annotations

import itertools
import textwrap
from pathlib import Path

import pytest

from tests.probe.observing import observe

METHODS = ("fork", "spawn", "forkserver")


def script(folder: Path, text: str) -> Path:
    path = folder / "program.py"
    path.write_text(textwrap.dedent(text))
    return path


@pytest.mark.parametrize("method", METHODS)
def test_every_with_of_a_lock_is_one_record_with_both_times(tmp_path: Path, method: str) -> None:
    program = script(
        tmp_path,
        """
        from multiprocessing import Lock, Process

        def work(lock):
            for _ in range(50):
                with lock:
                    pass

        if __name__ == "__main__":
            lock = Lock()
            workers = [Process(target=work, args=(lock,)) for _ in range(3)]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
        """,
    )
    seen = observe(tmp_path, program, start_method=method)
    assert seen.status == 0
    assert seen.failures == []
    held = [r for r in seen.records if r.kind == "held"]
    assert len(held) == 150
    assert {r.place for r in held} == {"program.py:6"}
    assert all(r.value >= r.time for r in held)
    # The same lock everywhere: no two holds overlap, whatever process they are of.
    held.sort(key=lambda r: r.time)
    assert all(before.value <= after.time for before, after in itertools.pairwise(held))


@pytest.mark.parametrize("method", METHODS)
def test_acquire_and_release_calls_count_one_by_one(tmp_path: Path, method: str) -> None:
    program = script(
        tmp_path,
        """
        from multiprocessing import Lock, Process

        def work(lock):
            lock.acquire()
            lock.release()

        if __name__ == "__main__":
            lock = Lock()
            lock.acquire()
            worker = Process(target=work, args=(lock,))
            worker.start()
            print(lock.acquire(timeout=0.05), lock.acquire(False))
            lock.release()
            worker.join()
        """,
    )
    seen = observe(tmp_path, program, start_method=method)
    assert seen.out == b"False False\n"
    counts = seen.count(of="Lock")
    assert counts["acquire"] == 2
    assert counts["release"] == 2
    assert counts["failed"] == 1
    waits = [r for r in seen.records if r.kind == "wait_kept"]
    assert {(r.value, r.text) for r in waits} >= {(50_000_000, "acquire")}
    assert [r.value for r in seen.records if r.kind == "wake" and r.object] == [1]


@pytest.mark.parametrize("method", METHODS)
def test_the_nth_write_of_a_queue_is_the_nth_read(tmp_path: Path, method: str) -> None:
    program = script(
        tmp_path,
        """
        from multiprocessing import Process, Queue

        def produce(queue, size):
            for _ in range(40):
                queue.put("x" * size)

        if __name__ == "__main__":
            queue = Queue(3)
            makers = [Process(target=produce, args=(queue, n)) for n in (10, 200, 3000)]
            for maker in makers:
                maker.start()
            got = [len(queue.get()) for _ in range(120)]
            for maker in makers:
                maker.join()
            print(*got)
        """,
    )
    seen = observe(tmp_path, program, start_method=method)
    assert seen.status == 0
    counts = seen.count(of="Queue")
    assert (counts["put"], counts["written"], counts["get"]) == (120, 120, 120)
    written = [r.value for r in seen.records if r.kind == "written"]
    got = [r.value for r in seen.records if r.kind == "get"]
    assert written == got
    # The program's own log of what it got agrees, item by item.
    lengths = [int(word) for word in seen.out.split()]
    overhead = {length: size - length for length, size in zip(lengths, got, strict=True)}
    assert [length + overhead[length] for length in lengths] == got
    assert counts["wait_kept"] > 0, "a queue of 3 places with 3 producers must fill up"


@pytest.mark.parametrize("method", METHODS)
def test_a_joinable_queue_counts_task_done_and_join(tmp_path: Path, method: str) -> None:
    program = script(
        tmp_path,
        """
        from multiprocessing import JoinableQueue, Process

        def consume(queue):
            while True:
                queue.get()
                queue.task_done()

        if __name__ == "__main__":
            queue = JoinableQueue()
            Process(target=consume, args=(queue,), daemon=True).start()
            for number in range(20):
                queue.put(number)
            queue.join()
            try:
                queue.task_done()
            except ValueError as error:
                print(error)
        """,
    )
    seen = observe(tmp_path, program, start_method=method)
    assert seen.out == b"task_done() called too many times\n"
    calls = [r.text for r in seen.records if r.kind == "call" and r.object]
    assert calls.count("task_done") == 21
    assert calls.count("join") == 1
    assert any(r.kind == "uncall" and r.text == "task_done" for r in seen.records)


@pytest.mark.parametrize("method", METHODS)
def test_pool_tasks_are_followed_from_the_call_to_the_reader(tmp_path: Path, method: str) -> None:
    program = script(
        tmp_path,
        """
        import multiprocessing as mp

        def square(n):
            return n * n

        def fail(n):
            raise ValueError(f"no {n}")

        def hear(value):
            pass

        if __name__ == "__main__":
            with mp.Pool(2) as pool:
                pool.map(square, range(10), chunksize=5)
                pool.apply_async(fail, (1,))
                pool.apply_async(fail, (2,), error_callback=hear)
                pool.apply_async(square, (3,), callback=hear)
                list(pool.imap(square, range(3)))
                sorted(pool.imap_unordered(square, range(3)))
                pool.apply(square, (4,))
                pool.close()
                pool.join()
        """,
    )
    seen = observe(tmp_path, program, start_method=method)
    assert seen.status == 0, seen.err
    of_pool = [r for r in seen.records if r.object.startswith("Pool")]
    tasks = {r.value for r in of_pool if r.kind == "sent"}
    assert len(tasks) == 2 + 3 + 3 + 3 + 1
    for step in ("begin", "done", "result"):
        assert {r.value for r in of_pool if r.kind == step} == tasks
    for before, after in (("sent", "begin"), ("begin", "done"), ("done", "result")):
        first = {r.value: r.time for r in of_pool if r.kind == before}
        later = {r.value: r.time for r in of_pool if r.kind == after}
        assert all(first[task] <= later[task] for task in tasks)
    failed = {r.value >> 32: r.text for r in of_pool if r.kind == "result" and r.text}
    assert failed == {
        1: f"ValueError: no 1\x1f{program}:8",
        2: f"ValueError: no 2\x1f{program}:8",
    }
    read = {r.value >> 32 for r in of_pool if r.kind == "read"}
    assert read == {0, 2, 3, 4, 5, 6}
    one_by_one = [r.value & 0xFFFFFFFF for r in of_pool if r.kind == "read" and r.value >> 32 == 4]
    assert sorted(one_by_one) == [0, 1, 2]
    submitted = {r.value >> 32: r.aux for r in of_pool if r.kind == "submit"}
    assert submitted == {0: 10, 1: 1, 2: 1, 3: 1, 4: 0, 5: 0, 6: 1}
    assert {r.text for r in of_pool if r.kind == "begin"} == {"square", "fail"}


def test_internal_locks_and_queues_do_not_show(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import multiprocessing as mp
        from concurrent.futures import ProcessPoolExecutor

        if __name__ == "__main__":
            with mp.Pool(2) as pool:
                pool.map(abs, range(4))
            condition, event, value = mp.Condition(), mp.Event(), mp.Value("i")
            event.set()
            with condition, value.get_lock():
                pass
            with ProcessPoolExecutor(1) as executor:
                executor.submit(abs, 1).result()
        """,
    )
    for method in METHODS:
        folder = tmp_path / method
        folder.mkdir()
        seen = observe(folder, program, start_method=method)
        assert seen.status == 0, seen.err
        kinds = {r.text.partition("\x1f")[0] for r in seen.records if r.kind == "object"}
        assert not kinds & {
            "Lock",
            "RLock",
            "Semaphore",
            "BoundedSemaphore",
            "Queue",
            "SimpleQueue",
        }
        assert {"Pool", "Condition", "Event"} <= kinds


def test_threads_of_one_process_are_told_apart(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import threading
        from multiprocessing import Lock

        lock = Lock()

        def work():
            for _ in range(500):
                with lock:
                    pass

        threads = [threading.Thread(target=work, name=f"T{n}") for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        """,
    )
    seen = observe(tmp_path, program)
    names = {r.thread: r.text for r in seen.records if r.kind == "thread"}
    held = [r for r in seen.records if r.kind == "held"]
    assert len(held) == 2000
    assert {names[r.thread] for r in held} <= {"T0", "T1", "T2", "T3"}
    held.sort(key=lambda r: r.time)
    assert all(before.value <= after.time for before, after in itertools.pairwise(held))
