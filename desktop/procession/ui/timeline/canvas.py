"""The picture of the lanes: an image whose bytes numpy writes and QPainter completes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from procession.ui.timeline.compose import Floats, Pixels, colour, packed
from procession.ui.timeline.ticks import ticks
from procession.ui.timeline.viewport import Viewport
from procession.ui.tokens import Tokens


class Canvas:
    """An image of `width` × `height` px at `scale` device pixels a px."""

    def __init__(self, width: int, height: int, scale: float) -> None:
        self.width, self.height, self.scale = width, height, scale
        self.columns = max(1, round(width * scale))
        self.rows = max(1, round(height * scale))
        self._buffer = np.zeros((self.rows, self.columns), np.uint32)
        self.pixels: Pixels = self._buffer.view(np.uint8).reshape(self.rows, self.columns, 4)
        self.image = QImage(
            self._buffer.data,  # type: ignore[call-overload, unused-ignore]
            self.columns,
            self.rows,
            self.columns * 4,
            QImage.Format.Format_RGB32,
        )
        self.image.setDevicePixelRatio(scale)

    def row(self, y: float) -> int:
        """The device row of `y` px."""
        return round(y * self.scale)

    def painter(self) -> QPainter:
        """A painter on the image, in px."""
        return QPainter(self.image)

    def ground(self, theme: Tokens, view: Viewport, height: float | None = None) -> None:
        """Fill all, or the top `height` px, with the lanes' ground and the grid."""
        line = np.empty((self.columns, 4), np.uint8)
        line[:] = colour(theme.surface).astype(np.uint8)
        marks = ticks(view.left_ns, view.right_ns, view.ns_per_px)
        width = max(1, int(self.scale))
        for times, text in ((marks.minors, theme.grid_minor), (marks.majors, theme.grid_major)):
            ink = colour(text).astype(np.uint8)
            for time in times:
                at = round(view.x(time) * self.scale)
                line[max(0, at) : max(0, at + width)] = ink
        # One packed value a column: four times quicker than byte by byte.
        rows = self.rows if height is None else self.row(height)
        self._buffer[:rows] = line.view(np.uint32)[:, 0]

    def fill(self, rect: QRectF, text: str) -> None:
        """Fill a rectangle, in px, with one colour."""
        top, bottom = max(0, self.row(rect.top())), max(0, self.row(rect.bottom()))
        left = max(0, round(rect.left() * self.scale))
        self._buffer[top:bottom, left : max(0, round(rect.right() * self.scale))] = packed(text)

    def lines(self, tops: Sequence[float], text: str) -> None:
        """Lines 1 px high over the whole width, each at its top in px."""
        thick = np.arange(max(1, round(self.scale)))
        rows = (np.array([self.row(top) for top in tops], np.int64)[:, None] + thick).ravel()
        self._buffer[rows[(rows >= 0) & (rows < self.rows)]] = packed(text)

    def hatch(
        self,
        from_x: float,
        to_x: float,
        text: str,
        phase: int,
        period: float = 6,
        rows: tuple[float, float] | None = None,
    ) -> None:
        """Thin lines at 45° over columns, in px; over some `rows` only where these are given."""
        left = max(0, round(from_x * self.scale))
        right = min(self.columns, round(to_x * self.scale))
        if right <= left:
            return
        x = np.arange(left, right)[None, :] - phase
        top, bottom = (0, self.rows) if rows is None else (self.row(rows[0]), self.row(rows[1]))
        top, bottom = max(0, top), min(self.rows, bottom)
        y = np.arange(top, max(top, bottom))[:, None]
        every = round(period * self.scale)
        # Antialiased by hand: one pixel of ink shared by two columns would need a painter.
        on = (x + y) % every < max(1, round(self.scale))
        block = self._buffer[top : max(top, bottom), left:right]
        block[on] = packed(text)

    def tint(self, top: float, bottom: float, from_x: float, text: str, alpha: float) -> None:
        """Mix a colour into a rectangle that goes to the right edge, in px."""
        rows = slice(max(0, self.row(top)), max(0, self.row(bottom)))
        left = max(0, round(from_x * self.scale))
        part = self.pixels[rows, left:]
        part[:] = (part * (1 - alpha) + colour(text) * alpha).astype(np.uint8)


def alive_columns(edges: NDArray[np.int64], lives: Sequence[tuple[int, int]]) -> Floats:
    """The share of each column that lies within each life.

    Args:
        edges: of equally wide columns, ns, shape (columns + 1,). lives: from and to, ns.

    Returns:
        shape (lives, columns).
    """
    width = len(edges) - 1
    scale = width / float(edges[-1] - edges[0])
    ends = (np.array(lives, np.float64).reshape(-1, 2) - edges[0]) * scale
    ends = np.clip(ends, -1, width + 1).astype(np.float32)
    column = np.arange(width, dtype=np.float32)
    made: Floats = np.minimum(ends[:, 1:], column + 1)
    made -= np.maximum(ends[:, :1], column)
    return np.clip(made, 0, 1, out=made)
