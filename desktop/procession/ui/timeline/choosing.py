"""Choosing spans and lanes: by pointing, by walking, by finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Signal

from procession.ui.timeline.blockers import blocker_of
from procession.ui.timeline.lanes import Lane, Name
from procession.ui.timeline.moving import Moving
from procession.ui.timeline.pick import Picked, pick
from procession.ui.timeline.status import primitive_status, process_status
from procession.ui.timeline.tip import thread_name, tip
from procession.ui.timeline.walk import neighbour

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Choosing(Moving):
    """What is selected, pointed at, measured."""

    selected = Signal(object)
    """A `pick.Picked`, or None when the selection is cleared."""
    hovered = Signal(object)
    """A `pick.Picked`, or None."""
    measured = Signal(object)
    """(from, to) in ns, or None: the range that statistics are wanted of."""
    find_wanted = Signal()
    """The user wants to look for something."""
    cursor_changed = Signal(object)
    """The instant, ns, whose state is wanted; None: the newest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walked: list[Picked] = []
        self.scene_changed.connect(self._walked.clear)

    def select(self, picked: Picked | None) -> None:
        """Select something, or nothing."""
        if picked == self.look.selected:
            return
        self.look.selected = picked
        if picked is not None:
            self.look.lane = picked.lane
        self.selected.emit(picked)
        self.update()

    def clear(self) -> None:
        """Nothing is selected, nothing measured, and the cursor is at the newest instant."""
        self.select(None)
        self.measure(None)
        self.set_cursor(None)

    def measure(self, range_ns: tuple[float, float] | None) -> None:
        """Choose a stretch of time for statistics, or none."""
        if range_ns != self.look.measure:
            self.look.measure = range_ns
            self.measured.emit(self.look.range_ns)
            self._changed()

    def set_cursor(self, time_ns: float | None) -> None:
        """Choose the instant whose state is told."""
        if time_ns != self.look.cursor_ns:
            self.look.cursor_ns = time_ns
            self.cursor_changed.emit(time_ns)
            self.update()

    def walk_to_blocker(self) -> bool:
        """From the selected span to the one that blocks it; whether there is one."""
        scene, here = self.scene, self.look.selected
        found = None if scene is None or here is None else blocker_of(scene, here)
        if here is None or found is None:
            return False
        self._walked.append(here)
        self.show_picked(found)
        return True

    def walk_back(self) -> bool:
        """Back to where `walk_to_blocker` came from."""
        if not self._walked:
            return False
        self.show_picked(self._walked.pop())
        return True

    def walk_to_root(self) -> bool:
        """From the selected span to the one at the end of the chain that blocks it."""
        seen: list[Picked] = []
        while (here := self.look.selected) is not None and here not in seen:
            seen.append(here)
            if not self.walk_to_blocker():
                break
        return len(seen) > 1

    def walk_along(self, forward: bool) -> None:
        """Select the next span of the lane that the keyboard is in, or the one before."""
        lane = self.current_lane()
        if self.scene is None or lane is None:
            return
        here = self.look.selected
        start = here if here is not None and here.lane == lane.name else None
        found = neighbour(self.scene, start, lane, forward)
        if found is not None:
            self.show_picked(found)

    def current_lane(self) -> Lane | None:
        """The lane that the keyboard is in; else the first one."""
        lanes = [] if self.scene is None else [lane for lane in self.scene.lanes if not lane.head]
        here = self.look.lane
        return next((lane for lane in lanes if lane.name == here), lanes[0] if lanes else None)

    def choose_lane(self, by: int) -> None:
        """Go so many lanes down."""
        scene = self.scene
        if scene is None or not scene.lanes:
            return
        names = [lane.name for lane in scene.lanes]
        here = self.look.lane
        at = names.index(here) if here in names else -1 if by > 0 else 0
        lane = scene.lanes[min(max(at + by, 0), len(names) - 1)]
        self.look.lane = lane.name
        self.show_lane(lane)
        self.setAccessibleDescription(self.describe_lane(lane))
        self.update()

    def show_picked(self, picked: Picked) -> None:
        """Select something and bring it into view."""
        if self.scene is None:
            return
        self.select(picked)
        lane = self.scene.lane_of(*picked.lane)
        if lane is not None:
            self.show_lane(lane)
        self.setAccessibleDescription(tip(self.scene, picked, self.words).replace("\n", ", "))
        x = self.view.x(picked.start_ns)
        if picked.timed and not 20 <= x <= self.view.width - 60:
            self.show_instant(picked.start_ns, 1 / 3)

    def point(self, picked: Picked | None, lane: Name | None) -> None:
        """Take note of what is under the pointer."""
        if lane != self.look.pointed or picked != self.look.hovered:
            self.look.pointed = lane
            self.update()
        if picked != self.look.hovered:
            self.look.hovered = picked
            self.hovered.emit(picked)

    def pick_at(self, position: QPointF, wait: bool = True) -> Picked | None:
        """What is at a point of the widget.

        Args:
            wait: for a thread that is at work; else it is what was there before.
        """
        with self._turns.look(wait) as may:
            return self._pick(position) if may else self.look.hovered

    def _pick(self, position: QPointF) -> Picked | None:
        lane = self.lane_at(position.y())
        if self.scene is None or lane is None:
            return None
        area = self.parts().lanes
        time = self.view.time(position.x() - area.left())
        y = position.y() - area.top() - lane.y(self.scrolled)
        return pick(self.scene, lane, y, time, self.view.ns_per_px)

    def tip_at(self, place: QPointF) -> str:
        """About what is there; of a label, its whole text."""
        part = self.parts().part(place.x(), place.y())
        with self._turns.look(wait=True):
            if self.scene is None:
                return ""
            if part == "labels":
                lane = self.lane_at(place.y())
                return "" if lane is None or lane.head else self.describe_lane(lane)
            picked = self._pick(place) if part == "lanes" else None
            return "" if picked is None else tip(self.scene, picked, self.words)

    def describe_lane(self, lane: Lane) -> str:
        """A lane in words: its name and what it does now."""
        scene = self.scene
        if scene is None:
            return ""
        if lane.kind == "process":
            process = scene.model.processes[lane.id]
            name = process.name or self.words.unnamed(lane.id)
            name = f"{name} · {process.pid}" if process.pid else name
            return f"{name}: {process_status(scene, lane.id, self.words, self._theme)[0]}"
        if lane.kind == "thread":
            return thread_name(scene, lane.id, self.words)
        if lane.kind == "primitive":
            primitive = scene.model.primitives[lane.id]
            where = f" · {primitive.place.short}" if primitive.place else ""
            name = f"{primitive.label} · {primitive.kind}{where}"
            return f"{name}: {primitive_status(scene, lane.id, self.words, self._theme)[0]}"
        return f"{self.words.texts()[lane.kind]}: {lane.id}"
