"""All keys of the window on one page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from procession.ui.theme import Theme
from procession.ui.timeline.key_list import KeyList
from procession.ui.widgets.buttons import Button
from procession.ui.widgets.chip import Chip
from procession.ui.widgets.labels import Label


class KeysDialog(QDialog):
    """Three columns: the window's keys, the timeline's keys, those of its lanes."""

    def __init__(
        self, theme: Theme, actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self._theme = theme
        window = [
            (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), action.text())
            for action in actions
            if not action.shortcut().isEmpty()
        ]
        window.append(("F5", self.tr("Run the program of the page")))
        timeline = KeyList(self)
        columns = QHBoxLayout()
        columns.setSpacing(48)
        columns.addLayout(self._column(self.tr("Window"), window))
        columns.addLayout(self._column(self.tr("Timeline"), timeline.moving()))
        columns.addLayout(self._column(self.tr("Lanes"), timeline.lanes()))
        close = Button(theme, self.tr("Close"), parent=self)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(20)
        layout.addLayout(columns)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _column(self, title: str, keys: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addWidget(Label(title, "section_title"), 0, 0, 1, 2)
        for row, (key, meaning) in enumerate(keys, start=1):
            chip = Chip(self._theme, key, parent=self)
            grid.addWidget(chip, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(meaning, "body", "text2"), row, 1)
        grid.setRowStretch(len(keys) + 1, 1)
        return grid
