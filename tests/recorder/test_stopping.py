"""Stop leaves no process behind, whatever the program does about it."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.recorder.watching import Watched

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="escapees are found on Linux")

LIMIT_S = 4.5
"""Three seconds by promise, and what a busy machine adds."""

READY = "READY"


def run_until_ready(folder: Path, script: str, **plan: Any) -> tuple[Watched, list[psutil.Process]]:
    run = Watched(folder, script, **plan)
    run.until(lambda run: READY.encode() in run.printed)
    assert run.client.process.pid is not None
    return run, psutil.Process(run.client.process.pid).children(recursive=True)


def stop(run: Watched, processes: list[psutil.Process]) -> float:
    began = time.monotonic()
    run.client.stop()
    run.finish()
    assert not [process for process in processes if process.is_running()]
    return time.monotonic() - began


def test_ctrl_c_is_enough_for_a_plain_program(tmp_path: Path) -> None:
    script = """
        import time
        try:
            print("READY", flush=True)
            time.sleep(1000)
        except KeyboardInterrupt:
            raise SystemExit(12)
    """
    run, processes = run_until_ready(tmp_path, script)
    assert stop(run, processes) < 1.0
    assert run.end["state"] == "stopped"
    assert run.end["exit_status"] == 12


ESCAPEES = """
    import multiprocessing, os, signal, sys, time

    def stubborn(ready):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        ready.release()
        while True:
            time.sleep(1000)

    def escape(ready):
        os.setsid()
        stubborn(ready)

    def daemonize(ready):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                stubborn(ready)
            os._exit(0)
        os._exit(0)

    if __name__ == "__main__":
        context = multiprocessing.get_context("fork")
        ready = context.Semaphore(0)
        for target in (stubborn, escape, daemonize):
            context.Process(target=target, args=(ready,)).start()
        for _ in range(3):
            ready.acquire()
        print("READY", flush=True)
        stubborn(ready)
"""


@pytest.mark.parametrize("terminal", ["pty", "capture"])
def test_escapees_that_ignore_signals_are_killed(tmp_path: Path, terminal: str) -> None:
    run, processes = run_until_ready(tmp_path, ESCAPEES, terminal=terminal)
    assert len([process for process in processes if process.status() != "zombie"]) == 4
    assert stop(run, processes) < LIMIT_S
    assert run.end["state"] == "stopped"
    assert run.end["exit_status"] == 137
    assert {end[1] for end in run.ends() if end[0] != "Process-3"} == {-9, 0}


def test_a_stopped_process_is_ended_too(tmp_path: Path) -> None:
    script = """
        import os, signal
        pid = os.fork()
        if pid == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
        os.waitid(os.P_PID, pid, os.WSTOPPED)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        print("READY", flush=True)
        signal.pause()
    """
    run, processes = run_until_ready(tmp_path, script)
    assert stop(run, processes) < LIMIT_S


def test_a_second_stop_hurries(tmp_path: Path) -> None:
    run, processes = run_until_ready(tmp_path, ESCAPEES)
    began = time.monotonic()
    for _ in range(3):
        run.client.stop()
    run.finish()
    assert time.monotonic() - began < 1.0
    assert not [process for process in processes if process.is_running()]


def test_the_time_out_stops(tmp_path: Path) -> None:
    run = Watched(tmp_path, "import time; time.sleep(1000)", timeout_s=0.5).finish()
    assert (run.end["state"], run.end["exit_status"]) == ("timeout", 124)
    assert run.run()["state"] == "timeout"


def test_a_window_that_dies_takes_its_program_along(tmp_path: Path) -> None:
    run, processes = run_until_ready(tmp_path, ESCAPEES)
    assert run.client.close(30) == 0
    assert not [process for process in processes if process.is_running()]
    assert run.run()["state"] == "stopped"


LEFT_BEHIND = """
    import os, signal, sys
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os.write(write, b"x")
        signal.pause()
    os.read(read, 1)
    print(pid, flush=True)
"""


def test_what_the_program_left_is_ended_after_a_while_under_a_window(tmp_path: Path) -> None:
    began = time.monotonic()
    run = Watched(tmp_path, LEFT_BEHIND).finish()
    assert run.end["state"] == "ended"
    assert time.monotonic() - began > 2.0
    assert not psutil.pid_exists(int(run.printed))
    assert run.end["orphans"] == []


def test_what_the_program_left_is_reported_on_the_command_line(tmp_path: Path) -> None:
    run = Watched(tmp_path, LEFT_BEHIND, terminal="capture").finish()
    left = psutil.Process(int(run.printed))
    try:
        assert run.end["orphans"] == [left.pid]
        assert run.run()["orphans"] == [left.pid]
        assert run.query("SELECT ended_ns FROM process WHERE id = 2") == [(None,)]
    finally:
        left.kill()
        psutil.wait_procs([left], timeout=10)


def test_nothing_but_the_program_is_signalled(tmp_path: Path) -> None:
    """A stop goes by descent: a process beside the program, in its group, is left alone."""
    import subprocess

    beside = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        run, processes = run_until_ready(tmp_path, ESCAPEES, terminal="capture")
        stop(run, processes)
        assert beside.poll() is None
        assert json.loads(run.query("SELECT value FROM run WHERE key='state'")[0][0]) == "stopped"
    finally:
        beside.communicate(b"\n")
