"""The page of a script of the user's: how it is to be run, and its source with a form of knobs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from procession.plugin import knobs
from procession.ui import interpreters as pythons
from procession.ui.background import in_background
from procession.ui.editor.code_editor import CodeEditor
from procession.ui.editor.find_bar import FindBar
from procession.ui.interpreters import Interpreter
from procession.ui.pages.configuration_bar import ConfigurationBar
from procession.ui.pages.knob_form import KnobForm
from procession.ui.pages.script_file import ChangedMeanwhile, ScriptFile
from procession.ui.pages.script_form import ScriptForm
from procession.ui.program import Phase, Program
from procession.ui.run_configurations import RunConfiguration, RunConfigurations
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.buttons import Button, IconButton
from procession.ui.widgets.chip import Chip
from procession.ui.widgets.labels import ElidedLabel, Label
from procession.ui.widgets.strip import Strip


class ScriptPage(QWidget):
    """Arguments, folder, interpreter, start method, Run; and the source to read."""

    run_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        path: Path,
        interpreters: list[Interpreter],
        parent: QWidget | None = None,
        *,
        configurations: RunConfigurations | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.path = path
        self._program: Program | None = None
        self._near: list[Interpreter] = []
        self._closed = False
        self.how = ScriptForm(theme, path, interpreters, self)
        self.arguments, self.folder = self.how.arguments, self.how.folder
        self.interpreter, self.method = self.how.interpreter, self.how.method
        self.configurations = ConfigurationBar(
            theme, path, configurations or RunConfigurations(), self.how.configuration, self
        )
        self.run = Button(theme, self.tr("Run") + "   F5", "play", "primary", parent=self)
        self.stop = Button(theme, self.tr("Stop"), "stop", "tall", tone="red", parent=self)
        self.stop.setEnabled(False)
        self.strip = Strip(theme, self)
        self.editor = CodeEditor(theme, self)
        self.form = KnobForm(theme, self)
        self._knobs = QWidget(self)
        self._file = ScriptFile(path)
        self._turning = False
        self._edited = Chip(theme, self.tr("edited"), "blue")
        self._save = Button(theme, self.tr("Save"), "save", "flat", parent=self)
        self._save.setToolTip(self.tr("Write the file as it is shown (Ctrl+S)"))
        self.find_bar = FindBar(theme, self.editor, self)
        self._build()
        self.how.changed.connect(self._check)
        self.how.changed.connect(self.configurations.fields_changed)
        self.configurations.chosen.connect(self._show_configuration)
        self.configurations.failed.connect(self.strip.show_error)
        self.run.clicked.connect(self._run)
        self.stop.clicked.connect(self._stop)
        self.interpreter.refused.connect(self.strip.show_error)
        self.form.changed.connect(self._turn)
        self.form.validity_changed.connect(self._check)
        self.editor.textChanged.connect(self._source_changed)
        self._save.clicked.connect(self.save)
        keep = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        keep.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keep.activated.connect(self.save)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F5), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._run)
        self.setFocusProxy(self.arguments)
        self._show_source()
        self._look_for_environments()

    def offer(self, found: list[Interpreter]) -> None:
        """Offer these Pythons, and those of the environments beside the script."""
        others = [one for one in self._near if all(one.path != its.path for its in found)]
        self.interpreter.offer([*found, *others])

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is still looked for is not wanted any more."""
        self._closed = True
        super().closeEvent(event)

    def watch(self, program: Program) -> None:
        """Follow this run: Stop is for it."""
        if self._program is not None:
            self._program.phase_changed.disconnect(self._check)
        self._program = program
        program.phase_changed.connect(self._check)
        program.destroyed.connect(self._forget)
        self._check()

    def _forget(self) -> None:
        self._program = None
        self._check()

    def _build(self) -> None:
        left = QScrollArea(self)
        left.setMaximumWidth(SIZE.guide_max)
        left.setMinimumWidth(SIZE.guide_min)
        left.setWidgetResizable(True)
        left.setFrameShape(QScrollArea.Shape.NoFrame)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget(left)
        column = QVBoxLayout(inner)
        column.setContentsMargins(SIZE.pad_guide, 20, SIZE.pad_guide, 20)
        column.setSpacing(4)
        eyebrow = ElidedLabel(
            str(self.path.parent), "secondary", "text3", mode=Qt.TextElideMode.ElideMiddle
        )
        column.addWidget(eyebrow)
        column.addWidget(ElidedLabel(self.path.name, "page_title"))
        column.addSpacing(4)
        column.addWidget(
            Label(
                self.tr(
                    "It runs as it is, with its real processes. Its output, its input and"
                    " everything its processes do to each other appear on the page of the run."
                ),
                "guide",
                "text2",
                wrap=True,
            )
        )
        column.addSpacing(16)
        column.addWidget(self.configurations)
        column.addSpacing(8)
        column.addWidget(self.how)
        knobs_column = QVBoxLayout(self._knobs)
        knobs_column.setContentsMargins(0, 12, 0, 0)
        knobs_column.setSpacing(4)
        knobs_column.addWidget(Label(self.tr("Knobs"), "column_head", "text3"))
        knobs_column.addWidget(self.form)
        self._knobs.hide()
        column.addWidget(self._knobs)
        column.addSpacing(16)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.run)
        buttons.addWidget(self.stop)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        left.setWidget(inner)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self._code())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([SIZE.guide, 800])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(splitter, 1)

    def _code(self) -> QWidget:
        """The editor under a head with its name and Save."""
        pane = QWidget(self)
        pane.setMinimumWidth(SIZE.code_least)
        head = QWidget(pane)
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setProperty("surface", "side")
        head.setProperty("edge", "bottom")
        head.setFixedHeight(SIZE.panel_head)
        row = QHBoxLayout(head)
        row.setContentsMargins(SIZE.pad_panel, 0, SIZE.pad_bar, 0)
        row.setSpacing(8)
        row.addWidget(ElidedLabel(self._file.path.name, "excerpt"))
        row.addWidget(self._edited)
        row.addStretch(1)
        search = IconButton(self._theme, "search", self.tr("Find (Ctrl+F)"), parent=head)
        search.clicked.connect(self.find_bar.open)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), pane)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.find_bar.open)
        row.addWidget(search)
        row.addWidget(self._save)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.find_bar)
        column.addWidget(self.editor, 1)
        return pane

    def _show_configuration(self, one: RunConfiguration) -> None:
        """Fill the fields; its Python may be one that nobody has asked for its version yet."""
        self.how.show_configuration(one)
        if one.python and self.interpreter.chosen_path() != one.python:
            in_background(
                lambda: pythons.ask(one.python),
                lambda found: self._python_asked(one, found),
                lambda error: None,
            )

    def _python_asked(self, one: RunConfiguration, found: Interpreter | None) -> None:
        if self._closed:
            return
        if found is None or not found.new_enough:
            text = self.tr("The Python of this configuration is not there: %1.")
            self.strip.show_warning(text.replace("%1", one.python))
            return
        self._near.append(found)
        self.interpreter.add(found)
        self.interpreter.choose(one.python)
        self.configurations.fields_changed()

    def _look_for_environments(self) -> None:
        folder = self.path.parent
        in_background(lambda: pythons.near(folder), self._found_near, lambda error: None)

    def _found_near(self, found: list[Interpreter]) -> None:
        if self._closed:
            return
        self._near += found
        for one in found:
            self.interpreter.add(one)

    @property
    def edited(self) -> bool:
        """Whether what is shown differs from the file."""
        return not self.editor.isReadOnly() and self.editor.toPlainText() != self._file.text

    def save(self) -> bool:
        """Write the file as it is shown; whether it is so now."""
        if not self.edited:
            return True
        try:
            self._file.save(self.editor.toPlainText())
        except ChangedMeanwhile:
            self.strip.show_error(
                self.tr(
                    "Another program changed this file meanwhile; it was not saved over."
                    " Copy your changes, then close this page and open the script again."
                )
            )
        except (OSError, UnicodeEncodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            text = self.tr("%1 could not be written: %2.").replace("%1", str(self._file.path))
            self.strip.show_error(text.replace("%2", reason))
        self._check()
        return not self.edited

    def _show_source(self) -> None:
        self._turning = True
        try:
            self._file.read()
            self.editor.set_source(self._file.text)
            self.editor.setReadOnly(False)
        except (OSError, SyntaxError, ValueError) as error:
            self.editor.setReadOnly(True)
            self._save.setEnabled(False)
            reason = getattr(error, "strerror", None) or str(error)
            text = self.tr("The source is not shown: %1.")
            self.strip.show_warning(text.replace("%1", reason or self.tr("it is too long to show")))
        self._turning = False
        self._read_knobs()

    def _turn(self, name: str, value: object) -> None:
        try:
            changed = knobs.apply(self.editor.toPlainText(), {name: value})
        except knobs.KnobError as error:
            self.strip.show_error(str(error))
            return
        self._turning = True
        self.editor.replace_source(changed)
        self._turning = False
        self._check()

    def _source_changed(self) -> None:
        if not self._turning:
            self._read_knobs()

    def _read_knobs(self) -> None:
        found = knobs.parse(self.editor.toPlainText())
        self.form.show_knobs(found)
        self._knobs.setVisible(bool(found))
        with QSignalBlocker(self.editor):
            self.editor.set_knob_lines([knob.line for knob in found])
        self._check()

    def _check(self) -> None:
        program = self._program
        live = program is not None and program.live
        edited = self.edited
        self._edited.setVisible(edited)
        self._save.setEnabled(edited)
        self.run.setEnabled(self.how.valid and not live and self.form.valid)
        word = self.tr("Run") if program is None else self.tr("Run again")
        if edited:
            word = self.tr("Save and run")
        self.run.setText(word + "   F5")
        self.stop.setEnabled(program is not None and program.phase is Phase.LIVE)

    def _run(self) -> None:
        if not self.run.isEnabled():
            return
        if not self.edited and self._file.changed:
            # What is shown is what runs.
            self._show_source()
        if self.save():
            self.run_wanted.emit()

    def _stop(self) -> None:
        if self._program is not None:
            self._program.stop()
