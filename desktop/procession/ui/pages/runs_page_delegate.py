"""Draws the cells of the library's table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from procession.ui.fonts import font
from procession.ui.icons import pixmap
from procession.ui.pages.run_words import StateWord
from procession.ui.pages.runs_page_rows import LibraryRow
from procession.ui.tables.table_model import TableModel
from procession.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NAME, STATE = 0, 1
"""The columns that are no plain texts."""
MOST_KEPT = 600
"""Cells: a table that fills a large screen, twice."""


class RunsDelegate(QStyledItemDelegate):
    """Names with pin and note; the result as a chip; numbers. A cell is drawn once for what it
    says, in which width and colours: the table is painted anew at every move of the mouse."""

    def __init__(
        self, theme: Theme, parent: QWidget, word: Callable[[LibraryRow], StateWord]
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._word = word
        self._name = font("body")
        self._note = font("secondary")
        self._chip = font("chip")
        self._drawn: dict[tuple[object, ...], QPixmap] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        model = index.model()
        assert isinstance(model, TableModel)
        row: LibraryRow = model.row(index.row())
        column = index.column()
        says: tuple[object, ...]
        if column == NAME:
            says = row.name, row.note.note, row.note.pinned
        elif column == STATE:
            says = (self._word(row),)
        else:
            kind = model.columns[column]
            says = kind.text(row), (kind.tone(row) if kind.tone else "") or "text2"
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ratio = painter.device().devicePixelRatioF()
        size = option.rect.size()
        name = self._theme.tokens.name
        key = (column, says, size.width(), size.height(), chosen, ratio, name)
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) >= MOST_KEPT:
                self._drawn.clear()
            drawn = self._drawn[key] = self._draw(column, row, says, size, chosen, ratio)
        painter.drawPixmap(option.rect.topLeft(), drawn)

    def _draw(
        self,
        column: int,
        row: LibraryRow,
        says: tuple[object, ...],
        size: QSize,
        chosen: bool,
        ratio: float,
    ) -> QPixmap:
        tokens = self._theme.tokens
        made = QPixmap(size * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(tokens.sel if chosen else tokens.surface))
        painter = QPainter(made)
        area = QRectF(0, 0, size.width(), size.height())
        painter.fillRect(0, size.height() - 1, size.width(), 1, QColor(tokens.border))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column == NAME:
            self._paint_name(painter, area, row)
        elif column == STATE:
            self._paint_state(painter, area, self._word(row))
        else:
            painter.setFont(self._note)
            painter.setPen(QColor(getattr(tokens, str(says[1]))))
            flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(area.adjusted(8, 0, -11, 0), flags, str(says[0]))
        painter.end()
        return made

    def _paint_name(self, painter: QPainter, area: QRectF, row: LibraryRow) -> None:
        tokens = self._theme.tokens
        ratio = painter.device().devicePixelRatioF()
        left, right = area.left() + 12, area.right() - 8
        if row.note.pinned:
            right -= 14
            drawn = pixmap("pin", tokens.link, 14, ratio)
            painter.drawPixmap(round(right), round(area.center().y() - 7), drawn)
            right -= 8
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(self._name)
        painter.setPen(QColor(tokens.text))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, int(right - left))
        painter.drawText(QRectF(left, area.top(), right - left, area.height()), flags, name)
        left += metrics.horizontalAdvance(name) + 10
        note = " ".join(row.note.note.split())
        if note and right - left > 40:
            painter.setFont(self._note)
            painter.setPen(QColor(tokens.text3))
            room = QRectF(left, area.top(), right - left, area.height())
            text = painter.fontMetrics().elidedText(
                note, Qt.TextElideMode.ElideRight, int(right - left)
            )
            painter.drawText(room, flags, text)

    def _paint_state(self, painter: QPainter, area: QRectF, word: StateWord) -> None:
        tokens = self._theme.tokens
        fill, edge, colour = {
            "green": (tokens.greenbg, tokens.greenborder, tokens.green),
            "red": (tokens.redbg, tokens.redborder, tokens.red),
            "amber": (tokens.amberbg, tokens.amberborder, tokens.amber),
            "blue": (tokens.bluebg, tokens.blueborder, tokens.link),
            "plain": (tokens.sunken, tokens.border2, tokens.text2),
        }[word.kind]
        painter.setFont(self._chip)
        size = 0 if not word.icon else 6 if word.icon == "dot" else 12
        gap = size + 5 if size else 0
        room = int(area.width()) - 16 - 14 - gap
        text = painter.fontMetrics().elidedText(word.text, Qt.TextElideMode.ElideRight, room)
        width = painter.fontMetrics().horizontalAdvance(text) + gap + 14
        box = QRectF(area.left() + 8.5, round(area.center().y() - 10) + 0.5, width, 19)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 4, 4)
        if size:
            ratio = painter.device().devicePixelRatioF()
            drawn = pixmap(word.icon, colour, size, ratio)
            painter.drawPixmap(round(box.left()) + 7, round(box.center().y() - size / 2), drawn)
        painter.setPen(QColor(colour))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(box.adjusted(7 + gap, 0, 0, 0), flags, text)
