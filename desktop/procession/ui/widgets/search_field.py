"""A line edit with a magnifier, and optionally the key that leads to it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from procession.ui.fonts import font
from procession.ui.icons import pixmap
from procession.ui.theme import Theme


class SearchField(QLineEdit):
    """What is typed filters or finds; the icon and the key are drawn inside."""

    def __init__(
        self, theme: Theme, placeholder: str, key: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self.setProperty("kind", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setFont(font("secondary"))
        self.setFixedHeight(28)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then the magnifier and the key."""
        super().paintEvent(event)
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        magnifier = pixmap("search", tokens.text3, 14, self.devicePixelRatioF())
        painter.drawPixmap(8, (self.height() - 14) // 2, magnifier)
        if self._key and not self.text():
            painter.setFont(font("caption"))
            width = painter.fontMetrics().horizontalAdvance(self._key) + 10
            box = QRectF(self.width() - width - 4.5, 3.5, width, self.height() - 8)
            painter.setPen(QPen(QColor(tokens.border2), 1))
            painter.setBrush(QColor(tokens.chrome))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(tokens.text3))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)
