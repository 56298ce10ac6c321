"""What happened in a run, in sentences that follow from its recording."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from procession.ui.fonts import font
from procession.ui.icons import pixmap
from procession.ui.pages.what_happened import Sentence
from procession.ui.theme import Theme
from procession.ui.tokens import Tokens
from procession.ui.widgets.labels import Label


class HappenedCard(QFrame):
    """Hidden until a run has ended."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, scale: float = 1.0) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scale = scale
        self._icons: list[tuple[QLabel, Sentence]] = []
        self.sentences: tuple[Sentence, ...] = ()
        self.setProperty("surface", "panel")
        title = Label(self.tr("What happened"), "card_title")
        title.setFont(font("card_title", scale=scale))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 13, 15, 13)
        column.setSpacing(8)
        column.addWidget(title)
        column.addLayout(self._rows)
        theme.changed.connect(self._recolour)
        self.hide()

    def show_sentences(self, sentences: Sequence[Sentence]) -> None:
        """Say these; none hides the card."""
        self._forget()
        self.sentences = tuple(sentences)
        for sentence in sentences:
            mark = QLabel(self)
            mark.setFixedSize(16, 20)
            text = Label(sentence.text, "body", "text", wrap=True, selectable=True)
            text.setFont(font("body", scale=self._scale))
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(mark)
            row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1)
            self._rows.addLayout(row)
            self._icons.append((mark, sentence))
        self._recolour(self._theme.tokens)
        self.setVisible(bool(sentences))

    def _forget(self) -> None:
        self._icons = []
        while (row := self._rows.takeAt(0)) is not None:
            layout = row.layout()
            while layout is not None and (item := layout.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()

    def _recolour(self, tokens: Tokens) -> None:
        for mark, sentence in self._icons:
            colour = str(getattr(tokens, sentence.tone))
            mark.setPixmap(pixmap(sentence.icon, colour, 14, self.devicePixelRatioF()))
