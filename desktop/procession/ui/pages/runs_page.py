"""The runs page: the library of recordings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from procession.recorder.library_notes import Note, Notes
from procession.ui import formats
from procession.ui.alive import while_alive
from procession.ui.background import in_background
from procession.ui.pages.page_head import PageHead
from procession.ui.pages.runs_page_details import RunDetails
from procession.ui.pages.runs_page_reader import LibraryReader
from procession.ui.pages.runs_page_rows import LibraryRow
from procession.ui.pages.runs_page_table import RunsTable
from procession.ui.pages.runs_page_trash import Trash
from procession.ui.pages.runs_page_undo import UndoBar
from procession.ui.theme import Theme
from procession.ui.widgets.buttons import IconButton
from procession.ui.widgets.search_field import SearchField
from procession.ui.widgets.segmented import Segmented
from procession.ui.widgets.strip import Strip

ROOM_FOR_DETAILS = 900
SHOW_MS = 150
"""While the library is read, rows are shown this often: ordering many of them takes time."""


class RunsPage(QWidget):
    """Lists, filters, opens, names, pins and deletes recordings."""

    open_wanted = Signal(object)
    """The `Path` of a recording."""
    limit_wanted = Signal()
    """The user wants to set how large the library may be."""
    changed = Signal()
    """Names, pins or the recordings themselves have changed."""

    def __init__(
        self, theme: Theme, trash: Trash, limit: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._trash = trash
        self._limit = limit
        self._rows: dict[Path, LibraryRow] = {}
        self._read = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SHOW_MS)
        self._later.timeout.connect(self._show)
        self.reader = LibraryReader(self)
        self.head = PageHead(self.tr("Runs"), self)
        self.search = SearchField(theme, self.tr("Search runs"), parent=self)
        self.search.setFixedWidth(220)
        self.which = Segmented(
            [
                ("all", self.tr("All")),
                ("trouble", self.tr("With problems")),
                ("pinned", self.tr("Pinned")),
            ],
            parent=self,
        )
        self.strip = Strip(theme, self)
        self.table = RunsTable(theme, self)
        self.details = RunDetails(theme, self)
        self.undo = UndoBar(theme, self)
        self._build()
        self._connect()
        self._show()
        self._trash_changed()

    def refresh(self) -> None:
        """Read the library again; what has not changed costs little."""
        self.reader.start()

    def set_limit(self, limit: int) -> None:
        """Say what the library may hold, in bytes; 0: no limit."""
        self._limit = limit
        self._tell()

    def rows(self) -> list[LibraryRow]:
        """The recordings that are listed, in no order."""
        hidden = self._trash.hidden
        which, words = self.which.value(), self.search.text().casefold().split()
        return [
            row
            for row in self._rows.values()
            if row.path not in hidden and _fits(row, which, words)
        ]

    def showEvent(self, event: QShowEvent) -> None:
        """What has come since it was last seen is read."""
        super().showEvent(event)
        self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The undo is gone with the page."""
        self.details.note.tell()
        self.reader.stop()
        self._trash.empty()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The details give way where there is no room for both."""
        super().resizeEvent(event)
        self._show_details(self.table.current())

    def _build(self) -> None:
        self.search.setClearButtonEnabled(True)
        self.head.tools.addWidget(self.search)
        self.head.tools.addWidget(self.which)
        limit = IconButton(self._theme, "sliders", self.tr("Folder and size of the library"))
        limit.clicked.connect(self.limit_wanted)
        self.head.tools.addWidget(limit)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.table, 1)
        left.addWidget(self.undo)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(left, 1)
        middle.addWidget(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.strip)
        column.addLayout(middle, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.reader.rows_read.connect(self._take)
        self.reader.finished.connect(self._finished)
        self.reader.failed.connect(self.strip.show_error)
        self.search.textChanged.connect(self._show)
        self.which.changed.connect(self._show)
        self.table.opened.connect(self._open)
        self.table.pinned.connect(self._pin)
        self.table.deleted.connect(self._delete)
        self.table.renamed.connect(self._rename)
        self.table.selected.connect(self._show_details)
        self.table.menu_wanted.connect(self._show_menu)
        self.details.open_wanted.connect(self._open)
        self.details.pin_wanted.connect(self._pin)
        self.details.delete_wanted.connect(self._delete)
        self.details.folder_wanted.connect(self._show_folder)
        self.details.named.connect(lambda row, name: self._note(row, name=name))
        self.details.noted.connect(lambda row, note: self._note(row, note=note))
        self.undo.undo_wanted.connect(self._trash.undo)
        self._trash.changed.connect(self._trash_changed)
        self._trash.failed.connect(self.strip.show_error)

    def _take(self, rows: list[LibraryRow]) -> None:
        for row in rows:
            self._rows[row.path] = row
        if not self._later.isActive():
            self._later.start()

    def _finished(self, paths: set[Path]) -> None:
        self._read = True
        self._later.stop()
        for gone in set(self._rows) - paths:
            del self._rows[gone]
        self._show()

    def _show(self) -> None:
        if self._rows:
            self.table.empty = self.tr("No run fits. Search for something else or show all.")
        elif self._read:
            self.table.empty = self.tr(
                "No runs yet. Run a lesson or open a script: each run is kept here."
            )
        else:
            self.table.empty = ""
        self.table.show_rows(self.rows())
        self._show_details(self.table.current())
        self.table.viewport().update()
        self._tell()

    def _tell(self) -> None:
        hidden = self._trash.hidden
        rows = [row for row in self._rows.values() if row.path not in hidden]
        size = formats.size(sum(row.size for row in rows))
        if not rows:
            text = self.tr("Recordings of what was run")
        elif self._limit:
            text = self.tr("%n recording(s), %1 of at most %2", "", len(rows))
            text = text.replace("%1", size).replace("%2", formats.size(self._limit))
        else:
            text = self.tr("%n recording(s), %1", "", len(rows)).replace("%1", size)
        self.head.line.setText(text)

    def _show_details(self, row: LibraryRow | None) -> None:
        room = self.width() >= ROOM_FOR_DETAILS
        shown = row if room else None
        word = self.table.state_word(row) if row is not None else None
        if word is not None and shown is not None:
            self.details.show_row(shown, word)
        else:
            self.details.hide()

    def _open(self, row: LibraryRow) -> None:
        if row.fate == "live":
            self.strip.show_note(
                self.tr("This run still goes on elsewhere. It can be opened when it has ended.")
            )
        elif row.fate == "unreadable":
            self.strip.show_error(row.problem)
        else:
            self.open_wanted.emit(row.path)

    def _pin(self, row: LibraryRow) -> None:
        self._note(row, pinned=not row.note.pinned)

    def _rename(self, row: LibraryRow) -> None:
        if self.details.isVisible():
            self.details.name.setFocus()
            self.details.name.selectAll()

    def _delete(self, row: LibraryRow) -> None:
        if row.fate == "live":
            self.strip.show_note(self.tr("This run still goes on: it cannot be deleted yet."))
            return
        self._trash.delete(row.path)

    def _show_folder(self, row: LibraryRow) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(row.path.parent)))

    def _note(self, row: LibraryRow, **what: Any) -> None:
        """Show it at once; write it on another thread."""
        known = self._rows.get(row.path)
        if known is None:
            return
        before = known.note
        self._rows[row.path] = replace(known, note=replace(before, **what))
        self._show()
        notes = Notes(row.path.parent)
        in_background(
            lambda: notes.change(row.path.name, **what),
            while_alive(self, lambda _: self.changed.emit()),
            while_alive(self, lambda error: self._not_written(row.path, before, error)),
        )

    def _not_written(self, path: Path, before: Note, error: Exception) -> None:
        if (row := self._rows.get(path)) is not None:
            self._rows[path] = replace(row, note=before)
        self._show()
        text = self.tr("This could not be written down: %1.")
        self.strip.show_error(text.replace("%1", getattr(error, "strerror", "") or str(error)))

    def _trash_changed(self) -> None:
        waiting = self._trash.waiting
        names = [self._rows[path].name for path in waiting if path in self._rows]
        self.undo.show_deleted(names)
        self._show()

    def _show_menu(self, row: LibraryRow, place: QPoint) -> None:
        menu = QMenu(self)
        pin = self.tr("Unpin") if row.note.pinned else self.tr("Pin")
        entries: list[tuple[str, str, Callable[[LibraryRow], None]]] = [
            (self.tr("Open"), "Return", self._open),
            (self.tr("Rename"), "F2", self._rename),
            (pin, "P", self._pin),
            (self.tr("Show folder"), "", self._show_folder),
            (self.tr("Delete"), "Del", self._delete),
        ]
        for word, key, act in entries:
            action = QAction(f"{word}\t{key}" if key else word, menu)
            action.triggered.connect(lambda _, act=act: act(row))
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)


def _fits(row: LibraryRow, which: str, words: list[str]) -> bool:
    if (which == "trouble" and not row.troubled) or (which == "pinned" and not row.note.pinned):
        return False
    if not words:
        return True
    text = f"{row.name} {row.title} {row.program} {row.note.note} {row.path.name}".casefold()
    return all(word in text for word in words)
