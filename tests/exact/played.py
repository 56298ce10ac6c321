"""A program that was played under the recorder: its own log, and what was recorded of it."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procession.trace.feed import read_file
from procession.trace.model import Model

PROCESSION = [sys.executable, "-m", "procession"]
PLAYER = Path(__file__).with_name("player.py")


@dataclass(eq=False)
class Played:
    """Both sides of one program."""

    logs: list[dict[str, Any]]
    """One of each thread."""
    shown: dict[str, Any]
    recording: Path

    def logged(self) -> Counter[str]:
        """``thing what`` → how often, of all threads together."""
        total: Counter[str] = Counter()
        for log in self.logs:
            total.update(log["counts"])
        return total

    def primitives(self) -> dict[str, dict[str, Any]]:
        """What was recorded of each primitive, by its name in the program."""
        return {p["name"]: p for p in self.shown["primitives"] if p["kind"] != "Pipe"}

    def pipes(self, plan: dict[str, Any]) -> dict[str, int]:
        """What the program calls each pipe → where it stands among those recorded."""
        names = ["bus"]
        for number in range(len(plan["children"])):
            names += [f"one_way of child {number}", f"both_ways of child {number}"]
        return {name: number for number, name in enumerate(names)}

    @functools.cached_property
    def model(self) -> Model:
        """The recording as the window reads it."""
        model = Model()
        for message in read_file(self.recording):
            model.feed(message)
        return model


def record(
    folder: Path, *command: str, method: str, python: str = sys.executable
) -> tuple[int, str, Path]:
    """Run a script under the recorder; gives its status, its errors and the recording."""
    recording = folder / "run.procession"
    # A program that never ends is stopped by the recorder, so that nothing of it is left.
    options = ["--quiet", "--timeout", "90", "--python", python, "-o", str(recording)]
    done = subprocess.run(
        [*PROCESSION, "record", *options, "--start-method", method, *command],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=110,
    )
    return done.returncode, done.stdout + done.stderr, recording


def show(recording: Path) -> dict[str, Any]:
    """``procession show --json``."""
    done = subprocess.run(
        [*PROCESSION, "show", "--json", str(recording)],
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


def play(folder: Path, plan: dict[str, Any], method: str, python: str = sys.executable) -> Played:
    """Play a plan under the recorder."""
    logs = folder / "logs"
    logs.mkdir()
    path = folder / "plan.json"
    path.write_text(json.dumps(plan))
    words = [str(PLAYER), str(path), str(logs)]
    status, told, recording = record(folder, *words, method=method, python=python)
    assert status == 0, told
    assert told == ""
    return Played(
        [json.loads(log.read_text()) for log in sorted(logs.glob("*.json"))],
        show(recording),
        recording,
    )
