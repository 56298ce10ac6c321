"""Lanes are pinned, hidden, folded, moved and filtered, by keys and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procession import records
from procession.ui.timeline.lanes import Density, Lane, thread_id
from procession.ui.timeline.run_rows import RunRows
from procession.ui.timeline.turns import Turns
from procession.ui.timeline.view import TimelineView
from tests.trace.story import Story
from tests.ui.timeline.scenario import (
    LOCK,
    LOCK_ID,
    MS,
    PATIENCE_MS,
    QUEUE,
    TRACKS,
    Make,
    lane_of,
    near,
    picture,
    place_of,
    story,
)

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def family() -> Story:
    """Main with children 2, 3 and 4; 5 is a child of 3."""
    told = Story()
    told.run(state="ended", complete=True, duration_ns=100 * MS)
    told.process(1, name="MainProcess", ended_ns=100 * MS)
    for number, parent in ((2, 1), (3, 1), (4, 1), (5, 3)):
        born = {"started_ns": number * MS, "ended_ns": 90 * MS, "exitcode": 0}
        told.process(number, name=f"Process-{number}", parent=parent, **born)
    told.primitive(LOCK, "Lock", LOCK_ID, name="lock", created_ns=1 * MS)
    told.held(1, 10 * MS, 20 * MS, LOCK_ID)
    return told


def processes(view: TimelineView) -> list[int]:
    """Ids of the processes shown, from top to bottom."""
    assert view.scene is not None
    return [lane.id for lane in view.scene.lanes if lane.kind == "process"]


def go_to(view: TimelineView, lane: Lane) -> None:
    """The keyboard is in this lane now."""
    view.look.lane = lane.name


def test_a_pinned_lane_stays_while_the_others_scroll(make: Make) -> None:
    view = make(size=(1000, 240))
    lane = lane_of(view, "primitive", LOCK)
    go_to(view, lane)
    QTest.keyClick(view, Key.Key_P)
    pinned = lane_of(view, "primitive", LOCK)
    assert pinned.pinned
    top = view.parts().lanes.top() + pinned.top
    view.scroll_lanes(60)
    assert view.scrolled == 60
    at = view.lane_at(top + 4)
    assert at is not None
    assert at.name == ("primitive", LOCK)
    # The bar of process 2, which holds it at 40 ms, is painted there still.
    assert view.scene is not None
    theme = view.theme
    image = picture(view)
    place = place_of(view, pinned, 25 * MS)
    place.setY(top + 12)
    assert near(image, place, theme.identity(1).colour)
    QTest.keyClick(view, Key.Key_P)
    assert not lane_of(view, "primitive", LOCK).pinned


def test_a_hidden_lane_comes_back(make: Make) -> None:
    view = make(family().model())
    go_to(view, lane_of(view, "process", 2))
    QTest.keyClick(view, Key.Key_H)
    assert processes(view) == [1, 3, 5, 4]
    # The keyboard goes to the next lane: a second H hides that.
    QTest.keyClick(view, Key.Key_H)
    assert processes(view) == [1, 5, 4]
    QTest.keyClick(view, Key.Key_H, SHIFT)
    assert processes(view) == [1, 2, 3, 5, 4]


def test_return_and_the_mark_fold_children(make: Make) -> None:
    view = make(family().model())
    lane = lane_of(view, "process", 3)
    assert lane.children == 1
    go_to(view, lane)
    QTest.keyClick(view, Key.Key_Return)
    assert processes(view) == [1, 2, 3, 4]
    assert lane_of(view, "process", 3).closed
    QTest.keyClick(view, Key.Key_Return)
    assert processes(view) == [1, 2, 3, 5, 4]
    main = lane_of(view, "process", 1)
    y = round(view.parts().lanes.top() + main.top + main.height / 2)
    QTest.mouseClick(view, LEFT, pos=QPoint(15, y))
    assert processes(view) == [1]


def test_keys_move_a_lane_among_its_siblings_with_its_children(make: Make) -> None:
    view = make(family().model())
    go_to(view, lane_of(view, "process", 3))
    QTest.keyClick(view, Key.Key_Up, ALT)
    assert processes(view) == [1, 3, 5, 2, 4]
    QTest.keyClick(view, Key.Key_Down, ALT)
    QTest.keyClick(view, Key.Key_Down, ALT)
    assert processes(view) == [1, 2, 4, 3, 5]
    QTest.keyClick(view, Key.Key_Down, ALT)
    assert processes(view) == [1, 2, 4, 3, 5]


def test_the_mouse_moves_a_lane(make: Make) -> None:
    view = make(family().model())
    top = view.parts().lanes.top()
    begin = lane_of(view, "process", 4)
    end = lane_of(view, "process", 2)
    start = QPoint(120, round(top + begin.top + 20))
    stop = QPoint(120, round(top + end.top + 4))
    QTest.mousePress(view, LEFT, pos=start)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(view, start + (stop - start) * part)
    assert view.look.drop_y == pytest.approx(top + end.top)
    QTest.mouseRelease(view, LEFT, pos=stop)
    assert processes(view) == [1, 4, 2, 3, 5]
    assert view.look.drop_y is None


def test_primitives_move_too(make: Make) -> None:
    view = make()
    go_to(view, lane_of(view, "primitive", QUEUE))
    QTest.keyClick(view, Key.Key_Up, ALT)
    assert lane_of(view, "primitive", QUEUE).top < lane_of(view, "primitive", LOCK).top


def test_filtering_leaves_the_lanes_with_all_words(make: Make) -> None:
    view = make(family().model())
    view.arrangement.filter("process-5")
    view.arranged()
    assert processes(view) == [5]
    view.arrangement.filter("")
    view.arranged()
    assert len(processes(view)) == 5


def test_threads_unfold_into_lanes_of_their_own(make: Make) -> None:
    told = story()
    told.wait(2, 30 * MS, LOCK_ID, "acquire", thread=4)
    told.add(2, records.HELD, 60 * MS, LOCK_ID, 1_000_000_000 + 80 * MS, thread=4)
    view = make(told.model())
    go_to(view, lane_of(view, "process", 2))
    QTest.keyClick(view, Key.Key_T)
    lane = lane_of(view, "thread", thread_id(2, 4))
    assert lane.top == lane_of(view, "process", 2).bottom
    picked = view.pick_at(place_of(view, lane, 70 * MS, lane.height / 2))
    assert picked is not None
    assert (picked.thread, picked.start_ns) == (4, 60 * MS)
    QTest.keyClick(view, Key.Key_T)
    assert view.scene is not None
    assert view.scene.lane_of("thread", thread_id(2, 4)) is None


@pytest.mark.parametrize("density", ["dense", "compact", "roomy"])
def test_the_lane_under_the_pointer_stays_when_heights_change(make: Make, density: Density) -> None:
    told = Story()
    told.run(state="ended", complete=True, duration_ns=100 * MS)
    for number in range(1, 61):
        told.process(number, parent=1 if number > 1 else None, started_ns=number, ended_ns=MS)
    view = make(told.model())
    view.show_lane(lane_of(view, "process", 40))
    y = view.parts().lanes.center().y()
    before = view.lane_at(y)
    assert before is not None
    order: list[Density] = ["all", "dense", "compact", "normal", "roomy"]
    view.step_density(order.index(density) - order.index("normal"), y)
    assert view.density == density
    after = view.lane_at(y)
    assert after is not None
    assert after.name == before.name


def test_all_lanes_fit_into_the_view_as_a_heat_map(make: Make, qtbot: QtBot) -> None:
    """200 processes wait for one lock: all are seen, and what is seen is red."""
    told = Story()
    told.run(state="ended", complete=True, duration_ns=100 * MS)
    told.primitive(LOCK, "Lock", LOCK_ID, name="lock", created_ns=0)
    for number in range(1, 201):
        parent = 1 if number > 1 else None
        told.process(number, parent=parent, started_ns=0, ended_ns=100 * MS)
        if number > 1:
            told.alias(number, LOCK_ID, LOCK)
            told.wait(number, 20 * MS, LOCK_ID, "acquire")
            told.add(number, records.HELD, 80 * MS + number, LOCK_ID, 1_000_000_000 + 81 * MS)
    view = make(told.model())
    view.set_density("all")
    assert view.scene is not None
    assert view.scene.height <= view.parts().lanes.height()
    view.grab()
    # Many lanes are drawn bit by bit, so that nobody waits for them.
    qtbot.waitUntil(
        lambda: view._painting is not None and not view._painting.unfinished, timeout=PATIENCE_MS
    )
    image = picture(view)
    lane = lane_of(view, "process", 150)
    assert near(image, place_of(view, lane, 50 * MS), view.theme.states.waiting, 30)
    assert not near(image, place_of(view, lane, 10 * MS), view.theme.states.waiting, 30)


def test_a_run_of_more_lanes_than_pixels_begins_with_all_in_view(make: Make) -> None:
    told = Story()
    told.run(state="ended", complete=True, duration_ns=100 * MS)
    for number in range(1, 601):
        told.process(number, parent=1 if number > 1 else None, started_ns=0, ended_ns=MS)
    view = make(told.model())
    assert view.density == "all"
    assert view.scene is not None
    assert view.scene.height <= view.parts().lanes.height()
    assert not picture(view).isNull()
    QTest.mouseDClick(view, LEFT, pos=view.parts().lanes.center().toPoint())
    assert view.density == "normal"


def test_the_menu_of_a_lane_does_what_it_says(make: Make) -> None:
    view = make(family().model())
    menu = view._menu.menu(lane_of(view, "process", 3))
    named = {action.text().partition("\t")[0]: action for action in menu.actions()}
    named["Fold its children"].trigger()
    assert processes(view) == [1, 2, 3, 4]
    named["Hide"].trigger()
    assert processes(view) == [1, 2, 5, 4]
    assert len(TRACKS) == 3


def test_a_lane_can_be_found_by_its_whole_name(make: Make) -> None:
    """A name too long for the label stands in the tip."""
    told = Story()
    told.run(state="ended", complete=True, duration_ns=100 * MS)
    name = "a-worker-with-a-name-that-is-much-too-long-for-any-label-column"
    told.process(1, name=name, started_ns=0, ended_ns=MS)
    view = make(told.model())
    lane = lane_of(view, "process", 1)
    place = place_of(view, lane, 0)
    place.setX(100)
    assert name in view.tip_at(place)


def test_threads_unfold_in_a_run_whose_rows_another_thread_keeps(make: Make, qtbot: QtBot) -> None:
    told = story()
    told.add(2, records.HELD, 60 * MS, LOCK_ID, 1_000_000_000 + 80 * MS, thread=4)
    rows = RunRows(told.model(), TRACKS)
    rows.update()
    view = make()
    turns = Turns()
    view.set_rows(rows, turns)
    go_to(view, lane_of(view, "process", 2))
    QTest.keyClick(view, Key.Key_T)
    scene = view.scene
    assert scene is not None
    qtbot.waitUntil(
        lambda: scene.lane_of("thread", thread_id(2, 4)) is not None, timeout=PATIENCE_MS
    )
