"""The timeline: processes, what they hold and wait for, over time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollBar, QSizePolicy, QToolTip, QWidget

from procession.ui.timeline.blockers import blocker_of
from procession.ui.timeline.follow import Follow
from procession.ui.timeline.keys import handle_key
from procession.ui.timeline.lanes import Density, Lane, lane_at
from procession.ui.timeline.pace import Pace
from procession.ui.timeline.painting import Look, Painting, paint_empty
from procession.ui.timeline.pick import Picked, pick
from procession.ui.timeline.pointer import Pointer
from procession.ui.timeline.regions import LABELS_LEAST, Regions, regions
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.status import primitive_status, process_status
from procession.ui.timeline.ticks import duration
from procession.ui.timeline.tip import tip
from procession.ui.timeline.turns import Turns
from procession.ui.timeline.viewport import Viewport
from procession.ui.timeline.words import Words
from procession.ui.tokens import LIGHT, SIZE, Tokens

if TYPE_CHECKING:
    from procession.plugin.api import Finding, Track
    from procession.trace.model import Model
    from procession.ui.timeline.run_rows import RunRows

ZOOM_STEP = 1.25
SCROLL_BAR = 10


class TimelineView(QWidget):
    """Shows a model; painted by itself, one picture for all lanes.

    Call `refresh` after the model was fed: it is cheap when nothing changed.
    """

    selected = Signal(object)
    """A `pick.Picked`, or None when the selection is cleared."""
    hovered = Signal(object)
    """A `pick.Picked`, or None."""
    following_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Words(self)
        self.view = Viewport()
        self.look = Look()
        self.follow = Follow()
        self.scene: Scene | None = None
        self._turns = Turns(self)
        self._denied = False
        self._walked: list[Picked] = []
        self._theme: Tokens = LIGHT
        self._painting: Painting | None = None
        self._compact = False
        self._density: Density = "normal"
        self._label_width = float(SIZE.label_column)
        self._turns.granted.connect(self._may_look)
        self._stale = True
        self._map_stale = True
        self._pace = Pace(2)
        self._map_pace = Pace(9, at_least_ms=100)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        self._pointer = Pointer(self)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setAccessibleName(self.tr("Lanes"))
        self._bar.valueChanged.connect(self._scrolled)
        self._bar.hide()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 60)
        self.setAccessibleName(self.words.texts()["timeline"])

    # --- what it shows ---------------------------------------------------------------------

    def set_model(self, model: Model | None, tracks: Iterable[Track] = ()) -> None:
        """Show another run, or none; its rows are made and kept up to date here."""
        self._show(None if model is None else Scene(model, tracks), Turns(self))

    def set_rows(self, rows: RunRows, turns: Turns) -> None:
        """Show another run, whose rows are kept up to date by a thread that takes `turns`."""
        self._show(Scene(rows.model, rows=rows), turns)

    def _show(self, scene: Scene | None, turns: Turns) -> None:
        self._turns.granted.disconnect(self._may_look)
        self._turns = turns
        turns.granted.connect(self._may_look)
        self.scene = scene
        self._walked = []
        self.look = Look()
        self.follow = Follow()
        with turns.look(wait=True):
            self._apply_layout()
            self._bar.setValue(0)
            if self.scene is not None:
                self.scene.update()
                self.fit_whole()
            self.setAccessibleDescription(self.describe())
        self.following_changed.emit(self.follow.on)
        self._laid_out()

    def _may_look(self) -> None:
        """What could not be done while the thread was at work."""
        if self._denied:
            self._denied = False
            self.refresh()
            self._changed()

    def refresh(self) -> None:
        """Follow what the model was fed since the last call."""
        scene = self.scene
        if scene is None:
            return
        # The more there is to follow, the rarer: at most a third of the time goes into it.
        if scene.running and self._pace.remaining_ms() > 0:
            if not self._later.isActive():
                self._later.start(self._pace.remaining_ms())
            return
        lanes = len(scene.lanes)
        with self._turns.look() as may:
            if not may:
                self._denied = True
                return
            with self._pace:
                news = scene.update()
        if not news:
            return
        if len(scene.lanes) != lanes or not scene.running:
            self.setAccessibleDescription(self.describe())
        if not scene.running or self._map_pace.remaining_ms() == 0:
            self._map_stale = True
        self.follow.advance(scene, self.view)
        self._laid_out()

    def set_theme(self, tokens: Tokens) -> None:
        """Paint with another palette."""
        self._theme = tokens
        self._painting = None
        self._map_stale = True
        self._changed()

    def set_findings(self, findings: Iterable[Finding]) -> None:
        """Mark these instants with a red line, and the lanes they are about."""
        self.look.findings = list(findings)
        self._changed()

    def set_compact(self, compact: bool) -> None:
        """Lower lanes of processes only, without minimap, section heads and legend."""
        self._compact = compact
        self._apply_layout()
        self._laid_out()

    def set_density(self, density: Density) -> None:
        """Height of process lanes: ``roomy``, ``normal``, ``compact`` or ``dense``."""
        self._density = density
        self._apply_layout()
        self._laid_out()

    def _apply_layout(self) -> None:
        if self.scene is not None:
            self.scene.density = "compact" if self._compact else self._density
            self.scene.heads = not self._compact
            self.scene.with_primitives = not self._compact
            self.scene.lay_out()

    def toggle_section(self, kind: str) -> None:
        """Collapse or expand ``processes`` or ``primitives``."""
        if self.scene is not None:
            self.scene.collapsed = self.scene.collapsed ^ {kind}
            self.scene.lay_out()
            self._laid_out()

    # --- moving ----------------------------------------------------------------------------

    def _is_following(self) -> bool:
        return self.follow.on

    def _set_following(self, on: bool) -> None:
        if on == self.follow.on:
            return
        self.follow.on = on
        if on and self.scene is not None:
            self.follow.jump(self.scene, self.view)
        self.following_changed.emit(on)
        self._changed()

    following = Property(bool, _is_following, _set_following)
    """Whether the newest instant is kept in view while the program runs."""

    def fit(self) -> None:
        """Show the whole run."""
        self.fit_whole()
        self.moved()

    def fit_whole(self) -> None:
        """Show the whole run, and go on doing so while it is short."""
        self._measure_width()
        if self.scene is not None:
            self.follow.fit(self.scene, self.view)
        self._changed()

    def zoom_in(self) -> None:
        """Show less time around the middle (following: around the newest instant)."""
        self.zoom(ZOOM_STEP * ZOOM_STEP, None)

    def zoom_out(self) -> None:
        """Show more time around the middle."""
        self.zoom(1 / (ZOOM_STEP * ZOOM_STEP), None)

    def zoom(self, factor: float, x: float | None) -> None:
        """Show `factor` times less time; what is at `x` px of the lanes stays there."""
        scene = self.scene
        if x is None:
            x = self.view.width / 2
            now = self.view.width if scene is None else self.view.x(scene.now_ns)
            if scene is not None and scene.running and self.follow.on:
                x = now
        self.view.zoom(factor, x)
        self.moved()

    def pan(self, px: float) -> None:
        """Move the view `px` to the right."""
        self.view.pan(px)
        self.moved()

    def show_range(self, begin_ns: float, end_ns: float) -> None:
        """Show a stretch of time with a margin of a tenth on both sides."""
        self.view.show(begin_ns, end_ns, margin=self.view.width / 10)
        self.moved()

    def moved(self) -> None:
        """The user moved the view: keep it at the run, and decide whether to follow on."""
        scene = self.scene
        if scene is not None:
            self.view.keep_near(scene.first_ns, scene.now_ns)
            before = self.follow.on
            self.follow.user_moved(scene, self.view)
            if before != self.follow.on:
                self.following_changed.emit(self.follow.on)
        self._changed()

    def scroll_lanes(self, px: float) -> None:
        """Scroll the lanes down by `px`."""
        self._bar.setValue(round(self._bar.value() + px))

    def show_lane(self, lane: Lane) -> None:
        """Scroll so that a lane is in view."""
        height = self.parts().lanes.height()
        value = self._bar.value()
        if lane.top < value:
            self._bar.setValue(lane.top)
        elif lane.bottom > value + height:
            self._bar.setValue(round(lane.bottom - height))

    # --- choosing --------------------------------------------------------------------------

    def select(self, picked: Picked | None) -> None:
        """Select something, or nothing."""
        if picked == self.look.selected:
            return
        self.look.selected = picked
        if picked is not None:
            self.look.lane = picked.lane
        self.selected.emit(picked)
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

    def show_picked(self, picked: Picked) -> None:
        """Select something and bring it into view."""
        if self.scene is None:
            return
        self.select(picked)
        lane = self.scene.lane_of(*picked.lane)
        if lane is not None:
            self.show_lane(lane)
        x = self.view.x(picked.start_ns)
        if not 20 <= x <= self.view.width - 60:
            self.pan(x - self.view.width / 3)

    def point(self, picked: Picked | None, lane: tuple[str, int] | None) -> None:
        """Take note of what is under the pointer."""
        self.look.pointed = lane
        if picked != self.look.hovered:
            self.look.hovered = picked
            self.hovered.emit(picked)
        self.update()

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
        y = position.y() - area.top() + self._bar.value()
        return pick(self.scene, lane, y, time, self.view.ns_per_px)

    def lane_at(self, y: float) -> Lane | None:
        """The lane at `y` px of the widget."""
        area = self.parts().lanes
        if self.scene is None or not area.top() <= y < area.bottom():
            return None
        return lane_at(self.scene.lanes, y - area.top() + self._bar.value())

    # --- geometry --------------------------------------------------------------------------

    def parts(self) -> Regions:
        """Where everything stands."""
        return regions(self.width(), self.height(), self._label_width, self._compact)

    def set_label_width(self, width: float) -> None:
        """Give the labels `width` px, at least 140."""
        self._label_width = max(float(LABELS_LEAST), min(width, self.width() / 2))
        self._measure_width()
        self._laid_out()

    @property
    def minimap_view(self) -> Viewport | None:
        """How time becomes pixels in the minimap."""
        return None if self._painting is None else self._painting.minimap.whole

    @property
    def minimap_frame(self) -> QRectF:
        """The frame in the minimap around what is in view."""
        if self._painting is None:
            return QRectF()
        return self._painting.minimap.window(self.parts().minimap, self.view)

    def sizeHint(self) -> QSize:
        """Room for a dozen lanes."""
        return QSize(1000, 500)

    def _measure_width(self) -> None:
        self.view.resize(max(1, round(self.parts().lanes.width())))

    def _place_bar(self) -> None:
        area = self.parts().lanes
        total = 0 if self.scene is None else self.scene.height
        room = max(1, int(area.height()))
        self._bar.setPageStep(room)
        self._bar.setSingleStep(20)
        self._bar.setRange(0, max(0, total - room))
        self._bar.setVisible(total > room)
        left = round(area.right()) - SCROLL_BAR
        self._bar.setGeometry(left, round(area.top()), SCROLL_BAR, room)

    def _scrolled(self) -> None:
        self._stale = True
        self.update()

    def _changed(self) -> None:
        self._stale = True
        self.update()

    def _laid_out(self) -> None:
        self._place_bar()
        self._changed()

    # --- Qt --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what changed, then paint it."""
        with QPainter(self) as painter:
            self.paint(painter, self.devicePixelRatioF())

    def paint(self, painter: QPainter, scale: float = 1.0) -> None:
        """Draw the lanes anew if anything changed, and paint the whole widget.

        Args:
            scale: device pixels a px.
        """
        scene = self.scene
        if scene is None or not scene.model.processes:
            paint_empty(painter, QRectF(self.rect()), self._theme, self.words)
            return
        if self._painting is None or self._painting.scale != scale:
            self._painting = Painting(self._theme, scale, self.words)
            self._stale = self._map_stale = True
        self.look.focused = self.hasFocus()
        parts = self.parts()
        scroll = float(self._bar.value())
        with self._turns.look() as may:
            if may:
                self._draw(self._painting, scene, parts, scroll)
                self._denied = False
            else:
                # The lanes as they were drawn last; `granted` brings the new ones.
                self._denied = True
            self._painting.paint(painter, scene, parts, self.view, scroll, self.look, may)

    def _draw(self, painting: Painting, scene: Scene, parts: Regions, scroll: float) -> None:
        if self._map_stale:
            with self._map_pace:
                painting.draw_minimap(scene, parts.minimap)
            self._map_stale = False
        if self._stale:
            painting.draw_lanes(scene, parts.lanes, self.view, scroll, self.look)
            self._stale = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is in view; a view of the whole run stays one."""
        before = self.view.width
        self._measure_width()
        if self.scene is not None and (self.follow.whole or before <= 1):
            self.follow.fit(self.scene, self.view)
        self._map_stale = True
        self._laid_out()

    def event(self, event: QEvent) -> bool:
        """Tool tips about what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._tip_at(QPointF(event.pos()))
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _tip_at(self, place: QPointF) -> str:
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

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.words.forget()
            self._painting = None
            self.setAccessibleName(self.words.texts()["timeline"])
            self._changed()
        super().changeEvent(event)

    def describe(self) -> str:
        """The timeline in words, for a screen reader."""
        if self.scene is None:
            return self.words.texts()["empty"]
        model = self.scene.model
        length = duration(self.scene.now_ns)
        return self.words.description(len(model.processes), len(model.primitives), length)

    def describe_lane(self, lane: Lane) -> str:
        """A lane in words: its name and what it does now."""
        scene = self.scene
        if scene is None:
            return ""
        if lane.kind == "process":
            name = scene.model.processes[lane.id].name or self.words.unnamed(lane.id)
            return f"{name}: {process_status(scene, lane.id, self.words, self._theme)[0]}"
        if lane.kind == "primitive":
            name = scene.model.primitives[lane.id].label
            return f"{name}: {primitive_status(scene, lane.id, self.words, self._theme)[0]}"
        return f"{self.words.texts()[lane.kind]}: {lane.id}"

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and choose by keys."""
        with self._turns.look(wait=True):
            handled = handle_key(self, event)
        if not handled:
            super().keyPressEvent(event)
