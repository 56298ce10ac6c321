"""The Pythons that can run a program: found on this machine, asked for their version."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from procession.recorder.pythons import OLDEST, in_virtual_env, parts, version_of

_ENVIRONMENTS = (".venv", "venv", "env")
_ABOVE = 3
"""Folders above a script's own that are looked through."""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """One Python."""

    path: str
    version: str

    @property
    def new_enough(self) -> bool:
        """Whether Procession can observe it."""
        return parts(self.version) >= OLDEST


def own() -> Interpreter:
    """The Python that runs Procession."""
    return Interpreter(sys.executable, ".".join(map(str, sys.version_info[:3])))


def find() -> list[Interpreter]:
    """The Pythons worth offering, the one to prefer first. Starts processes: not on a GUI thread.

    First the one of ``$VIRTUAL_ENV``, then ``python3`` and ``python`` on the path, then our own,
    then other versions on the path.
    """
    wanted: list[str] = []
    if inside := in_virtual_env():
        wanted.append(inside)
    wanted += [found for name in ("python3", "python") if (found := shutil.which(name))]
    wanted.append(sys.executable)
    for minor in range(OLDEST[1], 20):
        if found := shutil.which(f"python3.{minor}"):
            wanted.append(found)
    return list(_asked(wanted))


def find_with(preferred: str) -> list[Interpreter]:
    """Like `find`, with the interpreter at `preferred` among them if it is one."""
    found = find()
    if preferred and all(one.path != preferred for one in found):
        asked = ask(preferred)
        if asked is not None and asked.new_enough:
            found.insert(0, asked)
    return found


def near(folder: Path) -> list[Interpreter]:
    """The Pythons of virtual environments in a folder and in those above it, nearest first.

    Starts processes.
    """
    wanted = []
    for place in (folder, *list(folder.parents)[:_ABOVE]):
        for name in _ENVIRONMENTS:
            if (place / name / "pyvenv.cfg").is_file():
                inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
                wanted.append(str((place / name).joinpath(*inside)))
    return [found for path in wanted if (found := ask(path)) is not None and found.new_enough]


def ask(path: str) -> Interpreter | None:
    """The interpreter at `path`, if it is one. Starts a process."""
    version = version_of(path)
    return Interpreter(path, version) if version is not None else None


def _asked(paths: Iterable[str]) -> Iterable[Interpreter]:
    seen = set()
    for path in paths:
        # Links to one file in different folders are different environments.
        key = (os.path.realpath(path), os.path.realpath(os.path.dirname(path)))
        if key in seen:
            continue
        seen.add(key)
        found = own() if path == sys.executable else ask(path)
        if found is not None and found.new_enough:
            yield found
