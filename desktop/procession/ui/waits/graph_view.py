"""The wait-for graph, drawn: processes as rectangles, primitives as pills, words on every edge."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from procession.ui.fonts import font
from procession.ui.theme import Theme
from procession.ui.tokens import Tokens
from procession.ui.waits.layout import Box, Layout, lay_out
from procession.ui.waits.node_painter import paint_node
from procession.ui.waits.picture import Edge, Key, Picture
from procession.ui.waits.routing import blocked, detour, ends_of
from procession.ui.waits.words import edge_words, in_sentences

LEAST_WIDTH = 340
HEAD = 8.0
MOST_DETOURS = 4
LOW = 100
"""Px of a field that has only one row of nodes."""


class WaitGraphView(QWidget):
    """Arrow keys go from node to node, Enter or a click chooses one."""

    chosen = Signal(object)
    """The key of a node: ``("process", id)`` or ``("primitive", id)``."""
    pointed = Signal(object)
    """The node that the keys are at, to be scrolled to: a QRectF."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = Picture()
        self._layout = Layout()
        self._at: Key | None = None
        self._under: Key | None = None
        self._detours = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Who waits for whom"))
        self.setMinimumWidth(LEAST_WIDTH)
        theme.changed.connect(self.update)

    @property
    def picture(self) -> Picture:
        """What is drawn."""
        return self._picture

    @property
    def boxes(self) -> Layout:
        """Where everything stands."""
        return self._layout

    def show_picture(self, picture: Picture) -> None:
        """Draw another graph; the same one is left as it is."""
        if picture == self._picture and self._layout.boxes:
            self._picture = picture
            return
        self._picture = picture
        if self._at not in picture.nodes:
            self._at = None
        self.setAccessibleDescription(in_sentences(picture))
        self._lay_out()

    def choose(self, key: Key | None) -> None:
        """Frame a node, without telling anybody."""
        self._at = key if key in self._picture.nodes else None
        self.update()

    def _lay_out(self) -> None:
        self._layout = lay_out(self._picture, max(LEAST_WIDTH, self.width()))
        self.setMinimumHeight(round(self._layout.height))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as what is drawn."""
        return QSize(400, max(60, round(self._layout.height)))

    # --- painting --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fields, edges, nodes, and at last the words."""
        with QPainter(self) as painter:
            tokens = self._theme.tokens
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(tokens.side))
            if not self._picture.edges:
                painter.setFont(font("body"))
                painter.setPen(QColor(tokens.text3))
                area = self.rect().adjusted(16, 14, -16, 0)
                flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
                text = self.tr("Nobody waits at this instant.")
                painter.drawText(area, int(flags) | Qt.TextFlag.TextWordWrap, text)
                return
            self._detours = 0
            self._paint_fields(painter, tokens)
            for crowd in self._layout.crowds:
                self._paint_crowd(painter, crowd.box, tokens)
            words = [self._paint_edge(painter, edge, tokens) for edge in self._layout.edges]
            for crowd in self._layout.crowds:
                many = len(crowd.members)
                words.append(self._paint_edge(painter, crowd.edge, tokens, crowd.box, many))
            for key, box in self._layout.boxes.items():
                self._paint_node(painter, key, box, tokens)
            taken: list[QRectF] = [_rect(box) for box in self._layout.boxes.values()]
            for text, place, ink in words:
                self._paint_words(painter, text, place, ink, tokens, taken)

    def _paint_fields(self, painter: QPainter, tokens: Tokens) -> None:
        for box in self._layout.fields:
            painter.setPen(QPen(QColor(tokens.redborder), 1, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(tokens.redbg))
            painter.drawRoundedRect(_rect(box), 8, 8)
            painter.setFont(font("chip"))
            painter.setPen(QColor(tokens.red))
            place, flags = _rect(box), Qt.AlignmentFlag.AlignCenter
            if box.height < LOW:
                # Its middle is where the edges are.
                place = place.adjusted(0, 1, -10, 0)
                flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(place, flags, self.tr("cycle"))

    def _paint_crowd(self, painter: QPainter, box: Box, tokens: Tokens) -> None:
        painter.setPen(QPen(QColor(tokens.border2), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(_rect(box), 6, 6)

    def _paint_edge(
        self,
        painter: QPainter,
        edge: Edge,
        tokens: Tokens,
        crowd: Box | None = None,
        many: int = 1,
    ) -> tuple[str, QPointF, str]:
        boxes = self._layout.boxes
        source, target = crowd or boxes[edge.source], boxes[edge.target]
        back = any(e.source == edge.target and e.target == edge.source for e in self._layout.edges)
        start, end = ends_of(source, target, 12.0 if back else 0.0)
        points = [start, end]
        joined = {edge.source, edge.target}
        if crowd is not None:
            joined |= {key for one in self._layout.crowds for key in one.members}
        if blocked(self._layout, (start.x(), start.y()), (end.x(), end.y()), joined):
            way = detour(self._layout, source, target, joined, min(self._detours, MOST_DETOURS))
            self._detours += 1
            points = [QPointF(x, y) for x, y in way]
            start, end = points[-2:]
        ink = {"waits": tokens.states.waiting, "held": tokens.green}.get(edge.kind, tokens.text3)
        pen = QPen(QColor(ink), 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if edge.kind != "held":
            pen.setDashPattern([2.5, 1.5])
        painter.setPen(pen)
        angle = math.atan2(end.y() - start.y(), end.x() - start.x())
        stop = end - QPointF(math.cos(angle), math.sin(angle)) * (HEAD - 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([*points[:-1], stop]))
        wings = [
            end - QPointF(math.cos(angle + side), math.sin(angle + side)) * HEAD
            for side in (0.45, -0.45)
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawPolygon(QPolygonF([end, *wings]))
        word_ink = {"waits": tokens.red, "held": tokens.green}.get(edge.kind, tokens.text3)
        middle = points[len(points) // 2 - 1 : len(points) // 2 + 1]
        return edge_words(edge, many), (middle[0] + middle[1]) / 2, word_ink

    def _paint_words(
        self,
        painter: QPainter,
        text: str,
        place: QPointF,
        ink: str,
        tokens: Tokens,
        taken: list[QRectF],
    ) -> None:
        painter.setFont(font("caption"))
        metrics = QFontMetricsF(painter.font())
        width = metrics.horizontalAdvance(text) + 8
        box = QRectF(place.x() - width / 2, place.y() - 8, width, 16)
        box.moveLeft(min(max(2.0, box.left()), max(2.0, self.width() - width - 2)))
        for step in (0, 17, -17, 34, -34):
            moved = box.translated(0, step)
            if not any(moved.intersects(other) for other in taken):
                box = moved
                break
        taken.append(box)
        inside = any(_rect(one).contains(box.center()) for one in self._layout.fields)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.redbg if inside else tokens.side))
        painter.drawRect(box)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_node(self, painter: QPainter, key: Key, box: Box, tokens: Tokens) -> None:
        node = self._picture.nodes[key]
        framed = key == self._at and self.hasFocus()
        ratio = self.devicePixelRatioF()
        paint_node(painter, node, _rect(box), tokens, framed, key == self._under, ratio)

    # --- choosing --------------------------------------------------------------------------

    def node_at(self, place: QPointF) -> Key | None:
        """The node at a point."""
        for key, box in self._layout.boxes.items():
            if _rect(box).contains(place):
                return key
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the node under the pointer."""
        key = self.node_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and key is not None:
            self._at = key
            self.update()
            self.chosen.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would choose."""
        key = self.node_at(event.position())
        if key != self._under:
            self._under = key
            self.setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: object) -> None:
        """Nothing is pointed at any more."""
        self._under = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from node to node, and choose."""
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in steps and self._layout.boxes:
            self._at = self._nearest(*steps[key])
            if self._at is not None:
                self.pointed.emit(_rect(self._layout.boxes[self._at]))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at:
            self.chosen.emit(self._at)
        else:
            super().keyPressEvent(event)

    def _nearest(self, across: int, down: int) -> Key | None:
        boxes = self._layout.boxes
        if self._at is None or self._at not in boxes:
            return min(boxes, key=lambda key: (boxes[key].y, boxes[key].x))
        x, y = boxes[self._at].centre

        def far(key: Key) -> float:
            dx, dy = boxes[key].centre[0] - x, boxes[key].centre[1] - y
            along, beside = dx * across + dy * down, abs(dx * down) + abs(dy * across)
            return along + 2 * beside if along > 4 else math.inf

        best = min(boxes, key=far)
        return best if far(best) < math.inf else self._at

    def event(self, event: object) -> bool:
        """Tool tips with the whole name and what the node waits for."""
        if isinstance(event, QHelpEvent):
            key = self.node_at(QPointF(event.pos()))
            text = "" if key is None else self._tip(key)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)  # type: ignore[arg-type]

    def _tip(self, key: Key) -> str:
        node = self._picture.nodes[key]
        lines = [f"{node.name}  {node.about}"]
        for edge in self._picture.edges:
            if edge.source == key:
                other = self._picture.nodes[edge.target].name
                lines.append(f"{edge_words(edge)} {other}  {edge.where}")
        return "\n".join(lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew for the width there is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
