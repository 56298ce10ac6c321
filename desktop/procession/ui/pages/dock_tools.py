"""The tools at the right of the tabs: filter and copy for tables, save and clear for output."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from procession.ui import formats
from procession.ui.theme import Theme
from procession.ui.widgets.buttons import Button, IconButton
from procession.ui.widgets.search_field import SearchField

WIDE = 980


class _Filter(SearchField):
    """Esc empties it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty it, or take what is typed."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class DockTools(QWidget):
    """What is of use for the page in view is there; the rest is hidden."""

    filtered = Signal(str)
    copy_wanted = Signal()
    save_wanted = Signal()
    clear_wanted = Signal()
    cursor_left = Signal()
    """Tell about the newest instant again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        self._wide = True
        self._cursor_ns: int | None = None
        self.filter = _Filter(theme, self.tr("Filter"), parent=self)
        self.filter.setProperty("kind", "quick")
        self.filter.setFixedHeight(24)
        self.filter.setFixedWidth(150)
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.filtered)
        self.leave = Button(theme, "", "x", "flat", parent=self)
        self.leave.setToolTip(self.tr("The tables tell of this instant; back to the newest one"))
        self.leave.clicked.connect(self.cursor_left)
        self.copy = self._button(theme, "copy", self.tr("Copy the table as CSV (Ctrl+C)"))
        self.copy.clicked.connect(self.copy_wanted)
        self.save = self._button(theme, "save", self.tr("Save the output as a file"))
        self.save.clicked.connect(self.save_wanted)
        self.clear = self._button(
            theme, "trash", self.tr("Clear what is shown; the recording keeps it")
        )
        self.clear.clicked.connect(self.clear_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.leave, self.filter, self.copy, self.save, self.clear):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def _button(self, theme: Theme, icon: str, tip: str) -> IconButton:
        return IconButton(theme, icon, tip, size=24, icon_size=14, parent=self)

    def show_for(self, kind: str) -> None:
        """``output``, ``table`` or something else, that needs nothing."""
        self._kind = kind
        table = kind == "table"
        self.filter.setVisible(table and self._wide)
        self.copy.setVisible(table)
        self.save.setVisible(kind == "output")
        self.clear.setVisible(kind == "output")
        self.leave.setVisible(kind != "output" and self._cursor_ns is not None)

    def show_cursor(self, at_ns: int | None) -> None:
        """Say which instant the tables tell about; None: the newest."""
        self._cursor_ns = at_ns
        if at_ns is not None:
            text = self.tr("at %1").replace("%1", formats.instant(at_ns))
            self.leave.setText(text)
            self.leave.setAccessibleName(f"{text}. {self.leave.toolTip()}")
        self.show_for(self._kind)

    def fit(self, width: int) -> None:
        """Where it is narrow the tabs are worth more than the filter."""
        self._wide = width >= WIDE
        self.show_for(self._kind)
