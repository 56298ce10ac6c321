"""Messages through pipes and connections: counts, links, waits, under every start method."""

from __future__ import annotations

import pickle
import textwrap
from pathlib import Path

import pytest

from procession.trace.links import item_links
from tests.probe.observing import Record, observe
from tests.probe.recorded import record

METHODS = ("fork", "spawn", "forkserver")
every_method = pytest.mark.parametrize("method", METHODS)


def script(folder: Path, text: str) -> Path:
    path = folder / "program.py"
    path.write_text(textwrap.dedent(text))
    return path


def of_kind(records: list[Record], *kinds: str) -> list[Record]:
    return [r for r in records if r.kind in kinds and r.object]


@every_method
def test_many_writers_and_readers_link_message_by_message(tmp_path: Path, method: str) -> None:
    seen = record(
        tmp_path,
        """
        import os
        from multiprocessing import Lock, Pipe, Process

        EACH = 25

        def write(end, lock, number):
            for index in range(EACH):
                with lock:
                    end.send_bytes(bytes(1 + EACH * number + index))

        def read(end, lock, told):
            while True:
                with lock:
                    size = len(end.recv_bytes())
                if size > 3 * EACH:
                    break
                told.send((os.getpid(), size))
            told.close()

        if __name__ == "__main__":
            out, into = Pipe(duplex=False)
            one, other = Lock(), Lock()
            writers = [Process(target=write, args=(into, one, n)) for n in range(3)]
            logs = [Pipe(duplex=False) for _ in range(2)]
            readers = [Process(target=read, args=(out, other, log[1])) for log in logs]
            for process in writers + readers:
                process.start()
            for log in logs:
                log[1].close()
            for writer in writers:
                writer.join()
            for _ in readers:
                into.send_bytes(bytes(1000))
            print(*(writer.pid for writer in writers))
            for log in logs:
                while True:
                    try:
                        print(*log[0].recv())
                    except EOFError:
                        break
            for reader in readers:
                reader.join()
        """,
        method,
    )
    first, *lines = seen.out.splitlines()
    writers = [int(word) for word in first.split()]
    log = {int(size): int(pid) for pid, size in (line.split() for line in lines)}
    assert len(log) == 75
    assert sum(pipe["counts"]["sends"] for pipe in seen.primitives("Pipe")) == 77 + 75
    (number,) = [p.id for p in seen.model.primitives.values() if p.name == "out, into"]
    links = item_links(seen.model.events_of(number))
    assert len(links) == 77
    for index, size in enumerate(links.size.tolist()):
        if size < 1000:
            assert seen.pid(int(links.put_process[index])) == writers[(size - 1) // 25]
            assert seen.pid(int(links.get_process[index])) == log[size]
            assert links.put_ns[index] <= links.written_ns[index] <= links.get_ns[index]


@every_method
def test_both_ways_of_a_pipe_are_told_apart(tmp_path: Path, method: str) -> None:
    seen = record(
        tmp_path,
        """
        from multiprocessing import Pipe, Process

        def answer(end):
            for size in range(1, 21):
                end.send_bytes(bytes(500 + size))
            got = [len(end.recv_bytes()) for _ in range(20)]
            end.send(got)

        if __name__ == "__main__":
            here, there = Pipe()
            child = Process(target=answer, args=(there,))
            child.start()
            for size in range(1, 21):
                here.send_bytes(bytes(size))
            got = [len(here.recv_bytes()) for _ in range(20)]
            assert got == list(range(501, 521)), got
            assert here.recv() == list(range(1, 21))
            child.join()
            print(child.pid)
        """,
        method,
    )
    child = int(seen.out)
    pipe = seen.the("Pipe")
    assert (pipe["name"], pipe["where"]) == ("here, there", "program.py:11")
    assert pipe["counts"]["sends"] == pipe["counts"]["recvs"] == 41
    links = seen.links("Pipe")
    assert pipe["counts"]["bytes"] == links.size.sum()
    both = zip(links.size, links.put_process, strict=True)
    to_main = [size for size, who in both if seen.pid(who) == child]
    assert to_main[:20] == list(range(501, 521))
    for index, size in enumerate(links.size.tolist()):
        sender = seen.pid(int(links.put_process[index]))
        receiver = seen.pid(int(links.get_process[index]))
        assert (sender == child) == (size > 20 or size == links.size[-1])
        assert receiver != sender
        assert seen.model.place(int(links.get_place[index])).short.startswith("program.py:")


@every_method
def test_what_multiprocessing_makes_for_itself_does_not_show(tmp_path: Path, method: str) -> None:
    seen = record(
        tmp_path,
        """
        import multiprocessing as mp
        from concurrent.futures import ProcessPoolExecutor

        def work(queue, simple):
            queue.put(simple.get())

        if __name__ == "__main__":
            queue, simple = mp.Queue(), mp.SimpleQueue()
            child = mp.Process(target=work, args=(queue, simple))
            child.start()
            simple.put("x")
            assert queue.get() == "x"
            child.join()
            with mp.Pool(2) as pool:
                assert pool.map(abs, [-1, -2]) == [1, 2]
            with ProcessPoolExecutor(1) as executor:
                assert executor.submit(abs, -3).result() == 3
            with mp.Manager() as manager:
                shared = manager.list([1])
                shared.append(2)
                assert len(shared) == 2
        """,
        method,
    )
    assert seen.primitives("Pipe") == []
    assert seen.the("SimpleQueue")["counts"]["gets"] == 1


@every_method
def test_only_what_succeeds_counts_and_what_fails_is_told(tmp_path: Path, method: str) -> None:
    program = script(
        tmp_path,
        """
        from multiprocessing import BufferTooShort, Pipe, Process

        class Spoils:
            def __reduce__(self):
                return int, ("no number",)

        def child(end):
            end.send_bytes(bytes(100))
            end.send(Spoils())
            end.send(1)
            end.close()

        def made_here():
            return lambda: 1

        def fails(kind, call, *args):
            try:
                call(*args)
            except kind:
                return
            raise AssertionError(call)

        if __name__ == "__main__":
            out, into = Pipe(duplex=False)
            process = Process(target=child, args=(into,))
            process.start()
            into.close()
            fails(BufferTooShort, out.recv_bytes_into, bytearray(10))
            fails(ValueError, out.recv)
            assert out.recv() == 1
            fails(EOFError, out.recv)
            fails(OSError, out.send, 1)
            fails(OSError, into.send, 1)
            out.close()
            fails(OSError, out.recv)
            process.join()
            here, there = Pipe()
            fails(AttributeError, here.send, made_here())
            there.close()
            fails(BrokenPipeError, here.send, 1)
            fails(ValueError, here.send_bytes, b"", -1)
        """,
    )
    seen = observe(tmp_path, program, start_method=method)
    assert seen.status == 0, seen.err.decode()
    counts = seen.count(of="Pipe")
    spoiled = [r.text.partition(":")[0] for r in of_kind(seen.records, "spoiled")]
    assert spoiled == ["BufferTooShort", "ValueError"]
    assert counts["get"] == 3
    failed = [r.text.replace("\x1f", " ") for r in of_kind(seen.records, "failed")]
    assert failed == ["recv EOFError", "recv OSError: handle is closed"]
    dropped = [r.text.partition(":")[0] for r in of_kind(seen.records, "dropped")]
    assert dropped == ["OSError", "OSError", "AttributeError", "BrokenPipeError", "ValueError"]
    assert counts["written"] == 4
    assert counts["unwritten"] == 1
    assert counts["put"] == 3 + len(dropped)
    assert {r.text for r in of_kind(seen.records, "put")} == {
        *("bytes", "Spoils", "int", "function"),
    }


@every_method
def test_a_message_that_never_got_through_was_not_sent(tmp_path: Path, method: str) -> None:
    seen = record(
        tmp_path,
        """
        from multiprocessing import Pipe, Process

        def child(end):
            end.send_bytes(bytes(10))
            end.send_bytes(bytes(1_000_000))

        if __name__ == "__main__":
            out, into = Pipe(duplex=False)
            process = Process(target=child, args=(into,))
            process.start()
            out.recv_bytes()
            out.poll(None)
            process.kill()
            process.join()
        """,
        method,
    )
    pipe = seen.the("Pipe")
    assert pipe["counts"] == {"sends": 1, "recvs": 1, "bytes": 10}


@every_method
def test_waits_are_told_when_something_blocks(tmp_path: Path, method: str) -> None:
    program = script(
        tmp_path,
        """
        from multiprocessing import Pipe, Process
        from multiprocessing.connection import wait

        def child(end):
            end.recv()
            end.send("at once")
            end.send("and now")
            end.recv()

        if __name__ == "__main__":
            here, there = Pipe()
            other, _ = Pipe()
            print(other.poll(), other.poll(0), other.poll(0.05), wait([other], 0.01))
            process = Process(target=child, args=(there,))
            process.start()
            here.send(1)
            here.recv()
            assert here.poll(10)
            here.recv()
            assert wait([here, other], 0) == []
            wait([process.sentinel], 0.5)
            here.send(2)
            wait([process.sentinel])
            process.join()
        """,
    )
    seen = observe(tmp_path, program, start_method=method)
    assert seen.out == b"False False False []\n"
    main = seen.records[0].pid
    waits = [r for r in seen.records if r.kind in ("wait_io", "wait_expected") and r.text != "join"]
    mine = [(r.kind, r.text, r.value) for r in waits if r.pid == main]
    assert mine[:2] == [("wait_io", "poll", 50_000_000), ("wait_expected", "wait", 10_000_000)]
    assert ("wait_expected", "wait", -1) in mine
    wakes = [r.value for r in seen.records if r.kind == "wake" and r.pid == main]
    assert wakes[:2] == [1, 1], "both timed out"
    assert wakes[2:].count(1) == 1, "the child waited for a last message meanwhile"
    # Both of the child's messages may be there when main asks for the second one, or not.
    assert mine.count(("wait_io", "recv", -1)) <= 2
    child = [r for r in waits if r.pid != main and r.kind == "wait_io"]
    assert [r.text for r in child][-1] == "recv", "nothing was sent to it yet"


@pytest.mark.parametrize("family", ["AF_UNIX", "AF_INET"])
@every_method
def test_a_client_and_who_accepts_it_have_one_pipe(
    tmp_path: Path, method: str, family: str
) -> None:
    seen = record(
        tmp_path,
        f"""
        from multiprocessing import Process
        from multiprocessing.connection import Client, Listener

        def call(address, number):
            for size in (1, 2):
                with Client(address, authkey=b"secret") as connection:
                    connection.send_bytes(bytes(10 * number + size))
                    assert connection.recv() == "thanks"

        if __name__ == "__main__":
            with Listener(family={family!r}, authkey=b"secret") as listener:
                callers = [Process(target=call, args=(listener.address, n)) for n in (1, 2)]
                for caller in callers:
                    caller.start()
                for _ in range(4):
                    accepted = listener.accept()
                    accepted.recv_bytes()
                    accepted.send("thanks")
                    accepted.close()
                for caller in callers:
                    caller.join()
        """,
        method,
    )
    pipes = seen.primitives("Pipe")
    assert [(pipe["name"], pipe["where"]) for pipe in pipes] == [("connection", "program.py:7")] * 4
    assert all(pipe["counts"]["sends"] == pipe["counts"]["recvs"] == 2 for pipe in pipes)
    thanks = len(pickle.dumps("thanks"))
    assert {pipe["counts"]["bytes"] - thanks for pipe in pipes} == {11, 12, 21, 22}


def test_a_connection_closes_as_soon_as_nobody_has_it(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import gc
        from multiprocessing import Pipe, SimpleQueue

        gc.disable()
        out, into = Pipe(duplex=False)
        into.send(1)
        del into
        print(out.recv())
        try:
            out.recv()
        except EOFError:
            print("end")
        queue = SimpleQueue()
        queue.put(1)
        reader = queue._reader
        del queue
        print(reader.recv())
        try:
            reader.recv()
        except EOFError:
            print("end")
        """,
    )
    seen = observe(tmp_path, program)
    assert (seen.out, seen.err) == (b"1\nend\n1\nend\n", b"")


def test_pipes_that_come_and_go_are_different_ones(tmp_path: Path) -> None:
    seen = record(
        tmp_path,
        """
        from multiprocessing import Pipe
        for number in range(50):
            for duplex in (True, False):
                out, into = Pipe(duplex)
                into.send(number)
                out.recv()
                out.close()
                into.close()
        """,
        "fork",
    )
    counts = [tuple(pipe["counts"].values())[:2] for pipe in seen.primitives("Pipe")]
    assert counts == [(1, 1)] * 100


@every_method
def test_an_end_that_is_sent_through_another_is_the_same_pipe(tmp_path: Path, method: str) -> None:
    seen = record(
        tmp_path,
        """
        from multiprocessing import Pipe, Process

        def child(end):
            given = end.recv()
            given.send("hello")
            end.send("done")

        if __name__ == "__main__":
            here, there = Pipe()
            out, into = Pipe(duplex=False)
            process = Process(target=child, args=(there,))
            process.start()
            here.send(into)
            assert out.recv() == "hello"
            assert here.recv() == "done"
            process.join()
        """,
        method,
    )
    found = {pipe["name"]: pipe["counts"] for pipe in seen.primitives("Pipe")}
    assert set(found) == {"here, there", "out, into"}
    assert (found["out, into"]["sends"], found["out, into"]["recvs"]) == (1, 1)
    assert (found["here, there"]["sends"], found["here, there"]["recvs"]) == (2, 2)
