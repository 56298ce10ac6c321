"""A Qt model over rows of any kind, described by `Column`s."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from procession.ui.fonts import code_font, font
from procession.ui.icons import pixmap
from procession.ui.tables.columns import Arrangement, Column, arranged
from procession.ui.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
IDENTITY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""Data role of the colour (a text ``#rrggbb``) of a process bar."""
CHIP_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""Data role of the certainty whose chip the text is drawn in."""


class TableModel(QAbstractTableModel):
    """Rows as they are arranged; given again whenever the run has grown."""

    def __init__(
        self, columns: Sequence[Column], tokens: Tokens, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.how = Arrangement()
        self.given: list[Any] = []
        """All rows, in the order of the run."""
        self._rows: list[Any] = []
        self._tokens = tokens
        self._font = font("secondary")
        self._code = code_font("excerpt")
        self._head = font("column_head")

    def set_rows(self, rows: Sequence[Any], ordered: list[Any] | None = None) -> None:
        """Show these; when there are as many as before, selection and scroll position stay.

        Args:
            ordered: the same arranged by `how`, where a thread has done that already.
        """
        self.given = list(rows)
        self._show(arranged(self.given, self.columns, self.how) if ordered is None else ordered)

    def _show(self, ordered: list[Any]) -> None:
        if len(ordered) == len(self._rows):
            self._rows = ordered
            self._all_changed()
            return
        if len(ordered) > len(self._rows) > 0:
            # New rows may stand anywhere in the order; all cells are read again anyway.
            self.beginInsertRows(QModelIndex(), len(self._rows), len(ordered) - 1)
            self._rows = ordered
            self.endInsertRows()
            self._all_changed()
            return
        self.beginResetModel()
        self._rows = ordered
        self.endResetModel()

    def _all_changed(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_theme(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self._tokens = tokens
        self._all_changed()

    @property
    def rows(self) -> list[Any]:
        """What is shown, from the top."""
        return self._rows

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
            return QColor(getattr(self._tokens, self._tone(column, index.column(), row)))
        if role == Qt.ItemDataRole.DecorationRole and column.icon:
            tone = column.icon_tone(row) if column.icon_tone else ""
            colour = str(getattr(self._tokens, tone or "text2"))
            return pixmap(column.icon(row), colour, 14, 2.0)
        if role == IDENTITY_ROLE and column.identity:
            number = column.identity(row)
            return None if number is None else self._tokens.identity(number).colour
        if role == CHIP_ROLE and column.chip:
            return column.chip(row) or None
        return None

    def _tone(self, column: Column, number: int, row: Any) -> str:
        if column.tone and (tone := column.tone(row)):
            return tone
        if column.link:
            return "link"
        return "text" if number == 0 else "text2"

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

    def arrange(self, how: Arrangement, ordered: list[Any] | None = None) -> None:
        """Show the rows given in another way."""
        self.how = how
        self.layoutAboutToBeChanged.emit()
        self.layoutChanged.emit()
        self._show(arranged(self.given, self.columns, how) if ordered is None else ordered)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 gives the order of the run back."""
        self.arrange(Arrangement(column, order == Qt.SortOrder.DescendingOrder, self.how.words))
