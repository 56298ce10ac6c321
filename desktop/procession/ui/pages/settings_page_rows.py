"""Rows of the settings page: a name and a line about it at the left, the control at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from procession.ui.theme import Theme
from procession.ui.widgets.labels import Label
from procession.ui.widgets.lines import Hairline


class Section(QWidget):
    """A title, and a card with a row a setting."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        card = QFrame(self)
        card.setProperty("surface", "card")
        self._rows = QVBoxLayout(card)
        self._rows.setContentsMargins(1, 1, 1, 1)
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(title, "section_title"))
        column.addWidget(card)

    def add(self, name: str, line: str, *controls: QWidget) -> Label:
        """Add a setting; the first control is named for screen readers. Returns its line."""
        if self._rows.count():
            self._rows.addWidget(Hairline(self._theme))
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(name, "body"))
        told = Label(line, "secondary", "text3", wrap=True)
        told.setVisible(bool(line))
        words.addWidget(told)
        layout.addLayout(words, 1)
        side = QHBoxLayout()
        side.setSpacing(8)
        for control in controls:
            side.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(side)
        if controls:
            controls[0].setAccessibleName(name)
            controls[0].setAccessibleDescription(line)
        self._rows.addWidget(row)
        return told
