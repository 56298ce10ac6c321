"""A table's row that is sorted by values, not by the texts that show them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

SORT_ROLE = int(Qt.ItemDataRole.UserRole)
"""What a column is sorted by: a number or a text."""


class SortableItem(QTreeWidgetItem):
    """A row; every column has a value under `SORT_ROLE`."""

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        """Whether it stands before another."""
        tree = self.treeWidget()
        column = 0 if tree is None else tree.sortColumn()
        mine, theirs = self.data(column, SORT_ROLE), other.data(column, SORT_ROLE)
        return bool(mine < theirs)
