"""However a program ends, its recording says so."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import psutil
import pytest

from procession.recorder.plan import RunPlan
from tests.recorder.watching import Watched, watch

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and fork are POSIX")


@pytest.mark.parametrize(
    ("script", "status", "ended_by"),
    [
        ("print('x')", 0, "exit"),
        ("import sys; sys.exit(3)", 3, "exit"),
        ("raise ValueError('no')", 1, "exception"),
        ("import os; os._exit(5)", 5, "os_exit"),
        ("import os; os.kill(os.getpid(), 9)", 137, "signal"),
        ("import os; os.abort()", 134, "signal"),
    ],
)
@posix
def test_the_end_of_the_program(tmp_path: Path, script: str, status: int, ended_by: str) -> None:
    run = watch(tmp_path, script)
    assert (run.end["state"], run.end["exit_status"]) == ("ended", status)
    assert run.run()["exit_status"] == status
    assert run.run()["complete"] is True
    assert [end[2] for end in run.ends()] == [ended_by]


@posix
def test_a_syntax_error_is_the_interpreters_to_tell(tmp_path: Path) -> None:
    run = watch(tmp_path, "def f(:\n")
    assert run.end["exit_status"] == 1
    assert b"SyntaxError" in run.printed


CHILDREN = """
    import multiprocessing, os, signal, sys

    def fine(): pass
    def leaves(): sys.exit(7)
    def raises(): raise ValueError("no")
    def vanishes(): os._exit(4)
    def killed(): os.kill(os.getpid(), signal.SIGKILL)

    if __name__ == "__main__":
        context = multiprocessing.get_context(sys.argv[1])
        for target in (fine, leaves, raises, vanishes, killed):
            process = context.Process(target=target, name=target.__name__)
            process.start()
            process.join()
