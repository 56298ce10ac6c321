"""The welcome page: a real run to look at, three ways to begin, and what was run before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from procession.plugin.lessons import LessonInfo
from procession.ui.icons import pixmap
from procession.ui.pages.recent_list import RecentList
from procession.ui.pages.timeline_pane import TimelinePane
from procession.ui.program import Program
from procession.ui.shell.recent import RecentRun
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE, Tokens
from procession.ui.widgets.buttons import Button
from procession.ui.widgets.card import Card
from procession.ui.widgets.labels import ElidedLabel, Label

if TYPE_CHECKING:
    from procession.plugin.api import Track

SHOWN_RUNS = 4
ONE_COLUMN = 1100


class WelcomePage(QScrollArea):
    """Shown while no tab is open."""

    lesson_wanted = Signal(object)
    script_wanted = Signal()
    recording_wanted = Signal()
    recording_chosen = Signal(object)
    all_runs_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        first_lesson: LessonInfo | None,
        tracks: Sequence[Track],
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sample_path: Path | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget(self)
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner.setProperty("surface", "surface")
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(24, 0, 24, 0)
        body = QWidget(inner)
        body.setMaximumWidth(SIZE.welcome)
        outer.addStretch(1)
        outer.addWidget(body, 1000)
        outer.addStretch(1)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 44, 0, 28)
        column.setSpacing(0)
        self._logo = QLabel(body)
        column.addLayout(self._headline())
        column.addSpacing(28)
        self._sample = self._make_sample(tracks)
        column.addWidget(self._sample)
        self._sample_gap = QWidget()
        self._sample_gap.setFixedHeight(28)
        column.addWidget(self._sample_gap)
        self._sample.hide()
        self._sample_gap.hide()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(32)
        left = QVBoxLayout()
        left.setSpacing(10)
        self._fill_left(left, first_lesson, language)
        right = QVBoxLayout()
        right.setSpacing(10)
        self._fill_right(right)
        self._columns.addLayout(left, 436)
        self._columns.addLayout(right, 772)
        column.addLayout(self._columns)
        column.addStretch(1)
        self.setWidget(inner)
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)

    def show_recent(self, runs: Sequence[RecentRun]) -> None:
        """List the newest runs."""
        self._recent.show_runs(runs[:SHOWN_RUNS])
        self._all.setVisible(len(runs) > SHOWN_RUNS)
        self._all.setText(self.tr("All %n", "", len(runs)))

    def show_sample(self, program: Program, title: str, line: str) -> None:
        """Show a run at the top; `line` says what it is."""
        self._sample_path = program.recording
        self._sample_name.setText(title)
        self._sample_line.setText(line)
        self.pane.show_program(program)
        self._sample.show()
        self._sample_gap.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column when there is no room for two."""
        super().resizeEvent(event)
        narrow = self.viewport().width() < ONE_COLUMN
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def _headline(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._logo, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self.tr("See what every process does"), "hero"))
        words.addWidget(
            Label(
                self.tr(
                    "Run real Python multiprocessing programs: who holds the lock, who waits,"
                    " what the queue holds, and why it hangs."
                ),
                "guide",
                "text2",
                wrap=True,
            )
        )
        row.addLayout(words, 1)
        return row

    def _make_sample(self, tracks: Sequence[Track]) -> QFrame:
        card = QFrame(self)
        card.setProperty("surface", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 8, 4)
        head.setSpacing(10)
        name = Label(self.tr("The last run"), "card_title")
        head.addWidget(name)
        self._sample_name = Label("", "excerpt")
        self._sample_line = ElidedLabel("", "secondary", "text2")
        head.addWidget(self._sample_name)
        head.addWidget(self._sample_line, 1)
        open_button = Button(self._theme, self.tr("Open"), "external", "flat", parent=card)
        open_button.clicked.connect(self._open_sample)
        head.addWidget(open_button)
        column.addLayout(head)
        self.pane = TimelinePane(self._theme, None, tracks, parent=card)
        self.pane.setFixedHeight(268)
        column.addWidget(self.pane)
        return card

    def _fill_left(
        self, column: QVBoxLayout, first_lesson: LessonInfo | None, language: str
    ) -> None:
        begin = Label(self.tr("Begin"), "section_title")
        begin.setFixedHeight(SIZE.button)
        column.addWidget(begin)
        if first_lesson is not None:
            text = self.tr("First lesson: %1").replace("%1", first_lesson.title_in(language))
            lesson = Card(
                self._theme,
                "book",
                text,
                self.tr("About five minutes: predict first, then run"),
                _key("Ctrl+1"),
                chosen=True,
            )
            lesson.clicked.connect(lambda: self.lesson_wanted.emit(first_lesson))
            column.addWidget(lesson)
        script = Card(
            self._theme,
            "file",
            self.tr("Open a script…"),
            self.tr("Run your own .py file as it is"),
            _key("Ctrl+O"),
        )
        script.clicked.connect(self.script_wanted)
        column.addWidget(script)
        recording = Card(
            self._theme,
            "recording",
            self.tr("Open a recording…"),
            self.tr("Look at a .procession file"),
            _key("Ctrl+Shift+O"),
        )
        recording.clicked.connect(self.recording_wanted)
        column.addWidget(recording)
        hint = QHBoxLayout()
        hint.setSpacing(10)
        self._hint_icon = QLabel(self)
        hint.addWidget(self._hint_icon)
        words = self.tr("Or drop a script or a recording on the window")
        hint.addWidget(Label(words, "secondary", "text2"), 1)
        column.addSpacing(4)
        column.addLayout(hint)
        column.addStretch(1)

    def _fill_right(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        recent = Label(self.tr("Recent runs"), "section_title")
        recent.setFixedHeight(SIZE.button)
        head.addWidget(recent, 1)
        self._all = Button(self._theme, "", "", "link", parent=self)
        self._all.clicked.connect(self.all_runs_wanted)
        self._all.hide()
        head.addWidget(self._all)
        column.addLayout(head)
        self._recent = RecentList(self._theme, self)
        self._recent.chosen.connect(self.recording_chosen)
        column.addWidget(self._recent)
        column.addStretch(1)

    def _open_sample(self) -> None:
        if self._sample_path is not None:
            self.recording_chosen.emit(self._sample_path)

    def _recolour(self, tokens: Tokens) -> None:
        ratio = self.devicePixelRatioF()
        self._logo.setPixmap(pixmap("app", tokens.text, 48, ratio))
        self._hint_icon.setPixmap(pixmap("download", tokens.text3, 16, ratio))


def _key(keys: str) -> str:
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("+", " ")
