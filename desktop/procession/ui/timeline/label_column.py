"""The labels on the left: who it is and what it does now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF

from procession.ui.icons import icon_of_kind, pixmap
from procession.ui.timeline.lanes import Lane
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.status import primitive_status, process_status
from procession.ui.timeline.tip import thread_name
from procession.ui.timeline.typeface import font
from procession.ui.timeline.words import Words
from procession.ui.tokens import Tokens

if TYPE_CHECKING:
    from procession.trace.tables import Primitive

INDENT = 24
FOLD = 14
"""Room before a process's bar, where the mark stands that folds its children."""
FOLD_HIT = 24
BAR_WIDTH, BAR_HEIGHT = 4, 22
PAD = 12
TREE_X = 20
ONE_LINE_BELOW = 34
LEAST_HEIGHT = 11
"""px of a lane below which no name can be read."""


class LabelColumn:
    """Paints the labels of lanes."""

    def __init__(self, theme: Tokens, words: Words) -> None:
        self._theme, self._words = theme, words

    def paint(
        self, painter: QPainter, scene: Scene, lane: Lane, rect: QRectF, marked: bool, hover: bool
    ) -> None:
        """Paint one label in `rect`.

        Args:
            marked: its lane is selected. hover: the pointer is on it.
        """
        theme = self._theme
        ground = theme.sel if marked else theme.hover if hover else theme.side
        if lane.head:
            ground = theme.chrome
        painter.fillRect(rect, QColor(ground))
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, QColor(theme.border if lane.head else theme.grid_major))
        painter.save()
        painter.setClipRect(rect)
        if lane.head:
            self._head(painter, scene, lane, rect)
        elif rect.height() < LEAST_HEIGHT:
            self._bar(painter, lane, rect)
        elif lane.kind == "process":
            self._process(painter, scene, lane, rect)
        elif lane.kind == "thread":
            self._thread(painter, scene, lane, rect)
        else:
            self._primitive(painter, scene, scene.model.primitives[lane.id], lane, rect)
        painter.restore()

    def _head(self, painter: QPainter, scene: Scene, lane: Lane, rect: QRectF) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.text2))
        chevron(
            painter,
            QPointF(rect.left() + 15, rect.center().y()),
            lane.kind in scene.arrangement.sections,
        )
        painter.setFont(font("caption", 600))
        title = self._words.texts()[lane.kind]
        base = rect.center().y() + 4
        painter.drawText(QPointF(rect.left() + 28, base), title)
        width = QFontMetricsF(painter.font()).horizontalAdvance(title)
        painter.setFont(font("caption"))
        painter.setPen(QColor(theme.text3))
        painter.drawText(QPointF(rect.left() + 28 + width + 10, base), str(lane.id))

    def _process(self, painter: QPainter, scene: Scene, lane: Lane, rect: QRectF) -> None:
        theme = self._theme
        process = scene.model.processes[lane.id]
        indent = min(lane.depth, 4) * INDENT if lane.depth else 0
        indent = min(indent, int(rect.width() / 3))
        left = rect.left() + PAD + FOLD + indent
        middle = rect.center().y()
        ink = QColor(theme.border2)
        for depth in lane.rails:
            x = rect.left() + PAD + FOLD + (depth - 1) * INDENT + 2
            painter.fillRect(QRectF(x, rect.top(), 1, rect.height()), ink)
        if lane.depth:
            x = rect.left() + PAD + FOLD + (lane.depth - 1) * INDENT + 2
            painter.fillRect(QRectF(x, rect.top(), 1, middle - rect.top()), ink)
            painter.fillRect(QRectF(x, round(middle), max(0.0, left - x - 8), 1), ink)
        height = min(BAR_HEIGHT, rect.height() - 8)
        bar = QRectF(left, round(middle - height / 2), BAR_WIDTH, height)
        rounded(painter, bar, theme.identity(lane.id - 1).colour, 1.5)
        if lane.children and rect.height() >= 12:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(theme.text3))
            chevron(painter, QPointF(left - 11, middle), lane.closed)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        status, colour = process_status(scene, lane.id, self._words, theme)
        pid = str(process.pid) if process.pid else ""
        name = process.name or self._words.unnamed(process.id)
        self._lines(painter, rect, left + BAR_WIDTH + 8, name, pid, status, colour)

    def _bar(self, painter: QPainter, lane: Lane, rect: QRectF) -> None:
        """Of a lane too low for words: who it is, by its colour."""
        if lane.kind == "process":
            colour = QColor(self._theme.identity(lane.id - 1).colour)
            painter.fillRect(
                QRectF(rect.left() + PAD + FOLD, rect.top(), 16, rect.height()), colour
            )

    def _thread(self, painter: QPainter, scene: Scene, lane: Lane, rect: QRectF) -> None:
        theme = self._theme
        left = rect.left() + PAD + FOLD + min(lane.depth, 4) * INDENT
        for depth in lane.rails:
            x = rect.left() + PAD + FOLD + (depth - 1) * INDENT + 2
            painter.fillRect(QRectF(x, rect.top(), 1, rect.height()), QColor(theme.border2))
        painter.setFont(font("caption"))
        painter.setPen(QColor(theme.text2))
        metrics = QFontMetricsF(painter.font())
        room = rect.right() - PAD - left
        name = thread_name(scene, lane.id, self._words)
        text = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QPointF(left, rect.center().y() + 4), text)

    def _primitive(
        self, painter: QPainter, scene: Scene, primitive: Primitive, lane: Lane, rect: QRectF
    ) -> None:
        theme = self._theme
        track = scene.tracks[primitive.kind]
        icon = track.icon if track.icon != "dots" else icon_of_kind(primitive.kind)
        size = 16 if rect.height() >= 26 else 12
        scale = painter.device().devicePixelRatioF()
        drawn = pixmap(icon, theme.text2, size, scale)
        at = QPointF(rect.left() + PAD + 2, round(rect.center().y() - size / 2))
        painter.drawPixmap(at, drawn)
        status, colour = primitive_status(scene, lane.id, self._words, theme)
        left = rect.left() + PAD + 26
        self._lines(painter, rect, left, primitive.label, primitive.kind, status, colour)

    def _lines(
        self,
        painter: QPainter,
        rect: QRectF,
        left: float,
        name: str,
        aside: str,
        status: str,
        colour: str,
    ) -> None:
        """Name with something at the right, and below it, where there is room, what it does."""
        theme = self._theme
        two = rect.height() >= ONE_LINE_BELOW and bool(status)
        small = rect.height() < 20
        painter.setFont(font("span" if small else "caption"))
        metrics = QFontMetricsF(painter.font())
        right = rect.right() - PAD
        base = rect.center().y() + (-3.5 if two else 4)
        width = metrics.horizontalAdvance(aside)
        painter.setFont(font("span" if small else "secondary", 500))
        metrics = QFontMetricsF(painter.font())
        # The aside gives way when the name would be cut to less than is readable.
        if right - width - 8 - left < min(metrics.horizontalAdvance(name), 72):
            aside, width = "", 0.0
        painter.setPen(QColor(theme.text))
        room = right - left - (width + 8 if aside else 0)
        elided = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QPointF(left, base), elided)
        painter.setFont(font("span" if small else "caption"))
        metrics = QFontMetricsF(painter.font())
        if aside:
            painter.setPen(QColor(theme.text3))
            painter.drawText(QPointF(right - width, base), aside)
        if two:
            painter.setPen(QColor(colour))
            elided = metrics.elidedText(status, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QPointF(left, base + 15), elided)


def on_chevron(lane: Lane, x: float) -> bool:
    """Whether a point of a process's label is on the mark that folds its children."""
    if lane.kind != "process" or not lane.children:
        return False
    middle = PAD + FOLD + min(lane.depth, 4) * INDENT - 11
    return abs(x - middle) <= FOLD_HIT / 2


def chevron(painter: QPainter, at: QPointF, closed: bool) -> None:
    """A small arrow: down when open, right when closed."""
    if closed:
        points = [QPointF(-1.8, -3.5), QPointF(1.8, 0), QPointF(-1.8, 3.5)]
    else:
        points = [QPointF(-3.5, -1.8), QPointF(0, 1.8), QPointF(3.5, -1.8)]
    painter.drawPolyline(QPolygonF([at + point for point in points]))


def rounded(painter: QPainter, rect: QRectF, colour: str, radius: float) -> None:
    """A filled rounded rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()
