"""The guide of a lesson with its prediction in the middle, and what the run showed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from procession.plugin.guides import Guide
from procession.ui.pages.guide_view import GuideView
from procession.ui.pages.happened_card import HappenedCard
from procession.ui.pages.prediction_card import PredictionCard
from procession.ui.pages.step_row import StepRow
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE


class GuideColumn(QScrollArea):
    """Scrolls as one text. `prediction` is None for a guide that asks for none."""

    refused = Signal(str)
    """A link that is not opened."""

    def __init__(
        self, theme: Theme, guide: Guide, *, judged: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Guide of the lesson"))
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(SIZE.pad_guide, 0, SIZE.pad_guide, 16)
        self._column.setSpacing(0)
        self.steps = StepRow(theme, predicts=guide.prediction is not None)
        self._column.addWidget(self.steps)
        self._column.addSpacing(14)
        self.before = GuideView(theme, fitted=True)
        self.before.show_guide(guide.before)
        self.before.refused.connect(self.refused)
        self._column.addWidget(self.before)
        self._column.addSpacing(12)
        self.prediction: PredictionCard | None = None
        if guide.prediction is not None:
            self.prediction = PredictionCard(theme, guide.prediction, judged=judged)
            self.prediction.chosen.connect(lambda _: self.steps.mark("predict"))
            self._column.addWidget(self.prediction)
        self.happened = HappenedCard(theme)
        self._column.addSpacing(12)
        self._column.addWidget(self.happened)
        self.after = GuideView(theme, fitted=True)
        self.after.show_guide(guide.after)
        self.after.refused.connect(self.refused)
        self.after.setVisible(bool(guide.after))
        self._column.addSpacing(8)
        self._column.addWidget(self.after)
        self._column.addStretch(1)
        self.setWidget(inner)

    def show_verdict(self) -> None:
        """Bring the prediction and what happened into view."""
        # Once the card has the height of its new sentences.
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        if self.prediction is not None:
            self.ensureWidgetVisible(self.prediction, 0, 12)
        elif self.happened.isVisible():
            self.ensureWidgetVisible(self.happened, 0, 12)
