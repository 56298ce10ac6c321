"""A plugin that is none of ours, for a library that is none of ours: built, installed, used.

The programs use ``fasteners`` and know nothing of Procession. They run under the Python of the
tests, which has that library.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import get_all_start_methods
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PROJECT = HERE / "procession-fasteners"
Run = Callable[..., dict[str, Any]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks of another kind there")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in whose data folder the plugin is installed, from its wheel."""
    folder = tmp_path_factory.mktemp("home")
    env = os.environ | {"XDG_DATA_HOME": str(folder / "data"), "HOME": str(folder)}
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True, timeout=100)
    (wheel,) = folder.glob("*.whl")
    install = [sys.executable, "-m", "procession", "plugins", "install", "--yes", str(wheel)]
    subprocess.run(install, env=env, check=True, capture_output=True, timeout=100)
    return env


@pytest.fixture
def run(home: dict[str, str], tmp_path: Path) -> Run:
    """Runs a program bare and recorded: the same output and status; gives what is to be shown."""

    def once(name: str, method: str = "fork") -> dict[str, Any]:
        script = str(HERE / "programs" / name)
        file = tmp_path / "run.procession"
        ours = [sys.executable, "-m", "procession", "record", "--start-method", method]
        command = [*ours, "-o", str(file), "--python", sys.executable, script]
        seen = subprocess.run(
            [*command, str(tmp_path / "seen")], env=home, capture_output=True, timeout=100
        )
        plain = subprocess.run(
            [sys.executable, script, str(tmp_path / "plain")],
            env=home,
            capture_output=True,
            timeout=100,
        )
        assert (seen.returncode, seen.stdout) == (plain.returncode, plain.stdout)
        show = [sys.executable, "-m", "procession", "show", str(file), "--json"]
        told = subprocess.run(show, env=home, capture_output=True, check=True, timeout=100)
        shown: dict[str, Any] = json.loads(told.stdout)
        return shown

    return once


@pytest.mark.parametrize("method", get_all_start_methods())
def test_one_lane_for_all_handles_of_a_file(run: Run, method: str) -> None:
    shown = run("queue_at_the_file.py", method)
    (lock,) = [one for one in shown["primitives"] if one["kind"] == "InterProcessLock"]
    assert (lock["counts"]["acquires"], lock["counts"]["releases"]) == (16, 16)
    assert lock["held_ns"] > 15 * 10_000_000
    assert (lock["counts"]["contended"] > 0) == (lock["waited_ns"] > 0)
    assert [one for one in shown["findings"] if one["level"] != "info"] == []


def test_its_own_rule_is_told(run: Run) -> None:
    shown = run("two_handles.py")
    (found,) = [one for one in shown["findings"] if one["rule"] == "file-lock-twice"]
    assert (found["level"], found["certainty"]) == ("error", "certain")
    assert found["where"] == ["two_handles.py:10", "two_handles.py:11"]
