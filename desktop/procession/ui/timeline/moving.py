"""Moving in time and among lanes, forth and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property

from procession.ui.timeline.glide import Glide
from procession.ui.timeline.history import History, Place
from procession.ui.timeline.lanes import DENSITIES
from procession.ui.timeline.surface import Surface
from procession.ui.timeline.viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ZOOM_STEP = 1.25


class Moving(Surface):
    """What of the run is in view.

    Pan and zoom follow the input at once; a jump glides, and each can be undone.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = History()
        self._glide = Glide(self, self._changed)
        self.scene_changed.connect(self._begin_anew)

    def _begin_anew(self) -> None:
        self._glide.stop()
        self._history = History()

    def _is_following(self) -> bool:
        return self.follow.on

    def _set_following(self, on: bool) -> None:
        if on == self.follow.on:
            return
        self._glide.stop()
        self.follow.on = on
        if on and self.scene is not None:
            self.follow.jump(self.scene, self.view)
        self.following_changed.emit(on)
        self._changed()

    following = Property(bool, _is_following, _set_following)
    """Whether the newest instant is kept in view while the program runs."""

    def fit(self) -> None:
        """Show the whole run, and go on doing so while it is short."""
        self._measure_width()
        scene = self.scene
        if scene is None:
            return
        self._leave("jump")
        self._glide.finish()
        target = Viewport(self.view.left_ns, self.view.ns_per_px, self.view.width)
        self.follow.fit(scene, target)
        if scene.running:
            # The target moves on: a glide to where it was would fight it.
            self.view.left_ns, self.view.ns_per_px = target.left_ns, target.ns_per_px
            before, self.follow.on = self.follow.on, True
            if not before:
                self.following_changed.emit(True)
            self._changed()
        else:
            self._glide.start(self.view, target.left_ns, target.ns_per_px)

    def fit_whole(self) -> None:
        """The same at once: nothing glides and there is nothing to undo."""
        self._measure_width()
        self._glide.stop()
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
        self._leave("zoom")
        self._glide.finish()
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
        self._leave("pan")
        self._glide.finish()
        self.view.pan(px)
        self.moved()

    def drag_to(self, left_ns: float, ns_per_px: float) -> None:
        """Show this at once: the pointer holds it."""
        self._leave("pan")
        self._glide.finish()
        self.view.left_ns, self.view.ns_per_px = left_ns, ns_per_px
        self.moved()

    def show_range(self, begin_ns: float, end_ns: float) -> None:
        """Show a stretch of time with a margin of a tenth on both sides."""
        target = Viewport(self.view.left_ns, self.view.ns_per_px, self.view.width)
        target.show(begin_ns, end_ns, margin=self.view.width / 10)
        self._jump(target.left_ns, target.ns_per_px)

    def show_instant(self, time_ns: float, at: float = 0.5) -> None:
        """Bring an instant to a share of the width, at the present scale."""
        self._jump(time_ns - at * self.view.span_ns, self.view.ns_per_px)

    def _jump(self, left_ns: float, ns_per_px: float) -> None:
        self._leave("jump")
        self._glide.finish()
        scene = self.scene
        if scene is not None:
            # What happens on the way is nobody's wish: only the goal says whether to follow on.
            target = Viewport(left_ns, ns_per_px, self.view.width)
            target.keep_near(scene.first_ns, scene.now_ns)
            left_ns = target.left_ns
            self._decide(target)
        if self.follow.on and scene is not None and scene.running:
            self.view.left_ns, self.view.ns_per_px = left_ns, ns_per_px
            self._changed()
        else:
            self._glide.start(self.view, left_ns, ns_per_px)

    def moved(self) -> None:
        """The user moved the view: keep it at the run, and decide whether to follow on."""
        scene = self.scene
        if scene is not None:
            self.view.keep_near(scene.first_ns, scene.now_ns)
            self._decide(self.view)
        self._changed()

    def _decide(self, view: Viewport) -> None:
        before = self.follow.on
        if self.scene is not None:
            self.follow.user_moved(self.scene, view)
        if before != self.follow.on:
            self.following_changed.emit(self.follow.on)

    # --- forth and back --------------------------------------------------------------------

    def undo_move(self) -> bool:
        """Go back to where one was before the last move; whether there was one."""
        self._glide.finish()
        return self._go(self._history.back(self._here()))

    def redo_move(self) -> bool:
        """Go where one went back from."""
        self._glide.finish()
        return self._go(self._history.forth(self._here()))

    def _here(self) -> Place:
        view, follow = self.view, self.follow
        return Place(view.left_ns, view.ns_per_px, self.scrolled, follow.on, follow.whole)

    def _leave(self, kind: str) -> None:
        if self.scene is not None and not self._glide.going:
            self._history.leave(self._here(), kind)

    def _go(self, place: Place | None) -> bool:
        if place is None or self.scene is None:
            return False
        self._bar.setValue(place.scroll)
        self.follow.whole = place.whole
        if place.following != self.follow.on:
            self.follow.on = place.following
            self.following_changed.emit(place.following)
        if place.following and self.scene.running:
            self.view.ns_per_px = place.ns_per_px
            self.follow.jump(self.scene, self.view)
            self._changed()
        else:
            self._glide.start(self.view, place.left_ns, place.ns_per_px)
        return True

    # --- heights ---------------------------------------------------------------------------

    def step_density(self, by: int, y: float | None = None) -> None:
        """Make lanes higher or lower; what is at `y` px of the widget stays under it."""
        at = DENSITIES.index(self.density) + by
        density = DENSITIES[min(max(at, 0), len(DENSITIES) - 1)]
        if density == self.density or self.scene is None:
            return
        area = self.parts().lanes
        within = max(0.0, (area.top() if y is None else y) - area.top())
        lane = self.lane_at(area.top() + within)
        share = 0.0 if lane is None else (within - lane.y(self.scrolled)) / lane.height
        self.set_density(density)
        found = None if lane is None else self.scene.lane_of(*lane.name)
        if found is not None and not found.pinned:
            self._bar.setValue(round(found.top + share * found.height - within))
