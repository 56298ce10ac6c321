"""A run that goes on: following, scrolling back, coming back, the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procession import records
from procession.trace.model import Model
from procession.ui.timeline.follow import AHEAD_PX
from procession.ui.timeline.view import TimelineView
from tests.trace.story import ORIGIN, Story, batch, rows
from tests.ui.timeline.scenario import LOCK_ID, MS, Make, lane_of, model


def goes_on(model: Model, view: TimelineView, until_ms: int, qtbot: QtBot) -> None:
    """Main holds the lock for the last millisecond before an instant."""
    begin = ORIGIN + (until_ms - 1) * MS
    held = (begin, LOCK_ID, 0, begin + MS, 0, 0, records.HELD, 0)
    later = (begin + MS, LOCK_ID, 0, 0, 0, 0, records.CALL, 0)
    model.feed(batch(1, [records.RECORD.pack(*held), records.RECORD.pack(*later)]))
    followed(view, qtbot)


def followed(view: TimelineView, qtbot: QtBot) -> None:
    """Refresh, and wait where the view rests between refreshes."""
    view.refresh()
    scene = view.scene
    assert scene is not None
    qtbot.waitUntil(lambda: scene.up_to_date)


def test_the_newest_instant_stays_in_view(make: Make, qtbot: QtBot) -> None:
    run = model(running=True)
    view = make(run)
    for until in (200, 900, 5_000, 30_000):
        goes_on(run, view, until, qtbot)
        x = view.view.x(run.last_ns)
        assert x == pytest.approx(view.view.width - AHEAD_PX, abs=1.5)
    # A long run shows its last part, not all of it ever smaller.
    assert view.view.span_ns < 12_000 * MS


def test_scrolling_back_ends_following_and_the_end_key_resumes(make: Make, qtbot: QtBot) -> None:
    run = model(running=True)
    view = make(run)
    goes_on(run, view, 20_000, qtbot)
    assert view.property("following") is True
    with qtbot.waitSignal(view.following_changed) as signal:
        QTest.keyClick(view, Qt.Key.Key_A)
    assert signal.args == [False]
    left = view.view.left_ns
    goes_on(run, view, 21_000, qtbot)
    assert view.view.left_ns == left
    with qtbot.waitSignal(view.following_changed) as signal:
        QTest.keyClick(view, Qt.Key.Key_End)
    assert signal.args == [True]
    goes_on(run, view, 22_000, qtbot)
    assert view.view.x(run.last_ns) == pytest.approx(view.view.width - AHEAD_PX, abs=1.5)


def test_scrolling_to_the_end_resumes_following(make: Make, qtbot: QtBot) -> None:
    run = model(running=True)
    view = make(run)
    goes_on(run, view, 20_000, qtbot)
    QTest.keyClick(view, Qt.Key.Key_A)
    assert not view.property("following")
    with qtbot.waitSignal(view.following_changed) as signal:
        for _ in range(3):
            QTest.keyClick(view, Qt.Key.Key_D)
    assert signal.args == [True]


def test_nothing_is_painted_again_when_nothing_came(make: Make, qtbot: QtBot) -> None:
    run = model(running=True)
    view = make(run)
    view.grab()
    assert not view._stale
    view.refresh()
    assert not view._stale
    goes_on(run, view, 120, qtbot)
    assert view._stale


def test_new_processes_get_lanes(make: Make, qtbot: QtBot) -> None:
    run = model(running=True)
    view = make(run)
    story = Story()
    story.rows.clear()
    story.process(4, name="Process-3", started_ns=50 * MS, parent=2)
    for message in story.row_messages():
        run.feed(message)
    followed(view, qtbot)
    lane = lane_of(view, "process", 4)
    assert lane.depth == 2
    assert lane.top > lane_of(view, "process", 2).top


def test_the_end_shows_the_whole_run_if_nobody_moved(make: Make, qtbot: QtBot) -> None:
    run = model(running=True)
    view = make(run)
    goes_on(run, view, 30_000, qtbot)
    assert view.view.left_ns > 0
    run.feed(rows("run", [{"key": "state", "value": '"ended"'}]))
    view.refresh()
    assert view.view.left_ns < 0
    assert view.view.right_ns > run.last_ns


def test_a_damaged_recording_with_absurd_times_is_drawn(make: Make) -> None:
    story = Story()
    story.run(state="ended", duration_ns=(1 << 63) - 1)
    story.process(1, started_ns=-(1 << 62), ended_ns=(1 << 63) - 1)
    story.process(2, started_ns=50 * MS, ended_ns=10 * MS)
    story.primitive(1, "Lock", LOCK_ID, created_ns=1 << 62)
    story.held(1, 10 * MS, 5 * MS, LOCK_ID)
    story.held(1, 1 << 61, (1 << 61) + 5, LOCK_ID)
    view = make(story.model())
    view.fit()
    assert not view.grab().isNull()
    for _ in range(60):
        view.zoom_in()
    assert not view.grab().isNull()


def test_following_rests_after_long_work_and_then_catches_up(make: Make, qtbot: QtBot) -> None:
    run = model(running=True)
    view = make(run)
    with view._pace:
        qtbot.wait(30)  # this stands for work that took so long
    story = Story()
    story.rows.clear()
    story.process(7, name="late", started_ns=60 * MS)
    for message in story.row_messages():
        run.feed(message)
    view.refresh()
    assert view.scene is not None
    assert not view.scene.up_to_date
    scene = view.scene
    qtbot.waitUntil(lambda: scene.up_to_date)
    assert lane_of(view, "process", 7)
