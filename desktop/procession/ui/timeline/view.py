"""The timeline: processes, what they hold and wait for, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip

from procession.ui.timeline import range_strip
from procession.ui.timeline.choosing import Choosing
from procession.ui.timeline.find_bar import FindBar
from procession.ui.timeline.keys import handle_key, takes_key
from procession.ui.timeline.lane_menu import LaneMenu
from procession.ui.timeline.pointer import Pointer
from procession.ui.timeline.range_strip import RangeStrip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


LEAST_FOR_STRIP = 380


class TimelineView(Choosing):
    """The widget: what Qt tells it goes to whoever knows what to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pointer = Pointer(self)
        self.find_bar = FindBar(self)
        self.find_bar.hide()
        self.range_strip = RangeStrip(self)
        self.range_strip.hide()
        self._menu = LaneMenu(self)
        self.measured.connect(lambda _: self._place_strip())
        self.scene_changed.connect(self._place_strip)
        self.find_wanted.connect(self.find_bar.open)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what changed, then paint it."""
        with QPainter(self) as painter:
            self.paint(painter, self.devicePixelRatioF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is in view; a view of the whole run stays one."""
        before = self.view.width
        self._measure_width()
        if self.scene is not None and (self.follow.whole or before <= 1):
            self.follow.fit(self.scene, self.view)
        if self.density == "all":
            self._apply_layout()
        self._map_stale = True
        self._place_strip()
        self.find_bar.place()
        self._laid_out()

    def _place_strip(self) -> None:
        """Statistics stand below the lanes while a range is measured and there is room."""
        wanted = self.look.measure is not None and self.height() >= LEAST_FOR_STRIP
        self._set_foot(range_strip.HEIGHT if wanted else 0)
        self.range_strip.setVisible(wanted)
        if wanted:
            top = self.height() - range_strip.HEIGHT
            self.range_strip.setGeometry(0, top, self.width(), range_strip.HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Tool tips about what is under the pointer; keys that the window would take."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tip_at(QPointF(event.pos()))
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and takes_key(self, event):
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.words.forget()
            self._painting = None
            self.setAccessibleName(self.words.texts()["timeline"])
            self._changed()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or select."""
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or point."""
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End dragging."""
        with self._turns.look(wait=True):
            self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom to a span."""
        with self._turns.look(wait=True):
            self._pointer.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; with Shift scroll the lanes."""
        self._pointer.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self.point(None, None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the lane there."""
        self._menu.open(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and choose by keys."""
        with self._turns.look(wait=True):
            handled = handle_key(self, event)
        if not handled:
            super().keyPressEvent(event)
