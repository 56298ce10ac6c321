"""The Pythons that can run a program: found on this machine, asked for their version."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)
_ASK = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
_PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Interpreter:
    """One Python."""

    path: str
    version: str

    @property
    def new_enough(self) -> bool:
        """Whether Procession can observe it."""
        return tuple(int(part) for part in self.version.split(".")[:2]) >= OLDEST


def own() -> Interpreter:
    """The Python that runs Procession."""
    return Interpreter(sys.executable, ".".join(map(str, sys.version_info[:3])))


def find() -> list[Interpreter]:
    """The Pythons worth offering, the one to prefer first. Starts processes: not on a GUI thread.

    First the one of ``$VIRTUAL_ENV``, then ``python3`` and ``python`` on the path, then our own,
    then other versions on the path.
    """
    wanted: list[str] = []
    environment = os.environ.get("VIRTUAL_ENV")
    if environment:
        inside = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
        wanted.append(str(Path(environment, *inside)))
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


def ask(path: str) -> Interpreter | None:
    """The interpreter at `path`, if it is one. Starts a process."""
    try:
        asked = subprocess.run(
            [path, "-I", "-S", "-c", _ASK],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE_S,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    version = asked.stdout.strip()
    if asked.returncode != 0 or not all(part.isdigit() for part in version.split(".")):
        return None
    return Interpreter(path, version)


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
