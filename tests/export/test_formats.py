"""What is exported is what the recording says, to the nanosecond."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from procession.export.formats import BUILT_IN, exporters, write
from procession.plugin.api import Exporter
from procession.plugin.manager import load
from procession.trace.feed import read_file
from procession.trace.model import Model
from procession.trace.spans import OPEN
from procession.trace.states import State

PROGRAM = """
import sys
from multiprocessing import Lock, Pool, Process, Queue

def work(lock, queue):
    for number in range(5):
        with lock:
            queue.put(number)

def square(number):
    return number * number

if __name__ == "__main__":
    lock, queue = Lock(), Queue()
    children = [Process(target=work, args=(lock, queue), name=f"=cmd {n}") for n in range(2)]
    for child in children:
        child.start()
    print(sum(queue.get() for _ in range(10)))
    for child in children:
        child.join()
    with Pool(2) as pool:
        print(pool.map(square, range(8), 2))
"""


def procession(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "procession", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recording")
    script = folder / "program.py"
    script.write_text(PROGRAM)
    file = folder / "run.procession"
    done = procession("record", "--python", sys.executable, "-o", file, script)
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="module")
def model(recording: Path) -> Model:
    made = Model()
    for message in read_file(recording):
        made.feed(message)
    return made


def spans(model: Model) -> Counter[tuple[int, str, int, int | None]]:
    """pid, state, start and end of every span."""
    found: Counter[tuple[int, str, int, int | None]] = Counter()
    for number, process in model.processes.items():
        of = model.process_spans(number)
        columns = (of.state.tolist(), of.start_ns.tolist(), of.end_ns.tolist())
        for state, start, end in zip(*columns, strict=True):
            name = State(state).name.lower()
            found[process.pid, name, start, None if end == OPEN else end] += 1
    return found


def test_csv_has_every_span(recording: Path, model: Model, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = procession("export", recording, "--to", "csv", "-o", out)
    assert (done.returncode, done.stdout) == (0, f"{out}\n"), done.stderr
    with out.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    told = Counter(
        (
            int(row["pid"]),
            row["state"],
            int(row["start_ns"]),
            int(row["end_ns"]) if row["end_ns"] else None,
        )
        for row in rows
    )
    assert told == spans(model)
    assert sum(told.values()) > 20
    held = [row for row in rows if row["kind"] == "Lock" and row["state"] == "held"]
    assert {(row["object"], row["file"].rpartition("/")[2], row["line"]) for row in held} == {
        ("lock", "program.py", "7")
    }
    # A name that a spreadsheet would compute.
    assert {row["process"] for row in rows} >= {"'=cmd 0", "'=cmd 1"}


def test_chrome_json_has_every_span(recording: Path, model: Model, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = procession("export", recording, "--to", "chrome", "-o", out)
    assert done.returncode == 0, done.stderr
    events: list[dict[str, Any]] = json.loads(out.read_text(encoding="utf-8"))["traceEvents"]
    by_phase = Counter(event["ph"] for event in events)
    holds = sum(n for (_, state, _, _), n in spans(model).items() if state in ("held", "contended"))
    waits = sum(spans(model).values()) - holds
    tasks = [task for task in model.tasks() if task.worker is not None]
    assert by_phase["X"] == waits + len(model.processes)
    assert by_phase["b"] == by_phase["e"] == holds + len(tasks)
    assert len(tasks) == 4
    begun = {(event["pid"], event["ts"]) for event in events if event["ph"] == "X"}
    for process in model.processes.values():
        assert process.started_ns is not None
        assert (process.id, process.started_ns / 1000) in begun
    for event in events:
        assert event.get("dur", 0) >= 0
        assert event["pid"] in model.processes


def test_a_file_is_written_whole_or_not(recording: Path, model: Model, tmp_path: Path) -> None:
    target = tmp_path / "there.txt"
    target.write_text("before")

    def fail(_: Model, path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write(Exporter("bad", "Bad", ".txt", fail), model, target)
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["there.txt"]


def test_ours_come_first() -> None:
    found = exporters(load(safe_mode=True))
    assert list(found)[: len(BUILT_IN)] == [one.name for one in BUILT_IN] == ["chrome", "csv"]


def test_bad_input_ends_in_one_sentence(recording: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("no recording")
    before = recording.read_bytes()
    for words, sentence in (
        (("none.procession", "--to", "csv"), "there is no file none.procession"),
        ((text, "--to", "csv"), ""),
        ((recording, "--to", "paper"), "the format paper is unknown; there is chrome, csv"),
        ((recording, "--to", "csv", "-o", recording), f"{recording} cannot be written to"),
        ((recording, "--to", "csv", "-o", tmp_path), f"{tmp_path} cannot be written to"),
        ((recording, "--to", "csv", "-o", tmp_path / "no/where"), f"{tmp_path}/no/where cannot"),
        ((recording,), "the following arguments are required: --to"),
    ):
        done = procession("export", *words)
        assert done.returncode == 2
        assert done.stderr.startswith(f"procession: {sentence}"), done.stderr
        assert done.stderr.count("\n") == 1
    assert recording.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["text.txt"]
