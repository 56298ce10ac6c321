"""The editor under its head: what file this is, and what can be done with it."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from procession.ui.editor.code_editor import CodeEditor
from procession.ui.editor.find_bar import FindBar
from procession.ui.icons import pixmap
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE, Tokens
from procession.ui.widgets.buttons import Button, IconButton
from procession.ui.widgets.chip import Chip
from procession.ui.widgets.labels import ElidedLabel, Label

WIDE, MIDDLE = 640, 560


class CodePane(QWidget):
    """A program to read and to change."""

    reset_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, theme: Theme, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.editor = CodeEditor(theme, self)
        self.find_bar = FindBar(theme, self.editor, self)
        self._icon = QLabel(self)
        self._note = ElidedLabel("", "secondary", "text3")
        self._edited = Chip(theme, self.tr("edited"), "blue")
        self._edited.hide()
        head = QWidget(self)
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setProperty("surface", "side")
        head.setProperty("edge", "bottom")
        head.setFixedHeight(SIZE.panel_head)
        row = QHBoxLayout(head)
        row.setContentsMargins(SIZE.pad_panel, 0, SIZE.pad_bar, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        name = Label(file_name, "excerpt")
        name.setMinimumWidth(name.sizeHint().width())
        row.addWidget(name)
        row.addWidget(self._edited)
        row.addWidget(self._note, 1)
        undo = IconButton(theme, "undo", self.tr("Undo"), parent=head)
        redo = IconButton(theme, "redo", self.tr("Redo"), parent=head)
        undo.clicked.connect(self.editor.undo)
        redo.clicked.connect(self.editor.redo)
        search = IconButton(theme, "search", self.tr("Find (Ctrl+F)"), parent=head)
        search.clicked.connect(self.find_bar.open)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.find_bar.open)
        undo.setEnabled(False)
        redo.setEnabled(False)
        self.editor.undoAvailable.connect(undo.setEnabled)
        self.editor.redoAvailable.connect(redo.setEnabled)
        self._reset = Button(theme, self.tr("Reset"), "refresh", "flat", parent=head)
        self._reset.setToolTip(self.tr("Bring back the lesson's own program"))
        self._reset.clicked.connect(self.reset_wanted)
        self._reset.setEnabled(False)
        copy = Button(theme, self.tr("Copy"), "copy", "flat", parent=head)
        copy.setToolTip(self.tr("Copy the whole program"))
        copy.clicked.connect(self._copy)
        save = Button(theme, self.tr("Save as…"), "save", "flat", parent=head)
        save.setToolTip(self.tr("Save the program as a file of yours"))
        save.clicked.connect(self.save_wanted)
        for button in (search, undo, redo, self._reset, copy, save):
            row.addWidget(button)
        self._worded = {button: button.text() for button in (self._reset, copy, save)}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.find_bar)
        layout.addWidget(self.editor, 1)
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)

    def is_broken(self) -> bool:
        """Whether the text is no Python at the moment."""
        try:
            ast.parse(self.editor.toPlainText())
        except (SyntaxError, ValueError, RecursionError):
            return True
        return False

    def set_knob_lines(self, lines: Sequence[int]) -> None:
        """Tint the lines of knobs, and name them in the head."""
        with QSignalBlocker(self.editor):
            self.editor.set_knob_lines(lines)
        if not lines:
            self._note.setText(self.tr("shown as it runs"))
        elif len(lines) == 1:
            text = self.tr("shown as it runs, knob on line %1")
            self._note.setText(text.replace("%1", str(lines[0])))
        else:
            text = self.tr("shown as it runs, knobs on lines %1 to %2")
            text = text.replace("%1", str(min(lines))).replace("%2", str(max(lines)))
            self._note.setText(text)

    def set_edited(self, edited: bool) -> None:
        """Say whether the program differs from the lesson's."""
        self._edited.setVisible(edited)
        self._reset.setEnabled(edited)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, buttons are icons only."""
        super().resizeEvent(event)
        for button, word in self._worded.items():
            button.setText(word if self.width() >= WIDE else "")
            button.setAccessibleName(word)
        self._note.setVisible(self.width() >= MIDDLE)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.editor.toPlainText())

    def _recolour(self, tokens: Tokens) -> None:
        self._icon.setPixmap(pixmap("file", tokens.text2, 16, self.devicePixelRatioF()))
