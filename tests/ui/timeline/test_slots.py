"""A semaphore's lane: a row for each slot in the colour of its holder, and who waits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from procession import records
from procession.plugin.api import Track
from procession.trace.model import Model
from procession.ui.timeline.pick import Picked
from procession.ui.timeline.primitive_painter import SLOT_STEP, SLOT_TOP, WAITERS_TOP
from procession.ui.timeline.view import TimelineView
from procession.ui.tokens import DARK, LIGHT, Tokens
from tests.trace.story import Story
from tests.ui.timeline.scenario import MS, Make, lane_of, near, picture, place_of

SEMAPHORE, SEMAPHORE_ID = 1, 5
TRACKS = (Track(("Semaphore",), "slots", "semaphore"),)
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def model() -> Model:
    """2 holds a unit 10..40, 3 another 20..60; 4 waits from 25 and holds the first 40..80; 3
    waits 65..80 and holds it 80..90."""
    told = Story()
    told.run(state="ended", duration_ns=100 * MS)
    told.process(1, name="MainProcess", ended_ns=100 * MS, exitcode=0)
    for number in (2, 3, 4):
        told.process(number, name=f"Process-{number - 1}", started_ns=5 * MS, ended_ns=95 * MS)
        told.alias(number, SEMAPHORE_ID, SEMAPHORE)
    told.primitive(SEMAPHORE, "Semaphore", SEMAPHORE_ID, name="seats", created_ns=1 * MS)
    told.held(2, 10 * MS, 40 * MS, SEMAPHORE_ID)
    told.held(3, 20 * MS, 60 * MS, SEMAPHORE_ID)
    told.wait(4, 25 * MS, SEMAPHORE_ID, "acquire")
    told.held(4, 40 * MS, 80 * MS, SEMAPHORE_ID)
    told.wait(3, 65 * MS, SEMAPHORE_ID, "acquire")
    told.held(3, 80 * MS, 90 * MS, SEMAPHORE_ID)
    return told.model()


def seen(make: Make, theme: Tokens = LIGHT) -> TimelineView:
    view = make(theme=theme)
    view.set_model(model(), TRACKS)
    return view


def slot_at(view: TimelineView, slot: int, ms: int) -> QPointF:
    lane = lane_of(view, "primitive", SEMAPHORE)
    return place_of(view, lane, ms * MS, SLOT_TOP + slot * SLOT_STEP + 3)


@THEMES
def test_each_slot_has_the_colour_of_its_holder(make: Make, theme: Tokens) -> None:
    view = seen(make, theme)
    image = picture(view)
    for slot, at, process in ((0, 30, 2), (1, 30, 3), (0, 50, 4), (1, 50, 3), (0, 70, 4)):
        assert near(image, slot_at(view, slot, at), theme.identity(process - 1).colour)
    for slot, at in ((0, 7), (1, 15), (1, 70), (0, 95)):
        ground = image.pixelColor(slot_at(view, slot, at).toPoint())
        assert not any(
            near(image, slot_at(view, slot, at), one.colour) for one in theme.identities
        ), ground.name()


@THEMES
def test_waiters_stand_below_the_slots(make: Make, theme: Tokens) -> None:
    view = seen(make, theme)
    image = picture(view)
    lane = lane_of(view, "primitive", SEMAPHORE)
    for at, waits in ((30, True), (45, False), (70, True), (85, False)):
        place = place_of(view, lane, at * MS, WAITERS_TOP + 5)
        assert near(image, place, theme.states.waiting) == waits, at


def test_a_slot_tells_of_its_hold(make: Make) -> None:
    view = seen(make)
    found = view.pick_at(slot_at(view, 1, 30))
    assert found is not None
    assert (found.what, found.process) == ("hold", 3)
    assert (found.start_ns, found.end_ns) == (20 * MS, 60 * MS)


def test_brackets_walk_from_a_wait_to_its_holder_and_back(make: Make) -> None:
    view = seen(make)
    wait = view.pick_at(place_of(view, lane_of(view, "process", 4), 30 * MS))
    assert isinstance(wait, Picked)
    view.select(wait)
    QTest.keyClick(view, Qt.Key.Key_BracketLeft)
    hold = view.look.selected
    assert hold is not None
    # Both units are held when the wait ends; the one that came last is named.
    assert (hold.process, hold.start_ns) == (3, 20 * MS)
    QTest.keyClick(view, Qt.Key.Key_BracketRight)
    assert view.look.selected == wait
    QTest.keyClick(view, Qt.Key.Key_BracketRight)
    assert view.look.selected == wait


def test_a_thousand_holders_are_placed_in_free_slots(make: Make) -> None:
    told = Story()
    told.run(state="ended", duration_ns=1100 * MS)
    told.process(1, name="MainProcess", ended_ns=1100 * MS, exitcode=0)
    told.primitive(SEMAPHORE, "Semaphore", SEMAPHORE_ID, name="seats", created_ns=0)
    for number in range(1000):
        told.add(1, records.HELD, number * MS, SEMAPHORE_ID, 1_000_000_000 + (number + 3) * MS)
    view = make()
    view.set_model(told.model(), TRACKS)
    assert view.scene is not None
    assert view.scene.primitives[SEMAPHORE].slots.count == 3
    assert not view.grab().isNull()
