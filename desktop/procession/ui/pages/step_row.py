"""Where a learner stands in a lesson: predict, run, change it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from procession.ui.fonts import font
from procession.ui.icons import pixmap
from procession.ui.theme import Theme

Step = Literal["predict", "run", "change"]


class StepRow(QWidget):
    """Three numbered circles; what is done has a tick, what comes next is filled."""

    def __init__(self, theme: Theme, *, predicts: bool, parent: QWidget | None = None) -> None:
        """`predicts`: whether the lesson asks for a prediction at all."""
        super().__init__(parent)
        self._theme = theme
        words: dict[Step, str] = {
            "predict": self.tr("Predict"),
            "run": self.tr("Run"),
            "change": self.tr("Change it"),
        }
        if not predicts:
            del words["predict"]
        self._words = words
        self._done: set[Step] = set()
        self.setFixedHeight(24)
        self._tell()
        theme.changed.connect(self.update)

    @property
    def done(self) -> frozenset[Step]:
        """The steps taken."""
        return frozenset(self._done)

    def mark(self, step: Step) -> None:
        """This step has been taken."""
        if step in self._words and step not in self._done:
            self._done.add(step)
            self._tell()
            self.update()

    def sizeHint(self) -> QSize:
        """All three beside each other."""
        metrics = self.fontMetrics()
        return QSize(sum(metrics.horizontalAdvance(word) + 76 for word in self._words.values()), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Circles, words, and lines between them."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        following = self._following()
        for number, (step, word) in enumerate(self._words.items(), 1):
            if number > 1:
                painter.setPen(QPen(QColor(tokens.border2), 1))
                painter.drawLine(round(left), 12, round(left) + 20, 12)
                left += 32
            circle = QRectF(left + 0.5, 2.5, 19, 19)
            done = step in self._done
            if done or step == following:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.green if done else tokens.btn))
            else:
                painter.setPen(QPen(QColor(tokens.border2), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle)
            if done:
                ratio = self.devicePixelRatioF()
                drawn = pixmap("check", tokens.surface, 12, ratio)
                painter.drawPixmap(round(circle.left()) + 4, round(circle.top()) + 4, drawn)
            else:
                painter.setFont(font("column_head"))
                colour = tokens.btn_text if step == following else tokens.text3
                painter.setPen(QColor(colour))
                painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))
            painter.setFont(font("body", weight=600 if step == following else 400))
            painter.setPen(QColor(tokens.text if step == following else tokens.text2))
            left += 28
            width = painter.fontMetrics().horizontalAdvance(word)
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(left, 0, width + 4, 24), flags, word)
            left += width + 12

    def _following(self) -> str:
        return next((step for step in self._words if step not in self._done), "")

    def _tell(self) -> None:
        said = []
        for step, word in self._words.items():
            text = self.tr("%1, done") if step in self._done else "%1"
            said.append(text.replace("%1", word))
        self.setAccessibleName(self.tr("Steps of the lesson"))
        self.setAccessibleDescription("; ".join(said))
