"""The whole run in a strip: how many processes run, hold and wait, and what is in view."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from procession.ui.timeline.canvas import alive_columns
from procession.ui.timeline.compose import Floats, colour, mix, mixed, packed, pixel
from procession.ui.timeline.kinds import CONTENDED, EXPECTED, HELD, KINDS, WAITING
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.shares import shares_of
from procession.ui.timeline.viewport import Viewport
from procession.ui.tokens import Tokens

HEIGHT = 38
PAD = 4
HANDLE_WIDTH, HANDLE_HEIGHT = 4, 11
WAITING_ALPHA = 0.6
RUNNING_ALPHA = 0.35


class Minimap:
    """Stacked shares of all processes over the whole run."""

    def __init__(self) -> None:
        self.whole = Viewport()
        self._image: QImage | None = None
        self._shares: Floats = np.zeros((0, 3), np.float32)

    def update(self, scene: Scene, width: int, scale: float, theme: Tokens) -> None:
        """Draw the run anew, `width` px wide."""
        self.whole.resize(width)
        self.whole.show(scene.first_ns, max(scene.now_ns, scene.first_ns + 1000), margin=2)
        columns = max(1, round(width * scale))
        edges = self.whole.edges(columns)
        known = list(scene.processes.values())
        layers = [layer for rows in known for layer in rows.state if len(layer)]
        kinds = [kind for rows in known for kind, layer in enumerate(rows.state) if len(layer)]
        totals = np.zeros((KINDS, columns), np.float32)
        if layers:
            found, _ = shares_of(layers, edges, scene.overview)
            np.add.at(totals, kinds, found)
        lives = [(rows.born_ns, rows.until_ns) for rows in known]
        alive_most = alive_columns(edges, lives).sum(axis=0, dtype=np.float32)
        held = totals[HELD] + totals[CONTENDED]
        waiting = totals[WAITING]
        running = alive_most - held - waiting - totals[EXPECTED]
        running = running.clip(min=0)
        most = max(1.0, float(alive_most.max()) if columns else 1.0)
        bands = np.stack((running, held, waiting), axis=1) / most
        self._shares = bands.astype(np.float32)
        self._image = self._draw(scale, theme)

    def _draw(self, scale: float, theme: Tokens) -> QImage:
        columns = len(self._shares)
        rows = round((HEIGHT - 2 * PAD) * scale)
        ground = colour(theme.sunken)
        states = theme.states
        inks = (
            mix(colour(states.running), ground, RUNNING_ALPHA),
            mix(colour(states.held), ground, 0.75),
            mix(colour(states.waiting), ground, WAITING_ALPHA),
        )
        tops = np.cumsum(self._shares, axis=1, dtype=np.float32).T * np.float32(rows)
        y = (np.arange(rows - 1, -1, -1, dtype=np.float32))[:, None]
        under = np.full((rows, columns), packed(theme.sunken), np.uint32)
        parts: list[tuple[NDArray[np.uint32], int]] = []
        below = np.clip(-y, 0, 1)
        for top, ink in zip(tops, inks, strict=True):
            # How much of each pixel lies between this band's edges: smooth tops.
            above = np.clip(top - y, 0, 1)
            parts.append((((above - below) * 256).astype(np.uint32), pixel(ink)))
            below = above
        picture = mixed(parts, under)
        image = QImage(
            picture.data,  # type: ignore[call-overload, unused-ignore]
            columns,
            rows,
            columns * 4,
            QImage.Format.Format_RGB32,
        ).copy()
        image.setDevicePixelRatio(scale)
        return image

    def window(self, area: QRectF, view: Viewport) -> QRectF:
        """Where the visible part of the run stands in `area`."""
        left = area.left() + self.whole.x(view.left_ns)
        right = area.left() + self.whole.x(view.right_ns)
        left, right = max(left, area.left() + 0.75), min(right, area.right() - 0.75)
        if right - left < 6:
            middle = min(max((left + right) / 2, area.left() + 4), area.right() - 4)
            left, right = middle - 3, middle + 3
        return QRectF(left, area.top() + 1.5, right - left, area.height() - 3)

    def paint(self, painter: QPainter, area: QRectF, view: Viewport, theme: Tokens) -> None:
        """Paint the strip and the frame of what is in view."""
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, QColor(theme.sunken))
        if self._image is not None:
            painter.drawImage(area.topLeft() + QRectF(0, PAD, 1, 1).topLeft(), self._image)
        frame = self.window(area, view)
        veil = QColor(theme.sunken)
        veil.setAlphaF(0.45)
        left = QRectF(area.left(), area.top(), frame.left() - area.left(), area.height())
        right = QRectF(frame.right(), area.top(), area.right() - frame.right(), area.height())
        painter.fillRect(left, veil)
        painter.fillRect(right, veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(theme.accent)
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        for x in (frame.left(), frame.right()):
            handle = QRectF(0, 0, HANDLE_WIDTH, HANDLE_HEIGHT)
            handle.moveCenter(frame.center())
            handle.moveLeft(x - HANDLE_WIDTH / 2)
            painter.drawRoundedRect(handle, 2, 2)
        painter.restore()
