"""How a script is to be run: every field says itself what is wrong with it."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from procession.ui.fonts import code_font
from procession.ui.interpreters import Interpreter
from procession.ui.restyle import set_property
from procession.ui.run_configurations import RunConfiguration
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.buttons import IconButton
from procession.ui.widgets.interpreter_box import InterpreterBox
from procession.ui.widgets.labels import Label
from procession.ui.widgets.segmented import Segmented

_MODULE = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_LONGEST_S = 7 * 24 * 3600


class ScriptForm(QWidget):
    """Script or module, arguments, folder, environment, Python, start method, time-out."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        path: Path,
        interpreters: list[Interpreter],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._path = path
        self.target = Segmented([("", self.tr("file")), ("module", self.tr("module"))])
        self.module = QLineEdit(path.stem, self)
        self.arguments = QLineEdit(self)
        self.folder = QLineEdit(str(path.parent), self)
        self.environment = QPlainTextEdit(self)
        self.interpreter = InterpreterBox(interpreters, self)
        methods = ("fork", "spawn", "forkserver") if os.name == "posix" else ("spawn",)
        self.method = Segmented(
            [("", self.tr("default")), *((name, name) for name in methods)], parent=self
        )
        self.timeout = QLineEdit(self)
        self._problems: dict[QWidget, Label] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, SIZE.knob_label)
        self._grid.setColumnStretch(1, 1)
        self._build()
        for line in (self.module, self.arguments, self.folder, self.timeout):
            line.textChanged.connect(self._changed)
        self.environment.textChanged.connect(self._changed)
        self.target.changed.connect(self._changed)
        self.method.changed.connect(self._changed)
        self.interpreter.activated.connect(self._changed)
        self._changed()

    @property
    def valid(self) -> bool:
        """Whether every field holds what can be run."""
        return not any(self._trouble().values())

    def argument_list(self) -> tuple[str, ...]:
        """The arguments, split as a shell would. Raises ValueError for an open quote."""
        return tuple(shlex.split(self.arguments.text()))

    def module_name(self) -> str | None:
        """The module to run; None: the file is run."""
        return self.module.text().strip() if self.target.value() == "module" else None

    def variables(self) -> dict[str, str]:
        """What is added to the environment. Raises ValueError with the line that is none."""
        found = {}
        for line in self.environment.toPlainText().splitlines():
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            name, sign, value = line.partition("=")
            if not sign or not name.strip() or "\0" in line:
                raise ValueError(line.strip())
            found[name.strip()] = value
        return found

    def timeout_s(self) -> float | None:
        """After how long the program is stopped; None: never. Raises ValueError."""
        text = self.timeout.text().strip()
        if not text:
            return None
        seconds = float(text.replace(",", "."))
        if not 0 < seconds <= _LONGEST_S:
            raise ValueError(text)
        return seconds

    def configuration(self, name: str = "") -> RunConfiguration:
        """What stands in the fields."""
        folder = self.folder.text()
        return RunConfiguration(
            name=name,
            module=self.module_name() or "",
            arguments=self.arguments.text(),
            folder="" if folder == str(self._path.parent) else folder,
            environment=self.environment.toPlainText().strip(),
            python=self.interpreter.chosen_path(),
            start_method=self.method.value(),
            timeout=self.timeout.text().strip(),
        )

    def show_configuration(self, one: RunConfiguration) -> None:
        """Fill the fields."""
        self.target.choose("module" if one.module else "")
        self.module.setText(one.module or self._path.stem)
        self.arguments.setText(one.arguments)
        self.folder.setText(one.folder or str(self._path.parent))
        self.environment.setPlainText(one.environment)
        self.interpreter.choose(one.python)
        self.method.choose(one.start_method)
        self.timeout.setText(one.timeout)
        self._changed()

    def _build(self) -> None:
        for line, name in (
            (self.module, self.tr("Module")),
            (self.arguments, self.tr("Arguments")),
            (self.folder, self.tr("Working folder")),
            (self.timeout, self.tr("Time-out in seconds")),
        ):
            line.setFont(code_font("excerpt"))
            line.setAccessibleName(name)
        self.arguments.setPlaceholderText(self.tr("none"))
        self.timeout.setPlaceholderText(self.tr("none"))
        self.timeout.setFixedWidth(SIZE.knob_input)
        self.environment.setFont(code_font("excerpt"))
        self.environment.setProperty("kind", "form")
        self.environment.setAccessibleName(self.tr("Environment variables"))
        self.environment.setPlaceholderText(self.tr("NAME=value, one a line"))
        self.environment.setTabChangesFocus(True)
        self.environment.setFixedHeight(58)
        run = QHBoxLayout()
        run.setSpacing(8)
        run.addWidget(self.target)
        run.addWidget(self.module, 1)
        run.addStretch(0)
        folder = QHBoxLayout()
        folder.setSpacing(4)
        choose = IconButton(self._theme, "folder", self.tr("Choose the working folder"))
        choose.clicked.connect(self._choose_folder)
        folder.addWidget(self.folder, 1)
        folder.addWidget(choose)
        seconds = QHBoxLayout()
        seconds.setSpacing(8)
        seconds.addWidget(self.timeout)
        seconds.addWidget(Label(self.tr("seconds, then it is stopped"), "secondary", "text3"))
        seconds.addStretch(1)
        self._row(self.tr("Run as"), run, self.module)
        self._row(self.tr("Arguments"), self.arguments, self.arguments)
        self._row(self.tr("Folder"), folder, self.folder)
        self._row(self.tr("Environment"), self.environment, self.environment)
        self._row("Python", self.interpreter, None)
        self._row(self.tr("Start method"), self.method, None)
        self._row(self.tr("Time-out"), seconds, self.timeout)

    def _row(self, word: str, what: QWidget | QHBoxLayout, checked: QWidget | None) -> None:
        number = self._grid.rowCount()
        label = Label(word, "secondary", "text2")
        label.setFixedHeight(SIZE.button)
        self._grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
        field = QVBoxLayout()
        field.setSpacing(2)
        if isinstance(what, QHBoxLayout):
            field.addLayout(what)
        elif what in (self.interpreter, self.method):
            field.addWidget(what, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            field.addWidget(what)
        if checked is not None:
            problem = Label("", "secondary", "red", wrap=True)
            problem.hide()
            field.addWidget(problem)
            self._problems[checked] = problem
        self._grid.addLayout(field, number, 1)

    def _changed(self) -> None:
        self.module.setVisible(self.target.value() == "module")
        for field, text in self._trouble().items():
            label = self._problems[field]
            label.setText(text)
            label.setVisible(bool(text))
            set_property(field, "bad", bool(text))
        self.changed.emit()

    def _trouble(self) -> dict[QWidget, str]:
        """What is wrong, by field; an empty text where nothing is."""
        found: dict[QWidget, str] = dict.fromkeys(self._problems, "")
        module = self.module_name()
        if module is not None and not _MODULE.fullmatch(module):
            found[self.module] = self.tr("A module is named like package.module.")
        try:
            self.argument_list()
        except ValueError:
            text = self.tr("The arguments have a quote that is not closed.")
            found[self.arguments] = text
        if not os.path.isdir(self.folder.text()):
            found[self.folder] = self.tr("There is no such folder.")
        try:
            self.variables()
        except ValueError as error:
            text = self.tr("%1 is not NAME=value.")
            found[self.environment] = text.replace("%1", str(error))
        try:
            self.timeout_s()
        except ValueError:
            found[self.timeout] = self.tr("A number of seconds, or nothing.")
        return found

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Choose the working folder"), self.folder.text()
        )
        if chosen:
            self.folder.setText(chosen)
