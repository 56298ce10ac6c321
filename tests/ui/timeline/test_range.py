"""A measured range has statistics; bins of their histogram select spans."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from procession.ui import background
from procession.ui.timeline.view import TimelineView
from tests.ui.timeline.scenario import MS, PATIENCE_MS, TRACKS, Make, model

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
SIZE = (1000, 640)


def measure(view: TimelineView, begin_ms: float, end_ms: float, qtbot: QtBot) -> None:
    """Choose a range and wait for its numbers."""
    view.measure((begin_ms * MS, end_ms * MS))
    assert view.range_strip.isVisible()
    table = view.range_strip.table
    qtbot.waitUntil(lambda: table.topLevelItemCount() > 0, timeout=PATIENCE_MS)


def test_dragging_in_the_ruler_shows_statistics_and_escape_hides_them(make: Make) -> None:
    view = make(size=SIZE)
    height = view.parts().lanes.height()
    area = view.parts().ruler
    y = round(area.center().y())
    x = [round(area.left() + view.view.x(at * MS)) for at in (25, 60)]
    QTest.mousePress(view, LEFT, pos=QPoint(x[0], y))
    QTest.mouseMove(view, QPoint(x[1], y))
    QTest.mouseRelease(view, LEFT, pos=QPoint(x[1], y))
    assert view.range_strip.isVisible()
    assert view.parts().lanes.height() < height
    QTest.keyClick(view, Key.Key_Escape)
    assert not view.range_strip.isVisible()
    assert view.parts().lanes.height() == height


def test_shift_and_drag_in_the_lanes_measures_too(make: Make) -> None:
    view = make(size=SIZE)
    area = view.parts().lanes
    x = [round(area.left() + view.view.x(at * MS)) for at in (20, 50)]
    y = round(area.top() + 60)
    QTest.mousePress(view, LEFT, SHIFT, QPoint(x[0], y))
    QTest.mouseMove(view, QPoint(x[1], y))
    QTest.mouseRelease(view, LEFT, SHIFT, QPoint(x[1], y))
    assert view.look.range_ns == pytest.approx((20 * MS, 50 * MS), rel=0.02)


def test_the_table_lists_the_kinds_and_the_histogram_selects(make: Make, qtbot: QtBot) -> None:
    view = make(size=SIZE)
    measure(view, 25, 60, qtbot)
    table = view.range_strip.table
    rows = {}
    for index in range(table.topLevelItemCount()):
        item = table.topLevelItem(index)
        assert item is not None
        rows[item.text(0)] = [item.text(column) for column in range(1, 6)]
    assert rows["holds lock"] == ["2", "35.00 ms", "25.00 ms", "29.50 ms", "30.00 ms"]
    assert rows["waits for lock"][:2] == ["1", "20.00 ms"]
    wait = table.findItems("waits for lock", Qt.MatchFlag.MatchExactly, 0)[0]
    table.setCurrentItem(wait)
    histogram = view.range_strip.histogram
    qtbot.waitUntil(
        lambda: histogram.accessibleDescription().startswith("waits for lock:"), timeout=PATIENCE_MS
    )
    place = histogram.bar(15).center().toPoint()
    with qtbot.waitSignal(view.selected) as signal:
        QTest.mouseClick(histogram, LEFT, pos=place)
    picked = signal.args[0]
    assert (picked.process, picked.start_ns, picked.end_ns) == (3, 30 * MS, 50 * MS)


def test_the_histogram_is_walked_by_keys(make: Make, qtbot: QtBot) -> None:
    view = make(size=SIZE)
    measure(view, 0, 100, qtbot)
    table, histogram = view.range_strip.table, view.range_strip.histogram
    table.setCurrentItem(table.findItems("holds lock", Qt.MatchFlag.MatchExactly, 0)[0])
    qtbot.waitUntil(
        lambda: histogram.accessibleDescription().startswith("holds lock:"), timeout=PATIENCE_MS
    )
    begun = []
    for _ in range(2):
        QTest.keyClick(histogram, Key.Key_Right)
        assert view.look.selected is not None
        begun.append(view.look.selected.start_ns // MS)
    # The shorter hold stands in the bin further left.
    assert begun == [50, 20]


def test_shares_are_told_of_each_process(make: Make, qtbot: QtBot) -> None:
    view = make(size=SIZE)
    measure(view, 30, 50, qtbot)
    told = view.range_strip.bars.accessibleName()
    assert "Process-1: held, others wait 100 %" in told
    assert "ForkPoolWorker-2: waiting 100 %" in told


def test_m_measures_the_selection_then_nothing(make: Make) -> None:
    view = make(size=SIZE)
    view.look.lane = ("process", 3)
    QTest.keyClick(view, Key.Key_Period)
    QTest.keyClick(view, Key.Key_M)
    assert view.look.range_ns == (30 * MS, 50 * MS)
    QTest.keyClick(view, Key.Key_M)
    assert view.look.range_ns is None


def test_a_click_in_the_ruler_puts_the_cursor_there(make: Make, qtbot: QtBot) -> None:
    view = make()
    area = view.parts().ruler
    place = QPoint(round(area.left() + view.view.x(40 * MS)), round(area.center().y()))
    with qtbot.waitSignal(view.cursor_changed) as signal:
        qtbot.mouseClick(view, LEFT, pos=place)
    assert signal.args[0] == pytest.approx(40 * MS, rel=0.01)
    with qtbot.waitSignal(view.cursor_changed) as signal:
        qtbot.keyClick(view, Key.Key_Escape)
    assert signal.args == [None]


def test_a_small_window_keeps_its_lanes(make: Make) -> None:
    view = make(size=(800, 300))
    view.measure((20 * MS, 30 * MS))
    assert not view.range_strip.isVisible()


def test_a_timeline_closed_while_numbers_are_worked_out_is_no_error(qtbot: QtBot) -> None:
    view = TimelineView()
    view.resize(*SIZE)
    view.set_model(model(), TRACKS)
    view.measure((20 * MS, 30 * MS))
    view.range_strip._work_out()
    delete(view)
    qtbot.waitUntil(lambda: not background.busy(), timeout=PATIENCE_MS)
