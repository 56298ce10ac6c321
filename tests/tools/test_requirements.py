"""What is pinned: everything, with hashes, and without the name of any package host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.tools.loading import ROOT

FILES = sorted((ROOT / "requirements").glob("*.txt"))
each = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def entries(path: Path) -> list[tuple[Requirement, list[str]]]:
    """(requirement, hashes) of a file."""
    text = path.read_text().replace("\\\n", " ")
    found = []
    for line in text.splitlines():
        if line and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split("--hash=")
            found.append((Requirement(requirement.strip()), hashes))
    return found


def test_there_is_one_for_running_developing_building_and_uv() -> None:
    assert [path.stem for path in FILES] == ["build", "dev", "run", "uv"]


@each
def test_every_version_is_pinned_with_its_hashes(path: Path) -> None:
    for requirement, hashes in entries(path):
        assert [specifier.operator for specifier in requirement.specifier] == ["=="]
        assert hashes
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", text.strip()) for text in hashes)


@each
def test_no_package_host_is_named(path: Path) -> None:
    text = path.read_text()
    assert "://" not in text
    assert not re.search("^--?(i|index|extra|find|trusted)", text, re.M)


@pytest.mark.parametrize("name", ["run", "dev"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_no_python_gets_the_qt_that_breaks_it(name: str, python: str) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    versions = [
        Version(next(iter(requirement.specifier)).version)
        for requirement, _ in entries(ROOT / "requirements" / f"{name}.txt")
        if requirement.name.lower() == "pyside6-essentials"
        and (requirement.marker is None or requirement.marker.evaluate(environment))
    ]
    assert len(versions) == 1
    if python == "3.11":
        assert versions[0] < Version("6.12")


def test_development_runs_what_users_run() -> None:
    pinned = {(str(r.name), str(r.specifier)) for r, _ in entries(ROOT / "requirements/run.txt")}
    developed = {(str(r.name), str(r.specifier)) for r, _ in entries(ROOT / "requirements/dev.txt")}
    assert pinned <= developed


def test_no_lock_file_is_committed() -> None:
    assert "uv.lock" in (ROOT / ".gitignore").read_text().splitlines()
