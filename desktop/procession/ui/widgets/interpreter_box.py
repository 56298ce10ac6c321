"""A choice of Python interpreters, filled when they have been found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from procession.ui import interpreters
from procession.ui.background import in_background
from procession.ui.fonts import font
from procession.ui.interpreters import Interpreter

_OTHER = "other"


class InterpreterBox(QComboBox):
    """Shows ``Python 3.12.4``; the path is the tool tip."""

    refused = Signal(str)
    """A sentence: why the chosen file will not do."""

    def __init__(self, known: list[Interpreter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: list[Interpreter] = []
        self._chosen = 0
        self.setFont(font("body"))
        self.setAccessibleName(self.tr("Python that runs the program"))
        self.setMinimumWidth(120)
        self.setMaximumWidth(220)
        self.setMinimumContentsLength(11)
        self.activated.connect(self._activated)
        self.offer(known)

    def interpreter(self) -> Interpreter:
        """The one chosen."""
        return self._known[self._chosen]

    def chosen_path(self) -> str:
        """Path of the one that the user chose; empty: the first that is offered."""
        return self._known[self._chosen].path if self._chosen else ""

    def add(self, one: Interpreter) -> None:
        """Offer one more, unless it is offered already."""
        if all(one.path != its.path for its in self._known):
            self.offer([*self._known, one])

    def choose(self, path: str) -> None:
        """Choose the interpreter at `path`, if it is offered; empty: the first."""
        path = path or self._known[0].path
        for number, one in enumerate(self._known):
            if one.path == path:
                self._chosen = number
                self.setCurrentIndex(number)
                self.setToolTip(path)

    def offer(self, known: list[Interpreter]) -> None:
        """Offer these, keeping the one chosen if it is among them."""
        chosen = self._known[self._chosen].path if self._known else ""
        self._known = list(known) or [interpreters.own()]
        self.clear()
        versions = [one.version for one in self._known]
        for one in self._known:
            word = f"Python {one.version}"
            if versions.count(one.version) > 1:
                word += f" · {_hint(one.path)}"
            self.addItem(word, one.path)
            self.setItemData(self.count() - 1, one.path, 3)
        self.insertSeparator(self.count())
        self.addItem(self.tr("Other…"), _OTHER)
        self._chosen = 0
        self.setCurrentIndex(0)
        self.setToolTip(self._known[0].path)
        if chosen:
            self.choose(chosen)

    def _activated(self, number: int) -> None:
        if self.itemData(number) != _OTHER:
            self._chosen = number
            self.setToolTip(self._known[number].path)
            return
        self.setCurrentIndex(self._chosen)
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a Python interpreter"))
        if path:
            in_background(
                lambda: interpreters.ask(path),
                lambda found: self._asked(path, found),
                lambda error: self.refused.emit(str(error)),
            )

    def _asked(self, path: str, found: Interpreter | None) -> None:
        if found is None:
            self.refused.emit(self.tr("%1 is not a Python interpreter.").replace("%1", path))
        elif not found.new_enough:
            text = self.tr("%1 is Python %2; 3.11 or newer is needed.")
            self.refused.emit(text.replace("%1", path).replace("%2", found.version))
        else:
            self.offer([*self._known, found])
            self.choose(path)


def _hint(path: str) -> str:
    """The part of a path that tells environments apart."""
    parts = Path(path).parts
    return parts[-3] if len(parts) >= 3 else path
