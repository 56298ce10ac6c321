"""Moves of the view are undone and redone; a jump glides where anything may move."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procession.ui.timeline.history import History, Place
from procession.ui.timeline.view import TimelineView
from tests.ui.timeline.scenario import MS, PATIENCE_MS, Make, model

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def shown(view: TimelineView) -> tuple[float, float]:
    """From when to when, ns."""
    return view.view.left_ns, view.view.right_ns


def let_things_move() -> None:
    """As on a system that animates; the fixture takes it back."""
    for effect in (Qt.UIEffect.UI_General, Qt.UIEffect.UI_AnimateMenu):
        QApplication.setEffectEnabled(effect, True)


def test_control_z_goes_back_and_control_y_forth(make: Make) -> None:
    view = make()
    whole = shown(view)
    view.show_range(30 * MS, 40 * MS)
    first = shown(view)
    view.show_range(60 * MS, 61 * MS)
    second = shown(view)
    QTest.keyClick(view, Key.Key_Z, CTRL)
    assert shown(view) == pytest.approx(first)
    QTest.keyClick(view, Key.Key_Z, CTRL)
    assert shown(view) == pytest.approx(whole)
    QTest.keyClick(view, Key.Key_Z, CTRL)
    assert shown(view) == pytest.approx(whole)
    QTest.keyClick(view, Key.Key_Y, CTRL)
    QTest.keyClick(view, Key.Key_Z, CTRL | SHIFT)
    assert shown(view) == pytest.approx(second)


def test_another_move_forgets_what_was_undone(make: Make) -> None:
    view = make()
    view.show_range(30 * MS, 40 * MS)
    view.undo_move()
    view.show_range(50 * MS, 55 * MS)
    here = shown(view)
    assert not view.redo_move()
    assert shown(view) == here


def test_the_lanes_scroll_is_part_of_a_place(make: Make) -> None:
    view = make(size=(1000, 240))
    view.scroll_lanes(50)
    view.show_range(30 * MS, 40 * MS)
    view.scroll_lanes(40)
    assert view.undo_move()
    assert view.scrolled == 50


def test_undoing_in_a_live_run_follows_again(make: Make, qtbot: QtBot) -> None:
    view = make(model(running=True))
    assert view.property("following") is True
    view.show_range(30 * MS, 31 * MS)
    assert view.property("following") is False
    with qtbot.waitSignal(view.following_changed) as signal:
        view.undo_move()
    assert signal.args == [True]


def test_quick_moves_of_one_kind_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0]
    monkeypatch.setattr("procession.ui.timeline.history.perf_counter_ns", lambda: clock[0])
    history = History()
    places = [Place(float(n), 1.0, 0, False, False) for n in range(6)]
    for place in places[:3]:
        history.leave(place, "pan")
        clock[0] += 100 * MS
    clock[0] += 1000 * MS
    history.leave(places[3], "pan")
    history.leave(places[4], "zoom")
    assert history.back(places[5]) == places[4]
    assert history.back(places[4]) == places[3]
    assert history.back(places[3]) == places[0]
    assert history.back(places[0]) is None
    assert history.forth(places[0]) == places[3]


def test_a_jump_glides_and_arrives(make: Make, qtbot: QtBot) -> None:
    view = make()
    let_things_move()
    before = shown(view)
    view.show_range(30 * MS, 40 * MS)
    assert shown(view) == before
    goal = (28.75 * MS, 41.25 * MS)
    qtbot.waitUntil(lambda: shown(view) == pytest.approx(goal), timeout=PATIENCE_MS)


def test_a_drag_ends_a_glide(make: Make) -> None:
    """Whoever takes hold of the view during a jump has it where the jump led."""
    view = make()
    let_things_move()
    view.show_range(30 * MS, 40 * MS)
    view.pan(10)
    left = 28.75 * MS + 10 * view.view.ns_per_px
    assert view.view.left_ns == pytest.approx(left)
    QTest.mouseMove(view, QPoint(5, 5))
    assert view.view.left_ns == pytest.approx(left)


def test_the_windows_shortcuts_do_not_take_the_timelines_keys(make: Make, qtbot: QtBot) -> None:
    view = make()
    undo = QAction(view)
    undo.setShortcut("Ctrl+Z")
    undo.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    view.addAction(undo)
    triggered: list[bool] = []
    undo.triggered.connect(lambda: triggered.append(True))
    view.activateWindow()
    view.setFocus()
    whole = shown(view)
    view.show_range(30 * MS, 40 * MS)
    QTest.keyClick(view, Key.Key_Z, CTRL)
    assert shown(view) == pytest.approx(whole)
    assert not triggered
