"""One of several answers: a card with a radio circle, wrapped text, and later a verdict."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextDocument,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from procession.ui.fonts import code_families, font
from procession.ui.icons import pixmap
from procession.ui.theme import Theme
from procession.ui.tokens import Tokens
from procession.ui.widgets.inline_text import inline_html, plain

Verdict = Literal["", "right", "wrong"]

_LEFT, _RIGHT, _EDGE = 39, 40, 9


class ChoiceRow(QAbstractButton):
    """As high as its text needs; arrow keys go from one to the next."""

    def __init__(
        self, theme: Theme, markdown: str, *, scale: float = 1.0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scale = scale
        self._markdown = markdown
        self._verdict: Verdict = ""
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(font("body", scale=scale))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(plain(markdown))
        self.setAccessibleName(plain(markdown))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)

    @property
    def verdict(self) -> Verdict:
        """What the run said of this answer."""
        return self._verdict

    def judge(self, verdict: Verdict, word: str = "") -> None:
        """Mark it as what the run showed, or as chosen and wrong; `word` says so aloud."""
        self._verdict = verdict
        self.setAccessibleDescription(word)
        self.update()

    def sizeHint(self) -> QSize:
        """Of a row of one line."""
        return QSize(320, self.heightForWidth(max(320, self.width())))

    def minimumSizeHint(self) -> QSize:
        """As high as the text is at the present width."""
        return QSize(160, self.heightForWidth(max(160, self.width())))

    def heightForWidth(self, width: int) -> int:
        """The text's height and some air."""
        self._document.setTextWidth(max(60, width - _LEFT - _RIGHT))
        return max(36, round(self._document.size().height()) + 2 * _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, its circle, its text, its verdict."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge = self._colours(tokens)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        self._paint_circle(painter, tokens)
        self._document.setTextWidth(max(60, self.width() - _LEFT - _RIGHT))
        top = (self.height() - self._document.size().height()) / 2
        painter.translate(_LEFT, top)
        look = QAbstractTextDocumentLayout.PaintContext()
        quiet = not self.isEnabled() and not self.isChecked() and self._verdict != "right"
        colour = QColor(tokens.text2 if quiet else tokens.text)
        look.palette.setColor(QPalette.ColorRole.Text, colour)
        self._document.documentLayout().draw(painter, look)
        painter.translate(-_LEFT, -top)
        if self._verdict:
            name, tone = ("check", tokens.green) if self._verdict == "right" else ("x", tokens.red)
            drawn = pixmap(name, tone, 16, self.devicePixelRatioF())
            painter.drawPixmap(self.width() - 16 - 12, (self.height() - 16) // 2, drawn)

    def _paint_circle(self, painter: QPainter, tokens: Tokens) -> None:
        middle = QPointF(20.5, self.height() / 2)
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.ctl if not self.isChecked() else tokens.btn), 1))
        painter.drawEllipse(middle, 7.5, 7.5)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.btn))
            painter.drawEllipse(middle, 7.5, 7.5)
            painter.setBrush(QColor(tokens.btn_text))
            painter.drawEllipse(middle, 3, 3)

    def _colours(self, tokens: Tokens) -> tuple[str, str]:
        if self._verdict == "right":
            return tokens.greenbg, tokens.greenborder
        if self._verdict == "wrong":
            return tokens.redbg, tokens.redborder
        if self.isChecked():
            return tokens.bluebg, tokens.accent
        hovered = self.isEnabled() and self.underMouse()
        return (tokens.hover if hovered else tokens.surface), tokens.border2

    def _recolour(self, tokens: Tokens) -> None:
        family = code_families()[0]
        style = f"font-family:'{family}'; background-color:{tokens.sunken}"
        self._document.setHtml(inline_html(self._markdown, style))
        self.update()
