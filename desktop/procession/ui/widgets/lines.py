"""Hairlines."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from procession.ui.theme import Theme


class Hairline(QWidget):
    """One pixel of `border`, as wide or as high as its layout lets it be."""

    def __init__(
        self,
        theme: Theme,
        *,
        vertical: bool = False,
        length: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        if vertical:
            self.setFixedWidth(1)
            if length:
                self.setFixedHeight(length)
        else:
            self.setFixedHeight(1)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill with the border's colour."""
        QPainter(self).fillRect(self.rect(), QColor(self._theme.tokens.border))
