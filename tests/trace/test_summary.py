"""``show --json`` and the lines for a terminal, from real recordings of real programs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

import pytest

from procession.trace.feed import read_file
from procession.trace.model import Model
from procession.trace.summary import show_json, summary_lines
from tests.trace.story import Story, fed

PROGRAM = """
import multiprocessing as mp, time

def work(lock, queue, n):
    for number in range(n):
        with lock:
            time.sleep(0.001)
        queue.put(number)

def square(x):
    if x == 3:
        raise ValueError("three")
    return x * x

if __name__ == "__main__":
    lock, queue = mp.Lock(), mp.Queue()
    crew = [mp.Process(target=work, args=(lock, queue, 4), name=f"worker {n}") for n in (1, 2)]
    for one in crew:
        one.start()
    for _ in range(8):
        queue.get()
    for one in crew:
        one.join()
    with mp.Pool(2) as pool:
        print(pool.map(square, range(3), chunksize=2))
        pool.apply_async(square, (3,)).wait()
"""


@dataclass
class Counted:
    kinds: tuple[str, ...]
    counts: dict[str, str] = field(default_factory=dict)


TRACKS = [
    Counted(("Lock",), {n: n for n in ("acquires", "contended", "timeouts", "releases")}),
    Counted(("Queue",), {"puts": "puts", "gets": "gets", "left": "left", "odd": "no such"}),
    Counted(("Pool",), {n: n for n in ("submitted", "ok", "error", "lost", "unread")}),
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    folder = tmp_path_factory.mktemp("run")
    (folder / "prog.py").write_text(PROGRAM)
    command = [sys.executable, "-m", "procession", "record", "--start-method", "fork"]
    command += ["-o", "a.procession", "prog.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return fed(read_file(folder / "a.procession"))


def test_json_of_a_real_run(model: Model) -> None:
    shown: dict[str, Any] = json.loads(json.dumps(show_json(model, TRACKS)))
    assert shown["format"] == 1
    assert shown["program"] == "prog.py"
    assert (shown["exit_status"], shown["complete"], shown["lost"]) == (0, True, 0)
    main, *children = shown["processes"]
    assert (main["name"], main["parent_pid"], main["role"]) == ("MainProcess", None, "main")
    assert {one["parent_pid"] for one in children} == {main["pid"]}
    assert sorted(one["role"] for one in children) == ["child", "child", "worker", "worker"]
    assert all(one["ended_ns"] >= one["started_ns"] for one in shown["processes"])

    by_kind = {one["kind"]: one for one in shown["primitives"]}
    assert sorted(by_kind) == ["Lock", "Pool", "Queue"]
    lock = by_kind["Lock"]
    assert (lock["name"], lock["where"], lock["made_by"]) == ("lock", "prog.py:16", main["pid"])
    assert lock["counts"]["acquires"] == lock["counts"]["releases"] == 8
    assert lock["held_ns"] >= 8_000_000
    assert by_kind["Queue"]["counts"] == {"puts": 8, "gets": 8, "left": 0}
    assert by_kind["Pool"]["counts"] == {
        "submitted": 4,
        "ok": 3,
        "error": 1,
        "lost": 0,
        "unread": 1,
    }

    workers = {one["pid"] for one in children if one["role"] == "worker"}
    tasks = {one["id"]: one for one in shown["tasks"]}
    assert sorted(tasks) == ["0:0", "0:1", "1:0"]
    assert {one["pool"] for one in tasks.values()} == {by_kind["Pool"]["id"]}
    assert {one["worker_pid"] for one in tasks.values()} <= workers
    assert [tasks[n]["items"] for n in ("0:0", "0:1")] == [2, 1]
    assert (tasks["1:0"]["outcome"], tasks["1:0"]["error"]) == ("error", "ValueError: three")
    assert [tasks[n]["read"] for n in ("0:0", "0:1", "1:0")] == [True, True, False]


def test_lines_of_a_real_run(model: Model) -> None:
    lines = summary_lines(model, TRACKS)
    text = "\n".join(lines)
    assert lines[0] == "prog.py"
    assert "acquires 8" in text
    assert "error: ValueError: three" in text
    assert all(line == line.rstrip() and "\n" not in line for line in lines)
    head, first = lines[lines.index("Processes") + 1 :][:2]
    assert head.index("role") == first.index("main  ")


def test_contended_time_of_a_real_run_is_within_the_holds(model: Model) -> None:
    (lock,) = (one.id for one in model.primitives.values() if one.kind == "Lock")
    holds, contended = model.holder_spans(lock), model.contended_spans(lock)
    assert len(holds) == 8
    held = int((holds.end_ns - holds.start_ns).sum())
    assert 0 < int((contended.end_ns - contended.start_ns).sum()) <= held
    # A lock has one holder at a time.
    assert (holds.start_ns[1:] >= holds.end_ns[:-1]).all()


def test_a_file_cannot_drive_the_terminal() -> None:
    story = Story()
    story.process(1, name="\x1b]0;gotcha\x07")
    lines = summary_lines(story.model(), [])
    assert not any("\x1b" in line or "\x07" in line for line in lines)


def test_wide_names_keep_the_columns() -> None:
    story = Story()
    story.process(1, name="主进程")
    story.process(2, name="abcdef")
    lines = summary_lines(story.model(), [])
    at = lines.index("Processes")
    assert lines[at + 2].index("main") + 3 == lines[at + 1].index("role")


def test_findings_are_told_by_pid_and_place(model: Model) -> None:
    story = Story()
    story.process(1)
    story.primitive(1, "Lock", 5)
    row = {"rule": "lock-order", "level": "warning", "certainty": "certain", "message": "m"}
    story.rows.append(
        ("finding", {**row, "processes": "[1]", "primitives": "[1]", "place": '["x.py:9"]'})
    )
    (finding,) = show_json(story.model(), [])["findings"]
    assert finding["processes"] == [4001]
    assert finding["primitives"] == ["p1:5"]
    assert finding["where"] == ["x.py:9"]
