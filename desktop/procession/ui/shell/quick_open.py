"""The search in the menu row: type a part of a name, go there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from procession.ui.fonts import font
from procession.ui.icons import icon
from procession.ui.theme import Theme
from procession.ui.widgets.search_field import SearchField

_GO = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Goal:
    """Somewhere to go, or something to do."""

    text: str
    icon: str
    go: Callable[[], object]


class QuickOpen(SearchField):
    """Lessons, runs and commands in one field."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        key = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        super().__init__(theme, "", key.replace("+", " "), parent=parent)
        text = self.tr("Search lessons, runs, commands")
        self.setPlaceholderText(text)
        self.setAccessibleName(text)
        self.setProperty("kind", "quick")
        self.setFixedHeight(24)
        self._items = QStandardItemModel(self)
        self._completer = QCompleter(self._items, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(12)
        popup = self._popup = QListView(self)
        popup.setFont(font("body"))
        self._completer.setPopup(popup)
        popup.clicked.connect(self._activated)
        self.returnPressed.connect(self._enter)
        self.setCompleter(self._completer)

    def offer(self, goals: Sequence[Goal]) -> None:
        """What can be found."""
        self._items.clear()
        for goal in goals:
            item = QStandardItem(goal.text)
            item.setData(goal.go, _GO)
            item.setIcon(icon(goal.icon, self._theme.tokens, size=16))
            self._items.appendRow(item)

    def _activated(self, index: QModelIndex) -> None:
        self._go(index.data(_GO))

    def _enter(self) -> None:
        """Enter goes to the one marked in the list, else to the first that fits."""
        popup = self._popup
        index = popup.currentIndex()
        if not index.isValid() and self.text():
            self._completer.setCompletionPrefix(self.text())
            index = self._completer.completionModel().index(0, 0)
        if index.isValid():
            self._go(index.data(_GO))

    def _go(self, go: object) -> None:
        self._popup.hide()
        # The completer writes the text after this.
        QTimer.singleShot(0, self, self.clear)
        if callable(go):
            go()
