"""What labels, tips and screen readers are told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPointF, QTranslator
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from procession import records
from procession.ui.timeline.cause import cause_of
from procession.ui.timeline.kinds import WAITING
from procession.ui.timeline.pick import Picked
from procession.ui.timeline.status import primitive_status, process_status
from procession.ui.timeline.tip import tip
from procession.ui.timeline.view import TimelineView
from procession.ui.timeline.words import signal_name, tag
from procession.ui.tokens import LIGHT
from tests.trace.story import Story
from tests.ui.timeline.scenario import LOCK, LOCK_ID, MS, TRACKS, Make, lane_of, picture, place_of


def picked(view: TimelineView, kind: str, number: int, at: float, dy: float = 0.0) -> Picked | None:
    return view.pick_at(place_of(view, lane_of(view, kind, number), at * MS, dy))


def told(view: TimelineView, kind: str, number: int, at: float, dy: float = 0.0) -> str:
    found = picked(view, kind, number, at, dy)
    assert found is not None
    assert view.scene is not None
    return tip(view.scene, found, view.words)


def test_a_tip_says_object_state_duration_and_source(make: Make) -> None:
    lines = told(make(), "process", 3, 40).splitlines()
    assert lines[0] == "ForkPoolWorker-2 · waits for lock"
    assert lines[1].startswith("20.00 ms · ")
    assert lines[2] == "shop.py:18 f"


def test_every_state_has_a_tip(make: Make) -> None:
    view = make()
    assert "holds lock" in told(view, "process", 2, 25)
    assert "others wait" in told(view, "process", 2, 40)
    assert "running" in told(view, "process", 2, 15)
    assert "waits in join" in told(view, "process", 1, 50)
    assert "waits for an item of pages" in told(view, "process", 3, 75)
    assert "holds lock" in told(view, "primitive", LOCK, 60, 10)
    assert "waits for lock" in told(view, "primitive", LOCK, 40, 27)


def test_running_is_the_stretch_between_spans(make: Make) -> None:
    found = picked(make(), "process", 2, 15)
    assert found is not None
    assert (found.what, found.start_ns, found.end_ns) == ("running", 10 * MS, 20 * MS)


def test_nothing_is_there_before_birth_and_after_the_end(make: Make) -> None:
    view = make()
    assert picked(view, "process", 3, 8) is None
    assert picked(view, "process", 3, 95) is None


def test_the_release_that_ended_a_wait_is_found_and_drawn(make: Make) -> None:
    view = make()
    wait = picked(view, "process", 3, 40)
    assert wait is not None
    assert view.scene is not None
    link = cause_of(view.scene, wait)
    assert link is not None
    assert (link.from_process, link.from_ns, link.to_ns) == (2, 50 * MS, 50 * MS)
    before = picture(view)
    view.select(wait)
    after = picture(view)
    ring = place_of(view, lane_of(view, "process", 2), 50 * MS)
    assert changed(before, after, ring, 5)


def test_a_put_that_ended_a_get_is_found(make: Make) -> None:
    view = make()
    wait = picked(view, "process", 3, 75)
    assert wait is not None
    assert view.scene is not None
    link = cause_of(view.scene, wait)
    assert link is not None
    assert (link.kind, link.from_process, link.from_ns) == ("item", 2, 78 * MS)


def changed(before: QImage, after: QImage, place: QPointF, around: int) -> bool:
    """Whether any pixel near a point differs."""
    middle = place.toPoint()
    steps = range(-around, around + 1)
    points = [(middle.x() + dx, middle.y() + dy) for dx in steps for dy in steps]
    return any(before.pixel(*point) != after.pixel(*point) for point in points)


def test_labels_say_what_is_done_now(make: Make) -> None:
    story = Story()
    story.run(state="running")
    for number in (1, 2, 3):
        story.process(number, name=f"Process-{number}")
    story.primitive(LOCK, "Lock", LOCK_ID, name="a", created_ns=0)
    story.primitive(9, "Lock", 9, name="b", created_ns=0)
    for number in (2, 3):
        story.alias(number, LOCK_ID, LOCK)
        story.alias(number, 9, 9)
    story.held(1, 10 * MS, 0, LOCK_ID)
    story.held(2, 10 * MS, 0, 9)
    story.wait(2, 20 * MS, LOCK_ID, "acquire")
    view = make(story.model())
    scene = view.scene
    assert scene is not None
    assert process_status(scene, 1, view.words, LIGHT) == ("holds a", LIGHT.amber)
    assert process_status(scene, 2, view.words, LIGHT) == ("holds b, waits for a", LIGHT.red)
    assert process_status(scene, 3, view.words, LIGHT) == ("running", LIGHT.text3)
    assert primitive_status(scene, LOCK, view.words, LIGHT)[0] == "held by P-1 · 1 waits"
    assert primitive_status(scene, 9, view.words, LIGHT)[0] == "held by P-2"


def test_ends_are_told_with_code_or_signal(make: Make) -> None:
    view = make()
    scene = view.scene
    assert scene is not None
    assert process_status(scene, 2, view.words, LIGHT) == ("exit 0", LIGHT.text3)
    assert process_status(scene, 3, view.words, LIGHT) == ("killed by SIGKILL", LIGHT.red)


def test_tasks_stand_on_the_worker_that_ran_them(make: Make) -> None:
    story = Story()
    story.process(1)
    story.process(2, name="ForkPoolWorker-1", role="worker", ended_ns=90 * MS, exitcode=0)
    story.primitive(3, "Pool", 7, name="pool", created_ns=0)
    story.alias(2, 7, 3)
    job = 4 << 32
    story.add(1, records.SUBMIT, 5 * MS, 7, job, 1)
    story.add(1, records.SENT, 6 * MS, 7, job, "fetch")
    story.add(2, records.BEGIN, 10 * MS, 7, job, "fetch")
    story.add(2, records.DONE, 50 * MS, 7, job)
    story.add(1, records.RESULT, 51 * MS, 7, job)
    view = make(story.model())
    lane = lane_of(view, "process", 2)
    assert lane.tasks
    found = view.pick_at(
        QPointF(
            view.parts().lanes.left() + view.view.x(30 * MS),
            view.parts().lanes.top() + lane.top + 8,
        )
    )
    assert found is not None
    assert found.task is not None
    assert (found.task.function, found.start_ns, found.end_ns) == ("fetch", 10 * MS, 50 * MS)
    assert view.scene is not None
    assert tip(view.scene, found, view.words).splitlines()[0].endswith("fetch #4")


def test_the_widget_is_accessible(make: Make) -> None:
    view = make()
    assert view.accessibleName() == "Timeline"
    assert "3 processes" in view.describe()
    assert view.focusPolicy().value & 1


def test_without_a_run_one_sentence_is_shown(make: Make) -> None:
    view = make()
    view.set_model(None, TRACKS)
    image = picture(view)
    inked = sum(
        image.pixelColor(x, y).name().upper() != LIGHT.surface
        for x in range(20, 400, 2)
        for y in range(20, 50)
    )
    assert inked > 50
    assert view.describe().endswith(".")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Process-1", "P-1"),
        ("ForkPoolWorker-12", "W-12"),
        ("SpawnProcess-2:1", "P-2:1"),
        ("MainProcess", "Main"),
        ("a very long name", "a very lo…"),
    ],
)
def test_tags_are_short(name: str, short: str) -> None:
    assert tag(name) == short


def test_signals_have_names() -> None:
    assert signal_name(9) == "SIGKILL"
    assert signal_name(4000) == "4000"


def test_another_language_is_taken_at_once(make: Make, qtbot: QtBot) -> None:
    class Chinese(QTranslator):
        def translate(
            self, context: str, text: str, disambiguation: str | None = None, n: int = -1
        ) -> str:
            return "等待" if (context, text) == ("Words", "waiting") else text

        def isEmpty(self) -> bool:
            return False

    view = make()
    assert view.words.state(WAITING) == "waiting"
    translator = Chinese()
    application = QCoreApplication.instance()
    assert application is not None
    application.installTranslator(translator)
    try:
        qtbot.waitUntil(lambda: view.words.state(WAITING) == "等待")
    finally:
        application.removeTranslator(translator)
    qtbot.waitUntil(lambda: view.words.state(WAITING) == "waiting")
