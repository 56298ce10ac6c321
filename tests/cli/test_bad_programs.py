"""Programs that end badly, or do things that could disturb who watches: each ends in a clear state,
with its own exit status and the recording kept."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import call, program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and descriptors are POSIX")

CHILD = """
import multiprocessing

def work(lock):
    with lock:
        pass

def run():
    lock = multiprocessing.Lock()
    child = multiprocessing.Process(target=work, args=(lock,))
    child.start()
    child.join()
    return child.exitcode
"""


def ended(folder: Path, text: str, status: int, *options: str) -> dict[str, Any]:
    """Record a program that ends with `status`; what the recording says."""
    path = program(folder, text)
    output = folder / "a.procession"
    done = call("record", *options, "-o", output, path, cwd=folder)
    assert done.returncode == status, done.stderr
    shown: dict[str, Any] = json.loads(call("show", "--json", output).stdout)
    assert (shown["complete"], shown["lost"], shown["exit_status"]) == (True, 0, status)
    return shown


def main_of(shown: dict[str, Any]) -> tuple[int, str]:
    (main,) = (p for p in shown["processes"] if p["role"] == "main")
    return main["exitcode"], main["ended_by"]


@pytest.mark.parametrize(
    ("text", "status", "end"),
    [
        ("def f(:", 1, (1, "exception")),
        ("raise SystemExit(3)", 3, (3, "exit")),
        ("import os; os._exit(7)", 7, (7, "os_exit")),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", 139, (-11, "signal")),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 137, (-9, "signal")),
        ("1 / 0", 1, (1, "exception")),
    ],
)
def test_ends_of_every_kind(tmp_path: Path, text: str, status: int, end: tuple[int, str]) -> None:
    assert main_of(ended(tmp_path, text, status)) == end


def test_one_that_never_ends(tmp_path: Path) -> None:
    text = "import threading\nthreading.Event().wait()"
    shown = ended(tmp_path, text, 124, "--timeout", "0.5")
    assert main_of(shown)[0] is not None


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_one_that_closes_all_descriptors(tmp_path: Path, method: str) -> None:
    text = (
        CHILD
        + f"""
if __name__ == "__main__":
    import os
    os.closerange(0, 4096)
    multiprocessing.set_start_method({method!r})
    os._exit(run())
"""
    )
    shown = ended(tmp_path, text, 0)
    (lock,) = shown["primitives"]
    assert lock["counts"]["acquires"] == lock["counts"]["releases"] == 1
    (child,) = (p for p in shown["processes"] if p["role"] == "child")
    assert (child["exitcode"], child["ended_by"]) == (0, "exit")


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_one_that_clears_its_environment(tmp_path: Path, method: str) -> None:
    text = (
        CHILD
        + f"""
if __name__ == "__main__":
    import os
    os.environ.clear()
    multiprocessing.set_start_method({method!r})
    status = run()
    assert not os.environ
    raise SystemExit(status)
"""
    )
    shown = ended(tmp_path, text, 0)
    (lock,) = shown["primitives"]
    assert lock["counts"]["acquires"] == 1
    assert len([p for p in shown["processes"] if p["role"] == "child"]) == 1
