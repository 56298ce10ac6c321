"""Programs that nobody here wrote do and print observed what they do and print bare."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.real_programs.packages import Missing, environment, source_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

PROCESSION = [sys.executable, "-m", "procession"]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the programs; without them the tests are skipped."""
    try:
        return environment(
            tmp_path_factory.mktemp("programs"),
            *("black", "isort", "flake8", "joblib", "pebble", "pytest"),
        )
    except Missing as why:
        pytest.skip(f"not to be had here: {why}")


@dataclass
class Ran:
    """What one run printed, and what it left of its files."""

    status: int
    out: str
    err: str
    files: dict[str, str]


def both(folder: Path, python: Path, source: Path, *command: str) -> tuple[Ran, Ran, Path]:
    """The same command on two copies of `source`, bare and recorded."""
    recording = folder / "run.procession"
    record = [*PROCESSION, "record", "--quiet", "--python", str(python), "-o", str(recording)]
    runs = []
    for name, start in (("bare", [str(python)]), ("seen", record)):
        place = folder / name
        shutil.copytree(source, place / "work")
        # Unbuffered, every print is two writes, and lines of several workers mix.
        settled = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
        cache = {"XDG_CACHE_HOME": str(place / "cache"), "HOME": str(place), "COLUMNS": "100"}
        done = subprocess.run(
            [*start, *command],
            cwd=place / "work",
            env=settled | cache,
            capture_output=True,
            text=True,
            timeout=400,
        )
        files = {
            str(path.relative_to(place / "work")): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted((place / "work").rglob("*"))
            if path.is_file()
        }
        out = done.stdout.replace(str(place), "PLACE")
        runs.append(Ran(done.returncode, out, done.stderr.replace(str(place), "PLACE"), files))
    return runs[0], runs[1], recording


def shown(recording: Path) -> dict[str, Any]:
    """What was recorded."""
    told = subprocess.run(
        [*PROCESSION, "show", "--json", str(recording)], capture_output=True, timeout=60
    )
    assert told.returncode == 0, told.stderr
    found: dict[str, Any] = json.loads(told.stdout)
    assert found["lost"] == 0
    return found


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Some modules of the standard library to work on."""
    wanted = Path(sysconfig.get_path("stdlib")) / "email"
    target = tmp_path / "source"
    shutil.copytree(wanted, target / "email", ignore=shutil.ignore_patterns("__pycache__"))
    (target / "bad.py").write_text("import os, sys\nx = [1,2 ,3]\nprint( x )\n")
    return target


COMMANDS = {
    "black": ["-m", "black", "--quiet", "--workers", "2", "."],
    # Its workers are ended without flushing what they printed: let them print nothing.
    "isort": ["-m", "isort", "--quiet", "--jobs", "2", "."],
    "flake8": ["-m", "flake8", "--jobs", "2", "."],
    "compileall": ["-m", "compileall", "-j", "2", "--invalidation-mode", "checked-hash", "."],
}
"""Each gives its files to two workers or more."""


@pytest.mark.parametrize("name", COMMANDS)
def test_tools_leave_the_same_files_and_words(
    tmp_path: Path, python: Path, source: Path, name: str
) -> None:
    bare, seen, recording = both(tmp_path, python, source, *COMMANDS[name])
    assert seen.status == bare.status
    # Workers finish in any order, bare as well.
    assert sorted(seen.out.splitlines()) == sorted(bare.out.splitlines())
    assert sorted(seen.err.splitlines()) == sorted(bare.err.splitlines())
    assert seen.files == bare.files
    assert bare.files
    found = shown(recording)
    (pool,) = [one for one in found["primitives"] if one["kind"] in KINDS]
    assert pool["counts"]["submitted"] == pool["counts"]["ok"] > 10
    assert len([p for p in found["processes"] if p["role"] == "worker"]) >= 2


KINDS = ("Pool", "ProcessPoolExecutor")
_LINE = re.compile(r"^(PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS) (\S+)", re.MULTILINE)


def outcomes(ran: Ran) -> dict[str, str]:
    """Test → outcome, from pytest's summary."""
    return {test: outcome for outcome, test in _LINE.findall(ran.out) if "::" in test}


def same_outcomes(bare: Ran, seen: Ran, least: int) -> None:
    before, after = outcomes(bare), outcomes(seen)
    assert len(before) >= least, bare.out[-2000:]
    differing = {test: (one, after.get(test)) for test, one in before.items()}
    assert {test: two for test, two in differing.items() if two[0] != two[1]} == {}
    assert set(after) == set(before)


PYTEST = ["-m", "pytest", "-q", "-rA", "--tb=short", "-p", "no:cacheprovider"]


def test_joblibs_own_tests_of_processes_end_the_same(tmp_path: Path, python: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = subprocess.run(
        [str(python), "-c", "import joblib; print(joblib.__path__[0])"],
        capture_output=True,
        text=True,
        check=True,
    )
    tests = Path(found.stdout.strip()) / "test" / "test_parallel.py"
    chosen = "(multiprocessing or loky) and (simple or dispatch or error or abort or initializer)"
    bare, seen, recording = both(
        tmp_path, python, tmp_path / "empty", *PYTEST, str(tests), "-k", chosen
    )
    same_outcomes(bare, seen, 20)
    assert any(one["kind"] == "Pool" for one in shown(recording)["primitives"])


def test_pebbles_own_tests_end_the_same(tmp_path: Path, python: Path) -> None:
    (tmp_path / "pebble").mkdir()
    try:
        source = source_of(python, tmp_path / "pebble", "pebble")
    except Missing as why:
        pytest.skip(f"not to be had here: {why}")
    tests = source / "test" if (source / "test").is_dir() else source / "tests"
    chosen = [name for name in PEBBLE if (tests / name).exists()]
    assert chosen, sorted(path.name for path in tests.iterdir())
    bare, seen, recording = both(tmp_path, python, tests, *PYTEST, *chosen)
    same_outcomes(bare, seen, 20)
    assert len(shown(recording)["processes"]) > 20


PEBBLE = ("test_process_pool_fork.py", "test_concurrent_process_fork.py")
