"""What the keys do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from procession.ui.timeline.pick import neighbour

if TYPE_CHECKING:
    from procession.ui.timeline.view import TimelineView

Key = Qt.Key
ZOOM = 1.5
PAN = 0.12


def handle_key(timeline: TimelineView, event: QKeyEvent) -> bool:
    """Do what a key says; whether it says anything.

    W S zoom, A D (or left and right) move, up and down choose a lane, comma and full stop walk
    from span to span, brackets to what blocks the selected span and back, F centres the
    selection and, pressed again, fits the run, Home and Ctrl+Home fit it, End goes to the newest
    instant, Return opens a section, Esc clears.
    """
    if timeline.scene is None:
        return False
    key = event.key()
    modifiers = event.modifiers()
    plain = not modifiers & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    if key == Key.Key_Home:
        timeline.fit()
        return True
    if not plain:
        return False
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    step = timeline.view.width * (0.5 if shift else PAN)
    moves: dict[Key, Callable[[], object]] = {
        Key.Key_W: lambda: timeline.zoom(ZOOM, _pointer_x(timeline)),
        Key.Key_S: lambda: timeline.zoom(1 / ZOOM, _pointer_x(timeline)),
        Key.Key_Plus: timeline.zoom_in,
        Key.Key_Minus: timeline.zoom_out,
        Key.Key_A: lambda: timeline.pan(-step),
        Key.Key_D: lambda: timeline.pan(step),
        Key.Key_Left: lambda: timeline.pan(-step),
        Key.Key_Right: lambda: timeline.pan(step),
        Key.Key_Up: lambda: _choose_lane(timeline, -1),
        Key.Key_Down: lambda: _choose_lane(timeline, 1),
        Key.Key_PageUp: lambda: timeline.scroll_lanes(-timeline.parts().lanes.height()),
        Key.Key_PageDown: lambda: timeline.scroll_lanes(timeline.parts().lanes.height()),
        Key.Key_End: lambda: timeline.setProperty("following", True),
        Key.Key_Comma: lambda: _walk(timeline, False),
        Key.Key_Period: lambda: _walk(timeline, True),
        Key.Key_BracketLeft: timeline.walk_to_blocker,
        Key.Key_BracketRight: timeline.walk_back,
        Key.Key_F: lambda: _centre(timeline),
        Key.Key_Return: lambda: _toggle(timeline),
        Key.Key_Enter: lambda: _toggle(timeline),
        Key.Key_Escape: lambda: timeline.select(None),
    }
    move = moves.get(Key(key))
    if move is None:
        return False
    move()
    return True


def _pointer_x(timeline: TimelineView) -> float | None:
    """Where the pointer is in the lanes, if it is there."""
    if not timeline.underMouse():
        return None
    place = timeline.mapFromGlobal(timeline.cursor().pos())
    area = timeline.parts().lanes
    return place.x() - area.left() if area.contains(place) else None


def _choose_lane(timeline: TimelineView, by: int) -> None:
    scene = timeline.scene
    if scene is None or not scene.lanes:
        return
    keys = [(lane.kind, lane.id) for lane in scene.lanes]
    at = keys.index(timeline.look.lane) if timeline.look.lane in keys else -1 if by > 0 else 0
    lane = scene.lanes[min(max(at + by, 0), len(keys) - 1)]
    timeline.look.lane = (lane.kind, lane.id)
    timeline.show_lane(lane)
    timeline.setAccessibleDescription(timeline.describe_lane(lane))
    timeline.update()


def _walk(timeline: TimelineView, forward: bool) -> None:
    scene = timeline.scene
    if scene is None:
        return
    here = timeline.look.selected
    where = timeline.look.lane
    lanes = [lane for lane in scene.lanes if not lane.head]
    lane = next((one for one in lanes if (one.kind, one.id) == where), None)
    if lane is None:
        lane = lanes[0] if lanes else None
    if lane is None:
        return
    start = here if here is not None and here.lane == (lane.kind, lane.id) else None
    found = neighbour(scene, start, lane, forward)
    if found is not None:
        timeline.show_picked(found)


def _centre(timeline: TimelineView) -> None:
    picked = timeline.look.selected
    scene = timeline.scene
    if picked is None or scene is None or not picked.timed:
        timeline.fit()
        return
    end = scene.now_ns if picked.end_ns is None else picked.end_ns
    middle = (picked.start_ns + end) / 2
    off = timeline.view.x(middle) - timeline.view.width / 2
    if abs(off) < 1 or timeline.follow.whole:
        timeline.fit()
    else:
        timeline.pan(off)


def _toggle(timeline: TimelineView) -> None:
    if timeline.look.lane is not None and timeline.look.lane[0] in ("processes", "primitives"):
        timeline.toggle_section(timeline.look.lane[0])
