"""The parts of the widget: labels, minimap, ruler, lanes, legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF

from procession.ui.timeline import legend, minimap, ruler

Part = Literal["minimap", "ruler", "lanes", "labels", "legend", "edge", "none"]

LABELS_LEAST = 140
EDGE_GRIP = 3
"""px on each side of the line between labels and lanes that can be dragged."""


@dataclass(frozen=True, slots=True)
class Regions:
    """Rectangles in px of the widget; empty where a part is not shown."""

    corner: QRectF
    """Left of minimap and ruler."""
    minimap: QRectF
    ruler: QRectF
    labels: QRectF
    lanes: QRectF
    legend: QRectF

    def part(self, x: float, y: float) -> Part:
        """Which part is at a point; `edge`: the line between labels and lanes."""
        if self.legend.contains(x, y):
            return "legend"
        if abs(x - self.lanes.left()) <= EDGE_GRIP and y >= self.ruler.top():
            return "edge"
        if self.minimap.contains(x, y):
            return "minimap"
        if self.ruler.contains(x, y):
            return "ruler"
        if self.lanes.contains(x, y):
            return "lanes"
        return "labels" if self.labels.contains(x, y) else "none"


def regions(width: float, height: float, labels: float, compact: bool) -> Regions:
    """Divide a widget of `width` × `height` px, `labels` px for the labels.

    Args:
        compact: without minimap and legend, for a strip below something else.
    """
    labels = max(0.0, min(labels, width - 60))
    strip = 0.0 if compact else float(minimap.HEIGHT)
    foot = 0.0 if compact or height < 160 else float(legend.HEIGHT)
    top = strip + ruler.HEIGHT
    body = max(0.0, height - top - foot)
    return Regions(
        corner=QRectF(0, 0, labels, top),
        minimap=QRectF(labels, 0, width - labels, strip),
        ruler=QRectF(labels, strip, width - labels, ruler.HEIGHT),
        labels=QRectF(0, top, labels, body),
        lanes=QRectF(labels, top, width - labels, body),
        legend=QRectF(0, height - foot, width, foot),
    )
