"""The command palette: the search field in the menu row and the list that opens under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from procession.ui.shell.palette_entries import Entry
from procession.ui.shell.palette_list import PaletteList, rank
from procession.ui.theme import Theme
from procession.ui.widgets.labels import Label
from procession.ui.widgets.search_field import SearchField

WIDTH = 640
MOST_HEIGHT = 460
PAGE = 8
"""Rows that Page Up and Page Down go."""

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: PAGE,
    Qt.Key.Key_PageUp: -PAGE,
}


class Palette(SearchField):
    """Type a part of a name, choose with the arrows, go there with Enter; Esc leads back."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        key = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        super().__init__(theme, "", key.replace("+", " "), parent=parent)
        text = self.tr("Search lessons, runs, processes, commands")
        self.setPlaceholderText(text)
        self.setAccessibleName(text)
        self.setProperty("kind", "quick")
        self.setFixedHeight(24)
        self._provide: Callable[[], Sequence[Entry]] = list
        self._entries: list[Entry] = []
        self._before: QWidget | None = None
        self.panel = PalettePanel(theme)
        self.panel.list.clicked.connect(self._clicked)
        self.textEdited.connect(self._typed)
        self.destroyed.connect(self.panel.deleteLater)

    def set_provider(self, provide: Callable[[], Sequence[Entry]]) -> None:
        """`provide` is asked for everything that can be found, each time the palette opens."""
        self._provide = provide

    def open(self) -> None:
        """Take the focus and show the list; Esc gives the focus back."""
        if not self.panel.isVisible():
            focused = QApplication.focusWidget()
            if focused is not self:
                self._before = focused
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._show_panel()

    def close_panel(self) -> None:
        """Hide the list and forget what was typed."""
        self.panel.hide()
        self.clear()
        self.setAccessibleDescription("")
        self._entries = []

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the list."""
        if not self.panel.isVisible():
            self._before = None
            self._show_panel()
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever works elsewhere is done searching; a menu of the field itself is not."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.close_panel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows steer the list; everything else edits the text."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._leave()
        elif key in _STEPS:
            if not self.panel.isVisible():
                self._show_panel()
            else:
                self.panel.list.step(_STEPS[key])
            self._describe()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.panel.list.current() if self.panel.isVisible() else None)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not self.text():
            self.panel.list.step_to_edge(last=key == Qt.Key.Key_End)
            self._describe()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        if not self.panel.isVisible():
            self._show_panel()
        else:
            self._rank()

    def _show_panel(self) -> None:
        self._entries = list(self._provide())
        self.panel.attach(self)
        self._rank()
        self.panel.show()
        self.panel.raise_()

    def _rank(self) -> None:
        self.panel.fill(self.text(), self._entries)
        self.panel.place()
        self._describe()

    def _describe(self) -> None:
        """What a screen reader says: the marked row, or that there is none."""
        current = self.panel.list.current()
        if current is None:
            self.setAccessibleDescription(self.panel.nothing.text())
        else:
            parts = (current.text, current.detail, current.key)
            self.setAccessibleDescription(", ".join(part for part in parts if part))

    def _clicked(self, index: QModelIndex) -> None:
        self._go(self.panel.list.current())

    def _go(self, entry: Entry | None) -> None:
        if entry is None:
            return
        self._leave()
        entry.go()

    def _leave(self) -> None:
        before, self._before = self._before, None
        self.close_panel()
        try:
            (before or self.window()).setFocus()
        except RuntimeError:  # its page was closed meanwhile
            self.window().setFocus()


class PalettePanel(QFrame):
    """The list with a frame, laid over the window under the field; or why it is empty."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "palette")
        self.hide()
        self._field: QWidget | None = None
        self.list = PaletteList(theme, self)
        self.nothing = Label("", "body", "text3", wrap=True)
        self.nothing.setContentsMargins(16, 14, 16, 14)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 6, 1, 6)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(self.nothing)

    def attach(self, field: QWidget) -> None:
        """Lie over the window of `field`."""
        if self._field is None:
            self._field = field
            self.setParent(field.window())
            field.window().installEventFilter(self)

    def fill(self, query: str, entries: Sequence[Entry]) -> None:
        """Show what fits."""
        count = self.list.show_ranked(rank(query, entries))
        if not count:
            text = self.tr("Nothing is called “%1”. A few letters of a name are enough.")
            self.nothing.setText(text.replace("%1", query.strip()))
        self.list.setVisible(bool(count))
        self.nothing.setVisible(not count)

    def place(self) -> None:
        """Under the middle of the field, as high as needed, inside the window."""
        if self._field is None:
            return
        window = self._field.window()
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + 6))
        width = min(WIDTH, window.width() - 32)
        left = corner.x() + (self._field.width() - width) // 2
        left = max(16, min(left, window.width() - width - 16))
        wanted = self.list.wanted_height() + 14 if self.list.isVisibleTo(self) else 56
        height = min(wanted, MOST_HEIGHT, window.height() - corner.y() - 16)
        self.setGeometry(left, corner.y(), width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the marked row in view."""
        super().resizeEvent(event)
        self.list.keep_in_view()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False
