"""Many processes, deep ones, forks from threads, and more objects than anybody remembers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.probe.observing import bare, observe
from tests.probe.test_transparency import METHODS, same, script


@pytest.mark.parametrize("method", METHODS)
def test_processes_within_processes_know_their_parents(tmp_path: Path, method: str) -> None:
    depth = 8
    program = script(
        tmp_path,
        f"""
        import multiprocessing as mp, os

        def nest(depth, lock):
            with lock:
                print("depth", depth, mp.current_process().name, flush=True)
            if depth:
                child = mp.Process(target=nest, args=(depth - 1, lock))
                child.start()
                child.join()
                assert child.exitcode == 0

        if __name__ == "__main__":
            mp.set_start_method({method!r})
            nest({depth}, mp.Lock())
        """,
    )
    same(tmp_path, program)
    again = tmp_path / "again"
    again.mkdir()
    seen = observe(again, program)
    assert seen.count()["held"] == depth + 1
    facts = {pid: seen.facts(pid) for pid in seen.pids}
    children = {pid: told for pid, told in facts.items() if told.get("role") == "child"}
    assert len(children) == depth
    parents = [int(told["parent_pid"]) for told in children.values()]
    assert len(set(parents)) == depth, "each is the parent of one"
    assert set(parents) - set(children) == {seen.pids[0]}


def test_forks_from_threads_go_on_as_they_would(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import multiprocessing as mp, os, threading

        def child(lock, number):
            with lock:
                print("child", number, threading.current_thread() is threading.main_thread(),
                      threading.active_count(), flush=True)

        def start(lock, number):
            process = mp.get_context("fork").Process(target=child, args=(lock, number))
            process.start()
            process.join()
            pid = os.fork()
            if not pid:
                with lock:
                    pass
                os._exit(number)
            if pid:
                print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)

        lock = mp.get_context("fork").Lock()
        for number in range(3):
            thread = threading.Thread(target=start, args=(lock, number), name=f"T{number}")
            thread.start()
            thread.join()
        """,
    )
    same(tmp_path, program)
    again = tmp_path / "again"
    again.mkdir()
    seen = observe(again, program)
    assert seen.status == 0
    assert len(seen.pids) == 7
    assert sum(r.kind == "held" for r in seen.records) == 6


def test_five_hundred_processes_are_all_there(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import multiprocessing as mp

        def work(lock):
            with lock:
                pass

        if __name__ == "__main__":
            mp.set_start_method("fork")
            lock = mp.Lock()
            children = [mp.Process(target=work, args=(lock,)) for _ in range(500)]
            lock.acquire()
            for child in children:
                child.start()
            print(len(mp.active_children()))
            lock.release()
            for child in children:
                child.join()
            print({child.exitcode for child in children})
        """,
    )
    plain = bare(tmp_path, program)
    seen = observe(tmp_path, program)
    assert (seen.status, seen.out, seen.err) == (plain.status, plain.out, plain.err)
    assert (seen.status, seen.out) == (0, b"500\n{0}\n")
    assert seen.lost == 0
    assert seen.failures == []
    assert len(seen.pids) == 501
    counts = seen.count()
    assert (counts["held"], counts["reaped"]) == (500, 500)


@pytest.mark.parametrize(
    "making",
    [
        # Under spawn every lock has a name of its own, and thus a text of its own.
        "with spawn.Lock(): pass",
        "exec(compile('with lock: pass', f'file {number}', 'exec'))",
        "pool.apply_async(abs, (number,))",
        "queue.put(number); queue.get()",
        "reader, writer = spawn.Pipe(); writer.send(1); reader.recv()",
    ],
)
def test_short_lived_objects_leave_nothing_in_memory(tmp_path: Path, making: str) -> None:
    few = 1000 if "pool" in making or "queue" in making else 12_000
    more = few if "spawn" in making else few * 4
    program = script(
        tmp_path,
        f"""
        import gc, multiprocessing as mp, multiprocessing.pool, sys, threading

        spawn = mp.get_context("spawn")
        lock, queue = mp.Lock(), mp.Queue()
        pool = mp.Pool(1)

        def objects():
            gc.collect()
            return sys.getallocatedblocks()

        def some(count):
            for number in range(count):
                {making}

        some({few})
        pool.apply(abs, (1,))
        first = objects()
        some({more})
        pool.apply(abs, (1,))
        print(objects() - first)
        pool.close()
        pool.join()
        queue.close()
        """,
    )
    plain = bare(tmp_path, program)
    seen = observe(tmp_path, program)
    assert (seen.status, seen.err) == (0, b"")
    assert seen.lost == 0
    # What was there so many objects before is what is there now.
    assert int(seen.out) < int(plain.out) + 2000


@pytest.mark.parametrize(
    "env",
    [
        "{}",
        "None",
        "{'PYTHONPATH': 'x'}",
        "{'PYTHONPATH': ''}",
        "{'PYTHONPATH': os.getcwd() + os.pathsep + 'x'}",
        "{'PYTHONPATH': 'x', 'PYTHONSAFEPATH': '1'}",
        "{'PYTHONNOUSERSITE': '1'}",
        "{b'PYTHONPATH': b'y'}",
    ],
)
def test_children_see_the_environment_that_they_were_given(tmp_path: Path, env: str) -> None:
    program = script(
        tmp_path,
        f"""
        import os, subprocess, sys
        code = "import os, sys; print(sorted(os.environ.items()), sys.path, sys.flags)"
        inner = "import os, subprocess, sys; subprocess.run([sys.executable, '-c', %r])" % code
        for words in (["-c", code], ["-c", inner], ["-I", "-c", code], ["-E", "-c", inner]):
            for close_fds in (True, False):
                subprocess.run([sys.executable, *words], env={env}, close_fds=close_fds)
                print(flush=True)
        print(sorted(os.environ.items()))
        """,
    )
    same(tmp_path, program)
