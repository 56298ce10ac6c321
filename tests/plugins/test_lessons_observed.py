"""Every lesson under observation: the numbers that its guide names, and the right prediction."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_all_start_methods
from pathlib import Path
from zlib import crc32

import pytest

from procession.trace.feed import read_file
from procession.trace.model import Model
from tests.plugins.lesson_facts import DAEMON, FACTS, Facts
from tests.plugins.lesson_runs import built_in

MANAGER = built_in()
LESSONS = {lesson.id: lesson for lesson in MANAGER.lessons()}
METHODS = get_all_start_methods()
HUNG = 123


def method_of(lesson: str) -> str:
    """The start method of the quick suite: always the same for a lesson, each of them in turn."""
    return METHODS[crc32(lesson.encode()) % len(METHODS)]


EACH = [
    pytest.param(lesson, method, marks=() if method == method_of(lesson) else pytest.mark.slow)
    for lesson in FACTS
    for method in METHODS
]


@dataclass(frozen=True)
class Run:
    """What came of ``procession run``."""

    status: int
    lines: list[str]
    said: str
    model: Model


def observe(lesson: str, method: str, folder: Path) -> Run:
    recording = folder / f"{lesson.replace('/', '.')}.{method}.procession"
    command = [sys.executable, "-m", "procession", "run", lesson, "--start-method", method]
    for name, value in FACTS[lesson].knobs.items():
        command += ["-k", f"{name}={value}"]
    if FACTS[lesson].hangs:
        command += ["--stop-on-hang", "1"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    environment.pop("PYTHONUNBUFFERED", None)  # it would tear printed lines apart
    result = subprocess.run(
        [*command, "-o", str(recording)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )
    model = Model()
    for message in read_file(recording):
        model.feed(message)
    return Run(result.returncode, result.stdout.splitlines(), result.stderr, model)


@pytest.fixture(scope="module")
def runs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[tuple[str, str], Future[Run]]]:
    """The runs that the chosen tests look at, two at a time: most of them are mostly waiting."""
    folder = tmp_path_factory.mktemp("lessons")
    wanted = [
        (item.callspec.params["lesson"], item.callspec.params["method"])
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.originalname == "test_what_a_run_shows"
    ]
    with ThreadPoolExecutor(2) as pool:
        yield {one: pool.submit(observe, *one, folder) for one in dict.fromkeys(wanted)}
        pool.shutdown(cancel_futures=True)


def test_every_lesson_is_known_here() -> None:
    assert set(LESSONS) == set(FACTS)
    assert {method_of(lesson) for lesson in FACTS} == set(METHODS)


@pytest.mark.parametrize(("lesson", "method"), EACH)
def test_what_a_run_shows(
    lesson: str, method: str, runs: dict[tuple[str, str], Future[Run]]
) -> None:
    run, facts = runs[lesson, method].result(), FACTS[lesson]
    assert run.status == (HUNG if facts.hangs else 0), run.said
    assert (run.model.complete, run.model.lost) == (True, 0)
    assert run.model.state == ("hung" if facts.hangs else "ended")
    if facts.last:
        assert re.fullmatch(facts.last, run.lines[-1])

    _check_counts(lesson, facts, run.model)
    _check_processes(facts, run.model)
    wrong = {found.rule for found in MANAGER.findings(run.model) if found.level != "info"}
    assert wrong == set(LESSONS[lesson].expects_under(method))
    answer = LESSONS[lesson].answer
    assert answer is not None
    assert answer(run.model) == facts.answer_under(method)


def _check_counts(lesson: str, facts: Facts, model: Model) -> None:
    tracks = {kind: track for track in MANAGER.tracks() for kind in track.kinds}
    for name, expected in facts.counts.items():
        found = [number for number, one in model.primitives.items() if one.name == name]
        assert found, sorted(one.name for one in model.primitives.values())
        for number in found:
            primitive = model.primitives[number]
            counts = tracks[primitive.kind].counts
            numbers = model.statistics(number)
            assert {one: numbers.get(counts[one]) for one in expected} == dict(expected)
            assert primitive.place is not None
            assert primitive.place.short.startswith(f"{LESSONS[lesson].name}.py:")


def _check_processes(facts: Facts, model: Model) -> None:
    if facts.children is not None:
        children = [one for one in model.processes.values() if one.role == "child"]
        assert len(children) == len(facts.children)
        named = {one.name: one.exitcode for one in children if one.name}
        assert named.keys() <= facts.children.keys()
        codes = {name: code for name, code in facts.children.items() if code is not None}
        assert {name: code for name, code in named.items() if name in codes} == {
            name: code for name, code in codes.items() if name in named
        }
        # Who is terminated while its Python still starts has not told its name.
        nameless = facts.children.keys() - named.keys()
        assert {codes.get(name) for name in nameless} <= {None, DAEMON}
    workers = [one for one in model.processes.values() if one.role == "worker"]
    assert facts.workers is None or len(workers) == facts.workers
