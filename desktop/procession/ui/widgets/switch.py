"""A switch: yes or no."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from procession.ui.theme import Theme


class Switch(QAbstractButton):
    """Drawn as a track of 30 × 16 with a knob; says its state to screen readers as a check box."""

    def __init__(self, theme: Theme, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(36, 28)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The size it always has."""
        return QSize(36, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, knob and focus."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(1.5, 6.5, 30, 16)
        on = self.isChecked()
        painter.setPen(QPen(QColor(tokens.btn_border if on else tokens.ctl), 1))
        painter.setBrush(QColor(tokens.btn if on else tokens.surface))
        painter.drawRoundedRect(track, 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.btn_text if on else tokens.ctl))
        centre = track.right() - 8 if on else track.left() + 8
        painter.drawEllipse(QRectF(centre - 5, 9.5, 10, 10))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-1, -3, 3, 3).adjusted(1, 0, -1, 0), 10, 10)
