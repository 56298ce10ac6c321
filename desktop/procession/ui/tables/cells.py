"""How cells of the run's tables are drawn: bars of process colours, chips, links."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from procession.ui.findings.certainty import chip_width, paint_chip
from procession.ui.tables.table_model import CHIP_ROLE, IDENTITY_ROLE
from procession.ui.theme import Theme


class Cells(QStyledItemDelegate):
    """Draws the 4 px bar of a process's colour before its name, and certainties as chips."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The cell, then what stands in it."""
        chip = index.data(CHIP_ROLE)
        if chip is not None:
            self._paint_chip(painter, option, index, str(chip))
            return
        super().paint(painter, option, index)
        colour = index.data(IDENTITY_ROLE)
        if colour is not None:
            place = option.rect
            bar = QRect(place.left() + 8, place.center().y() - 8, 4, 16)
            painter.fillRect(bar, QColor(colour))

    def _paint_chip(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        certainty: str,
    ) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        word, ground.text = ground.text, ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, option.widget)
        place = option.rect
        width = min(chip_width(word), place.width() - 12)
        box = QRectF(place.left() + 11, place.center().y() - 9, width, 19)
        paint_chip(painter, box, word, certainty, self._theme.tokens)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Make room for the bar."""
        super().initStyleOption(option, index)
        if index.data(IDENTITY_ROLE) is not None:
            option.text = "   " + option.text
