"""The widget that shows a run: what it is, where its parts stand, and when it is painted anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QScrollBar, QSizePolicy, QWidget
from shiboken6 import isValid

from procession.ui.background import in_background
from procession.ui.timeline.around import paint_empty
from procession.ui.timeline.arrangement import Arrangement
from procession.ui.timeline.follow import Follow
from procession.ui.timeline.lanes import Density, Lane, lane_at
from procession.ui.timeline.look import Look
from procession.ui.timeline.pace import Pace
from procession.ui.timeline.painting import Painting
from procession.ui.timeline.regions import LABELS_LEAST, Regions, regions
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.ticks import duration
from procession.ui.timeline.turns import Turns
from procession.ui.timeline.viewport import Viewport
from procession.ui.timeline.words import Words
from procession.ui.tokens import LIGHT, SIZE, Tokens

if TYPE_CHECKING:
    from procession.plugin.api import Finding, Track
    from procession.trace.model import Model
    from procession.ui.timeline.run_rows import RunRows

SCROLL_BAR = 10
LABELS_MS = 110


class Surface(QWidget):
    """Shows a model; painted by itself, one picture for all lanes.

    Call `refresh` after the model was fed: it is cheap when nothing changed.
    """

    following_changed = Signal(bool)
    scene_changed = Signal()
    """Another run is shown, or none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Words(self)
        self.view = Viewport()
        self.look = Look()
        self.follow = Follow()
        self.scene: Scene | None = None
        self._turns = Turns(self)
        self._denied = False
        self._theme: Tokens = LIGHT
        self._painting: Painting | None = None
        self._compact = False
        self._density: Density = "normal"
        self._label_width = float(SIZE.label_column)
        self._foot = 0
        self._turns.granted.connect(self._may_look)
        self._stale = True
        self._map_stale = True
        self._pace = Pace(2)
        self._map_pace = Pace(9, at_least_ms=100)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setAccessibleName(self.tr("Lanes"))
        self._bar.valueChanged.connect(self._changed)
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
        self.look = Look()
        self.follow = Follow()
        with turns.look(wait=True):
            if scene is not None:
                scene.update()
                self._fit_many(scene)
            self._apply_layout()
            self._bar.setValue(0)
            self._measure_width()
            if scene is not None:
                self.follow.fit(scene, self.view)
            self.setAccessibleDescription(self.describe())
        self.following_changed.emit(self.follow.on)
        self.scene_changed.emit()
        self._laid_out()

    def _fit_many(self, scene: Scene) -> None:
        """A run of more lanes than there are pixels begins with all of them in view."""
        lanes = len(scene.model.processes) + len(scene.model.primitives)
        if not self._compact and lanes > max(200.0, self.parts().lanes.height()):
            self._density = "all"

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

    def read(self, work: Callable[[Scene], Any], done: Callable[[Any], None]) -> None:
        """Work something out from the run on another thread, then `done(result)` here.

        What comes back after another run was shown is dropped.
        """
        scene, turns = self.scene, self._turns
        if scene is None:
            return

        def worked() -> Any:
            with turns.step():
                return work(scene)

        def deliver(result: Any) -> None:
            # The page may have been closed meanwhile.
            if isValid(self) and self.scene is scene:
                done(result)

        in_background(worked, deliver, _fail)

    def set_theme(self, tokens: Tokens) -> None:
        """Paint with another palette."""
        self._theme = tokens
        self._painting = None
        self._map_stale = True
        self._changed()

    @property
    def theme(self) -> Tokens:
        """The palette that it is painted with."""
        return self._theme

    def set_findings(self, findings: Iterable[Finding]) -> None:
        """Mark these instants with a red line, and the lanes they are about."""
        self.look.findings = list(findings)
        self._changed()

    def set_compact(self, compact: bool) -> None:
        """Lower lanes of processes only, without minimap, section heads and legend."""
        self._compact = compact
        self._apply_layout()
        self._laid_out()

    @property
    def density(self) -> Density:
        """How high lanes are."""
        return self._density

    def set_density(self, density: Density) -> None:
        """Height of lanes: ``roomy``, ``normal``, ``compact``, ``dense`` or ``all``."""
        self._density = density
        self._apply_layout()
        self._laid_out()

    @property
    def arrangement(self) -> Arrangement:
        """How the lanes are arranged; call `arranged` after changing it."""
        return Arrangement() if self.scene is None else self.scene.arrangement

    def arranged(self) -> None:
        """The arrangement has changed: place the lanes anew."""
        if self.scene is not None:
            with self._turns.look(wait=True):
                self.scene.lay_out()
            self._laid_out()

    def _apply_layout(self) -> None:
        if self.scene is not None:
            self.scene.density = "compact" if self._compact else self._density
            self.scene.room = int(self.parts().lanes.height())
            self.scene.heads = not self._compact
            self.scene.with_primitives = not self._compact
            self.scene.lay_out()

    # --- geometry --------------------------------------------------------------------------

    def parts(self) -> Regions:
        """Where everything stands."""
        height = max(0, self.height() - self._foot)
        return regions(self.width(), height, self._label_width, self._compact)

    def _set_foot(self, height: int) -> None:
        """Leave so many px at the bottom to somebody else."""
        if height != self._foot:
            self._foot = height
            self._apply_layout()
            self._laid_out()

    @property
    def scrolled(self) -> int:
        """How far the lanes are scrolled, px."""
        return self._bar.value()

    def lane_at(self, y: float) -> Lane | None:
        """The lane at `y` px of the widget."""
        area = self.parts().lanes
        if self.scene is None or not area.top() <= y < area.bottom():
            return None
        return lane_at(self.scene.lanes, y - area.top(), self.scrolled)

    def scroll_lanes(self, px: float) -> None:
        """Scroll the lanes down by `px`."""
        self._bar.setValue(round(self._bar.value() + px))

    def show_lane(self, lane: Lane) -> None:
        """Scroll so that a lane is in view."""
        if self.scene is None or lane.pinned:
            return
        height = self.parts().lanes.height()
        value, fixed = self._bar.value(), self.scene.fixed
        if lane.top - fixed < value:
            self._bar.setValue(lane.top - fixed)
        elif lane.bottom > value + height:
            self._bar.setValue(round(lane.bottom - height))

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

    def _changed(self) -> None:
        self._stale = True
        self.update()

    def _laid_out(self) -> None:
        self._place_bar()
        self._changed()

    # --- painting --------------------------------------------------------------------------

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
        if self._painting.labels_late:
            QTimer.singleShot(LABELS_MS, self, self.update)

    def _draw(self, painting: Painting, scene: Scene, parts: Regions, scroll: float) -> None:
        if self._map_stale and not (self._stale and scene.running):
            with self._map_pace:
                painting.draw_minimap(scene, parts.minimap)
            self._map_stale = False
        if self._stale:
            painting.draw_lanes(scene, parts.lanes, self.view, scroll, self.look)
            self._stale = False
            if painting.unfinished:
                QTimer.singleShot(0, self, self._changed)
        if self._map_stale:
            # Of a live run it is drawn by itself: neither picture waits for the other.
            QTimer.singleShot(0, self, self.update)

    def describe(self) -> str:
        """The timeline in words, for a screen reader."""
        if self.scene is None:
            return self.words.texts()["empty"]
        model = self.scene.model
        length = duration(self.scene.now_ns)
        return self.words.description(len(model.processes), len(model.primitives), length)


def _fail(error: Exception) -> None:
    raise error
