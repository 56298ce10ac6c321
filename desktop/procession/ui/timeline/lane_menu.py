"""What can be done with a lane: the menu at the right button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from procession.ui.timeline.arranging import (
    hide_lane,
    move_lane,
    pin_lane,
    siblings_of,
    toggle_lane,
    unfold_threads,
)
from procession.ui.timeline.choosing import Choosing
from procession.ui.timeline.lanes import DENSITIES, Lane


class LaneMenu(QObject):
    """Made anew each time it opens: what it offers depends on the lane."""

    def __init__(self, timeline: Choosing) -> None:
        super().__init__(timeline)
        self._timeline = timeline

    def open(self, event: QContextMenuEvent) -> None:
        """Open it where the pointer is; by key, at the lane that the keyboard is in."""
        timeline = self._timeline
        if timeline.scene is None:
            return
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        lane = timeline.current_lane() if by_key else timeline.lane_at(event.pos().y())
        menu = self.menu(lane)
        menu.aboutToHide.connect(menu.deleteLater)
        at = event.globalPos()
        if by_key and lane is not None:
            y = timeline.parts().lanes.top() + lane.y(timeline.scrolled) + lane.height
            at = timeline.mapToGlobal(QPoint(40, round(y)))
        menu.popup(at)

    def menu(self, lane: Lane | None) -> QMenu:
        """The menu of a lane, or of none."""
        menu = QMenu(self._timeline)
        if lane is not None and not lane.head:
            self._of_lane(menu, lane)
            menu.addSeparator()
        hidden = len(self._timeline.arrangement.hidden)
        words = self._timeline.arrangement.words
        show = menu.addAction(self.tr("Show all lanes") + "\tShift+H")
        show.setEnabled(bool(hidden or words))
        show.triggered.connect(lambda: hide_lane(self._timeline, everything=True))
        heights = menu.addMenu(self.tr("Lane heights"))
        names = {
            "all": self.tr("All lanes in view"),
            "dense": self.tr("Dense"),
            "compact": self.tr("Compact"),
            "normal": self.tr("Normal"),
            "roomy": self.tr("Roomy"),
        }
        for density in DENSITIES:
            action = heights.addAction(names[density])
            action.setCheckable(True)
            action.setChecked(density == self._timeline.density)
            action.triggered.connect(lambda _=False, one=density: self._timeline.set_density(one))
        self._add(menu, self.tr("Find…") + "\tCtrl+F", self._timeline.find_wanted.emit)
        return menu

    def _of_lane(self, menu: QMenu, lane: Lane) -> None:
        timeline, name = self._timeline, lane.name
        timeline.look.lane = name
        if lane.kind != "thread":
            pin = self.tr("Unpin") if lane.pinned else self.tr("Pin to the top")
            self._add(menu, pin + "\tP", lambda: pin_lane(timeline, name))
        hide = self.tr("Hide")
        self._add(menu, hide + "\tH", lambda: hide_lane(timeline, name))
        siblings = siblings_of(timeline, lane)
        if len(siblings) > 1:
            up, down = self.tr("Move up"), self.tr("Move down")
            self._add(menu, up + "\tAlt+Up", lambda: move_lane(timeline, -1, name))
            self._add(menu, down + "\tAlt+Down", lambda: move_lane(timeline, 1, name))
        if lane.kind == "process":
            if lane.children:
                fold = self.tr("Show its children") if lane.closed else self.tr("Fold its children")
                self._add(menu, fold + "\tReturn", lambda: toggle_lane(timeline, name))
            rows = timeline.scene.processes.get(lane.id) if timeline.scene is not None else None
            if rows is not None and rows.seen_threads:
                shown = lane.id in timeline.arrangement.unfolded
                text = self.tr("Fold its threads") if shown else self.tr("Show its threads")
                self._add(menu, text + "\tT", lambda: unfold_threads(timeline, name))

    @staticmethod
    def _add(menu: QMenu, text: str, do: Callable[[], object]) -> None:
        menu.addAction(text).triggered.connect(lambda: do())
