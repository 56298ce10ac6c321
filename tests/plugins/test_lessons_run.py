"""Every lesson under every start method, and what its guide says that it shows."""

from __future__ import annotations

import contextlib
import re
import signal
import subprocess
import sys
from multiprocessing import get_all_start_methods
from pathlib import Path

import psutil
import pytest

from procession.plugin.api import Lesson
from procession.plugin.lessons import info_of
from tests.plugins.lesson_facts import FACTS
from tests.plugins.lesson_runs import built_in, command, run

MANAGER = built_in()
LESSONS = {lesson.id: lesson for lesson in MANAGER.lessons()}
METHODS = get_all_start_methods()
every_method = pytest.mark.parametrize(
    "method",
    [METHODS[0], *(pytest.param(method, marks=pytest.mark.slow) for method in METHODS[1:])],
)


# What Python itself says on stderr is the lesson.
LOUD = {("queue/lost_parcel", method) for method in METHODS}
LOUD |= {("process/no_guard", method) for method in METHODS if method != "fork"}


@pytest.mark.slow
@every_method
@pytest.mark.parametrize("lesson", LESSONS)
def test_from_a_terminal(tmp_path: Path, lesson: str, method: str) -> None:
    if FACTS[lesson].hangs:
        pytest.skip("hangs, and nobody is there to stop it")
    if (lesson, method) in LOUD:
        arguments, environment = command(LESSONS[lesson], tmp_path, method, {})
        result = subprocess.run(arguments, env=environment, capture_output=True, timeout=60)
        assert (result.returncode, b"Traceback" in result.stderr) == (0, True)
    else:
        assert run(LESSONS[lesson], tmp_path, method)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lesson", "values"),
    [
        ("lock/five_forks", {"MANNERS": "ordered"}),
        ("lock/five_forks", {"MANNERS": "waiter"}),
        ("rlock/borrowed_key", {"KIND": "Lock"}),
        ("semaphore/car_park", {"PLACES": 6, "CARS": 1, "STAY_MS": 10}),
        ("semaphore/meeting_point", {"EARLY_MS": 0, "LATE_MS": 0}),
        ("bounded_semaphore/umbrellas", {"STAND": "plain"}),
        ("bounded_semaphore/tool_shed", {"CAREFUL": False}),
        ("pipe/weather_station", {"READINGS": 0}),
        ("pipe/guessing_game", {"HIGHEST": 1000000, "SECRET": 1}),
        ("pipe/token_ring", {"WATCHMEN": 8, "ROUNDS": 20, "WALK_MS": 0}),
        ("queue/full_and_empty", {"ROOM": 5, "WAIT_MS": 0}),
        ("queue/assembly_line", {"PAINTERS": 4, "PAINT_MS": 0, "TOYS": 40}),
        ("queue/heavy_luggage", {"SUITCASES": 1, "KILOS": 0}),
        ("queue/luggage_first", {"SUITCASES": 10, "KILOS": 2000}),
        ("queue/open_counter", {"CLERKS": 1}),
        ("queue/closing_counter", {"CLERKS": 4, "GUESTS": 0}),
        ("joinable_queue/boxes_in_boxes", {"DEPTH": 0, "HELPERS": 6}),
        ("joinable_queue/dropped_plate", {"BREAKS": 0}),
        ("pool/chunk_lab", {"EGGS": 2000, "CHUNK": 1, "PAINT_MS": 0.0}),
        ("pool/stragglers", {"CHUNK": 1, "FIRST": True}),
        ("shared_data/cinema", {"SPLIT": True, "OFFICES": 4, "SEATS": 60}),
        ("condition/fresh_bread", {"TRAY": 6, "BAKE_MS": 0}),
        ("condition/reading_room", {"FAVOURS": "writers"}),
        ("event/starting_gun", {"FALSE_START": True}),
        ("barrier/one_too_many", {"GUESTS": 4, "CHAIRS": 4}),
        ("barrier/a_chair_for_each", {"GUESTS": 1, "LATE": 6}),
        ("manager/notice_board", {"KEEP_OUT": True, "NEIGHBOURS": 6}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_guide_asks_to_change(
    tmp_path: Path, lesson: str, values: dict[str, object]
) -> None:
    assert run(LESSONS[lesson], tmp_path, METHODS[0], **values)


@every_method
def test_the_start_method_is_the_one_asked_for(tmp_path: Path, method: str) -> None:
    program = tmp_path / "asked.py"
    program.write_text(
        '"""Asked."""\nimport multiprocessing\nprint(multiprocessing.get_start_method())\n'
    )
    assert run(info_of("demo", Lesson(program)), tmp_path, method) == [method]


@every_method
def test_finish_order(tmp_path: Path, method: str) -> None:
    lines = run(LESSONS["process/finish_order"], tmp_path, method)
    finished = [line for line in lines if line.endswith(": finished")]
    assert finished == [f"runner {number}: finished" for number in (3, 2, 1)]
    assert lines[-4:] == [
        *(f"main: runner {number} has exit code {number}" for number in (1, 2, 3)),
        "main: last line",
    ]
    assert len({line.rpartition(" ")[2] for line in lines if ": off, as process" in line}) == 3


def test_without_join_main_comes_first_and_still_waits(tmp_path: Path) -> None:
    lines = run(LESSONS["process/finish_order"], tmp_path, METHODS[0], JOIN=False, LAP_MS=400)
    last = lines.index("main: last line")
    assert [line for line in lines[:last] if line.endswith("has exit code None")] == [
        f"main: runner {number} has exit code None" for number in (1, 2, 3)
    ]
    assert lines[-1] == "runner 1: finished"


@every_method
def test_one_counter(tmp_path: Path, method: str) -> None:
    lines = run(LESSONS["lock/one_counter"], tmp_path, method)
    assert lines == ["3 writers added 40 times each", "expected 120, counted 120, lost 0"]


def test_without_the_lock_additions_are_lost(tmp_path: Path) -> None:
    # Long enough for the writers to meet, however late one of them starts.
    values = {"USE_LOCK": False, "ADDS": 200, "PAUSE_MS": 5.0}
    lines = run(LESSONS["lock/one_counter"], tmp_path, METHODS[0], **values)
    match = re.fullmatch(r"expected 600, counted (\d+), lost (\d+)", lines[-1])
    assert match
    counted, lost = int(match[1]), int(match[2])
    assert counted + lost == 600
    assert counted >= 200
    assert lost > 0


@every_method
def test_bakery_shelf(tmp_path: Path, method: str) -> None:
    lines = run(LESSONS["queue/bakery_shelf"], tmp_path, method)
    assert [line for line in lines if line.startswith("baker: loaf")] == [
        f"baker: loaf {loaf} is on the shelf" for loaf in range(1, 15)
    ]
    taken = [int(line.rpartition(" ")[2]) for line in lines if ": took loaf " in line]
    assert sorted(taken) == list(range(1, 15))
    home = [int(line.rpartition(" ")[2]) for line in lines if ": going home with " in line]
    assert (len(home), sum(home)) == (2, 14)
    stood = re.search(r"baker: done; stood (\d+\.\d+) s before a full shelf", "\n".join(lines))
    assert stood
    assert float(stood[1]) > 0.05
    assert lines[-1] == "main: the shop is closed, 14 loaves sold"


@every_method
def test_last_order(tmp_path: Path, method: str) -> None:
    lines = run(LESSONS["joinable_queue/last_order"], tmp_path, method)
    served = [line.partition(": ")[2] for line in lines if line.startswith("cook ")]
    soups = [f"soup {order} is ready" for order in range(1, 9)]
    cakes = [f"cake {order} is ready" for order in (2, 4, 6, 8)]
    assert sorted(served) == sorted(soups + cakes)
    assert lines[0] == "main: 8 orders are in" or lines[0].startswith("cook")
    assert lines[-1] == "main: all is served, the kitchen closes"


@pytest.mark.skipif(sys.platform == "win32", reason="ends the program as Ctrl-C does on POSIX")
def test_a_forgotten_task_done_keeps_main_waiting(tmp_path: Path) -> None:
    values: dict[str, object] = {"FORGET": 3, "ORDERS": 4, "DESSERT": False}
    lesson = LESSONS["joinable_queue/last_order"]
    arguments, environment = command(lesson, tmp_path, METHODS[0], values)
    program = subprocess.Popen(
        arguments,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    assert program.stdout is not None
    with program:
        lines = [program.stdout.readline() for _ in range(5)]
        children = psutil.Process(program.pid).children(recursive=True)
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                program.wait(timeout=1.0)
        finally:
            with contextlib.suppress(ProcessLookupError):
                psutil.Process(program.pid).send_signal(signal.SIGINT)
            lines += program.stdout.readlines()
    assert sorted(line.partition(": ")[2].strip() for line in lines if line.startswith("cook")) == [
        f"soup {order} is ready" for order in (1, 2, 3, 4)
    ]
    assert not any("kitchen closes" in line for line in lines)
    assert psutil.wait_procs(children, timeout=10)[1] == []


@every_method
def test_page_titles(tmp_path: Path, method: str) -> None:
    lines = run(LESSONS["pool/page_titles"], tmp_path, method)
    titles = {
        line.split()[0].rpartition("/")[2]: line.split(maxsplit=1)[1]
        for line in lines
        if line.startswith("http://127.0.0.1:")
    }
    assert len(titles) == 7
    assert titles["apple"] == "Apples, early and late"
    assert titles["frost"] == "Frost in May"
    failed = [line for line in lines if line.startswith("failed: ")]
    assert len(failed) == 2
    assert any(line.endswith("/zebra answers 404") for line in failed)
    assert any("/apple cannot be reached (" in line for line in failed)
    assert lines[0] == "main: 9 addresses handed to 3 workers"
    assert lines[-1] == "main: done"
    assert len(lines) == 11


@pytest.mark.parametrize(
    ("lesson", "values"),
    [
        ("process/finish_order", {"RUNNERS": 1, "LAP_MS": 0, "FASTEST": "nobody"}),
        ("process/finish_order", {"RUNNERS": 8, "LAP_MS": 20, "FASTEST": "first"}),
        ("lock/one_counter", {"WRITERS": 8, "ADDS": 10, "PAUSE_MS": 0.0}),
        ("queue/bakery_shelf", {"ROOM": 1, "SHOPPERS": 6, "BAKE_MS": 0, "SHOP_MS": 0}),
        ("joinable_queue/last_order", {"COOKS": 6, "ORDERS": 1, "DESSERT": True}),
        ("pool/page_titles", {"WORKERS": 8, "DELAY_MS": 0, "FAILING": False}),
    ],
)
def test_the_ends_of_the_knobs(tmp_path: Path, lesson: str, values: dict[str, object]) -> None:
    assert run(LESSONS[lesson], tmp_path, METHODS[0], **values)[-1].startswith("main: ") or (
        lesson == "lock/one_counter"
    )
