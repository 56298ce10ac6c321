"""What the mouse does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from procession.ui.timeline.pick import Picked

if TYPE_CHECKING:
    from procession.ui.timeline.view import TimelineView

Drag = Literal["", "pan", "measure", "map", "map left", "map right", "edge"]
SLOP_PX = 4
HANDLE_PX = 6
NOTCH = 120
ZOOM_PER_NOTCH = 1.25


class Pointer:
    """Turns presses, moves and the wheel into moves of the timeline."""

    def __init__(self, timeline: TimelineView) -> None:
        self._timeline = timeline
        self._drag: Drag = ""
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._grip = 0.0

    def press(self, event: QMouseEvent) -> None:
        """Take hold of what is under the pointer."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        timeline = self._timeline
        place = event.position()
        self._pressed = self._last = place
        self._drag = ""
        part = timeline.parts().part(place.x(), place.y())
        if part == "edge":
            self._drag = "edge"
        elif part == "minimap":
            self._press_map(place)
        elif part == "ruler":
            time = timeline.view.time(place.x() - timeline.parts().ruler.left())
            timeline.look.measure = (time, time)
            self._drag = "measure"
            timeline.update()

    def _press_map(self, place: QPointF) -> None:
        frame = self._timeline.minimap_frame
        if abs(place.x() - frame.left()) <= HANDLE_PX:
            self._drag = "map left"
        elif abs(place.x() - frame.right()) <= HANDLE_PX:
            self._drag = "map right"
        else:
            self._drag = "map"
            inside = frame.left() < place.x() < frame.right()
            self._grip = place.x() - frame.center().x() if inside else 0.0
            if not inside:
                self._drag_map(place)

    def move(self, event: QMouseEvent) -> None:
        """Drag what was taken hold of, else point."""
        timeline = self._timeline
        place = event.position()
        if self._pressed is None:
            self._point(place)
            return
        if not self._drag and (place - self._pressed).manhattanLength() > SLOP_PX:
            self._drag = "pan"
            timeline.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._drag == "pan":
            delta = place - self._last
            timeline.scroll_lanes(-delta.y())
            timeline.pan(-delta.x())
        elif self._drag == "edge":
            timeline.set_label_width(place.x())
        elif self._drag == "measure" and timeline.look.measure is not None:
            time = timeline.view.time(place.x() - timeline.parts().ruler.left())
            timeline.look.measure = (timeline.look.measure[0], time)
            timeline.update()
        elif self._drag == "map":
            self._drag_map(place)
        elif self._drag in ("map left", "map right"):
            self._drag_handle(place)
        self._last = place

    def _drag_map(self, place: QPointF) -> None:
        timeline = self._timeline
        whole = timeline.minimap_view
        if whole is None:
            return
        middle = whole.time(place.x() - self._grip - timeline.parts().minimap.left())
        timeline.pan((middle - timeline.view.time(timeline.view.width / 2)) / _scale(timeline))

    def _drag_handle(self, place: QPointF) -> None:
        timeline = self._timeline
        whole = timeline.minimap_view
        if whole is None:
            return
        time = whole.time(place.x() - timeline.parts().minimap.left())
        begin, end = timeline.view.left_ns, timeline.view.right_ns
        least = 2 * timeline.view.width
        if self._drag == "map left":
            begin = min(time, end - least)
        else:
            end = max(time, begin + least)
        timeline.view.show(begin, end, margin=0)
        timeline.moved()

    def release(self, event: QMouseEvent) -> None:
        """Let go; a click without a drag selects."""
        if self._pressed is None:
            return
        place, pressed, drag = event.position(), self._pressed, self._drag
        self._pressed, self._drag = None, ""
        timeline = self._timeline
        if drag == "measure":
            measure = timeline.look.measure
            if measure is not None and abs(place.x() - pressed.x()) <= SLOP_PX:
                timeline.look.measure = None
            timeline.update()
        if not drag and event.button() == Qt.MouseButton.LeftButton:
            self._click(place)
        self._point(place)

    def _click(self, place: QPointF) -> None:
        timeline = self._timeline
        part = timeline.parts().part(place.x(), place.y())
        lane = timeline.lane_at(place.y())
        if lane is None:
            return
        if lane.kind == "processes" or lane.kind == "primitives":
            timeline.toggle_section(lane.kind)
            return
        timeline.look.lane = (lane.kind, lane.id)
        if part == "labels":
            what: Literal["process", "primitive"] = lane.kind
            process = lane.id if what == "process" else 0
            primitive = lane.id if what == "primitive" else 0
            timeline.select(Picked(what, (what, lane.id), process, primitive))
        elif part == "lanes":
            timeline.select(timeline.pick_at(place))
        timeline.update()

    def double_click(self, event: QMouseEvent) -> None:
        """Zoom to a span; in the minimap to the whole run; at the edge back to its place."""
        timeline = self._timeline
        place = event.position()
        part = timeline.parts().part(place.x(), place.y())
        if part in ("minimap", "ruler"):
            timeline.look.measure = None
            timeline.fit()
        elif part == "lanes" and timeline.scene is not None:
            picked = timeline.pick_at(place)
            if picked is not None and picked.timed:
                timeline.select(picked)
                end = timeline.scene.now_ns if picked.end_ns is None else picked.end_ns
                timeline.show_range(picked.start_ns, max(end, picked.start_ns + 1))

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; with Shift, or over the labels, scroll lanes; sideways: pan."""
        timeline = self._timeline
        place = event.position()
        turn = event.angleDelta()
        part = timeline.parts().part(place.x(), place.y())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shift or part == "labels":
            # Some systems turn the wheel sideways themselves while Shift is down.
            timeline.scroll_lanes(-(turn.y() or turn.x()) / NOTCH * 60)
        elif abs(turn.x()) > abs(turn.y()):
            timeline.pan(-turn.x())
        elif part in ("lanes", "ruler"):
            x = place.x() - timeline.parts().lanes.left()
            timeline.zoom(ZOOM_PER_NOTCH ** (turn.y() / NOTCH), x)
        elif part == "minimap":
            timeline.zoom(ZOOM_PER_NOTCH ** (turn.y() / NOTCH), None)
        event.accept()
        self._point(place)

    def _point(self, place: QPointF) -> None:
        timeline = self._timeline
        part = timeline.parts().part(place.x(), place.y())
        cursors = {
            "edge": Qt.CursorShape.SplitHCursor,
            "ruler": Qt.CursorShape.CrossCursor,
        }
        timeline.setCursor(cursors.get(part, Qt.CursorShape.ArrowCursor))
        lane = timeline.lane_at(place.y()) if part in ("lanes", "labels") else None
        picked = timeline.pick_at(place, wait=False) if part == "lanes" else None
        timeline.point(picked, None if lane is None else (lane.kind, lane.id))


def _scale(timeline: TimelineView) -> float:
    return timeline.view.ns_per_px
