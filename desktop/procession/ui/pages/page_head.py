"""The head of a page about the program itself: title, a line about it, and its tools."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from procession.ui.widgets.labels import ElidedLabel, Label

HEIGHT = 64


class PageHead(QWidget):
    """64 px; what it is about at the left, search and choices at the right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "surface")
        self.setProperty("edge", "bottom")
        self.setFixedHeight(HEIGHT)
        self.line = ElidedLabel("", "secondary", "text2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Label(title, "page_title"))
        words.addWidget(self.line)
        words.addStretch(1)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(12)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addLayout(self.tools)
