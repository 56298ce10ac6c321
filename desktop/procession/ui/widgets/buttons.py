"""Buttons whose icons follow the theme."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from procession.ui.fonts import font
from procession.ui.icons import icon
from procession.ui.restyle import set_property
from procession.ui.theme import Theme
from procession.ui.tokens import Tokens

ButtonKind = Literal["plain", "primary", "flat", "link", "toggle", "tall"]


class Button(QPushButton):
    """A push button; one of kind ``primary`` a view."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon_name: str = "",
        kind: ButtonKind = "plain",
        *,
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self._tone = tone
        self.setProperty("kind", kind)
        self.setFont(font("button"))
        self.setIconSize(QSize(18, 14))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = theme
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)

    def set_icon(self, icon_name: str, tone: str = "") -> None:
        """Show another icon, in the colour of the token `tone`."""
        self._icon_name, self._tone = icon_name, tone
        self._recolour(self._theme.tokens)

    def set_kind(self, kind: ButtonKind) -> None:
        """Change how much the button stands out."""
        set_property(self, "kind", kind)
        self._recolour(self._theme.tokens)

    def _recolour(self, tokens: Tokens) -> None:
        if not self._icon_name:
            return
        colour = tokens.btn_text if self.property("kind") == "primary" else tokens.text2
        if self._tone:
            colour = str(getattr(tokens, self._tone))
        made = icon(self._icon_name, tokens, size=14, colour=colour, active=tokens.link, gap=4)
        self.setIcon(made)


class IconButton(QToolButton):
    """A button that shows only an icon; its tool tip is its accessible name."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        tip: str,
        *,
        size: int = 28,
        icon_size: int = 16,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._icon_size = icon_size
        self._theme = theme
        self.setFixedSize(size, size)
        self.setIconSize(QSize(icon_size, icon_size))
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_tip(tip)
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)

    def set_tip(self, tip: str) -> None:
        """Say what the button does."""
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def set_icon(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._recolour(self._theme.tokens)

    def _recolour(self, tokens: Tokens) -> None:
        self.setIcon(icon(self._icon_name, tokens, size=self._icon_size, active=tokens.text))
