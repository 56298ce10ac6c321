"""Paints a node of the wait-for graph: a process as a rectangle, a primitive as a pill."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from procession.ui.fonts import font
from procession.ui.icons import icon_of_kind, pixmap
from procession.ui.tokens import Tokens
from procession.ui.waits.picture import Node

SMALL = 30
"""Px of height below which a process shows its name only."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def paint_node(
    painter: QPainter,
    node: Node,
    rect: QRectF,
    tokens: Tokens,
    framed: bool,
    under: bool,
    ratio: float,
) -> None:
    """Draw it; `framed` has the keyboard's frame, `under` is under the pointer."""
    painter.setPen(QPen(QColor(tokens.accent if framed else tokens.border2), 2 if framed else 1))
    if node.key[0] == "primitive":
        painter.setBrush(QColor(tokens.hover if under else tokens.sunken))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        _primitive(painter, node, rect, tokens, ratio)
    else:
        painter.setBrush(QColor(tokens.hover if under else tokens.raised))
        painter.drawRoundedRect(rect, 4, 4)
        _process(painter, node, rect, tokens)


def _primitive(painter: QPainter, node: Node, rect: QRectF, tokens: Tokens, ratio: float) -> None:
    icon = pixmap(icon_of_kind(node.about), tokens.text2, 14, ratio)
    painter.setFont(font("button"))
    metrics = QFontMetricsF(painter.font())
    name = metrics.elidedText(node.name, Qt.TextElideMode.ElideMiddle, rect.width() - 38)
    width = metrics.horizontalAdvance(name) + 20
    left = rect.center().x() - width / 2
    painter.drawPixmap(QPointF(left, rect.center().y() - 7), icon)
    painter.setPen(QColor(tokens.text))
    painter.drawText(QRectF(left + 20, rect.top(), width, rect.height()), _LEFT, name)


def _process(painter: QPainter, node: Node, rect: QRectF, tokens: Tokens) -> None:
    small = rect.height() < SMALL
    high = 16 if small else 22
    bar = QRectF(rect.left() + 8, rect.center().y() - high / 2, 4, high)
    painter.fillRect(bar, QColor(tokens.identity(node.key[1] - 1).colour))
    painter.setFont(font("caption" if small else "button"))
    left = rect.left() + 19
    room = rect.right() - left - 6
    metrics = QFontMetricsF(painter.font())
    name = metrics.elidedText(node.name, Qt.TextElideMode.ElideMiddle, room)
    painter.setPen(QColor(tokens.text3 if node.ended else tokens.text))
    if small:
        painter.drawText(QRectF(left, rect.top(), room, rect.height()), _LEFT, name)
        return
    painter.drawText(QRectF(left, rect.top() + 3, room, 16), _LEFT, name)
    painter.setFont(font("caption"))
    painter.setPen(QColor(tokens.red if node.ended else tokens.text3))
    about = node.about
    if node.ended:
        about = QCoreApplication.translate("WaitGraphView", "%1, ended").replace("%1", about)
    painter.drawText(QRectF(left, rect.top() + 18, room, 14), _LEFT, about)
