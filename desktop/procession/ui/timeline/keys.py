"""What the keys do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from procession.ui.timeline.arranging import (
    hide_lane,
    move_lane,
    pin_lane,
    toggle_lane,
    unfold_threads,
)
from procession.ui.timeline.choosing import Choosing

Key = Qt.Key
Modifier = Qt.KeyboardModifier
Move = Callable[[], object]
ZOOM = 1.5
PAN = 0.12


def handle_key(timeline: Choosing, event: QKeyEvent) -> bool:
    """Do what a key says; whether it says anything.

    W S zoom, A D (or left and right) move, up and down choose a lane, comma and full stop walk
    from span to span, brackets to what blocks the selected span and back, R to the root of it.
    F centres the selection and, pressed again, fits it; Home and Ctrl+Home fit the run; End goes
    to the newest instant; M measures.  Return folds, T unfolds threads, P pins, H hides, Shift+H
    shows all, Alt with up and down moves a lane.  Ctrl+F finds, Ctrl+Z and Ctrl+Y undo and redo
    moves, Ctrl with plus, minus and 0 changes the lanes' heights, Esc clears.
    """
    move = _move_of(timeline, event)
    if move is None:
        return False
    move()
    return True


def takes_key(timeline: Choosing, event: QKeyEvent) -> bool:
    """Whether a key means something here: then it is no shortcut of the window."""
    return _move_of(timeline, event) is not None


def _move_of(timeline: Choosing, event: QKeyEvent) -> Move | None:
    if timeline.scene is None:
        return None
    key = Key(event.key())
    modifiers = event.modifiers() & ~Modifier.KeypadModifier
    if key == Key.Key_Home:
        return timeline.fit
    shift = bool(modifiers & Modifier.ShiftModifier)
    if modifiers & Modifier.ControlModifier:
        return _with_control(timeline, shift).get(key)
    if modifiers & Modifier.AltModifier:
        return _with_alt(timeline).get(key)
    if modifiers & ~Modifier.ShiftModifier:
        return None
    return {**_travel(timeline, shift), **_choice(timeline, shift)}.get(key)


def _with_control(timeline: Choosing, shift: bool) -> dict[Key, Move]:
    redo = timeline.redo_move
    return {
        Key.Key_F: timeline.find_wanted.emit,
        Key.Key_Z: redo if shift else timeline.undo_move,
        Key.Key_Y: redo,
        Key.Key_Plus: lambda: timeline.step_density(1),
        Key.Key_Equal: lambda: timeline.step_density(1),
        Key.Key_Minus: lambda: timeline.step_density(-1),
        Key.Key_0: lambda: timeline.set_density("normal"),
    }


def _with_alt(timeline: Choosing) -> dict[Key, Move]:
    return {
        Key.Key_Up: lambda: move_lane(timeline, -1),
        Key.Key_Down: lambda: move_lane(timeline, 1),
        Key.Key_Left: timeline.undo_move,
        Key.Key_Right: timeline.redo_move,
    }


def _travel(timeline: Choosing, shift: bool) -> dict[Key, Move]:
    step = timeline.view.width * (0.5 if shift else PAN)
    page = timeline.parts().lanes.height()
    return {
        Key.Key_W: lambda: timeline.zoom(ZOOM, _pointer_x(timeline)),
        Key.Key_S: lambda: timeline.zoom(1 / ZOOM, _pointer_x(timeline)),
        Key.Key_Plus: timeline.zoom_in,
        Key.Key_Equal: timeline.zoom_in,
        Key.Key_Minus: timeline.zoom_out,
        Key.Key_A: lambda: timeline.pan(-step),
        Key.Key_D: lambda: timeline.pan(step),
        Key.Key_Left: lambda: timeline.pan(-step),
        Key.Key_Right: lambda: timeline.pan(step),
        Key.Key_PageUp: lambda: timeline.scroll_lanes(-page),
        Key.Key_PageDown: lambda: timeline.scroll_lanes(page),
        Key.Key_End: lambda: timeline.setProperty("following", True),
    }


def _choice(timeline: Choosing, shift: bool) -> dict[Key, Move]:
    return {
        Key.Key_Up: lambda: timeline.choose_lane(-1),
        Key.Key_Down: lambda: timeline.choose_lane(1),
        Key.Key_Comma: lambda: timeline.walk_along(False),
        Key.Key_Period: lambda: timeline.walk_along(True),
        Key.Key_BracketLeft: timeline.walk_to_blocker,
        Key.Key_BracketRight: timeline.walk_back,
        Key.Key_R: timeline.walk_to_root,
        Key.Key_F: lambda: _centre(timeline),
        Key.Key_M: lambda: _measure(timeline),
        Key.Key_Return: lambda: toggle_lane(timeline),
        Key.Key_Enter: lambda: toggle_lane(timeline),
        Key.Key_T: lambda: unfold_threads(timeline),
        Key.Key_P: lambda: pin_lane(timeline),
        Key.Key_H: lambda: hide_lane(timeline, everything=shift),
        Key.Key_Escape: timeline.clear,
    }


def _pointer_x(timeline: Choosing) -> float | None:
    """Where the pointer is in the lanes, if it is there."""
    if not timeline.underMouse():
        return None
    place = timeline.mapFromGlobal(timeline.cursor().pos())
    area = timeline.parts().lanes
    return place.x() - area.left() if area.contains(place) else None


def _centre(timeline: Choosing) -> None:
    """The selection into the middle; once more: as large as it goes. Of nothing: the run."""
    picked, scene = timeline.look.selected, timeline.scene
    if picked is None or scene is None or not picked.timed:
        timeline.fit()
        return
    end = scene.now_ns if picked.end_ns is None else picked.end_ns
    middle = (picked.start_ns + end) / 2
    if abs(timeline.view.x(middle) - timeline.view.width / 2) < 1:
        timeline.show_range(picked.start_ns, max(end, picked.start_ns + 1))
    else:
        timeline.show_instant(middle)


def _measure(timeline: Choosing) -> None:
    """The selection, or what is in view; once more: nothing."""
    picked, scene = timeline.look.selected, timeline.scene
    if timeline.look.measure is not None or scene is None:
        timeline.measure(None)
        return
    view = timeline.view
    begin, end = max(view.left_ns, scene.first_ns), min(view.right_ns, scene.now_ns)
    if picked is not None and picked.timed:
        begin, end = picked.start_ns, scene.now_ns if picked.end_ns is None else picked.end_ns
    if end > begin:
        timeline.measure((begin, end))
