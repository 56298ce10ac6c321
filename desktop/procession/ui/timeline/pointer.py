"""What the mouse does."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from procession.ui.timeline.arranging import place_lane, siblings_of, toggle_lane
from procession.ui.timeline.choosing import Choosing
from procession.ui.timeline.label_column import on_chevron
from procession.ui.timeline.lanes import Lane
from procession.ui.timeline.map_drag import MapDrag
from procession.ui.timeline.pick import Picked

Drag = Literal["", "pan", "measure", "map", "edge", "lane"]
SLOP_PX = 4
NOTCH = 120
ZOOM_PER_NOTCH = 1.25
LANES_PER_NOTCH = 60


class Pointer:
    """Turns presses, moves and the wheel into moves of the timeline."""

    def __init__(self, timeline: Choosing) -> None:
        self._timeline = timeline
        self._map = MapDrag(timeline)
        self._drag: Drag = ""
        self._pressed: QPointF | None = None
        self._grabbed: Lane | None = None
        self._last = QPointF()

    def press(self, event: QMouseEvent) -> None:
        """Take hold of what is under the pointer."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        timeline = self._timeline
        place = event.position()
        self._pressed = self._last = place
        self._drag, self._grabbed = "", None
        part = timeline.parts().part(place.x(), place.y())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if part == "edge":
            self._drag = "edge"
        elif part == "minimap":
            self._drag = "map"
            self._map.press(place)
        elif part == "ruler" or (part == "lanes" and shift):
            self._drag = "measure"
        elif part == "labels":
            self._grabbed = timeline.lane_at(place.y())

    def move(self, event: QMouseEvent) -> None:
        """Drag what was taken hold of, else point."""
        timeline = self._timeline
        place = event.position()
        if self._pressed is None:
            self._point(place)
            return
        far = (place - self._pressed).manhattanLength() > SLOP_PX
        if not self._drag and far:
            self._drag = "pan" if self._grabbed is None else "lane"
            timeline.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._drag == "pan":
            delta = place - self._last
            timeline.scroll_lanes(-delta.y())
            timeline.pan(-delta.x())
        elif self._drag == "edge":
            timeline.set_label_width(place.x())
        elif self._drag == "measure" and far:
            timeline.measure((self._time(self._pressed), self._time(place)))
        elif self._drag == "map":
            self._map.move(place)
        elif self._drag == "lane":
            self._drag_lane(place)
        self._last = place

    def _time(self, place: QPointF) -> float:
        return self._timeline.view.time(place.x() - self._timeline.parts().lanes.left())

    def _drag_lane(self, place: QPointF) -> None:
        """Show where the lane would go."""
        timeline, lane = self._timeline, self._grabbed
        if lane is None:
            return
        siblings, to, y = self._goal(lane, place)
        timeline.look.drop_y = y if siblings and siblings[to] != lane.name else None
        timeline.update()

    def _goal(self, lane: Lane, place: QPointF) -> tuple[list[tuple[str, int]], int, float]:
        """Its siblings, the index there that it would have, and the edge it would go to, px."""
        timeline, scene = self._timeline, self._timeline.scene
        siblings = siblings_of(timeline, lane)
        if scene is None or len(siblings) < 2:
            return [], 0, 0.0
        top = timeline.parts().lanes.top()
        others = [scene.lane_of(*name) for name in siblings if name != lane.name]
        edges = [top + one.y(timeline.scrolled) for one in others if one is not None]
        to = sum(1 for edge in edges if edge + lane.height / 2 < place.y())
        last = others[-1]
        end = edges[-1] + (0 if last is None else last.height)
        return siblings, min(to, len(siblings) - 1), edges[to] if to < len(edges) else end

    def release(self, event: QMouseEvent) -> None:
        """Let go; a click without a drag selects."""
        if self._pressed is None:
            return
        place, pressed, drag = event.position(), self._pressed, self._drag
        lane, self._grabbed = self._grabbed, None
        self._pressed, self._drag = None, ""
        timeline = self._timeline
        moved = (place - pressed).manhattanLength() > SLOP_PX
        if drag == "measure" and not moved:
            self._click_ruler(pressed)
        elif drag == "lane" and lane is not None:
            siblings, to, _ = self._goal(lane, place)
            if siblings:
                place_lane(timeline, lane.name, siblings, to)
            timeline.look.drop_y = None
            timeline.update()
        elif not drag and event.button() == Qt.MouseButton.LeftButton:
            self._click(place)
        self._point(place)

    def _click_ruler(self, place: QPointF) -> None:
        """What was measured goes; else the state at that instant is told."""
        timeline = self._timeline
        if timeline.look.measure is not None:
            timeline.measure(None)
        else:
            scene = timeline.scene
            last = 0.0 if scene is None else float(scene.now_ns)
            timeline.set_cursor(min(max(self._time(place), 0.0), last))

    def _click(self, place: QPointF) -> None:
        timeline = self._timeline
        part = timeline.parts().part(place.x(), place.y())
        lane = timeline.lane_at(place.y())
        if lane is None:
            return
        timeline.look.lane = lane.name
        if lane.head or (part == "labels" and on_chevron(lane, place.x())):
            toggle_lane(timeline, lane.name)
        elif part == "labels" and lane.kind in ("process", "primitive"):
            what: Literal["process", "primitive"]
            what = "process" if lane.kind == "process" else "primitive"
            process = lane.id if what == "process" else 0
            primitive = lane.id if what == "primitive" else 0
            timeline.select(Picked(what, lane.name, process, primitive))
        elif part == "lanes":
            timeline.select(timeline.pick_at(place))
        timeline.update()

    def double_click(self, event: QMouseEvent) -> None:
        """Zoom to a span; in the minimap to the whole run; a lane too low to read, to that."""
        timeline = self._timeline
        place = event.position()
        part = timeline.parts().part(place.x(), place.y())
        if part in ("minimap", "ruler"):
            timeline.measure(None)
            timeline.set_cursor(None)
            timeline.fit()
        elif part in ("lanes", "labels") and timeline.density == "all":
            timeline.step_density(3, place.y())
        elif part == "lanes" and timeline.scene is not None:
            picked = timeline.pick_at(place)
            if picked is not None and picked.timed:
                timeline.select(picked)
                end = timeline.scene.now_ns if picked.end_ns is None else picked.end_ns
                timeline.show_range(picked.start_ns, max(end, picked.start_ns + 1))

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; with Shift, or over the labels, scroll lanes; sideways: pan;
        with Ctrl make lanes higher or lower."""
        timeline = self._timeline
        place = event.position()
        turn = event.angleDelta()
        part = timeline.parts().part(place.x(), place.y())
        keys = event.modifiers()
        if keys & Qt.KeyboardModifier.ControlModifier:
            if turn.y():
                timeline.step_density(1 if turn.y() > 0 else -1, place.y())
        elif keys & Qt.KeyboardModifier.ShiftModifier or part == "labels":
            # Some systems turn the wheel sideways themselves while Shift is down.
            timeline.scroll_lanes(-(turn.y() or turn.x()) / NOTCH * LANES_PER_NOTCH)
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
        timeline.point(picked, None if lane is None else lane.name)
