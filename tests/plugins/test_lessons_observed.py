"""Every lesson under observation: the numbers that its guide names, and the right prediction."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
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


def observe(
    lesson: str, method: str, folder: Path, knobs: Mapping[str, object], hangs: bool
) -> Run:
    recording = folder / f"{lesson.replace('/', '.')}.{method}.procession"
    command = [sys.executable, "-m", "procession", "run", lesson, "--start-method", method]
    for name, value in knobs.items():
        command += ["-k", f"{name}={value}"]
    if hangs:
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
        (str(item.callspec.params["lesson"]), str(item.callspec.params["method"]))
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.originalname == "test_what_a_run_shows"
    ]
    with ThreadPoolExecutor(2) as pool:
        yield {
            (lesson, method): pool.submit(
                observe, lesson, method, folder, FACTS[lesson].knobs, FACTS[lesson].hangs
            )
            for lesson, method in dict.fromkeys(wanted)
        }
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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lesson", "knobs", "answer"),
    [
        ("process/finish_order", {"JOIN": False}, None),
        ("process/at_once", {"TOGETHER": False}, 0),
        ("process/shop_radio", {"DAEMON": False, "SONGS": 2}, 0),
        ("lock/one_counter", {"USE_LOCK": False}, 0),
        ("lock/five_forks", {"MANNERS": "ordered"}, 0),
        ("lock/five_forks", {"MANNERS": "waiter"}, 0),
        ("rlock/borrowed_key", {"KIND": "Lock"}, 0),
        ("semaphore/car_park", {"PLACES": 1, "STAY_MS": 20}, 0),
        ("bounded_semaphore/umbrellas", {"STAND": "plain"}, 0),
        ("bounded_semaphore/tool_shed", {"CAREFUL": False}, 0),
        ("pipe/guessing_game", {"SECRET": 50}, 1),
        ("queue/bakery_shelf", {"SHOP_MS": 0, "BAKE_MS": 100, "SHOPPERS": 1}, 1),
        ("queue/lost_parcel", {"ODD_ONE": 0}, None),
        ("queue/heavy_luggage", {"KILOS": 5}, 0),
        ("queue/open_counter", {"CLERKS": 1}, 0),
        ("joinable_queue/last_order", {"DESSERT": False}, 1),
        ("joinable_queue/dropped_plate", {"BREAKS": 0}, 0),
        ("pool/chunk_lab", {"CHUNK": 1}, 0),
        ("pool/stragglers", {"CHUNK": 1}, 1),
        ("pool/left_early", {"THINK_MS": 100}, 0),
        ("pool/silent_failure", {"BURNS": 0}, None),
        ("shared_data/cinema", {"SPLIT": True}, 0),
        ("shared_data/lost_ticket", {"OFFICES": 1}, None),
        ("condition/fresh_bread", {"TRAY": 6}, 0),
        ("event/starting_gun", {"FALSE_START": True}, None),
        ("barrier/one_too_many", {"GUESTS": 4}, 0),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_run_may_show_another_answer(
    tmp_path: Path, lesson: str, knobs: dict[str, object], answer: int | None
) -> None:
    run = observe(lesson, METHODS[0], tmp_path, knobs, hangs=False)
    assert run.status == 0, run.said
    computed = LESSONS[lesson].answer
    assert computed is not None
    assert computed(run.model) == answer


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
    children = [one for one in model.processes.values() if one.role == "child"]
    # Who is terminated while its Python still starts has not told what it is, nor its name.
    nameless = [one for one in children if not one.name]
    workers = [one for one in model.processes.values() if one.role == "worker"]
    if facts.workers != 0:
        assert facts.workers in (None, len(workers) + len(nameless))
        children = [one for one in children if one.name]
    else:
        assert not workers
    if facts.children is not None:
        assert len(children) == len(facts.children)
        named = {one.name: one.exitcode for one in children if one.name}
        assert named.keys() <= facts.children.keys()
        codes = {name: code for name, code in facts.children.items() if code is not None}
        assert {name: code for name, code in named.items() if name in codes} == {
            name: code for name, code in codes.items() if name in named
        }
        unknown = facts.children.keys() - named.keys()
        assert {codes.get(name) for name in unknown} <= {None, DAEMON}
