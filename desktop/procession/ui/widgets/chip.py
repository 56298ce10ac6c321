"""A chip: one short word about a state, in a tinted frame, optionally with an icon or a dot."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from procession.ui.icons import pixmap
from procession.ui.restyle import set_property
from procession.ui.theme import Theme
from procession.ui.tokens import Tokens
from procession.ui.widgets.labels import Label, Tone

ChipKind = Literal["plain", "green", "red", "amber", "blue"]
_TONES: dict[ChipKind, Tone] = {
    "plain": "text2",
    "green": "green",
    "red": "red",
    "amber": "amber",
    "blue": "link",
}


class Chip(QFrame):
    """A small framed word; `icon_name` may be empty, ``dot`` draws a filled dot."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        kind: ChipKind = "plain",
        icon_name: str = "",
        *,
        code: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind: ChipKind = kind
        self._icon_name = icon_name
        self.setProperty("chip", kind)
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 0, 7, 0)
        row.setSpacing(5)
        self._icon = QLabel(self)
        self._text = Label(text, "chip", _TONES[kind], parent=self)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)

    def text(self) -> str:
        """The word."""
        return self._text.text()

    def set(self, text: str, kind: ChipKind = "plain", icon_name: str = "") -> None:
        """Say something else."""
        self._text.setText(text)
        self._kind, self._icon_name = kind, icon_name
        self._text.set_tone(_TONES[kind])
        set_property(self, "chip", kind)
        self._recolour(self._theme.tokens)

    def _recolour(self, tokens: Tokens) -> None:
        self._icon.setVisible(bool(self._icon_name))
        if not self._icon_name:
            return
        tone = _TONES[self._kind]
        size = 6 if self._icon_name == "dot" else 12
        self._icon.setPixmap(
            pixmap(self._icon_name, str(getattr(tokens, tone)), size, self.devicePixelRatioF())
        )
