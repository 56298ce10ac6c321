"""The page of a script of the user's: how it is to be run, and its source with a form of knobs."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from procession.plugin import knobs
from procession.ui.editor.code_editor import CodeEditor
from procession.ui.fonts import code_font
from procession.ui.interpreters import Interpreter
from procession.ui.pages.knob_form import KnobForm
from procession.ui.pages.script_file import ChangedMeanwhile, ScriptFile
from procession.ui.program import Phase, Program
from procession.ui.restyle import set_property
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.buttons import Button, IconButton
from procession.ui.widgets.chip import Chip
from procession.ui.widgets.interpreter_box import InterpreterBox
from procession.ui.widgets.labels import ElidedLabel, Label
from procession.ui.widgets.segmented import Segmented
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
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.path = path
        self._program: Program | None = None
        self.arguments = QLineEdit(self)
        self.folder = QLineEdit(str(path.parent), self)
        self.interpreter = InterpreterBox(interpreters, self)
        self.method = Segmented(
            [
                ("", self.tr("default")),
                ("fork", "fork"),
                ("spawn", "spawn"),
                ("forkserver", "forkserver"),
            ]
            if os.name == "posix"
            else [("", self.tr("default")), ("spawn", "spawn")],
            parent=self,
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
        self._problem = Label("", "secondary", "red", wrap=True)
        self._problem.hide()
        self._build()
        self.arguments.textChanged.connect(self._check)
        self.folder.textChanged.connect(self._check)
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

    def argument_list(self) -> tuple[str, ...]:
        """The arguments, split as a shell would. Raises ValueError for an open quote."""
        return tuple(shlex.split(self.arguments.text()))

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
        left = QWidget(self)
        left.setMaximumWidth(SIZE.guide_max)
        column = QVBoxLayout(left)
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
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, SIZE.knob_label)
        grid.setColumnStretch(1, 1)
        self.arguments.setFont(code_font("excerpt"))
        self.arguments.setPlaceholderText(self.tr("none"))
        self.arguments.setAccessibleName(self.tr("Arguments"))
        self.folder.setFont(code_font("excerpt"))
        self.folder.setAccessibleName(self.tr("Working folder"))
        folder_row = QHBoxLayout()
        folder_row.setSpacing(4)
        choose = IconButton(self._theme, "folder", self.tr("Choose the working folder"))
        choose.clicked.connect(self._choose_folder)
        folder_row.addWidget(self.folder, 1)
        folder_row.addWidget(choose)
        grid.addWidget(Label(self.tr("Arguments"), "secondary", "text2"), 0, 0)
        grid.addWidget(self.arguments, 0, 1)
        grid.addWidget(Label(self.tr("Folder"), "secondary", "text2"), 1, 0)
        grid.addLayout(folder_row, 1, 1)
        grid.addWidget(Label("Python", "secondary", "text2"), 2, 0)
        grid.addWidget(self.interpreter, 2, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label(self.tr("Start method"), "secondary", "text2"), 3, 0)
        grid.addWidget(self.method, 3, 1, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(grid)
        column.addWidget(self._problem)
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
        row.addWidget(self._save)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.editor, 1)
        return pane

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

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Choose the working folder"), self.folder.text()
        )
        if chosen:
            self.folder.setText(chosen)

    def _trouble(self) -> str:
        try:
            self.argument_list()
            bad_arguments = False
        except ValueError:
            bad_arguments = True
        bad_folder = not os.path.isdir(self.folder.text())
        set_property(self.arguments, "bad", bad_arguments)
        set_property(self.folder, "bad", bad_folder)
        if bad_arguments:
            return self.tr("The arguments have a quote that is not closed.")
        if bad_folder:
            return self.tr("There is no such folder.")
        return ""

    def _check(self) -> None:
        trouble = self._trouble()
        self._problem.setText(trouble)
        self._problem.setVisible(bool(trouble))
        program = self._program
        live = program is not None and program.live
        edited = self.edited
        self._edited.setVisible(edited)
        self._save.setEnabled(edited)
        self.run.setEnabled(not trouble and not live and self.form.valid)
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
