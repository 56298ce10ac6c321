"""Labels in the type roles and tones of the design system."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from procession.ui.fonts import code_font, font
from procession.ui.restyle import set_property

Tone = Literal["text", "text2", "text3", "red", "amber", "green", "link"]


class Label(QLabel):
    """A line of plain text; `role` names a type role, ``code`` and ``excerpt`` are fixed-width."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: Tone = "text",
        *,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        # Texts come from programs and recordings: never let Qt guess that one is HTML.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(code_font(role) if role in ("code", "excerpt") else font(role))
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour by its token."""
        set_property(self, "tone", tone)


class ElidedLabel(Label):
    """A label that gives way: too long a text ends in an ellipsis and shows whole as a tool tip."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: Tone = "text",
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, tone, parent=parent)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Little: the text gives way."""
        return QSize(24, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        whole = self.text()
        shown = self.fontMetrics().elidedText(whole, self._mode, self.width())
        self.setToolTip(whole if shown != whole else "")
        painter.drawText(self.rect(), int(self.alignment()) | Qt.AlignmentFlag.AlignVCenter, shown)