"""


@posix
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_the_ends_of_children(tmp_path: Path, method: str) -> None:
    run = watch(tmp_path, CHILDREN, method)
    ends = {name: (code, ended_by) for name, code, ended_by in run.ends()}
    expected = {
        "MainProcess": (0, "exit"),
        "fine": (0, "exit"),
        "leaves": (7, "exit"),
        "raises": (1, "exception"),
        "vanishes": (4, "os_exit"),
        "killed": (-9, "signal"),
    }
    assert {name: ends[name] for name in expected} == expected
    pids = {pid for (pid,) in run.query("SELECT pid FROM process WHERE role = 'main'")}
    parents = run.query("SELECT ppid FROM process WHERE role = 'child'")
    assert {ppid for (ppid,) in parents} == pids
    assert run.query("SELECT count(*) FROM process WHERE ended_ns < started_ns") == [(0,)]


@posix
def test_an_orphan_ends_with_its_own_code(tmp_path: Path) -> None:
    script = """
        import os
        read, write = os.pipe()
        if os.fork() == 0:
            if os.fork() == 0:
                os.close(write)
                os.read(read, 1)   # until the parent has gone
                os._exit(9)
            os._exit(0)
        os.wait()
    """
    run = watch(tmp_path, script)
    (_, between, orphan) = (code for _, code, _ in run.ends())
    assert orphan == 9
    # Gone within a moment, and reaped by bare os.wait: maybe nobody could tell.
    assert between in (0, None)


@posix
def test_a_program_that_closes_all_descriptors_is_recorded_to_its_end(tmp_path: Path) -> None:
    script = """
        import multiprocessing, os
        os.closerange(0, 256)
        multiprocessing.get_context("fork")
        lock = multiprocessing.Lock()
        with lock:
            pass
        os._exit(6)
    """
    run = watch(tmp_path, script)
    assert (run.end["state"], run.end["exit_status"]) == ("ended", 6)


@posix
def test_a_program_that_clears_its_environment_is_recorded_with_its_children(
    tmp_path: Path,
) -> None:
    script = """
        import multiprocessing, os

        def child(): pass

        if __name__ == "__main__":
            os.environ.clear()
            process = multiprocessing.get_context("spawn").Process(target=child, name="one")
            process.start()
            process.join()
    """
    run = watch(tmp_path, script)
    assert run.end["exit_status"] == 0
    assert ("one", 0, "exit") in run.ends()


def test_an_interpreter_that_is_none(tmp_path: Path) -> None:
    run = Watched(tmp_path, "", python=str(tmp_path / "nothing")).finish()
    assert run.end["state"] == "failed"
    assert "cannot start" in run.end["error"]
    assert not run.output.exists()
    assert list(tmp_path.glob("*.partial*")) == []


def test_the_recording_is_one_file_and_the_runs_folder_is_gone(tmp_path: Path) -> None:
    run = watch(tmp_path, "print('x')")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["program.py", "run.procession"]
    assert run.query("PRAGMA journal_mode") == [("delete",)]
    assert run.query("PRAGMA integrity_check") == [("ok",)]
    nonce = run.client.plan.nonce
    for base in (Path("/dev/shm"), Path("/tmp")):
        assert list(base.glob(f"procession-*-{nonce}")) == []


def test_a_recording_is_replaced_whole(tmp_path: Path) -> None:
    first = watch(tmp_path, "print('x')")
    before = first.output.read_bytes()
    run = Watched(tmp_path, "input()")
    run.until(lambda run: bool(run.rows.get("run")))
    assert run.output.read_bytes() == before
    assert (tmp_path / "run.procession.partial").exists()
    run.client.send({"do": "input", "text": "\n"})
    run.finish()
    assert run.output.read_bytes() != before


def test_a_plan_names_one_program() -> None:
    with pytest.raises(ValueError, match="a script or a module"):
        RunPlan("x.procession")
    with pytest.raises(ValueError, match="a script or a module"):
        RunPlan("x.procession", script="a.py", module="b")
    assert RunPlan("x", module="m", python="py", args=("1",)).argv == ["py", "-m", "m", "1"]


@posix
def test_a_terminated_recorder_finishes_the_recording(tmp_path: Path) -> None:
    run = Watched(tmp_path, "print('on', flush=True); input()")
    run.until(lambda run: b"on" in run.printed)
    pid = run.client.process.pid
    assert pid is not None
    os.kill(pid, signal.SIGTERM)
    run.finish()
    assert run.end["state"] == "stopped"
    assert run.run()["complete"] is True


@pytest.mark.skipif(sys.platform != "linux", reason="another process's limits are set on Linux")
def test_a_recording_that_cannot_be_written_leaves_the_program_alone(tmp_path: Path) -> None:
    script = """
        import multiprocessing, sys
        sys.stdin.readline()
        with multiprocessing.Lock():
            pass
        sys.exit(3)
    """
    read, write = os.pipe()
    saved = os.dup(0)
    os.dup2(read, 0)
    try:
        run = Watched(tmp_path, script, terminal="inherit")
    finally:
        os.dup2(saved, 0)
        os.close(saved)
        os.close(read)
    run.until(lambda run: bool(run.rows.get("run")))
    recorder = psutil.Process(run.client.process.pid)
    program = recorder.children()[0]
    recorder.rlimit(psutil.RLIMIT_FSIZE, (100_000, 100_000))
    os.write(write, b"on\n")
    os.close(write)
    program.wait(30)
    run.finish()
    assert run.end["state"] == "failed"
    assert "cannot be written" in run.end["error"]
    assert not run.output.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="what a process has mapped is told on Linux")
def test_the_recorder_loads_neither_qt_nor_numpy(tmp_path: Path) -> None:
    run = Watched(tmp_path, "input()")
    run.until(lambda run: bool(run.rows.get("run")))
    maps = Path(f"/proc/{run.client.process.pid}/maps").read_text()
    assert "_sqlite3" in maps
    assert "Qt" not in maps
    assert "numpy" not in maps
    run.client.send({"do": "eof"})
    run.finish()


@posix
def test_a_child_that_cannot_be_observed_is_listed_by_what_its_parent_saw(tmp_path: Path) -> None:
    script = """
        import subprocess, sys
        subprocess.run([sys.executable, "-I", "-S", "-c", "pass"])
        subprocess.run(["true"])
    """
    run = watch(tmp_path, script)
    assert run.end["exit_status"] == 0
    roles = run.query("SELECT role, parent, token IS NULL FROM process")
    assert roles in ([("main", None, 0)], [("main", None, 0), ("child", 1, 1)])
