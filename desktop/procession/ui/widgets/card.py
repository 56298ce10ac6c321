"""A card that can be clicked: an icon, a title, a line below, and the key that does the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from procession.ui.fonts import font
from procession.ui.icons import pixmap
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE


class Card(QAbstractButton):
    """72 px high; `chosen` cards are tinted: one a view."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        title: str,
        line: str,
        key: str = "",
        *,
        chosen: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._title = title
        self._line = line
        self._key = key
        self._chosen = chosen
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(72)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as a column of the welcome page."""
        return QSize(436, 72)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw everything."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill = tokens.bluebg if self._chosen else tokens.surface
        if self.underMouse() and not self._chosen:
            fill = tokens.hover
        edge = tokens.blueborder if self._chosen else tokens.border
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(fill))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            box = box.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, SIZE.radius_card, SIZE.radius_card)
        self._paint_icon(painter)
        key_width = self._paint_key(painter)
        left, width = 68, self.width() - 68 - key_width - 16
        painter.setFont(font("card_title"))
        painter.setPen(QColor(tokens.text))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        title = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, 16, width, 20), flags, title)
        painter.setFont(font("secondary"))
        painter.setPen(QColor(tokens.text2))
        line = painter.fontMetrics().elidedText(self._line, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, 37, width, 20), flags, line)

    def _paint_icon(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        box = QRectF(16, 18, 36, 36)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.btn if self._chosen else tokens.sunken))
        painter.drawRoundedRect(box, 6, 6)
        colour = tokens.btn_text if self._chosen else tokens.text2
        painter.drawPixmap(25, 27, pixmap(self._icon_name, colour, 18, self.devicePixelRatioF()))

    def _paint_key(self, painter: QPainter) -> int:
        if not self._key:
            return 16
        tokens = self._theme.tokens
        painter.setFont(font("caption"))
        width = painter.fontMetrics().horizontalAdvance(self._key) + 12
        box = QRectF(self.width() - 16 - width - 0.5, 26.5, width, 19)
        painter.setPen(QPen(QColor(tokens.border2), 1))
        painter.setBrush(QColor(tokens.chrome))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(tokens.text3))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._key)
        return width + 28
