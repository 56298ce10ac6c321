"""Mouse and keys move the view as said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procession.ui.timeline.view import TimelineView
from tests.ui.timeline.scenario import LOCK, MS, Make, lane_of, model, place_of

LEFT = Qt.MouseButton.LeftButton
NO = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def wheel(view: TimelineView, place: QPointF, turn: int, keys: Qt.KeyboardModifier = NO) -> None:
    """Turn the wheel at a point of the widget."""
    event = QWheelEvent(
        place,
        QPointF(view.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def drag(view: TimelineView, begin: QPoint, end: QPoint) -> None:
    """Press, move in steps, release."""
    QTest.mousePress(view, LEFT, NO, begin)
    for part in (0.25, 0.5, 0.75, 1.0):
        QTest.mouseMove(view, begin + (end - begin) * part)
    QTest.mouseRelease(view, LEFT, NO, end)


def test_the_wheel_zooms_at_the_pointer(make: Make) -> None:
    view = make()
    lane = lane_of(view, "process", 2)
    place = place_of(view, lane, 40 * MS)
    scale = view.view.ns_per_px
    wheel(view, place, 240)
    assert view.view.ns_per_px == pytest.approx(scale / 1.25**2)
    assert place_of(view, lane, 40 * MS).x() == pytest.approx(place.x(), abs=0.01)
    wheel(view, place, -240)
    assert view.view.ns_per_px == pytest.approx(scale)


def test_shift_and_the_wheel_scroll_lanes(make: Make) -> None:
    view = make(size=(1000, 240))
    scale = view.view.ns_per_px
    top = place_of(view, lane_of(view, "process", 1), 0)
    before = view.lane_at(top.y())
    wheel(view, top, -120, SHIFT)
    assert view.view.ns_per_px == scale
    assert before is not None
    assert view.lane_at(top.y()) != before


def test_lanes_that_overflow_have_a_scroll_bar(make: Make) -> None:
    assert not make()._bar.isVisible()
    view = make(size=(1000, 240))
    assert view._bar.isVisible()
    assert view._bar.maximum() > 0


def test_dragging_moves_the_instant_along(make: Make) -> None:
    view = make()
    view.show_range(30 * MS, 60 * MS)
    lane = lane_of(view, "process", 2)
    begin = place_of(view, lane, 40 * MS).toPoint()
    drag(view, begin, begin + QPoint(60, 0))
    assert place_of(view, lane, 40 * MS).x() == pytest.approx(begin.x() + 60, abs=1.5)


def test_keys_zoom_and_pan(make: Make) -> None:
    view = make()
    view.show_range(30 * MS, 60 * MS)
    scale, left = view.view.ns_per_px, view.view.left_ns
    QTest.keyClick(view, Qt.Key.Key_W)
    assert view.view.ns_per_px < scale
    QTest.keyClick(view, Qt.Key.Key_S)
    assert view.view.ns_per_px == pytest.approx(scale)
    QTest.keyClick(view, Qt.Key.Key_D)
    assert view.view.left_ns > left
    QTest.keyClick(view, Qt.Key.Key_A)
    assert view.view.left_ns == pytest.approx(left)


@pytest.mark.parametrize("keys", [NO, Qt.KeyboardModifier.ControlModifier])
def test_home_fits_the_run(make: Make, keys: Qt.KeyboardModifier) -> None:
    view = make()
    view.show_range(30 * MS, 31 * MS)
    QTest.keyClick(view, Qt.Key.Key_Home, keys)
    assert view.view.left_ns < 0
    assert view.view.right_ns > 100 * MS
    assert view.view.span_ns < 110 * MS


def test_full_stop_and_comma_walk_from_span_to_span(make: Make) -> None:
    view = make()
    view.look.lane = ("process", 3)
    walked = []
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Period)
        assert view.look.selected is not None
        walked.append(view.look.selected.start_ns // MS)
    assert walked == [30, 50, 72]
    QTest.keyClick(view, Qt.Key.Key_Comma)
    assert view.look.selected is not None
    assert view.look.selected.start_ns == 50 * MS


def test_f_centres_the_selection_then_fits_it(make: Make) -> None:
    view = make()
    view.look.lane = ("process", 3)
    QTest.keyClick(view, Qt.Key.Key_Period)
    view.show_range(60 * MS, 80 * MS)
    QTest.keyClick(view, Qt.Key.Key_F)
    assert view.view.time(view.view.width / 2) == pytest.approx(40 * MS, rel=0.01)
    QTest.keyClick(view, Qt.Key.Key_F)
    assert (view.view.left_ns, view.view.right_ns) == pytest.approx((27.5 * MS, 52.5 * MS))


def test_a_click_selects_and_escape_clears(make: Make, qtbot: QtBot) -> None:
    view = make()
    place = place_of(view, lane_of(view, "process", 3), 40 * MS).toPoint()
    with qtbot.waitSignal(view.selected) as signal:
        qtbot.mouseClick(view, LEFT, pos=place)
    picked = signal.args[0]
    assert (picked.process, picked.primitive) == (3, LOCK)
    assert (picked.start_ns, picked.end_ns) == (30 * MS, 50 * MS)
    with qtbot.waitSignal(view.selected) as signal:
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert signal.args == [None]


def test_a_double_click_zooms_to_the_span(make: Make, qtbot: QtBot) -> None:
    view = make()
    place = place_of(view, lane_of(view, "process", 2), 25 * MS).toPoint()
    qtbot.mouseDClick(view, LEFT, pos=place)
    assert 20 * MS > view.view.left_ns > 12 * MS
    assert 50 * MS < view.view.right_ns < 60 * MS


def test_dragging_in_the_ruler_measures(make: Make, qtbot: QtBot) -> None:
    view = make()
    area = view.parts().ruler
    x = [round(area.left() + view.view.x(at * MS)) for at in (20, 50)]
    y = round(area.center().y())
    drag(view, QPoint(x[0], y), QPoint(x[1], y))
    assert view.look.measure is not None
    length = view.look.measure[1] - view.look.measure[0]
    assert length == pytest.approx(30 * MS, rel=0.02)
    qtbot.mouseClick(view, LEFT, pos=QPoint(x[0], y))
    assert view.look.measure is None


def test_dragging_in_the_minimap_moves_the_view(make: Make) -> None:
    view = make()
    view.show_range(10 * MS, 20 * MS)
    view.grab()
    frame = view.minimap_frame
    begin = frame.center().toPoint()
    before = view.view.left_ns
    drag(view, begin, begin + QPoint(200, 0))
    whole = view.minimap_view
    assert whole is not None
    moved = view.view.left_ns - before
    assert moved == pytest.approx(200 * whole.ns_per_px, rel=0.05)


def test_the_label_column_can_be_dragged_but_not_below_its_least(make: Make) -> None:
    view = make()
    edge = QPoint(round(view.parts().lanes.left()), 300)
    drag(view, edge, edge + QPoint(60, 0))
    assert view.parts().lanes.left() == pytest.approx(268, abs=2)
    edge = QPoint(round(view.parts().lanes.left()), 300)
    drag(view, edge, QPoint(10, 300))
    assert view.parts().lanes.left() == 140


def test_a_click_on_a_head_collapses_its_section(make: Make, qtbot: QtBot) -> None:
    view = make()
    assert view.scene is not None
    head = view.scene.lanes[0]
    y = round(view.parts().lanes.top() + head.top + 10)
    qtbot.mouseClick(view, LEFT, pos=QPoint(30, y))
    assert view.scene.lane_of("process", 2) is None
    assert view.scene.lane_of("primitive", LOCK) is not None
    qtbot.mouseClick(view, LEFT, pos=QPoint(30, y))
    assert view.scene.lane_of("process", 2) is not None


def test_the_view_cannot_be_lost(make: Make) -> None:
    view = make()
    for _ in range(200):
        QTest.keyClick(view, Qt.Key.Key_D)
    assert view.view.left_ns < 100 * MS
    for _ in range(400):
        QTest.keyClick(view, Qt.Key.Key_A)
    assert view.view.right_ns > 0


def test_keys_without_a_run_do_nothing(make: Make, qtbot: QtBot) -> None:
    view = make(model(running=True))
    view.set_model(None)
    for key in (Qt.Key.Key_W, Qt.Key.Key_Period, Qt.Key.Key_Home, Qt.Key.Key_F):
        qtbot.keyClick(view, key)
    assert view.look.selected is None
