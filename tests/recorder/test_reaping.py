"""Ends that only the program itself can know: children collected by ``os.wait`` and its kin."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.probe.observing import observe
from tests.recorder.watching import watch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork is POSIX")

FORKED = """
    import os, signal

    def forked(end):
        pid = os.fork()
        if pid == 0:
            end()
            os._exit(99)
        return pid

    assert os.wait() if forked(lambda: os._exit(11)) else None
    os.waitpid(forked(lambda: os._exit(12)), 0)
    os.wait3(0) if forked(lambda: os._exit(13)) else None
    os.wait4(forked(lambda: os.kill(os.getpid(), signal.SIGKILL)), 0)
    found = os.waitid(os.P_PID, forked(lambda: os._exit(15)), os.WEXITED | os.WNOWAIT)
    assert os.waitid(os.P_PID, found.si_pid, os.WEXITED).si_status == 15
    os.waitid(os.P_ALL, 0, os.WEXITED) if forked(lambda: os.abort()) else None
    pid = forked(lambda: os.kill(os.getpid(), signal.SIGSTOP))
    assert os.WIFSTOPPED(os.waitpid(pid, os.WUNTRACED)[1])
    os.kill(pid, signal.SIGCONT)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 99
"""


def test_a_child_that_lived_for_no_time_has_its_exit_code(tmp_path: Path) -> None:
    run = watch(tmp_path, FORKED)
    assert run.end["exit_status"] == 0, bytes(run.printed)
    codes = [code for _, code, _ in run.ends()]
    assert codes == [0, 11, 12, 13, -9, 15, -6, 99]
    assert {by for _, code, by in run.ends() if code and code > 0} == {"os_exit"}


def test_many_at_once_from_many_threads(tmp_path: Path) -> None:
    script = """
        import os, threading

        def work(number):
            for round in range(25):
                pid = os.fork()
                if pid == 0:
                    os._exit(number)
                os.waitpid(pid, 0)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 5)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """
    run = watch(tmp_path, script)
    codes = [code for _, code, _ in run.ends()][1:]
    assert sorted(codes) == [number for number in range(1, 5) for _ in range(25)]


def test_children_of_subprocess_have_their_exit_codes(tmp_path: Path) -> None:
    script = """
        import subprocess, sys
        for code in (0, 4, 5):
            subprocess.run([sys.executable, "-c", f"raise SystemExit({code})"])
        killed = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        killed.terminate()
        killed.wait()
    """
    run = watch(tmp_path, script)
    assert sorted(code for _, code, _ in run.ends()) == [-15, 0, 0, 4, 5]


def test_a_program_that_executes_another_python_ends_with_its_code(tmp_path: Path) -> None:
    script = """
        import os, sys
        os.execv(sys.executable, [sys.executable, "-c", "raise SystemExit(8)"])
    """
    run = watch(tmp_path, script)
    assert run.end["exit_status"] == 8
    rows = run.query("SELECT parent, exitcode FROM process ORDER BY id")
    assert rows[0] == (None, 8)
    # Where the second Python is observed, too, it stands under the first.
    assert rows[1:] in ([], [(1, 8)])


LOOK = """
    import inspect, os, pickle
    for name in ("wait", "waitpid", "wait3", "wait4", "waitid"):
        function = getattr(os, name)
        assert pickle.loads(pickle.dumps(function)) is function
        print(name, inspect.signature(function), function.__module__, function.__doc__)
        try:
            function()
        except (TypeError, ChildProcessError) as error:
            print(type(error), len(inspect.getinnerframes(error.__traceback__)))
    try:
        os.waitpid(-1, 0)
    except ChildProcessError as error:
        print(error, len(inspect.getinnerframes(error.__traceback__)))
"""


def test_they_look_the_same(tmp_path: Path) -> None:
    script = tmp_path / "look.py"
    script.write_text(textwrap.dedent(LOOK), encoding="utf-8")
    bare = subprocess.run([sys.executable, str(script)], capture_output=True, check=True)
    assert observe(tmp_path, script).out == bare.stdout
