"""Shared values, arrays and memory: what is listed, who holds, who attaches, what is pickled."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.probe.observing import observe
from tests.probe.recorded import record

every_method = pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])


@every_method
def test_holding_the_lock_of_a_value_is_holding_the_value(tmp_path: Path, method: str) -> None:
    seen = record(
        tmp_path,
        """
        import time
        from multiprocessing import Array, Process, RawArray, RawValue, Value

        def add(counter, numbers, raw, times):
            for _ in range(times):
                with counter.get_lock():
                    counter.value += 1
                with numbers:
                    numbers[0] += 1
                    numbers[1:3] = [5, 6]
            for _ in range(100):
                counter.value
                numbers[1]
            raw.value = 1

        if __name__ == "__main__":
            counter = Value("i", 0)
            numbers = Array("d", 3)
            raw, more = RawValue("i"), RawArray("i", 10)
            bare = Value("i", lock=False)
            children = [Process(target=add, args=(counter, numbers, raw, 20)) for _ in range(3)]
            counter.acquire()
            for child in children:
                child.start()
            children[0].join(0.2)
            counter.release()
            for child in children:
                child.join()
            print(counter.value, numbers[0], raw.value)
        """,
        method,
    )
    assert seen.out == "60 60.0 1\n"
    assert [(p["kind"], p["name"]) for p in seen.shown["primitives"]] == [
        ("Value", "counter"),
        ("Array", "numbers"),
        ("RawValue", "raw"),
        ("RawArray", "more"),
        ("Value", "bare"),
    ]
    counter, numbers, *_ = seen.shown["primitives"]
    assert (counter["counts"]["acquires"], counter["counts"]["releases"]) == (61, 61)
    assert (numbers["counts"]["acquires"], numbers["counts"]["releases"]) == (60, 60)
    assert counter["counts"]["contended"] >= (1 if method == "fork" else 0)
    assert counter["held_ns"] >= 190_000_000
    details = {p.name: p.details for p in seen.model.primitives.values()}
    assert details["counter"] == {"type": "c_int", "size": "4"}
    assert details["numbers"]["size"] == "24"
    assert details["bare"]["lock"] == "no"


@every_method
def test_a_read_that_has_to_wait_shows(tmp_path: Path, method: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent(
            """
            from multiprocessing import Array, Event, Process, Value

            def read(counter, numbers, ready):
                ready.set()
                counter.value
                numbers[0]

            if __name__ == "__main__":
                counter, numbers, ready = Value("i", 0), Array("i", 3), Event()
                child = Process(target=read, args=(counter, numbers, ready))
                with numbers:
                    with counter.get_lock():
                        child.start()
                        ready.wait()
                        child.join(0.2)
                    child.join(0.2)
                child.join()
            """
        )
    )
    seen = observe(tmp_path, program, start_method=method)
    assert (seen.status, seen.err) == (0, b"")
    waits = [r for r in seen.records if r.kind == "wait_kept" and r.text == "access"]
    assert [r.place for r in waits] == ["program.py:6", "program.py:7"]
    wakes = [r for r in seen.records if r.kind == "wake" and r.pid == waits[0].pid and r.object]
    assert all(wake.time - r.time > 100_000_000 for r, wake in zip(waits, wakes, strict=True))
    assert not [r for r in seen.records if r.kind == "acquire" and r.pid == waits[0].pid]


def test_a_lock_of_the_programs_own_stays_a_lock(tmp_path: Path) -> None:
    seen = record(
        tmp_path,
        """
        from multiprocessing import Lock, Value
        lock = Lock()
        total = Value("d", 1.5, lock=lock)
        for _ in range(10):
            total.value += 1
        with total:
            pass
        """,
        "fork",
    )
    assert [(p["kind"], p["name"]) for p in seen.shown["primitives"]] == [
        ("Lock", "lock"),
        ("Value", "total"),
    ]
    assert seen.the("Lock")["counts"]["acquires"] == 1


@every_method
def test_who_makes_attaches_closes_and_unlinks_a_block(tmp_path: Path, method: str) -> None:
    seen = record(
        tmp_path,
        """
        from multiprocessing import Process
        from multiprocessing.managers import SharedMemoryManager
        from multiprocessing.shared_memory import ShareableList, SharedMemory

        def use(name, block, listed):
            again = SharedMemory(name)
            again.buf[0] = 7
            again.close()
            block.buf[1] = 8
            block.close()
            listed[0] = 9
            listed.shm.close()

        def fails(kind, call, *args):
            try:
                call(*args)
            except kind:
                return
            raise AssertionError(call)

        if __name__ == "__main__":
            block = SharedMemory(create=True, size=100)
            listed = ShareableList([1, 2])
            child = Process(target=use, args=(block.name, block, listed))
            child.start()
            child.join()
            print(bytes(block.buf[:2]), listed[0])
            view = block.buf[:2]
            fails(BufferError, block.close)
            view.release()
            block.buf  # closed in part
            block.close()
            block.unlink()
            fails(FileNotFoundError, block.unlink)
            listed.shm.close()
            listed.shm.unlink()
            with SharedMemoryManager() as manager:
                managed = manager.SharedMemory(10)
        """,
        method,
    )
    assert seen.out == "b'\\x07\\x08' 9\n"
    found = [
        (p["kind"], p["name"], tuple(p["counts"].values()))
        for p in seen.shown["primitives"]
        if p["kind"].startswith("Share")
    ]
    # attaches, closes, unlinks
    assert found == [
        ("SharedMemory", "block", (1, 3, 1)),
        ("ShareableList", "listed", (0, 2, 1)),
        ("SharedMemory", "managed", (0, 0, 0)),
    ]
    names = {p.name: p.details for p in seen.model.primitives.values()}
    assert names["block"]["size"] == "100"
    assert names["listed"]["items"] == "2"


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_what_a_process_is_given_is_told_and_what_cannot_be_given(
    tmp_path: Path, method: str
) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent(
            """
            from multiprocessing import Pipe, Process

            def work(number, data, name=None):
                pass

            if __name__ == "__main__":
                child = Process(target=work, args=(1, bytes(50_000)), kwargs={"name": "x"})
                child.start()
                child.join()
                try:
                    Process(target=lambda: 1).start()
                except Exception:
                    print("no")
                out, into = Pipe()
                into.send(list(range(15_000)))
            """
        )
    )
    seen = observe(tmp_path, program, start_method=method)
    assert (seen.status, seen.out) == (0, b"no\n"), seen.err
    pickled = [r for r in seen.records if r.kind == "pickled"]
    types, _, size = pickled[0].text.partition("\x1f")
    assert types == "int, bytes, str"
    assert 50_000 < int(size) < 51_000
    assert (pickled[0].place, pickled[0].value > 0) == ("program.py:9", True)
    (failed,) = [r.text for r in seen.records if r.kind == "failed"]
    assert failed.startswith("start\x1fPicklingError: Can't pickle <function <lambda>")
    (slow,) = [r for r in pickled if r.text.startswith("list\x1f")]
    assert slow.value >= 100_000
    (written,) = [r for r in seen.records if r.kind == "written"]
    assert slow.text == f"list\x1f{written.value}"
