"""The row at the top: the program's mark, the menus, the search, the theme."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenuBar, QWidget

from procession.ui.fonts import font
from procession.ui.icons import pixmap
from procession.ui.shell.palette import Palette
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE, Tokens
from procession.ui.widgets.buttons import IconButton


class MenuRow(QWidget):
    """36 px: everything of it can be reached with the keyboard."""

    keys_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "chrome")
        self.setProperty("edge", "bottom")
        self.setFixedHeight(SIZE.menu_row)
        self._mark = QLabel(self)
        self._mark.setFixedWidth(SIZE.rail - 8)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.menu_bar = QMenuBar(self)
        self.menu_bar.setFont(font("body"))
        # On macOS menus belong at the top of the screen.
        self.menu_bar.setNativeMenuBar(sys.platform == "darwin")
        self.palette_field = Palette(theme, self)
        self.palette_field.setFixedWidth(420)
        self.theme_button = IconButton(theme, "moon", "", parent=self)
        self.theme_button.clicked.connect(theme.toggle)
        keys = IconButton(theme, "keyboard", self.tr("Keys"), parent=self)
        keys.clicked.connect(self.keys_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 8, 0)
        row.setSpacing(2)
        left = QHBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._mark)
        left.addWidget(self.menu_bar, 0, Qt.AlignmentFlag.AlignVCenter)
        left.addStretch(1)
        right = QHBoxLayout()
        right.setSpacing(2)
        right.addStretch(1)
        right.addWidget(self.theme_button)
        right.addWidget(keys)
        row.addLayout(left, 1)
        row.addWidget(self.palette_field)
        row.addLayout(right, 1)
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)

    def _recolour(self, tokens: Tokens) -> None:
        self._mark.setPixmap(pixmap("app", tokens.text, 18, self.devicePixelRatioF()))
        self.theme_button.set_icon("sun" if tokens.dark else "moon")
        self.theme_button.set_tip(
            self.tr("Use the light theme") if tokens.dark else self.tr("Use the dark theme")
        )
