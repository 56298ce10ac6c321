"""A project that ``plugins new`` writes is built, installed and passes its own tests at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from procession.plugin.scaffold import ScaffoldError, write_project


def test_it_passes_its_own_tests(tmp_path: Path) -> None:
    folder = write_project("rubber_stamp", tmp_path)
    assert folder == tmp_path / "procession-rubber-stamp"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=100"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stdout
    assert "5 passed" in done.stdout


def test_it_is_clean(tmp_path: Path) -> None:
    folder = write_project("stamp", tmp_path)
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--line-length=100"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout
    code = [*folder.glob("src/*/*.py")]
    assert 100 < sum(len(path.read_text().splitlines()) for path in code) < 200


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Stamp", "cannot be the name"),
        ("../stamp", "cannot be the name"),
        ("class", "cannot be the name"),
        ("a" * 80, "cannot be the name"),
        ("queue", "Python has a module"),
        ("rlock", "there is a plugin rlock"),
    ],
)
def test_a_bad_name_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(ScaffoldError, match=reason):
        write_project(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "procession-stamp").mkdir()
    with pytest.raises(ScaffoldError, match="is there already"):
        write_project("stamp", tmp_path)
