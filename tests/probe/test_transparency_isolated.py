"""Pythons under ``-I``, ``-E`` and ``-S``, and Pythons that take the place of one (``exec``)."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from procession.probe.isolated import CommandLine, may_go_before, prefix
from tests.probe.observing import observe
from tests.probe.test_transparency import same, script

FLAGS = (["-I"], ["-E"], ["-S"], ["-I", "-S"], ["-IE", "-W", "error"], ["-ES", "-X", "dev"])


@pytest.mark.parametrize("flags", FLAGS, ids=" ".join)
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_isolated_pythons_are_the_same_and_are_seen(
    tmp_path: Path, flags: list[str], method: str
) -> None:
    (tmp_path / "work.py").write_text(
        textwrap.dedent(
            """
            import os, sys
            def work(lock):
                with lock:
                    print("child", sys.flags, sys.orig_argv[1:3] != [], flush=True)
                    told = [word[:40] for word in sys.orig_argv[1:] if "pipe_handle" not in word]
                    print(told, os.environ.get("PYTHONPATH"), sys.path, flush=True)
            """
        )
    )
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
import multiprocessing as mp, os, work
if __name__ == "__main__":
    mp.set_start_method({method!r})
    print(sys.flags, sys.argv, sys.orig_argv, os.environ.get("PYTHONPATH"), sys.path, flush=True)
    print(sorted(vars()), flush=True)
    lock = mp.Lock()
    child = mp.Process(target=work.work, args=(lock,))
    child.start()
    child.join()
    print(child.exitcode, flush=True)
    1 / 0
"""
    program = script(
        tmp_path,
        f"""
        import subprocess, sys
        code = {code!r}
        print(subprocess.run([sys.executable, *{flags!r}, "-c", code, "an", "argument"]).returncode)
        """,
    )
    same(tmp_path, program)
    again = tmp_path / "again"
    again.mkdir()
    seen = observe(again, program)
    assert b"\nZeroDivisionError" in seen.err, seen.err
    assert seen.count()["held"] == 1
    assert len(seen.pids) >= 3


@pytest.mark.parametrize("flag", ["-I", "-S", "-E"])
def test_isolated_scripts_run_as_they_are(tmp_path: Path, flag: str) -> None:
    (tmp_path / "inner.py").write_text("import os, sys\nprint(os.environ.get('PYTHONPATH'))\n1/0\n")
    program = script(
        tmp_path,
        f"""
        import subprocess, sys
        print(subprocess.run([sys.executable, {flag!r}, "inner.py"]).returncode)
        """,
    )
    same(tmp_path, program)


@pytest.mark.parametrize(
    "call",
    [
        "os.execv(sys.executable, [sys.executable, *words])",
        "os.execve(sys.executable, [sys.executable, *words], {**os.environ, 'X': '1'})",
        "os.execve(sys.executable, [sys.executable, *words], {})",
        "os.execl(sys.executable, sys.executable, *words)",
        "os.execlp(sys.executable, sys.executable, *words)",
        "os.spawnv(os.P_WAIT, sys.executable, [sys.executable, *words])",
        "os.posix_spawn(sys.executable, [sys.executable, *words], os.environ) and os.wait()",
    ],
)
def test_exec_of_the_same_python_goes_on_under_observation(tmp_path: Path, call: str) -> None:
    program = script(
        tmp_path,
        f"""
        import multiprocessing as mp, os, sys
        if sys.argv[1:] == ["again"]:
            with mp.Lock():
                print("again", os.environ.get("PYTHONPATH"), os.environ.get("X"), len(os.environ))
        else:
            print(mp, "once", flush=True)
            words = [__file__, "again"]
            {call}
        """,
    )
    same(tmp_path, program)
    again = tmp_path / "again"
    again.mkdir()
    assert observe(again, program).count()["held"] == 1


def test_exec_that_fails_raises_what_it_did(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import os, sys, traceback
        for call in (
            lambda: os.execv("/not/there/python3", ["x"]),
            lambda: os.execve("/not/there/python3", ["x"], {}),
            lambda: os.execvp("not-there-python", ["x"]),
            lambda: os.execv(sys.executable, []),
            lambda: os.execv(sys.executable, 5),
            lambda: os.execv(sys.executable, iter(["x"])),
            lambda: os.execve(sys.executable, ["x"], 5),
            lambda: os.execve(sys.executable, ["x"], {1: 2}),
        ):
            try:
                call()
            except Exception:
                traceback.print_exc()
        print(os.environ.get("PYTHONPATH"))
        """,
    )
    same(tmp_path, program)


@pytest.mark.parametrize(
    ("words", "isolated", "code"),
    [
        (["py", "-I", "-c", "x"], True, "x"),
        (["py", "-Ic", "x"], True, "x"),
        (["py", "-c", "x", "-I"], False, "x"),
        (["py", "-W", "-I", "-c", "x"], False, "x"),
        (["py", "-WI", "-X", "-S", "-m", "x"], False, ""),
        (["py", "-bE", "s.py"], True, ""),
        (["py", "--check-hash-based-pycs", "never", "-S", "-c", "x"], True, "x"),
        (["py", "-S", "-cx"], True, ""),
        (["py", "-", "-S"], False, ""),
        (["py"], False, ""),
    ],
)
def test_the_options_of_a_command_line(words: list[str], isolated: bool, code: str) -> None:
    line = CommandLine(words)
    assert (line.isolated, line.code) == (isolated, code)


@pytest.mark.parametrize(
    ("code", "may"),
    [
        ("import x", True),
        ("\nimport x\n", True),
        ("from multiprocessing.spawn import spawn_main; spawn_main()", True),
        ("from __future__ import annotations\nimport x", False),
        ("import x\nfrom __future__ import y", False),
        ("  import x", False),
        ("if 1: pass", False),
        ("'''doc'''", False),
    ],
)
def test_where_a_statement_may_be_put_in_front(code: str, may: bool) -> None:
    assert may_go_before(code) is may


def test_the_statement_knows_its_own_length(tmp_path: Path) -> None:
    for name in ("b", "b" * 200):
        boot = tmp_path / name
        boot.write_text("LENGTHS.append(PREFIX - 10000)")
        lengths: list[int] = []
        statement = prefix(str(boot))
        exec(statement.replace("{'PREFIX'", "{'LENGTHS':LENGTHS,'PREFIX'"), {"LENGTHS": lengths})
        assert lengths == [len(statement)]
