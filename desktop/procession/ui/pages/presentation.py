"""A lesson for a whole room: large type, one thing at a time, answers only when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from procession.plugin.guides import Guide
from procession.ui.editor.code_editor import CodeEditor
from procession.ui.editor.line_marks import LineMark
from procession.ui.fonts import font
from procession.ui.pages.guide_view import GuideView
from procession.ui.pages.happened_card import HappenedCard
from procession.ui.pages.prediction_card import PredictionCard
from procession.ui.pages.run_strip import RunStrip
from procession.ui.pages.what_happened import Sentence
from procession.ui.program import Program
from procession.ui.theme import Theme
from procession.ui.widgets.buttons import Button, IconButton
from procession.ui.widgets.labels import Label

if TYPE_CHECKING:
    from procession.plugin.api import Track

SCALE = 1.75
CODE_SCALE = 1.5
WIDEST = 1100
_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_N)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace, Qt.Key.Key_P)


class Presentation(QWidget):
    """Leaves follow one another: the guide's parts, the prediction, the program, the run."""

    run_wanted = Signal()
    stop_wanted = Signal()
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        guide: Guide,
        source: str,
        tracks: Sequence[Track],
        *,
        judged: bool,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._theme = theme
        self._right: int | None = None
        self._over = False
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "surface")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.leaves = QStackedWidget(self)
        self._titles: list[str] = []
        self.prediction: PredictionCard | None = None
        self.code = CodeEditor(theme, scale=CODE_SCALE)
        self.code.setReadOnly(True)
        self.code.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.code.set_source(source)
        self.strip = RunStrip(theme, tracks)
        self.happened = HappenedCard(theme, scale=SCALE)
        self._judged = judged
        self._fill(title, guide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.leaves, 1)
        column.addWidget(self._foot())
        self.go(0)

    @property
    def titles(self) -> list[str]:
        """What each leaf is about."""
        return list(self._titles)

    def go(self, number: int) -> None:
        """Turn to a leaf; beyond the ends nothing happens."""
        if not 0 <= number < self.leaves.count():
            return
        self.leaves.setCurrentIndex(number)
        text = self.tr("%1 of %2").replace("%1", str(number + 1))
        self._place.setText(text.replace("%2", str(self.leaves.count())))
        self._back.setEnabled(number > 0)
        self._on.setEnabled(number < self.leaves.count() - 1)
        self.setAccessibleName(self._titles[number])
        self.setFocus()

    def show_run(self, program: Program) -> None:
        """A run begins: show it, and keep its answer to ourselves."""
        self._right, self._over = None, False
        self.strip.show_program(program)
        self.happened.show_sentences([])
        if self.prediction is not None:
            self.prediction.run_begins()
        self.go(self._titles.index(self.tr("Run")))

    def show_marks(self, marks: Sequence[LineMark]) -> None:
        """Where processes stand in the program."""
        self.code.set_marks(marks)

    def show_result(self, sentences: Sequence[Sentence], right: int | None) -> None:
        """The run has ended; which answer was right is told when somebody asks."""
        self._right, self._over = right, True
        self.happened.show_sentences(sentences)
        if self.prediction is not None:
            self.prediction.run_ended()
        self._answer.setEnabled(self._judged)

    def reveal(self) -> None:
        """Tell which answer the run shows to be right."""
        if self.prediction is not None and self._over and self._judged:
            self.prediction.judge(self._right)
            self.go(self._titles.index(self.tr("Predict")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every step has a key."""
        key, here = Qt.Key(event.key()), self.leaves.currentIndex()
        if key in _NEXT:
            self.go(here + 1)
        elif key in _BACK:
            self.go(here - 1)
        elif key == Qt.Key.Key_Home:
            self.go(0)
        elif key == Qt.Key.Key_End:
            self.go(self.leaves.count() - 1)
        elif key in (Qt.Key.Key_R, Qt.Key.Key_F5):
            self.run_wanted.emit()
        elif key == Qt.Key.Key_S:
            self.stop_wanted.emit()
        elif key == Qt.Key.Key_A:
            self.reveal()
        elif key == Qt.Key.Key_Escape:
            self.close()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self.prediction is not None:
            self.prediction.choose(key - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: object) -> None:
        """Back to the window."""
        self.closed.emit()
        super().closeEvent(event)  # type: ignore[arg-type]

    def _fill(self, title: str, guide: Guide) -> None:
        head = Label(title, "hero", wrap=True)
        head.setFont(font("hero", scale=SCALE))
        self._leaf(title, head, self._text(guide.before))
        if guide.prediction is not None:
            self.prediction = PredictionCard(
                self._theme, guide.prediction, judged=self._judged, scale=SCALE
            )
            self._leaf(self.tr("Predict"), self.prediction)
        self._add(self.tr("Program"), self.code)
        run = QWidget()
        column = QVBoxLayout(run)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.strip, 1)
        self._add(self.tr("Run"), run)
        self._leaf(self.tr("What happened"), self.happened)
        asked = guide.prediction.heading if guide.prediction is not None else ""
        later = [part for part in guide.sections[1:] if part[0] != asked]
        for heading, text in later:
            self._leaf(heading, self._text(f"## {heading}\n\n{text}"))

    def _text(self, markdown: str) -> GuideView:
        view = GuideView(self._theme, fitted=True, scale=SCALE)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.show_guide(markdown)
        return view

    def _leaf(self, title: str, *widgets: QWidget) -> None:
        """A column of text in the middle that scrolls where it must."""
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(area)
        column = QVBoxLayout()
        column.setSpacing(24)
        column.addStretch(1)
        for widget in widgets:
            widget.setMaximumWidth(WIDEST)
            column.addWidget(widget)
        column.addStretch(2)
        row = QHBoxLayout(inner)
        row.setContentsMargins(48, 48, 48, 48)
        row.addStretch(1)
        row.addLayout(column, 1000)
        row.addStretch(1)
        area.setWidget(inner)
        self._add(title, area)

    def _add(self, title: str, leaf: QWidget) -> None:
        self._titles.append(title)
        self.leaves.addWidget(leaf)

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setProperty("surface", "chrome")
        foot.setProperty("edge", "top")
        self._back = IconButton(self._theme, "back", self.tr("Back (←)"), parent=foot)
        self._back.clicked.connect(lambda: self.go(self.leaves.currentIndex() - 1))
        self._on = IconButton(self._theme, "arrow-right", self.tr("On (→)"), parent=foot)
        self._on.clicked.connect(lambda: self.go(self.leaves.currentIndex() + 1))
        self._place = Label("", "secondary", "text2")
        run = Button(self._theme, self.tr("Run") + "   R", "play", parent=foot)
        run.clicked.connect(self.run_wanted)
        stop = Button(self._theme, self.tr("Stop") + "   S", "stop", tone="red", parent=foot)
        stop.clicked.connect(self.stop_wanted)
        self._answer = Button(self._theme, self.tr("Answer") + "   A", "bulb", parent=foot)
        self._answer.clicked.connect(self.reveal)
        self._answer.setEnabled(False)
        leave = Button(self._theme, self.tr("Leave") + "   Esc", "", "flat", parent=foot)
        leave.clicked.connect(self.close)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        for left in (self._back, self._place, self._on):
            row.addWidget(left)
        row.addStretch(1)
        for button in (run, stop, self._answer, leave):
            row.addWidget(button)
        return foot
