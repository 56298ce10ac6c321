"""Find in the source: a field, how many, next and previous; every match is marked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextEdit, QWidget

from procession.ui.theme import Theme
from procession.ui.tokens import Tokens
from procession.ui.widgets.buttons import IconButton
from procession.ui.widgets.labels import Label
from procession.ui.widgets.search_field import SearchField

MOST = 999


class FindBar(QWidget):
    """Hidden until `open`; Esc closes it and gives the focus back to the text."""

    closed = Signal()

    def __init__(self, theme: Theme, editor: QPlainTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._editor = editor
        self._matches: list[QTextCursor] = []
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "side")
        self.setProperty("edge", "bottom")
        self.field = SearchField(theme, self.tr("Find in the program"), parent=self)
        self.field.setMaximumWidth(320)
        self.count = Label("", "secondary", "text2")
        self.count.setMinimumWidth(72)
        previous = IconButton(theme, "chevron-up", self.tr("Previous match (Shift+Enter)"))
        following = IconButton(theme, "chevron-down", self.tr("Next match (Enter)"))
        close = IconButton(theme, "x", self.tr("Close (Esc)"), icon_size=14)
        previous.clicked.connect(lambda: self.step(-1))
        following.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 5)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addStretch(0)
        for button in (previous, following, close):
            row.addWidget(button)
        self.field.textChanged.connect(lambda _: self._search(move=True))
        editor.textChanged.connect(self._text_changed)
        theme.changed.connect(self._mark)
        self.hide()

    def open(self) -> None:
        """Show it, with the selected word to find."""
        chosen = self._editor.textCursor().selectedText()
        self.show()
        if chosen and "\u2029" not in chosen:
            self.field.setText(chosen)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search(move=False)

    def leave(self) -> None:
        """Close it; the text has the focus again."""
        self.hide()
        self._matches = []
        self._editor.setExtraSelections([])
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def step(self, by: int) -> None:
        """Go to the next or the previous match, round and round."""
        if not self._matches:
            return
        self._go((self._current(forward=by > 0) + (0 if by > 0 else -1)) % len(self._matches))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _text_changed(self) -> None:
        if self.isVisible():
            self._search(move=False)

    def _search(self, *, move: bool) -> None:
        self._matches = []
        text = self.field.text()
        document: QTextDocument = self._editor.document()
        found = document.find(text) if text else QTextCursor()
        while not found.isNull() and len(self._matches) < MOST:
            self._matches.append(found)
            found = document.find(text, found)
        if move and self._matches:
            start = self._editor.textCursor().selectionStart()
            after = (n for n, one in enumerate(self._matches) if one.selectionStart() >= start)
            self._go(next(after, 0))
        else:
            self._mark()
            self._tell(None)

    def _current(self, *, forward: bool) -> int:
        """The first match after the selection, or the one that begins it."""
        cursor = self._editor.textCursor()
        edge = cursor.selectionEnd() if forward else cursor.selectionStart()
        before = sum(1 for one in self._matches if one.selectionStart() < edge)
        return before

    def _go(self, number: int) -> None:
        self._editor.setTextCursor(self._matches[number])
        self._editor.ensureCursorVisible()
        self._mark()
        self._tell(number)

    def _tell(self, number: int | None) -> None:
        many = len(self._matches)
        if not self.field.text():
            self.count.setText("")
        elif not many:
            self.count.setText(self.tr("not found"))
        elif number is None:
            self.count.setText(self.tr("%n match(es)", "", many))
        else:
            text = self.tr("%1 of %2").replace("%1", str(number + 1))
            self.count.setText(text.replace("%2", f"{many}+" if many == MOST else str(many)))
        self.count.set_tone("red" if self.field.text() and not many else "text2")

    def _mark(self, _: Tokens | None = None) -> None:
        look = QTextCharFormat()
        look.setBackground(QColor(self._theme.tokens.amberbg))
        shown = []
        for one in self._matches:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = one
            selection.format = look
            shown.append(selection)
        self._editor.setExtraSelections(shown)
