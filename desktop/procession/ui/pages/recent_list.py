"""The list of recent runs on the welcome page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from procession.ui.pages.run_words import end_word
from procession.ui.shell.recent import RecentRun, RecentWords
from procession.ui.theme import Theme
from procession.ui.widgets.chip import Chip
from procession.ui.widgets.labels import ElidedLabel, Label

ROW = 60


class RecentRow(QWidget):
    """One run: what it was, how it ended, when."""

    chosen = Signal(object)
    """The `Path` of its recording."""

    def __init__(
        self, theme: Theme, run: RecentRun, first: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._run = run
        self._first = first
        self.setFixedHeight(ROW)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(str(run.path))
        self.setAccessibleName(run.title)
        words = RecentWords(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        grid.addWidget(ElidedLabel(run.title, "excerpt"), 0, 0)
        grid.addWidget(ElidedLabel(words.told(run), "secondary", "text2"), 1, 0)
        word = end_word(run.state, run.exit_status)
        chips = QWidget(self)
        chips.setFixedWidth(150)
        column = QVBoxLayout(chips)
        column.setContentsMargins(0, 0, 0, 0)
        chip = Chip(theme, word.text, word.kind, word.icon, parent=chips)
        column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(chips, 0, 1, 2, 1)
        when = Label(words.when(run, datetime.now(UTC)), "secondary", "text3")
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        when.setMinimumWidth(84)
        grid.addWidget(when, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line above, a tint under the mouse, a frame with the focus."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(tokens.hover))
        if not self._first:
            painter.fillRect(0, 0, self.width(), 1, QColor(tokens.border))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._run.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open it with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._run.path)
        else:
            super().keyPressEvent(event)


class RecentList(QFrame):
    """A card with a row a run, or a sentence when there are none."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("surface", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self.show_runs([])

    def show_runs(self, runs: Sequence[RecentRun]) -> None:
        """List these."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, run in enumerate(runs):
            row = RecentRow(self._theme, run, number == 0, self)
            row.chosen.connect(self.chosen)
            self._column.addWidget(row)
        if not runs:
            empty = Label(
                self.tr("Nothing has been run yet. Start with the first lesson."),
                "body",
                "text3",
            )
            empty.setContentsMargins(16, 16, 16, 16)
            self._column.addWidget(empty)

    def sizeHint(self) -> QSize:
        """As wide as the right column of the welcome page."""
        return QSize(772, super().sizeHint().height())
