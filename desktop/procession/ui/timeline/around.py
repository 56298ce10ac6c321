"""What stands around the lanes: the corner, the view in words, signs of findings, nothing yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from procession.ui.timeline.regions import Regions
from procession.ui.timeline.ruler import instant_of
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.ticks import duration, instant, step
from procession.ui.timeline.typeface import font
from procession.ui.timeline.viewport import Viewport
from procession.ui.timeline.words import Words
from procession.ui.tokens import Tokens

if TYPE_CHECKING:
    from procession.plugin.api import Finding


def paint_corner(
    painter: QPainter, scene: Scene, parts: Regions, view: Viewport, theme: Tokens, words: Words
) -> None:
    """How long the run and the view are, left of minimap and ruler."""
    painter.fillRect(parts.corner, QColor(theme.chrome))
    height = parts.minimap.height()
    if height > 0:
        painter.setFont(font("caption", 600))
        painter.setPen(QColor(theme.text2))
        painter.drawText(QPointF(12, 15.5), words.texts()["whole"])
        painter.setFont(font("caption"))
        painter.setPen(QColor(theme.text3))
        about = f"{_length(scene)} · {words.count(len(scene.model.processes))}"
        painter.drawText(QPointF(12, 30), about)
    painter.setFont(font("caption"))
    painter.setPen(QColor(theme.text3))
    base = parts.ruler.top() + 15.5
    # Without the minimap nothing else says how long the run is.
    length = words.view(duration(view.span_ns)) if height > 0 else _length(scene)
    painter.drawText(QPointF(12, base), length)
    edge = QRectF(0, parts.ruler.bottom() - 1, parts.corner.width(), 1)
    painter.fillRect(edge, QColor(theme.border))


def in_view(scene: Scene, view: Viewport, words: Words) -> str:
    """From when to when the view goes, in words."""
    digits = step(view.span_ns / 100)
    begin = max(view.left_ns, 0.0)
    end = max(begin, min(view.right_ns, float(scene.now_ns)))
    size = _rounded(begin, digits), _rounded(end, digits)
    return words.range(instant(size[0], digits, end), instant(size[1], digits, end))


def signs_of(
    findings: Sequence[Finding], parts: Regions, view: Viewport
) -> list[tuple[QRectF, float, str]]:
    """The signs of findings in view: where, at which x, with which text."""
    metrics = QFontMetricsF(font("caption", 600))
    signs = []
    for finding in findings:
        x = parts.ruler.left() + view.x(finding.at_ns)
        if not parts.ruler.left() <= x <= parts.ruler.right():
            continue
        text = f"{finding.rule} {instant_of(finding.at_ns)}"
        width = metrics.horizontalAdvance(text) + 14
        left = min(x, parts.ruler.right() - width)
        signs.append((QRectF(left, parts.ruler.top() + 3.5, width, 17), x, text))
    return signs


def paint_empty(painter: QPainter, rect: QRectF, theme: Tokens, words: Words) -> None:
    """One sentence where the lanes will be."""
    painter.fillRect(rect, QColor(theme.surface))
    painter.setFont(font("body"))
    painter.setPen(QColor(theme.text3))
    place = rect.adjusted(28, 24, -28, -8)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(place, int(flags), words.texts()["empty"])


def _length(scene: Scene) -> str:
    return duration(scene.now_ns) if scene.now_ns > 0 else "0 s"


def _rounded(time_ns: float, step_ns: float) -> float:
    return round(time_ns / step_ns) * step_ns
