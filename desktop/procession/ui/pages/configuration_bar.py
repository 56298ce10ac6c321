"""The named ways to run a script: choose, save under a name, delete and undo that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QVBoxLayout, QWidget

from procession.ui.fonts import font
from procession.ui.run_configurations import RunConfiguration, RunConfigurations
from procession.ui.theme import Theme
from procession.ui.widgets.buttons import Button, IconButton
from procession.ui.widgets.labels import Label


class ConfigurationBar(QWidget):
    """A list with the first entry "not saved"; below it what was just deleted, to undo."""

    chosen = Signal(object)
    """The `RunConfiguration` to show."""
    failed = Signal(str)
    """Why it could not be kept."""

    def __init__(
        self,
        theme: Theme,
        script: Path,
        configurations: RunConfigurations,
        current: Callable[[str], RunConfiguration],
        parent: QWidget | None = None,
    ) -> None:
        """`current` makes a configuration of this name of what stands in the fields."""
        super().__init__(parent)
        self._script = script
        self._kept = configurations
        self._current = current
        self._deleted: RunConfiguration | None = None
        self._all: list[RunConfiguration] = []
        self.box = QComboBox(self)
        self.box.setFont(font("body"))
        self.box.setAccessibleName(self.tr("Configuration"))
        self.box.setMinimumContentsLength(14)
        self.box.activated.connect(self._activated)
        self.save = Button(theme, self.tr("Save…"), "save", "flat", parent=self)
        self.save.setToolTip(self.tr("Save these fields under a name"))
        self.save.clicked.connect(self._ask_for_name)
        self.delete = IconButton(theme, "trash", self.tr("Delete this configuration"), parent=self)
        self.delete.clicked.connect(self._delete)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.box, 1)
        row.addWidget(self.save)
        row.addWidget(self.delete)
        self._gone = QWidget(self)
        self._gone_text = Label("", "secondary", "text2")
        self.undo = Button(theme, self.tr("Undo"), "undo", "link", parent=self)
        self.undo.clicked.connect(self._undo)
        gone = QHBoxLayout(self._gone)
        gone.setContentsMargins(0, 0, 0, 0)
        gone.addWidget(self._gone_text)
        gone.addWidget(self.undo)
        gone.addStretch(1)
        self._gone.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._gone)
        self._fill("")

    def fields_changed(self) -> None:
        """Say in the list whether the fields still are those of the configuration chosen."""
        number = self.box.currentIndex() - 1
        if number >= 0:
            one = self._all[number]
            same = self._current(one.name) == one
            text = one.name if same else self.tr("%1, changed").replace("%1", one.name)
            self.box.setItemText(number + 1, text)

    def save_as(self, name: str) -> None:
        """Keep the fields under this name."""
        name = " ".join(name.split())
        if not name:
            return
        self._keep(self._current(name))

    def _fill(self, chosen: str) -> None:
        self._all = self._kept.of(self._script)
        with QSignalBlocker(self.box):
            self.box.clear()
            self.box.addItem(self.tr("not saved"))
            self.box.addItems([one.name for one in self._all])
            names = [one.name for one in self._all]
            self.box.setCurrentIndex(names.index(chosen) + 1 if chosen in names else 0)
        self.delete.setEnabled(self.box.currentIndex() > 0)

    def _activated(self, number: int) -> None:
        self.delete.setEnabled(number > 0)
        for at, one in enumerate(self._all, 1):
            self.box.setItemText(at, one.name)
        if number > 0:
            self.chosen.emit(self._all[number - 1])

    def _ask_for_name(self) -> None:
        number = self.box.currentIndex() - 1
        proposed = self._all[number].name if number >= 0 else ""
        title, question = self.tr("Save the configuration"), self.tr("Name")
        name, yes = QInputDialog.getText(self, title, question, text=proposed)
        if yes:
            self.save_as(name)

    def _delete(self) -> None:
        number = self.box.currentIndex() - 1
        if number < 0:
            return
        one = self._all[number]
        try:
            self._kept.remove(self._script, one.name)
        except OSError as error:
            self._say(error)
            return
        self._deleted = one
        self._gone_text.setText(self.tr("%1 was deleted.").replace("%1", one.name))
        self._gone.show()
        self._fill("")

    def _undo(self) -> None:
        one, self._deleted = self._deleted, None
        self._gone.hide()
        if one is not None:
            self._keep(one)
            self.chosen.emit(one)

    def _keep(self, one: RunConfiguration) -> None:
        try:
            self._kept.save(self._script, one)
        except OSError as error:
            self._say(error)
            return
        self._gone.hide()
        self._fill(one.name)

    def _say(self, error: OSError) -> None:
        text = self.tr("The configurations could not be written: %1.")
        self.failed.emit(text.replace("%1", error.strerror or str(error)))
