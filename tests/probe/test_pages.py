"""Page files: what survives, what is lost, what is counted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from procession.probe import pages
from tests.probe.observing import Observation, environment, observe, read_pages


def script(folder: Path, text: str) -> Path:
    path = folder / "program.py"
    path.write_text(textwrap.dedent(text))
    return path


def test_more_records_than_a_page_holds_are_all_there(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        from multiprocessing import Lock
        lock = Lock()
        for _ in range(70_000):
            with lock:
                pass
        """,
    )
    seen = observe(tmp_path, program)
    assert seen.count()["held"] == 70_000
    assert seen.pages == 4
    assert seen.lost == 0


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 9)", "os._exit(7)", "os.abort()"])
def test_what_was_written_survives_every_end(tmp_path: Path, end: str) -> None:
    program = script(
        tmp_path,
        f"""
        import os
        from multiprocessing import Lock
        lock = Lock()
        for _ in range(1000):
            with lock:
                pass
        lock.__enter__()
        {end}
        """,
    )
    seen = observe(tmp_path, program)
    assert seen.status in (-signal.SIGKILL, 7, -signal.SIGABRT)
    held = [r for r in seen.records if r.kind == "held"]
    assert len(held) == 1001
    assert [r.value == 0 for r in held] == [False] * 1000 + [True]
    assert not any(r.kind == "exiting" for r in seen.records)


def test_a_killed_writer_leaves_at_most_one_record_unfinished(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        from multiprocessing import Lock
        lock = Lock()
        print("go", flush=True)
        while True:
            with lock:
                pass
        """,
    )
    run_folder = tmp_path / "run"
    run_folder.mkdir()
    child = subprocess.Popen(
        [sys.executable, program], env=environment(run_folder), stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    with child.stdout:
        child.stdout.readline()
        while not list((run_folder / "pages").glob("*.000002.*.page")):
            assert child.poll() is None
        child.kill()
        child.wait()
    seen = Observation(child.returncode, b"", b"")
    read_pages(run_folder / "pages", seen)
    held = [r for r in seen.records if r.kind == "held"]
    assert len(held) > 34_000
    assert sum(r.value == 0 for r in held) <= 1


def test_without_room_for_pages_the_program_goes_on_and_the_loss_is_counted(
    tmp_path: Path,
) -> None:
    program = script(
        tmp_path,
        """
        import glob, os, resource, sys
        from multiprocessing import Lock
        lock = Lock()
        resource.setrlimit(resource.RLIMIT_FSIZE, (80_000, 80_000))
        for _ in range(5_000):
            with lock:
                pass
        print("done")
        """,
    )
    seen = observe(tmp_path, program)
    assert (seen.status, seen.out, seen.err) == (0, b"done\n", b"")
    held = seen.count()["held"]
    assert held > 1000
    assert seen.lost > 0
    assert held + seen.lost >= 5_000


def test_a_removed_page_folder_does_not_disturb_the_program(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import shutil, sys
        from multiprocessing import Lock, Process

        def work(lock):
            with lock:
                print("child", flush=True)

        if __name__ == "__main__":
            shutil.rmtree(sys.argv[1])
            lock = Lock()
            child = Process(target=work, args=(lock,))
            child.start()
            child.join()
            for _ in range(40_000):
                with lock:
                    pass
            print("done", child.exitcode)
        """,
    )
    seen = observe(tmp_path, program, tmp_path / "run")
    assert (seen.status, seen.out, seen.err) == (0, b"child\ndone 0\n", b"")


def test_a_forked_child_writes_pages_of_its_own_with_inherited_ids(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import os
        from multiprocessing import Lock
        lock = Lock()
        with lock:
            pass
        for _ in range(3):
            child = os.fork()
            if not child:
                with lock:
                    os._exit(0)
            os.waitpid(child, 0)
            lock.release()
        """,
    )
    seen = observe(tmp_path, program)
    assert seen.status == 0, seen.err
    assert len(seen.pids) == 4
    held = [r for r in seen.records if r.kind == "held"]
    assert {r.object for r in held} == {"Lock\x1f\x1f"}
    assert len({r.pid for r in held}) == 4
    assert sum(r.value == 0 for r in held) == 3


def test_a_page_is_mapped_without_keeping_a_descriptor(tmp_path: Path) -> None:
    before = sorted(os.listdir("/proc/self/fd"))
    view = pages.map_new_file(str(tmp_path / "one.page"), 65536)
    assert view is not None
    assert sorted(os.listdir("/proc/self/fd")) == before
    view[65535] = 7
    assert (tmp_path / "one.page").read_bytes()[-1] == 7
    view.release()


def test_no_page_where_none_can_be_made(tmp_path: Path) -> None:
    assert pages.map_new_file(str(tmp_path / "absent" / "one.page"), 65536) is None
    taken = tmp_path / "taken.page"
    taken.write_bytes(b"mine")
    assert pages.map_new_file(str(taken), 65536) is None
    assert taken.read_bytes() == b"mine"
