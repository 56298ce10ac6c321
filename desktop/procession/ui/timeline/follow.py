"""Keeping the newest instant in view while a program runs."""

from __future__ import annotations

from procession.ui.timeline.scene import Scene
from procession.ui.timeline.viewport import FIT_MARGIN_PX, Viewport

AHEAD_PX = 48
"""Room right of the newest instant, so that its line and flag are seen."""
WHOLE_NS = 10_000_000_000
"""A run is shown whole until it is this long, then its last part."""


class Follow:
    """Whether and how the view goes along with the run."""

    def __init__(self) -> None:
        self.on = True
        self.whole = True
        """The view is of the whole run and nobody moved it since."""

    def fit(self, scene: Scene, view: Viewport) -> None:
        """Show the whole run."""
        self.whole = True
        self._show_whole(scene, view)

    def advance(self, scene: Scene, view: Viewport) -> None:
        """The run went on."""
        if not scene.running:
            if self.whole:
                self._show_whole(scene, view)
            return
        if self.on:
            self.jump(scene, view)

    def jump(self, scene: Scene, view: Viewport) -> None:
        """Bring the newest instant into view."""
        length = scene.now_ns - scene.first_ns
        if self.whole and length <= WHOLE_NS:
            self._show_whole(scene, view)
            return
        if self.whole:
            room = max(1, view.width - AHEAD_PX)
            view.ns_per_px = min(view.ns_per_px, WHOLE_NS / room)
        view.left_ns = scene.now_ns - (view.width - AHEAD_PX) * view.ns_per_px

    def user_moved(self, scene: Scene, view: Viewport) -> None:
        """Scrolling back ends following; coming to the end begins it again."""
        self.whole = False
        if scene.running:
            self.on = view.x(scene.now_ns) <= view.width - AHEAD_PX + 1

    @staticmethod
    def _show_whole(scene: Scene, view: Viewport) -> None:
        end = max(scene.now_ns, scene.first_ns + 1_000_000)
        ahead = AHEAD_PX if scene.running else FIT_MARGIN_PX
        room = max(1, view.width - FIT_MARGIN_PX - ahead)
        view.ns_per_px = max((end - scene.first_ns) / room, 0.5)
        view.left_ns = scene.first_ns - FIT_MARGIN_PX * view.ns_per_px
