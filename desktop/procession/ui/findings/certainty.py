"""How sure a finding is, in a word, and its chip."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from procession.ui.fonts import code_font, font
from procession.ui.theme import Theme
from procession.ui.tokens import Tokens

HEIGHT = 20


def certainty_word(certainty: str) -> str:
    """The word in the language of the window."""
    translate = QCoreApplication.translate
    return {
        "certain": translate("Certainty", "certain"),
        "likely": translate("Certainty", "likely"),
        "possible": translate("Certainty", "possible"),
    }.get(certainty, certainty)


def level_word(level: str) -> str:
    """The word for a level."""
    translate = QCoreApplication.translate
    return {
        "error": translate("Certainty", "error"),
        "warning": translate("Certainty", "warning"),
        "info": translate("Certainty", "info"),
    }.get(level, level)


def level_icon(level: str) -> str:
    """The icon of a level."""
    return {"error": "error", "warning": "warning"}.get(level, "info")


def level_tone(level: str) -> str:
    """The token of a level's colour."""
    return {"error": "red", "warning": "amber"}.get(level, "text3")


def chip_width(text: str) -> int:
    """Px of a chip with this word."""
    return QFontMetrics(font("chip")).horizontalAdvance(text) + 14


def paint_chip(painter: QPainter, box: QRectF, word: str, certainty: str, tokens: Tokens) -> None:
    """Filled where it is certain, framed where it is not; the word says it anyway."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill, edge, ink = tokens.sunken, tokens.border2, tokens.text2
    if certainty == "certain":
        fill, edge, ink = tokens.certain, tokens.certain, tokens.on_certain
    elif certainty == "likely":
        fill, edge, ink = tokens.amberbg, tokens.amberborder, tokens.amber
    painter.setPen(QPen(QColor(edge), 1))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(font("chip"))
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
    painter.restore()


class CertaintyChip(QWidget):
    """A chip with the word of a certainty, or with a rule's name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._word, self._certainty, self._rule = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_certainty(self, certainty: str) -> None:
        """Show how sure it is."""
        self._certainty, self._word, self._rule = certainty, certainty_word(certainty), ""
        self._set()

    def show_rule(self, rule: str) -> None:
        """Show the name of a rule."""
        self._certainty, self._word, self._rule = "", rule, rule
        self._set()

    def _set(self) -> None:
        self.setAccessibleName(self._word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the word."""
        if self._rule:
            return QSize(QFontMetrics(code_font("caption")).horizontalAdvance(self._word) + 14, 20)
        return QSize(chip_width(self._word), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        tokens = self._theme.tokens
        if not self._rule:
            paint_chip(painter, QRectF(self.rect()), self._word, self._certainty, tokens)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.border2), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(code_font("caption"))
        painter.setPen(QColor(tokens.text2))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._word)
