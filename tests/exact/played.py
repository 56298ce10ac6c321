"""A program that was played under the recorder: its own log, and what was recorded of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procession.trace.feed import read_file
from procession.trace.links import item_links
from procession.trace.model import Model
from procession.trace.spans import OPEN

PROCESSION = [sys.executable, "-m", "procession"]
PLAYER = Path(__file__).with_name("player.py")
Item = tuple[str, int, str, int]
"""Whose put, its number there, whose get, its number there."""


@dataclass
class Played:
    """Both sides of one program."""

    logs: list[dict[str, Any]]
    shown: dict[str, Any]
    recording: Path

    def logged(self) -> Counter[str]:
        """``thing what`` → how often, of all processes together."""
        total: Counter[str] = Counter()
        for log in self.logs:
            total.update(log["counts"])
        return total

    def primitives(self) -> dict[str, dict[str, Any]]:
        """What was recorded of each primitive, by its name in the program."""
        return {p["name"]: p for p in self.shown["primitives"] if p["kind"] != "Pipe"}

    def logged_items(self, queue: str) -> set[Item]:
        """Which put came out of which get, as the program saw it."""
        return {
            (sender, number, log["name"], nth)
            for log in self.logs
            for nth, (sender, number) in enumerate(log["got"].get(queue, ()))
        }

    def recorded_items(self, model: Model, queue: str) -> set[Item]:
        """The same, by the links of the recording."""
        (primitive,) = (p.id for p in model.primitives.values() if p.name == queue)
        links = item_links(model.events_of(primitive))
        puts = [
            (int(links.put_process[n]), int(links.put_ns[n]), int(links.written_ns[n]))
            for n in range(len(links))
        ]
        gets = [(int(links.get_process[n]), int(links.get_ns[n])) for n in range(len(links))]
        names = {process.id: process.name for process in model.processes.values()}
        assert all(put[1] not in (0, OPEN) for put in puts)
        return {
            (
                names[put[0]],
                sorted(other for other in puts if other[0] == put[0]).index(put),
                names.get(get[0], "nobody"),
                sorted(other for other in gets if other[0] == get[0]).index(get),
            )
            for put, get in zip(puts, gets, strict=True)
        }

    def model(self) -> Model:
        """The recording as the window reads it."""
        model = Model()
        for message in read_file(self.recording):
            model.feed(message)
        return model


def record(folder: Path, *command: str, method: str) -> tuple[int, str, Path]:
    """Run a script under the recorder; gives its status, its errors and the recording."""
    recording = folder / "run.procession"
    options = ["--quiet", "--python", sys.executable, "-o", str(recording)]
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


def play(folder: Path, plan: dict[str, Any], method: str) -> Played:
    """Play a plan under the recorder."""
    logs = folder / "logs"
    logs.mkdir()
    path = folder / "plan.json"
    path.write_text(json.dumps(plan))
    status, told, recording = record(folder, str(PLAYER), str(path), str(logs), method=method)
    assert status == 0, told
    assert told == ""
    return Played(
        [json.loads(log.read_text()) for log in sorted(logs.glob("*.json"))],
        show(recording),
        recording,
    )
