"""A tinted strip where something happened: what, why, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from procession.ui.icons import pixmap
from procession.ui.restyle import set_property
from procession.ui.theme import Theme
from procession.ui.tokens import Tokens
from procession.ui.widgets.buttons import IconButton
from procession.ui.widgets.labels import Label


class Strip(QFrame):
    """Hidden until it has something to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name, self._tone = "error", "red"
        self._icon = QLabel(self)
        self._text = Label("", "body", wrap=True, selectable=True)
        close = IconButton(theme, "x", self.tr("Close this message"), size=24, icon_size=14)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._recolour)
        self.hide()

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_error(self, text: str) -> None:
        """Say what went wrong."""
        self._show(text, "red", "error")

    def show_warning(self, text: str) -> None:
        """Say what to mind."""
        self._show(text, "amber", "warning")

    def show_note(self, text: str) -> None:
        """Say something good to know."""
        self._show(text, "blue", "info")

    def _show(self, text: str, tint: str, icon_name: str) -> None:
        self._icon_name, self._tone = icon_name, {"blue": "link"}.get(tint, tint)
        self._text.setText(text)
        set_property(self, "surface", f"strip-{tint}")
        self._recolour(self._theme.tokens)
        self.show()

    def _recolour(self, tokens: Tokens) -> None:
        colour = str(getattr(tokens, self._tone))
        self._icon.setPixmap(pixmap(self._icon_name, colour, 16, self.devicePixelRatioF()))
