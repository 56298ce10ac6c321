"""Dragging in the minimap: the frame, and its two handles."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF

from procession.ui.timeline.choosing import Choosing
from procession.ui.timeline.viewport import Viewport

HANDLE_PX = 6
LEAST_NS_PER_PX = 2


class MapDrag:
    """Moves what is in view along with the pointer."""

    def __init__(self, timeline: Choosing) -> None:
        self._timeline = timeline
        self._holds: Literal["frame", "left", "right"] = "frame"
        self._grip = 0.0

    def press(self, place: QPointF) -> None:
        """Take hold of the frame or of a handle; beside the frame, bring it here."""
        frame = self._timeline.minimap_frame
        if abs(place.x() - frame.left()) <= HANDLE_PX:
            self._holds = "left"
        elif abs(place.x() - frame.right()) <= HANDLE_PX:
            self._holds = "right"
        else:
            self._holds = "frame"
            inside = frame.left() < place.x() < frame.right()
            self._grip = place.x() - frame.center().x() if inside else 0.0
            if not inside:
                self.move(place)

    def move(self, place: QPointF) -> None:
        """Follow the pointer."""
        timeline = self._timeline
        whole = timeline.minimap_view
        if whole is None:
            return
        view, left = timeline.view, timeline.parts().minimap.left()
        if self._holds == "frame":
            middle = whole.time(place.x() - self._grip - left)
            timeline.drag_to(middle - view.span_ns / 2, view.ns_per_px)
            return
        time = whole.time(place.x() - left)
        begin, end = view.left_ns, view.right_ns
        least = LEAST_NS_PER_PX * view.width
        if self._holds == "left":
            begin = min(time, end - least)
        else:
            end = max(time, begin + least)
        target = Viewport(width=view.width)
        target.show(begin, end, margin=0)
        timeline.drag_to(target.left_ns, target.ns_per_px)
