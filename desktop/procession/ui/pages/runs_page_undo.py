"""The bar that offers to bring back what was just deleted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from procession.ui.theme import Theme
from procession.ui.widgets.buttons import Button
from procession.ui.widgets.labels import Label


class UndoBar(QFrame):
    """At the foot of the table while something can be brought back."""

    undo_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "chrome")
        self.setProperty("edge", "top")
        self.setFixedHeight(44)
        self._text = Label("", "body")
        self.button = Button(theme, self.tr("Undo"), "undo", parent=self)
        self.button.clicked.connect(self.undo_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self._text)
        row.addWidget(self.button)
        row.addStretch(1)
        self.hide()

    def show_deleted(self, names: list[str]) -> None:
        """Say what was deleted; nothing hides the bar."""
        self.setVisible(bool(names))
        if len(names) == 1:
            self._text.setText(self.tr("“%1” was deleted.").replace("%1", names[0]))
        elif names:
            self._text.setText(self.tr("%n run(s) were deleted.", "", len(names)))
