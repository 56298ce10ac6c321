"""Ctrl+F finds processes, objects, source lines and calls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procession.ui.timeline.view import TimelineView
from tests.ui.timeline.scenario import LOCK, MS, PATIENCE_MS, Make

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def search(view: TimelineView, text: str, qtbot: QtBot) -> None:
    """Type a text and wait for what it is found in."""
    QTest.keyClick(view, Key.Key_F, CTRL)
    assert view.find_bar.isVisible()
    view.find_bar.field.clear()
    QTest.keyClicks(view.find_bar.field, text)
    qtbot.waitUntil(lambda: view.find_bar.found is not None, timeout=PATIENCE_MS)


def selected(view: TimelineView) -> tuple[int, int]:
    """Process and beginning, in ms, of what is selected."""
    picked = view.look.selected
    assert picked is not None
    return picked.process, picked.start_ns // MS


def test_enter_goes_from_one_to_the_next(make: Make, qtbot: QtBot) -> None:
    view = make()
    search(view, "lock", qtbot)
    found = view.find_bar.found
    assert found is not None
    assert (found.primitives, found.count) == ((LOCK,), 3)
    places = []
    for _ in range(4):
        QTest.keyClick(view.find_bar.field, Key.Key_Return)
        places.append(selected(view))
    assert places == [(2, 20), (3, 30), (3, 50), (2, 20)]
    QTest.keyClick(view.find_bar.field, Key.Key_Return, SHIFT)
    assert selected(view) == (3, 50)


def test_a_source_line_is_found(make: Make, qtbot: QtBot) -> None:
    view = make()
    search(view, "shop.py:18", qtbot)
    found = view.find_bar.found
    assert found is not None
    assert [(int(p), int(s) // MS) for p, s in zip(found.process, found.start_ns, strict=True)] == [
        (2, 20),
        (3, 30),
    ]


def test_a_process_is_found_by_its_name(make: Make, qtbot: QtBot) -> None:
    view = make()
    search(view, "forkpool", qtbot)
    QTest.keyClick(view.find_bar.field, Key.Key_Return)
    assert view.look.lane == ("process", 3)


def test_what_is_not_there_is_said(make: Make, qtbot: QtBot) -> None:
    view = make()
    search(view, "no such thing", qtbot)
    assert view.find_bar.told.text() == "nothing found"
    QTest.keyClick(view.find_bar.field, Key.Key_Return)
    assert view.look.selected is None


def test_only_the_lanes_found_are_shown_until_it_is_closed(make: Make, qtbot: QtBot) -> None:
    view = make()
    search(view, "pages", qtbot)
    view.find_bar.only.click()
    assert view.scene is not None
    assert [lane.name for lane in view.scene.lanes if not lane.head] == [("primitive", 2)]
    QTest.keyClick(view.find_bar.field, Key.Key_Escape)
    assert not view.find_bar.isVisible()
    assert view.scene.lane_of("process", 1) is not None


def test_letters_typed_do_not_move_the_view(make: Make, qtbot: QtBot) -> None:
    view = make()
    scale = view.view.ns_per_px
    search(view, "wasd", qtbot)
    assert view.view.ns_per_px == scale
