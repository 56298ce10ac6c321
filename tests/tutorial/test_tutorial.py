"""The programs of a multiprocessing tutorial: same output and status as without Procession, and
exact processes, primitives, counts and tasks."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROGRAMS = Path(__file__).with_name("programs")
PROCESSION = [sys.executable, "-m", "procession"]
METHODS = ("fork", "spawn", "forkserver")


class Both:
    """One program's bare run and its recorded run."""

    def __init__(self, folder: Path, name: str, method: str, *args: str, stdin: str = "") -> None:
        script = str(PROGRAMS / name)
        recording = folder / "run.procession"
        # Bare runs choose the start method the way Procession does: before the script runs.
        boot = folder / "sitecustomize.py"
        boot.write_text(
            "import multiprocessing.context as c\n"
            f"c._default_context._default_context = c._concrete_contexts[{method!r}]\n"
        )
        # Unbuffered, every print is two writes, and lines of several processes mix.
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
        self.bare = subprocess.run(
            [sys.executable, script, *args],
            env=environment | {"PYTHONPATH": str(folder)},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
        )
        record = ["record", "--quiet", "--python", sys.executable, "-o", str(recording)]
        self.seen = subprocess.run(
            [*PROCESSION, *record, "--start-method", method, script, *args],
            env=environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
        )
        shown = subprocess.run(
            [*PROCESSION, "show", "--json", str(recording)], capture_output=True, timeout=60
        )
        assert shown.returncode == 0, shown.stderr
        self.shown: dict[str, Any] = json.loads(shown.stdout)
        assert self.shown["complete"] is True
        assert self.shown["lost"] == 0
        assert self.shown["start_method"] == method
        assert self.shown["exit_status"] == self.seen.returncode

    def same(self) -> None:
        """Same status, and same lines but for process ids and the order of processes."""
        assert self.seen.returncode == self.bare.returncode
        assert normal(self.seen.stdout) == normal(self.bare.stdout)
        assert normal(self.seen.stderr) == normal(self.bare.stderr)

    @property
    def people(self) -> list[tuple[str, str, int | None, str]]:
        """Name, role, exit code and end of every process that is not a helper."""
        return [
            (p["name"], p["role"], p["exitcode"], p["ended_by"])
            for p in self.shown["processes"]
            if p["role"] != "helper"
        ]

    def parents_are_main(self) -> None:
        """Every other process was started by the first one."""
        main, *others = self.shown["processes"]
        assert main["parent_pid"] is None
        assert {p["parent_pid"] for p in others} <= {main["pid"]}

    @property
    def primitive(self) -> dict[str, Any]:
        (only,) = self.shown["primitives"]
        return dict(only)


def normal(text: str) -> list[str]:
    return sorted(re.sub(r"\b\d{3,7}\b", "N", re.sub(r"0x[0-9a-f]+", "X", text)).splitlines())


def line_of(name: str, code: str) -> int:
    lines = (PROGRAMS / name).read_text().splitlines()
    (found,) = [number for number, line in enumerate(lines, 1) if code in line]
    return found


MAIN = ("MainProcess", "main", 0, "exit")


@pytest.mark.parametrize("method", METHODS)
def test_one_child(tmp_path: Path, method: str) -> None:
    both = Both(tmp_path, "one_child.py", method)
    both.same()
    assert both.people == [MAIN, ("Process-1", "child", 0, "exit")]
    both.parents_are_main()
    assert both.shown["primitives"] == []


@pytest.mark.parametrize("method", METHODS)
def test_many_children(tmp_path: Path, method: str) -> None:
    both = Both(tmp_path, "many_children.py", method)
    both.same()
    children = [(f"Process-{n}", "child", 0, "exit") for n in (1, 2, 3)]
    assert sorted(both.people) == sorted([MAIN, *children])
    both.parents_are_main()


@pytest.mark.parametrize("method", METHODS)
def test_one_lock(tmp_path: Path, method: str) -> None:
    both = Both(tmp_path, "one_lock.py", method)
    both.same()
    lock = both.primitive
    assert (lock["kind"], lock["name"]) == ("Lock", "lock")
    assert lock["where"] == f"one_lock.py:{line_of('one_lock.py', 'lock = Lock()')}"
    counts = lock["counts"]
    assert (counts["acquires"], counts["releases"], counts["timeouts"]) == (3, 3, 0)
    assert 0 <= counts["contended"] <= 2
    assert lock["held_ns"] >= 3 * 20_000_000
    assert len(both.people) == 4
    both.parents_are_main()


