"""Running one part bare and under ``procession record``, and comparing test by test."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.oracle.interpreters import Interpreter
from tests.oracle.parts import Part

LIMIT_S = 900.0
RERUNS = 3
MARKS = ("seconds",)
WHOLE = ("exit status", "environment altered")
"""What is told of a part, not of a test."""


@dataclass
class Run:
    """How every test of a part ended, one way."""

    statuses: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    exit_status: int | None = None
    log: str = ""


@dataclass
class Compared:
    """A part both ways."""

    bare: Run
    observed: Run
    differing: dict[str, tuple[str, str]] = field(default_factory=dict)
    flaky: list[str] = field(default_factory=list)

    @property
    def tests(self) -> int:
        """How many tests there are (of all marks, those with a module's name)."""
        return sum("." in name for name in self.bare.statuses)


class Bench:
    """A folder with the runner, where parts are run."""

    def __init__(self, folder: Path, runner: Path, at_once: bool = False) -> None:
        """With `at_once` a part runs bare and observed at the same time."""
        self.at_once = at_once
        self.folder = folder
        self.runner = runner
        self.numbers = itertools.count(1)

    def run(self, python: Interpreter, part: Part, observed: bool, only: Sequence[str] = ()) -> Run:
        """Run a part (or some tests of it) to its end, at most `LIMIT_S` long."""
        here = self.folder / f"{python.name}-{part.module}-{next(self.numbers)}"
        here.mkdir()
        out = here / "statuses"
        words = [str(self.runner), str(out), part.module]
        words += [word for name in part.skip for word in ("--skip", name)]
        words += [word for name in only for word in ("--only", name)]
        command = [python.path, *words]
        if observed:
            recording = str(here / "run.procession")
            options = ["--quiet", "--python", python.path, "-o", recording]
            command = [sys.executable, "-m", "procession", "record", *options, *words]
        done = Run()
        begun = time.perf_counter()
        with open(here / "log", "wb") as log:
            process = subprocess.Popen(
                command,
                cwd=here,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                done.exit_status = process.wait(LIMIT_S)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        done.seconds = time.perf_counter() - begun
        done.log = (here / "log").read_text(errors="replace")
        if out.exists():
            for line in out.read_text().splitlines():
                name, status = json.loads(line)
                if name not in MARKS:
                    before = done.statuses.get(name)
                    done.statuses[name] = f"{before}; {status}" if before else status
        done.statuses["exit status"] = str(done.exit_status)
        return done

    def compare(self, python: Interpreter, part: Part) -> Compared:
        """Run a part both ways.

        A test that differs is run alone again, both ways. One that is the same then may still
        suffer from what others left behind: it counts when it differs in a second run of the
        whole part.
        """
        with ThreadPoolExecutor(2 if self.at_once else 1) as pool:
            compared = Compared(*pool.map(partial(self.run, python, part), (False, True)))
        found = differences(compared.bare, compared.observed)
        again: dict[str, tuple[str, str]] | None = None
        for name in [name for name in found if name not in WHOLE]:
            if self._differs_alone(python, part, name):
                compared.differing[name] = found[name]
                continue
            if again is None:
                again = differences(self.run(python, part, False), self.run(python, part, True))
            if name in again:
                compared.differing[name] = found[name]
            else:
                compared.flaky.append(name)
        if not compared.flaky:
            # Otherwise a flaky test alone may have changed what the whole ended with.
            compared.differing |= {name: found[name] for name in found if name in WHOLE}
        return compared

    def _differs_alone(self, python: Interpreter, part: Part, name: str) -> bool:
        for _ in range(RERUNS):
            bare = self.run(python, part, False, [name])
            observed = self.run(python, part, True, [name])
            if name in bare.statuses and bare.statuses[name] == observed.statuses.get(name):
                return False
        return True


def differences(bare: Run, observed: Run) -> dict[str, tuple[str, str]]:
    """Tests that ended differently, with both endings."""
    names = dict.fromkeys([*bare.statuses, *observed.statuses])
    return {
        name: (bare.statuses.get(name, "not run"), observed.statuses.get(name, "not run"))
        for name in names
        if bare.statuses.get(name) != observed.statuses.get(name)
    }
