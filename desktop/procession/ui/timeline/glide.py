"""A jump of the view that eases in, so that the eye can follow it."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, Qt, QVariantAnimation
from PySide6.QtWidgets import QApplication

from procession.ui.timeline.viewport import Viewport

LENGTH_MS = 120


def may_move() -> bool:
    """Whether the system, and the user, let anything move by itself."""
    return QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)


class Glide(QObject):
    """Brings a viewport from where it is to where it shall be."""

    def __init__(self, parent: QObject, moved: Callable[[], None]) -> None:
        super().__init__(parent)
        self._moved = moved
        self._view = Viewport()
        self._from = self._to = (0.0, 1.0)
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(LENGTH_MS)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._step)

    @property
    def going(self) -> bool:
        """Whether it is on its way."""
        return self._motion.state() == QVariantAnimation.State.Running

    def start(self, view: Viewport, left_ns: float, ns_per_px: float) -> None:
        """Move `view`; it is there at once when nothing may move by itself."""
        self.finish()
        start = view.left_ns, view.ns_per_px
        self._view, self._from, self._to = view, start, (left_ns, ns_per_px)
        if not may_move():
            self._arrive()
            return
        self._motion.start()

    def finish(self) -> None:
        """Be there now."""
        if self.going:
            self._motion.stop()
            self._arrive()

    def stop(self) -> None:
        """Stay where it is now: the user moves the view himself."""
        self._motion.stop()

    def _arrive(self) -> None:
        self._view.left_ns, self._view.ns_per_px = self._to
        self._moved()

    def _step(self, part: object) -> None:
        if not isinstance(part, float):
            return
        if part >= 1:
            self._arrive()
            return
        view = self._view
        (left, scale), (last_left, last_scale) = self._from, self._to
        # The scale grows by factors, and the middle goes as the scale lets it: nothing swings.
        view.ns_per_px = scale * math.exp(part * math.log(last_scale / scale))
        share = (
            part
            if math.isclose(scale, last_scale)
            else (view.ns_per_px - scale) / (last_scale - scale)
        )
        half = view.width / 2
        begin, end = left + half * scale, last_left + half * last_scale
        view.left_ns = begin + share * (end - begin) - half * view.ns_per_px
        self._moved()