@pytest.mark.parametrize("method", METHODS)
def test_bounded_queue(tmp_path: Path, method: str) -> None:
    both = Both(tmp_path, "bounded_queue.py", method)
    assert both.seen.returncode == both.bare.returncode == 0
    assert len(both.seen.stdout.splitlines()) == 3
    queue = both.primitive
    assert (queue["kind"], queue["name"]) == ("Queue", "queue")
    assert queue["where"] == f"bounded_queue.py:{line_of('bounded_queue.py', 'Queue(3)')}"
    counts = queue["counts"]
    assert (counts["puts"], counts["gets"], counts["left"]) == (3, 3, 0)
    assert 1 <= counts["max_depth"] <= 3
    assert counts["put_waits"] == 0
    assert len(both.people) == 7
    both.parents_are_main()


@pytest.mark.parametrize("method", METHODS)
def test_joinable_queue(tmp_path: Path, method: str) -> None:
    both = Both(tmp_path, "joinable_queue.py", method, stdin="yes\n")
    both.same()
    assert "answer: yes" in both.seen.stdout
    queue = both.primitive
    assert (queue["kind"], queue["name"]) == ("JoinableQueue", "queue")
    counts = queue["counts"]
    assert (counts["puts"], counts["gets"], counts["task_dones"]) == (12, 12, 12)
    assert (counts["joins"], counts["left"]) == (3, 0)
    ends = [person[2:] for person in both.people]
    # By birth, which is not always the order of starting.
    assert sorted(ends) == [(-15, "signal")] * 2 + [(0, "exit")] * 4
    daemons = [p["daemon"] for p in both.shown["processes"] if p["role"] == "child"]
    assert daemons == [True] * 5
    both.parents_are_main()


class Pages(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Not into the test's output."""


@pytest.fixture
def addresses(tmp_path: Path) -> Iterator[list[str]]:
    """Five local pages, one that is not there, and an address where nobody listens."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.html").write_text(f"<title>Page {number}</title>", encoding="utf-8")
    handler = functools.partial(Pages, directory=str(folder))
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        socket.socket() as nobody,
    ):
        nobody.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        base = f"http://127.0.0.1:{server.server_port}"
        good = [f"{base}/{number}.html" for number in range(5)]
        yield [*good, f"{base}/absent.html", f"http://127.0.0.1:{nobody.getsockname()[1]}/"]
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("method", METHODS)
def test_page_titles(tmp_path: Path, method: str, addresses: list[str]) -> None:
    both = Both(tmp_path, "page_titles.py", method, *addresses)
    both.same()
    assert [f"title: Page {n}" in both.seen.stdout for n in range(5)] == [True] * 5
    pool = both.primitive
    assert (pool["kind"], pool["name"]) == ("Pool", "pool")
    assert pool["counts"] == {"submitted": 7, "ok": 7, "error": 0, "lost": 0, "unread": 0}
    workers = {p["pid"] for p in both.shown["processes"] if p["role"] == "worker"}
    assert len(workers) == 3
    tasks = both.shown["tasks"]
    assert [task["function"] for task in tasks] == ["fetch"] * 7
    assert {task["worker_pid"] for task in tasks} <= workers
    assert {(task["outcome"], task["read"], task["items"]) for task in tasks} == {("ok", True, 1)}
    assert all(t["submitted_ns"] <= t["started_ns"] <= t["ended_ns"] for t in tasks)


@pytest.mark.parametrize("method", METHODS)
def test_what_travels(tmp_path: Path, method: str) -> None:
    both = Both(tmp_path, "what_travels.py", method)
    both.same()
    assert both.seen.stdout == "MaybeEncodingError\n1\nwell\n"
    kinds = {p["kind"]: p["counts"] for p in both.shown["primitives"]}
    assert kinds["Pool"] == {"submitted": 2, "ok": 1, "error": 1, "lost": 0, "unread": 0}
    queue = kinds["Queue"]
    assert (queue["puts"], queue["gets"], queue["left"]) == (2, 1, 0)
    outcomes = [(t["outcome"], t["read"]) for t in both.shown["tasks"]]
    assert outcomes == [("error", True), ("ok", True)]
