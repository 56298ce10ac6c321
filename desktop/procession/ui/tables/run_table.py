"""A table of the run: sortable, with the bars of process colours, and a sentence when empty."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from procession.ui.fonts import font
from procession.ui.program import Program
from procession.ui.tables.columns import Column
from procession.ui.tables.table_model import IDENTITY_ROLE, TableModel
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE

FEW = 50_000
"""Records up to which a model is read at once, not by the thread that feeds it."""


class _Delegate(QStyledItemDelegate):
    """Draws the 4 px bar of a process's colour before its name."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The cell, then the bar."""
        colour = index.data(IDENTITY_ROLE)
        if colour is None:
            super().paint(painter, option, index)
            return
        super().paint(painter, option, index)
        rectangle = option.rect
        bar = QRect(rectangle.left() + 8, rectangle.center().y() - 8, 4, 16)
        painter.fillRect(bar, QColor(colour))

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Make room for the bar."""
        super().initStyleOption(option, index)
        if index.data(IDENTITY_ROLE) is not None:
            option.text = "   " + option.text


class RunTable(QTableView):
    """Rows of `rows()`, read again by `refresh` (cheap to call often: hidden, it does nothing)."""

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column],
        rows: Callable[[], Sequence[Any]],
        empty: str,
        program: Program,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._read = rows
        self._program = program
        self._reading = False
        self._empty = empty
        self._model = TableModel(columns, theme.tokens, self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows_head = self.verticalHeader()
        rows_head.hide()
        rows_head.setDefaultSectionSize(SIZE.table_row - 6)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorClearable(True)
        head.setMinimumSectionSize(40)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for number, column in enumerate(columns):
            self.setColumnWidth(number, column.width)
            if column.stretch:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        theme.changed.connect(self._model.set_theme)

    @property
    def rows(self) -> TableModel:
        """The model, for reading what is shown."""
        return self._model

    def refresh(self) -> None:
        """Read the rows again, if anybody sees them."""
        if not self.isVisible() or self._reading:
            return
        model = self._program.model
        if model is None:
            self._model.set_rows([])
            return
        if model.events < FEW:
            with self._program.turns.look() as may:
                if may:
                    self._model.set_rows(self._read())
                    return
        self._reading = True
        self._program.read(self._read, self._take)

    def _take(self, rows: Sequence[Any]) -> None:
        self._reading = False
        with contextlib.suppress(RuntimeError):  # the table was closed meanwhile
            self._model.set_rows(rows)

    def showEvent(self, event: object) -> None:
        """Fill when shown."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or why there are none."""
        super().paintEvent(event)
        if self._model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setFont(font("body"))
            painter.setPen(QColor(self._theme.tokens.text3))
            area = self.viewport().rect().adjusted(16, 14, -16, 0)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(area, int(flags) | Qt.TextFlag.TextWordWrap, self._empty)
