"""A Qt model over rows of any kind, described by `Column`s."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from procession.ui.fonts import code_font, font
from procession.ui.icons import pixmap
from procession.ui.tables.columns import Column
from procession.ui.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
IDENTITY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""Data role of the colour (a text ``#rrggbb``) of a process bar."""


class TableModel(QAbstractTableModel):
    """Rows in the order of the chosen column; given again whenever the run has grown."""

    def __init__(
        self, columns: Sequence[Column], tokens: Tokens, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Any] = []
        self._given: list[Any] = []
        self._tokens = tokens
        self._sorted_by = -1
        self._descending = False
        self._font = font("secondary")
        self._code = code_font("excerpt")
        self._head = font("column_head")

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these; when there are as many as before, selection and scroll position stay."""
        self._given = list(rows)
        ordered = self._ordered()
        if len(ordered) == len(self._rows):
            self._rows = ordered
            if ordered:
                last = self.index(len(ordered) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        if len(ordered) > len(self._rows) > 0:
            # New rows may stand anywhere in the order; all cells are read again anyway.
            self.beginInsertRows(QModelIndex(), len(self._rows), len(ordered) - 1)
            self._rows = ordered
            self.endInsertRows()
            last = self.index(len(ordered) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = ordered
        self.endResetModel()

    def set_theme(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self._tokens = tokens
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row(self, number: int) -> Any:
        """What stands in a row."""
        return self._rows[number]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What Qt asks about a cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column = self.columns[index.column()]
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(row) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return self._code if column.code else self._font
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = (column.tone(row) if column.tone else "") or (
                "text" if index.column() == 0 else "text2"
            )
            return QColor(getattr(self._tokens, tone))
        if role == Qt.ItemDataRole.DecorationRole and column.icon:
            return pixmap(column.icon(row), self._tokens.text2, 14, 2.0)
        if role == IDENTITY_ROLE and column.identity:
            number = column.identity(row)
            return None if number is None else self._tokens.identity(number).colour
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.FontRole:
            return QFont(self._head)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 gives the order of the run back."""
        self._sorted_by = column
        self._descending = order == Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        self._rows = self._ordered()
        self.layoutChanged.emit()

    def _ordered(self) -> list[Any]:
        if not 0 <= self._sorted_by < len(self.columns):
            return list(self._given)
        key = self.columns[self._sorted_by].key
        known = [row for row in self._given if key(row) is not None]
        unknown = [row for row in self._given if key(row) is None]
        return sorted(known, key=key, reverse=self._descending) + unknown
