"""Every Python on this machine: on the path, and where version managers put theirs."""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)

_ASK = """
import importlib.util, json, os, sys
def there(name):
    try:
        return importlib.util.find_spec(name) is not None
    except ImportError:
        return False
print(json.dumps([
    list(sys.version_info[:3]),
    sys.implementation.name,
    os.path.realpath(sys.base_prefix),
    getattr(sys, "_base_executable", None) or sys.executable,
    [name for name in (
        "test._test_multiprocessing",
        "test.test_concurrent_futures",
        "test.test_multiprocessing_main_handling",
    ) if there(name)],
]))
"""


@dataclass(frozen=True)
class Interpreter:
    """One installed Python and which of the suites it has."""

    path: str
    version: tuple[int, int, int]
    implementation: str
    suites: frozenset[str]

    @property
    def name(self) -> str:
        """Its version, as in ``3.12.1``."""
        return ".".join(map(str, self.version))

    @property
    def why_not(self) -> str:
        """Why the suites are not run on it; empty when they are."""
        if self.implementation != "cpython":
            return f"is {self.implementation}, not CPython"
        if self.version[:2] < OLDEST:
            return "older than 3.11"
        if "test._test_multiprocessing" not in self.suites:
            return "has no test._test_multiprocessing"
        return ""


def candidates() -> Iterator[Path]:
    """Files that may be a Python, the same one maybe several times."""
    yield Path(sys.executable)
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        yield from _pythons_in(Path(folder))
    home = Path.home()

    def named(variable: str, default: str) -> Path:
        return Path(os.environ.get(variable) or home / default)

    versions = [
        named("PYENV_ROOT", ".pyenv") / "versions",
        named("UV_PYTHON_INSTALL_DIR", ".local/share/uv/python"),
        named("ASDF_DATA_DIR", ".asdf") / "installs" / "python",
        named("MISE_DATA_DIR", ".local/share/mise") / "installs" / "python",
        Path("/Library/Frameworks/Python.framework/Versions"),
        Path("/opt/python"),
        Path("/opt/hostedtoolcache/Python"),
    ]
    for parent in versions:
        for version in sorted(parent.glob("*")) if parent.is_dir() else []:
            for inside in (version / "bin", version / "x64" / "bin"):
                yield from _pythons_in(inside)


def _pythons_in(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        path = folder / name
        if re.fullmatch(r"python3(\.\d+)?", name) and os.access(path, os.X_OK):
            yield path


def _ask(path: Path) -> tuple[str, Interpreter] | None:
    """Where the Python at `path` belongs and what it is; None when it does not start."""
    try:
        asked = subprocess.run(
            [str(path), "-I", "-S", "-c", _ASK],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=20,
        )
        version, implementation, prefix, executable, suites = json.loads(asked.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    first, second, third = version
    there = Interpreter(executable, (first, second, third), implementation, frozenset(suites))
    return f"{prefix} {there.name}", there


@functools.cache
def installed() -> list[Interpreter]:
    """Each installed Python once, the oldest first."""
    found: dict[str, Interpreter] = {}
    asked: set[str] = set()
    for path in candidates():
        # A shim is one file for many Pythons; it decides by the name it was called by.
        same = f"{os.path.realpath(path)} {path.name if 'shims' in path.parts else ''}"
        if same in asked:
            continue
        asked.add(same)
        answer = _ask(path)
        if answer is not None:
            found.setdefault(*answer)
    return sorted(found.values(), key=lambda python: (python.version, python.path))


def usable() -> list[Interpreter]:
    """One Python of each minor version that has the suites, the oldest first."""
    found = {p.version[:2]: p for p in reversed(installed()) if not p.why_not}
    return [found[version] for version in sorted(found)]
