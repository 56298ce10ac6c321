"""What is known about one recording, with its name and note to edit, beside the library's table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from procession.recorder.library_notes import LONGEST_NAME, LONGEST_NOTE
from procession.ui import formats
from procession.ui.fonts import font
from procession.ui.pages.run_words import StateWord
from procession.ui.pages.runs_page_rows import LibraryRow
from procession.ui.theme import Theme
from procession.ui.widgets.buttons import Button
from procession.ui.widgets.chip import Chip
from procession.ui.widgets.labels import ElidedLabel, Label
from procession.ui.widgets.lines import Hairline

SAVE_MS = 600


class NoteEdit(QPlainTextEdit):
    """A few lines of text; tells when whoever writes pauses or leaves."""

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "form")
        self.setFont(font("body"))
        self.setTabChangesFocus(True)
        self._last = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SAVE_MS)
        self._pause.timeout.connect(self.tell)
        self.textChanged.connect(self._pause.start)

    def show_text(self, text: str) -> None:
        """Show a text without telling anybody."""
        if text != self.toPlainText():
            self.setPlainText(text)
        self._last = text
        self._pause.stop()

    def tell(self) -> None:
        """Tell what stands there, if it is news."""
        self._pause.stop()
        text = self.toPlainText()[:LONGEST_NOTE]
        if text != self._last:
            self._last = text
            self.written.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell at once."""
        super().focusOutEvent(event)
        self.tell()


class RunDetails(QScrollArea):
    """The panel at the right, 320 px."""

    open_wanted = Signal(object)
    folder_wanted = Signal(object)
    pin_wanted = Signal(object)
    delete_wanted = Signal(object)
    named = Signal(object, str)
    noted = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row: LibraryRow | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(320)
        inner = QWidget(self)
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner.setProperty("surface", "side")
        inner.setProperty("edge", "left")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(17, 16, 16, 16)
        self._column.setSpacing(12)
        self._title = ElidedLabel("", "section_title")
        self._chip = Chip(theme, parent=inner)
        self._problem = Label("", "secondary", "red", wrap=True, selectable=True)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addWidget(self._chip)
        head.addWidget(self._problem)
        self._column.addLayout(head)
        self._buttons()
        self._column.addWidget(Hairline(theme))
        self._fields()
        self._column.addWidget(Hairline(theme))
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(6)
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self._facts)
        self._column.addStretch(1)
        self.setWidget(inner)

    def show_row(self, row: LibraryRow | None, word: StateWord) -> None:
        """Tell about a recording; None hides the panel."""
        if self._row is not None and (row is None or row.path != self._row.path):
            self.note.tell()
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self._title.setText(row.name)
        self._chip.set(word.text, word.kind, word.icon)
        self._problem.setText(row.problem)
        self._problem.setVisible(bool(row.problem))
        if not self.name.hasFocus():
            self.name.setText(row.note.name)
        self.name.setPlaceholderText(row.title)
        if not self.note.hasFocus():
            self.note.show_text(row.note.note)
        self._open.setEnabled(row.fate in ("whole", "cut"))
        self._delete.setEnabled(row.fate != "live")
        self._pin.setText(self.tr("Unpin") if row.note.pinned else self.tr("Pin"))
        self._show_facts(self._told(row))

    def _buttons(self) -> None:
        self._open = Button(self._theme, self.tr("Open"), "external", "primary", parent=self)
        self._open.clicked.connect(lambda: self.open_wanted.emit(self._row))
        self._pin = Button(self._theme, self.tr("Pin"), "pin", "tall", parent=self)
        self._pin.clicked.connect(lambda: self.pin_wanted.emit(self._row))
        self._folder = Button(self._theme, self.tr("Show folder"), "folder", "flat", parent=self)
        self._folder.clicked.connect(lambda: self.folder_wanted.emit(self._row))
        self._delete = Button(
            self._theme, self.tr("Delete"), "trash", "flat", tone="red", parent=self
        )
        self._delete.setProperty("danger", True)
        self._delete.clicked.connect(lambda: self.delete_wanted.emit(self._row))
        for pair in ((self._open, self._pin), (self._folder, self._delete)):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(pair[0])
            row.addWidget(pair[1])
            row.addStretch(1)
            self._column.addLayout(row)

    def _fields(self) -> None:
        self.name = QLineEdit(self)
        self.name.setFont(font("body"))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(self.tr("Name"))
        self.name.editingFinished.connect(self._name_written)
        self.note = NoteEdit(self)
        self.note.setFixedHeight(88)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("What you want to remember about this run"))
        self.note.written.connect(self._note_written)
        for word, field in ((self.tr("Name"), self.name), (self.tr("Note"), self.note)):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(Label(word, "column_head", "text3"))
            column.addWidget(field)
            self._column.addLayout(column)

    def _name_written(self) -> None:
        if self._row is not None and self.name.text().strip() != self._row.note.name:
            self.named.emit(self._row, self.name.text().strip())

    def _note_written(self, text: str) -> None:
        if self._row is not None:
            self.noted.emit(self._row, text)

    def _told(self, row: LibraryRow) -> list[tuple[str, str]]:
        told = []
        if row.started is not None:
            local = row.started.astimezone()
            told.append((self.tr("Started"), f"{local:%Y-%m-%d %H:%M:%S}"))
        if row.duration_ns:
            told.append((self.tr("Length"), formats.duration(row.duration_ns)))
        if row.processes:
            told.append((self.tr("Processes"), formats.count(row.processes)))
        kinds = [kind if count == 1 else f"{count} × {kind}" for kind, count in row.primitives]
        if kinds:
            told.append((self.tr("Primitives"), ", ".join(kinds)))
        findings = []
        if row.errors:
            findings.append(self.tr("%n error(s)", "", row.errors))
        if row.warnings:
            findings.append(self.tr("%n warning(s)", "", row.warnings))
        if findings:
            told.append((self.tr("Findings"), ", ".join(findings)))
        if row.start_method:
            told.append((self.tr("Start method"), row.start_method))
        if row.python:
            told.append(("Python", row.python))
        size = formats.size(row.size)
        if row.size >= 1_000:
            size += f" ({QLocale().toString(row.size)} B)"
        told.append((self.tr("Size"), size))
        if row.program:
            told.append((self.tr("Program"), row.program))
        told.append((self.tr("File"), str(row.path)))
        return told

    def _show_facts(self, told: Sequence[tuple[str, str]]) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for word, value in told:
            mode = Qt.TextElideMode.ElideMiddle if "/" in value else Qt.TextElideMode.ElideRight
            shown = ElidedLabel(value, "secondary", "text", mode=mode)
            self._facts.addRow(Label(word, "secondary", "text3"), shown)
