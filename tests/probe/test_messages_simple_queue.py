"""SimpleQueue: its items, its waits and what fails; what fails in a Queue."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.probe.observing import observe
from tests.probe.recorded import record

every_method = pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])


@every_method
def test_every_item_links_its_put_to_its_get(tmp_path: Path, method: str) -> None:
    seen = record(
        tmp_path,
        """
        import os
        from multiprocessing import Process, Queue, SimpleQueue

        def put(queue, number):
            for index in range(20):
                queue.put(bytes(1000 + 20 * number + index))

        def get(queue, log):
            log.put("here")
            while (item := queue.get()) is not None:
                log.put((os.getpid(), len(item)))
            log.put(None)

        if __name__ == "__main__":
            queue, log = SimpleQueue(), Queue()
            putters = [Process(target=put, args=(queue, n)) for n in range(3)]
            getters = [Process(target=get, args=(queue, log)) for _ in range(2)]
            for process in getters:
                process.start()
            for process in getters:
                assert log.get() == "here"
            getters[0].join(0.2)
            for process in putters:
                process.start()
            for process in putters:
                process.join()
            for _ in getters:
                queue.put(None)
            print(*(process.pid for process in putters))
            ended = 0
            while ended < len(getters):
                item = log.get()
                if item is None:
                    ended += 1
                else:
                    print(*item)
            for process in getters:
                process.join()
        """,
        method,
    )
    first, *lines = seen.out.splitlines()
    putters = [int(word) for word in first.split()]
    log = {int(size): int(pid) for pid, size in (line.split() for line in lines)}
    assert len(log) == 60
    queue = seen.the("SimpleQueue")
    assert (queue["name"], queue["where"]) == ("queue", "program.py:16")
    counts = queue["counts"]
    assert (counts["puts"], counts["gets"], counts["left"]) == (62, 62, 0)
    assert 1 <= counts["max_depth"] <= 62
    assert counts["get_waits"] >= 1, "the getters were there before the first put"
    links = seen.links("SimpleQueue")
    assert len(links) == 62
    overhead = int(links.size.max()) - 1059
    for index, size in enumerate(links.size.tolist()):
        if size > 1000:
            assert (
                seen.pid(int(links.put_process[index])) == putters[(size - overhead - 1000) // 20]
            )
            assert seen.pid(int(links.get_process[index])) == log[size - overhead]
            assert links.put_ns[index] <= links.written_ns[index] <= links.get_ns[index]


@every_method
def test_a_full_queue_makes_its_putters_wait(tmp_path: Path, method: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent(
            """
            from multiprocessing import Process, Semaphore, SimpleQueue

            def put(queue, begun):
                begun.release()
                queue.put(bytes(300_000))

            if __name__ == "__main__":
                queue, begun = SimpleQueue(), Semaphore(0)
                children = [Process(target=put, args=(queue, begun)) for _ in range(2)]
                for child in children:
                    child.start()
                for _ in children:
                    begun.acquire()
                children[0].join(0.3)
                children[1].join(0.3)
                for _ in children:
                    queue.get()
                for child in children:
                    child.join()
            """
        )
    )
    seen = observe(tmp_path, program, start_method=method)
    assert (seen.status, seen.err) == (0, b"")
    waits = [r for r in seen.records if r.kind == "wait_kept" and r.text == "put"]
    assert len(waits) == 2
    assert {r.place for r in waits} == {"program.py:6"}
    wakes = {r.pid: r.time for r in seen.records if r.kind == "wake" and r.object}
    assert all(wakes[r.pid] - r.time > 100_000_000 for r in waits)
    assert seen.count(of="SimpleQueue")["written"] == 2


@every_method
def test_what_cannot_travel_is_told_with_its_error(tmp_path: Path, method: str) -> None:
    seen = record(
        tmp_path,
        """
        import sys
        from multiprocessing import Queue, SimpleQueue

        class Spoils:
            def __reduce__(self):
                return int, ("no number",)

        def made_here():
            return lambda: 1

        def fails(kind, call, *args):
            try:
                call(*args)
            except kind:
                return
            raise AssertionError(call)

        if __name__ == "__main__":
            simple, queue = SimpleQueue(), Queue()
            fails(AttributeError, simple.put, made_here())
            simple.put(Spoils())
            fails(ValueError, simple.get)
            simple.put(1)
            simple.get()
            queue._on_queue_feeder_error = lambda error, item: None
            queue.put(made_here())
            queue.put(Spoils())
            fails(ValueError, queue.get)
            queue.put("fine")
            print(queue.get())
        """,
        method,
    )
    simple, queue = seen.the("SimpleQueue")["counts"], seen.the("Queue")["counts"]
    assert (simple["puts"], simple["gets"], simple["left"]) == (2, 1, 0)
    assert (queue["puts"], queue["gets"]) == (3, 1)
    (number,) = [p.id for p in seen.model.primitives.values() if p.kind == "SimpleQueue"]
    events = seen.model.events_of(number)
    told = [seen.model.text(aux) for aux in events["aux"][(events["kind"] == 33)]]
    assert told == ["AttributeError: Can't pickle local object 'made_here.<locals>.<lambda>'"]
    told = [seen.model.text(aux) for aux in events["aux"][(events["kind"] == 35)]]
    assert told == ["ValueError: invalid literal for int() with base 10: 'no number'"]
    links = seen.links("Queue")
    assert len(links) == 2
