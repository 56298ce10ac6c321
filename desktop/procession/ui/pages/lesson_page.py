"""The page of a lesson: guide and knobs at the left, the program and its run at the right."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from procession.plugin import knobs
from procession.plugin.lessons import LessonInfo
from procession.ui.drafts import Drafts
from procession.ui.interpreters import Interpreter
from procession.ui.pages.code_pane import CodePane
from procession.ui.pages.guide_column import GuideColumn
from procession.ui.pages.knob_panel import KnobPanel
from procession.ui.pages.lesson_watch import LessonWatch
from procession.ui.pages.run_strip import RunStrip
from procession.ui.pages.standing_words import StandingWords
from procession.ui.pages.what_happened import Happened, HappenedWords
from procession.ui.program import Program
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.labels import Label
from procession.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.ui.pages.standing import Standing

KEEP_MS = 400


class LessonPage(QWidget):
    """One lesson: read, turn the knobs, change the code, run it, watch it."""

    run_wanted = Signal()
    """The user asked for a run; `program_path`, `panel` say of what and how."""
    marks_changed = Signal(object)
    """The `LineMark`s of the program's lines."""
    open_run = Signal(object)
    """Open the page of this `Program`."""

    def __init__(
        self,
        theme: Theme,
        lesson: LessonInfo,
        drafts: Drafts,
        tracks: Sequence[Track],
        interpreters: list[Interpreter],
        *,
        place: tuple[str, int, int],
        language: str = "en",
        parent: QWidget | None = None,
    ) -> None:
        """`place`: title of the plugin, number of the lesson in it (from 1), how many it has."""
        super().__init__(parent)
        self._theme = theme
        self.lesson = lesson
        self._drafts = drafts
        self._language = language
        self._place = place
        self._syncing = False
        judged = lesson.answer is not None
        self.guide = GuideColumn(theme, lesson.guide_parts(language), judged=judged, parent=self)
        self.watch = LessonWatch(lesson.answer, tracks, expects=bool(lesson.expects), parent=self)
        self._run_source = ""
        self._stood: list[Standing] = []
        self._standing_words = StandingWords(self)
        self._happened_words = HappenedWords(self)
        self.panel = KnobPanel(theme, lesson.start_methods, interpreters, self)
        self.panel.form.translate_help(lesson.knob_help(language))
        self.code = CodePane(theme, lesson.path.name, self)
        self.run_strip = RunStrip(theme, tracks, self)
        self.strip = Strip(theme, self)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_MS)
        self._keep.timeout.connect(self.keep_draft)
        self._build()
        self._connect()
        self.setFocusProxy(self.guide)
        self._load()

    @property
    def source(self) -> str:
        """The program as it stands in the editor."""
        return self.code.editor.toPlainText()

    @property
    def edited(self) -> bool:
        """Whether the program differs from the plugin's."""
        return self.source != self.lesson.source

    def program_path(self) -> Path:
        """The file to run: the plugin's own, or the edited one. Raises OSError."""
        self._keep.stop()
        if not self.edited:
            return self.lesson.path
        path = self._drafts.write(self.lesson.id, self.lesson.path.name, self.source)
        self.lesson.copy_beside(path.parent)
        return path

    def knob_values(self) -> dict[str, object]:
        """The knobs as they stand in the source."""
        return {knob.name: knob.default for knob in knobs.parse(self.source)}

    def keep_draft(self) -> None:
        """Write what was edited where it is found again; or forget it when nothing differs."""
        self._keep.stop()
        try:
            if self.edited:
                self._drafts.write(self.lesson.id, self.lesson.path.name, self.source)
            else:
                self._drafts.drop(self.lesson.id, self.lesson.path.name)
        except OSError as error:
            text = self.tr("Your changes could not be kept: %1. Save them with Save as.")
            self.strip.show_error(text.replace("%1", error.strerror or str(error)))

    def show_run(self, program: Program) -> None:
        """Watch this run below the code."""
        self._run_source = self.source
        self.run_strip.show_program(program)
        self.panel.watch(program)
        self.watch.watch(program)

    def closeEvent(self, event: object) -> None:
        """Lose nothing."""
        self.watch.close()
        self.keep_draft()
        super().closeEvent(event)  # type: ignore[arg-type]

    def _build(self) -> None:
        left = QWidget(self)
        left.setMaximumWidth(SIZE.guide_max)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(SIZE.pad_guide, 20, SIZE.pad_guide, 14)
        head.setSpacing(4)
        plugin, number, many = self._place
        eyebrow = self.tr("%1, lesson %2 of %3")
        eyebrow = eyebrow.replace("%1", plugin).replace("%2", str(number)).replace("%3", str(many))
        head.addWidget(Label(eyebrow, "secondary", "text3"))
        self._title = Label(
            self.lesson.title_in(self._language), "page_title", wrap=True, selectable=True
        )
        head.addWidget(self._title)
        column.addLayout(head)
        column.addWidget(self.guide, 1)
        column.addWidget(self.panel)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setHandleWidth(5)
        right.setMinimumWidth(SIZE.code_least)
        right.addWidget(self.code)
        right.addWidget(self.run_strip)
        right.setStretchFactor(0, 1)
        right.setStretchFactor(1, 0)
        right.setCollapsible(0, False)
        right.setSizes([560, SIZE.run_strip + 40])
        self.run_strip.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([SIZE.guide, 800])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.panel.form.changed.connect(self._turn)
        self.panel.run.clicked.connect(self._run)
        self.panel.reset_knobs.connect(self._reset_knobs)
        self.panel.interpreter.refused.connect(self.strip.show_error)
        self.code.editor.textChanged.connect(self._source_changed)
        self.code.reset_wanted.connect(self._reset)
        self.code.save_wanted.connect(self._save_as)
        self.run_strip.open_wanted.connect(self.open_run)
        self.guide.refused.connect(self._refused)
        self.watch.began.connect(self._run_began)
        self.watch.stood.connect(self._show_standing)
        self.watch.ended.connect(self._run_ended)
        self.watch.refused.connect(self._answer_refused)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F5), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._run)

    def _load(self) -> None:
        draft = self._drafts.read(self.lesson.id, self.lesson.path.name)
        self._syncing = True
        self.code.editor.set_source(self.lesson.source)
        self._syncing = False
        if draft is not None and draft != self.lesson.source:
            self.code.editor.replace_source(draft)
            self.strip.show_note(self.tr("This is the program as you changed it last time."))
        self._read_knobs()

    def _turn(self, name: str, value: object) -> None:
        try:
            changed = knobs.apply(self.source, {name: value})
        except knobs.KnobError as error:
            self.strip.show_error(str(error))
            return
        self._syncing = True
        self.code.editor.replace_source(changed)
        self._syncing = False
        self._mark()

    def _source_changed(self) -> None:
        if not self._syncing:
            self._read_knobs()
        self._keep.start()

    def _read_knobs(self) -> None:
        found = knobs.parse(self.source)
        # While a line is being typed the source is no Python: then the form stays as it is.
        if found or not self.code.is_broken():
            self.panel.form.show_knobs(found)
            self.panel.set_has_knobs(bool(found))
            self.code.set_knob_lines([knob.line for knob in found])
        self._mark()

    def _mark(self) -> None:
        self.code.set_edited(self.edited)
        self._show_standing(self._stood)

    def _run_began(self) -> None:
        self._show_standing([])
        self.guide.happened.show_sentences([])
        if self.guide.prediction is not None:
            self.guide.prediction.run_begins()

    def _show_standing(self, stood: list[Standing]) -> None:
        """Mark lines, as long as the text is the one that ran."""
        self._stood = stood
        same = self.source == self._run_source
        marks = [self._standing_words.mark(one) for one in stood] if same else []
        self.code.editor.set_marks(marks)
        self.marks_changed.emit(marks)

    def _run_ended(self, what: Happened | None, right: int | None) -> None:
        if what is not None:
            self.guide.happened.show_sentences(self._happened_words.sentences(what))
        self.guide.steps.mark("run")
        if self._run_source != self.lesson.source:
            self.guide.steps.mark("change")
        if self.guide.prediction is not None:
            if self.watch.judged:
                self.guide.prediction.judge(right)
            else:
                self.guide.prediction.run_ended()
        self.guide.show_verdict()

    def _answer_refused(self, problem: str) -> None:
        text = self.tr("The lesson could not judge the prediction: %1.")
        self.strip.show_warning(text.replace("%1", problem))

    def _run(self) -> None:
        if self.panel.ready:
            self.run_wanted.emit()

    def _reset_knobs(self) -> None:
        defaults = {knob.name: knob.default for knob in knobs.parse(self.lesson.source)}
        here = {knob.name for knob in knobs.parse(self.source)}
        values = {name: value for name, value in defaults.items() if name in here}
        self.code.editor.replace_source(knobs.apply(self.source, values))
        self._read_knobs()

    def _reset(self) -> None:
        self.code.editor.replace_source(self.lesson.source)
        self._read_knobs()
        self.strip.show_note(
            self.tr("The program is as the lesson has it. Undo brings yours back.")
        )

    def _save_as(self) -> None:
        start = os.path.join(os.path.expanduser("~"), self.lesson.path.name)
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the program"), start, self.tr("Python programs (*.py)")
        )
        if not chosen:
            return
        try:
            Path(chosen).write_text(self.source, encoding="utf-8")
        except OSError as error:
            text = self.tr("%1 could not be written: %2.").replace("%1", chosen)
            self.strip.show_error(text.replace("%2", error.strerror or str(error)))

    def _refused(self, link: str) -> None:
        text = self.tr("The guide's link %1 is not opened: only web pages are.")
        self.strip.show_warning(text.replace("%1", link))
