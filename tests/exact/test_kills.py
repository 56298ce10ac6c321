"""Processes killed at random: nothing that was recorded before the kill is missing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from procession.trace.feed import read_file
from procession.trace.model import Model
from tests.exact.killed import DEEDS, ROW, THINGS, rows_of
from tests.exact.played import record, show

KILLED = Path(__file__).with_name("killed.py")
METHODS = ("fork", "spawn", "forkserver")
MANY = int(os.environ.get("PROCESSION_RANDOM_KILLS", "16"))
"""Waves of four kills in each program of the long test."""


def run(folder: Path, method: str, seed: int, waves: int, who: str) -> tuple[int, str, Any, Model]:
    """Run the program; gives its status, what it told, the ledger (rows, ROW) and the model."""
    ledger = folder / "ledger"
    ledger.write_bytes(bytes(8 * ROW * rows_of(waves)))
    words = [str(KILLED), str(ledger), str(seed), str(waves), who]
    status, told, recording = record(folder, *words, method=method)
    model = Model()
    for message in read_file(recording):
        model.feed(message)
    assert model.lost == 0
    check_counts(show(recording), np.fromfile(ledger, np.uint64).reshape(-1, ROW), model)
    return status, told, np.fromfile(ledger, np.uint64).reshape(-1, ROW), model


def check_counts(shown: dict[str, Any], ledger: Any, model: Model) -> None:
    """Of every process: whatever it had done is there, and nothing that it had not begun."""
    kinds = [p for p in shown["primitives"] if p["name"] in THINGS or p["kind"] == "Pipe"]
    listed: dict[str, list[dict[str, int]]] = {name: [] for name in (*THINGS, "pipe")}
    for primitive in kinds:
        name = "pipe" if primitive["kind"] == "Pipe" else primitive["name"]
        listed[name].append(primitive["counts"])
    assert {len(found) for found in listed.values()} == {len(ledger)}
    for number, row in enumerate(ledger.tolist()):
        for at, deed in enumerate(DEEDS):
            name, _, count = deed.partition(" ")
            begun, done = row[1 + 2 * at : 3 + 2 * at]
            assert 0 <= begun - done <= (2 if name == "rlock" else 1)
            assert done <= listed[name][number][count] <= begun, (number, deed)


def check_ends(model: Model, ledger: Any, expected: list[int]) -> None:
    """Who was who, and that nobody did anything after its end."""
    people = {p.name: p for p in model.processes.values() if p.name[:1] == "v"}
    assert len(people) == len(ledger)
    for number, pid in enumerate(ledger[:, 0].tolist()):
        process = people[f"v{number}"]
        assert process.pid == pid
        assert process.exitcode in expected
        if process.exitcode == -9:
            assert process.ended_by == "signal"
        parent = model.processes[model.starter(process.id) or 0]
        assert parent.name == (f"v{number - 1}" if number % 2 else "MainProcess")
    for primitive in model.primitives:
        events = model.events_of(primitive)
        for who in np.unique(events["process"]).tolist():
            ended = model.processes[who].ended_ns
            assert ended is not None
            assert int(events["time_ns"][events["process"] == who].max()) <= ended


def check_killed(folder: Path, method: str, seed: int, waves: int) -> None:
    """Everybody but the main process is killed."""
    status, told, ledger, model = run(folder, method, seed, waves, "last")
    assert (status, told) == (0, "")
    check_ends(model, ledger, [-9])


@pytest.mark.parametrize(("method", "waves"), [("fork", 5), ("spawn", 1), ("forkserver", 1)])
def test_what_processes_did_before_they_were_killed(
    tmp_path: Path, method: str, waves: int
) -> None:
    check_killed(tmp_path, method, 1, waves)


@pytest.mark.parametrize("method", METHODS)
def test_what_everybody_did_when_the_main_process_is_killed(tmp_path: Path, method: str) -> None:
    status, told, ledger, model = run(tmp_path, method, 7, 1, "first")
    assert status == 128 + 9, told
    check_ends(model, ledger, [-9, 0])
    (main,) = (p for p in model.processes.values() if p.role == "main")
    assert (main.exitcode, main.ended_by) == (-9, "signal")


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", range(100, 103))
@pytest.mark.parametrize("method", METHODS)
def test_many_kills(tmp_path: Path, method: str, seed: int) -> None:
    check_killed(tmp_path, method, seed, MANY)
