"""The prediction of a lesson: chosen before the run, judged by what the run recorded."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from procession.plugin.guides import Prediction
from procession.ui.fonts import code_families, font
from procession.ui.icons import pixmap
from procession.ui.theme import Theme
from procession.ui.tokens import Tokens
from procession.ui.widgets.choice_row import ChoiceRow
from procession.ui.widgets.inline_text import inline_html
from procession.ui.widgets.labels import Label, Tone


class PredictionCard(QFrame):
    """Question, answers, and one line that says where it stands."""

    chosen = Signal(int)
    """The answer that the user chose, from 0."""

    def __init__(
        self,
        theme: Theme,
        prediction: Prediction,
        *,
        judged: bool,
        scale: float = 1.0,
        parent: QWidget | None = None,
    ) -> None:
        """`judged`: whether the lesson can tell from a recording which answer was right."""
        super().__init__(parent)
        self._theme = theme
        self._judged = judged
        self._prediction = prediction
        self._scale = scale
        self._line_tone: Tone = "text2"
        self._line_icon = "bulb"
        self.setProperty("surface", "panel")
        self._bulb = QLabel(self)
        self._question = QLabel(self)
        self._question.setWordWrap(True)
        self._question.setFont(font("card_title", scale=scale))
        self.rows = [
            ChoiceRow(theme, text, scale=scale, parent=self) for text in prediction.choices
        ]
        for number, row in enumerate(self.rows):
            row.clicked.connect(lambda _=False, number=number: self._clicked(number))
        self._mark = QLabel(self)
        self.line = Label("", "secondary", "text2", wrap=True)
        self.line.setFont(font("secondary", scale=scale))
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._bulb)
        head.addWidget(self._question, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._mark)
        foot.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 13, 15, 13)
        column.setSpacing(8)
        column.addLayout(head)
        column.addSpacing(2)
        for row in self.rows:
            column.addWidget(row)
        column.addSpacing(2)
        column.addLayout(foot)
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)
        self.wait()

    def choice(self) -> int | None:
        """The answer chosen, from 0; None: none yet."""
        return next((n for n, row in enumerate(self.rows) if row.isChecked()), None)

    def choose(self, number: int) -> None:
        """Choose an answer as a click would."""
        if 0 <= number < len(self.rows) and self.rows[number].isEnabled():
            self.rows[number].setChecked(True)
            self._clicked(number)

    def wait(self) -> None:
        """Before a run: an answer may be chosen."""
        for row in self.rows:
            row.judge("")
            row.setEnabled(True)
        if self.choice() is None:
            self._say("bulb", "text2", self.tr("Choose before you run it: guessing is half of it."))
        elif self._judged:
            self._say("check", "green", self.tr("You have predicted. The run will tell."))
        else:
            self._say("check", "green", self.tr("You have predicted. Run it and compare."))

    def run_begins(self) -> None:
        """While it runs the answer stands."""
        for row in self.rows:
            row.judge("")
            row.setEnabled(False)
        if self.choice() is None:
            self._say("bulb", "text2", self.tr("It runs without a prediction of yours."))
        else:
            self._say("hourglass", "text2", self.tr("You predicted this before the run."))

    def run_ended(self) -> None:
        """The run is over and nobody can judge."""
        self.wait()
        if self.choice() is not None:
            self._say("check", "text2", self.tr("Compare it with what you see."))

    def judge(self, right: int | None) -> None:
        """The recording says which answer is right; None: it does not decide."""
        self.wait()
        mine = self.choice()
        if right is None or not 0 <= right < len(self.rows):
            self._say("info", "text2", self.tr("This run does not decide it. Run it again."))
            return
        self.rows[right].judge("right", self.tr("the run shows this"))
        if mine is None:
            self._say("info", "text2", self.tr("The run shows the answer marked."))
        elif mine == right:
            self._say("check", "green", self.tr("You were right: the run shows it."))
        else:
            self.rows[mine].judge("wrong", self.tr("the run does not show this"))
            self._say("x", "red", self.tr("The run shows something else. See why below."))

    def _clicked(self, number: int) -> None:
        self.wait()
        self.chosen.emit(number)

    def _say(self, icon_name: str, tone: Tone, text: str) -> None:
        self._line_icon, self._line_tone = icon_name, tone
        self.line.setText(text)
        self.line.set_tone(tone)
        self._recolour(self._theme.tokens)

    def _recolour(self, tokens: Tokens) -> None:
        ratio = self.devicePixelRatioF()
        self._bulb.setPixmap(pixmap("bulb", tokens.link, round(16 * self._scale), ratio))
        colour = str(getattr(tokens, self._line_tone))
        self._mark.setPixmap(pixmap(self._line_icon, colour, 14, ratio))
        style = f"font-family:'{code_families()[0]}'; background-color:{tokens.sunken}"
        question = self._prediction.question or self._prediction.heading
        parts = [inline_html(" ".join(part.split()), style) for part in question.split("\n\n")]
        self._question.setText("<br>".join(part for part in parts if part))
