"""The table of the library."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from procession.ui import formats
from procession.ui.fonts import font
from procession.ui.pages.run_words import StateWord, end_word
from procession.ui.pages.runs_page_delegate import NAME, RunsDelegate
from procession.ui.pages.runs_page_rows import LibraryRow
from procession.ui.shell.recent import when
from procession.ui.tables.columns import Column
from procession.ui.tables.table_model import TableModel
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE

Index = QModelIndex | QPersistentModelIndex
STARTED = 2
_NARROW_HIDES = (4, 6)
NARROW = 720


class RunsTable(QTableView):
    """One row a recording; Enter opens it, Delete deletes it, F2 renames it, P pins it."""

    opened = Signal(object)
    renamed = Signal(object)
    deleted = Signal(object)
    pinned = Signal(object)
    selected = Signal(object)
    """The `LibraryRow` now chosen, or None."""
    menu_wanted = Signal(object, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.empty = ""
        self._shown: LibraryRow | None = None
        self.rows = TableModel(self._columns(), theme.tokens, self)
        self.setModel(self.rows)
        self.setItemDelegate(RunsDelegate(theme, self, self.state_word))
        self.setAccessibleName(self.tr("Recordings"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(SIZE.table_row)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(48)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for number, column in enumerate(self.rows.columns):
            self.setColumnWidth(number, column.width)
        self.setSortingEnabled(True)
        self.sortByColumn(STARTED, Qt.SortOrder.DescendingOrder)
        self.selectionModel().currentRowChanged.connect(self._selection_changed)
        self.doubleClicked.connect(lambda _: self._emit(self.opened))
        self.customContextMenuRequested.connect(self._ask_for_menu)
        theme.changed.connect(self.rows.set_theme)

    def state_word(self, row: LibraryRow) -> StateWord:
        """How the run ended, or what is wrong with the recording."""
        if row.fate == "cut":
            return StateWord(self.tr("Cut short"), "amber", "warning")
        if row.fate == "live":
            return StateWord(self.tr("Still running"), "green", "dot")
        if row.fate == "unreadable":
            return StateWord(self.tr("Unreadable"), "red", "error")
        return end_word(row.state, row.exit_status)

    def show_rows(self, rows: Sequence[LibraryRow]) -> None:
        """Show these; the chosen one stays chosen, wherever it now stands."""
        path = self._shown.path if self._shown is not None else None
        number = self.currentIndex().row()
        self.rows.set_rows(rows)
        paths = [self.rows.row(at).path for at in range(self.rows.rowCount())]
        if path in paths:
            self._choose(paths.index(path))
        elif paths and path is not None:
            # What was chosen is gone: its neighbour, so that the keyboard can go on.
            self._choose(min(max(number, 0), len(paths) - 1))
        elif paths and self._shown is None:
            self._choose(0)
        else:
            self._set_shown(None)

    def current(self) -> LibraryRow | None:
        """The chosen row."""
        return self._shown

    def paths(self) -> list[object]:
        """The recordings, from the top."""
        return [self.rows.row(at).path for at in range(self.rows.rowCount())]

    def choose(self, path: object) -> None:
        """Choose a recording that is listed."""
        paths = self.paths()
        if path in paths:
            self._choose(paths.index(path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a list of files."""
        key = Qt.Key(event.key())
        signals = {
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_Delete: self.deleted,
            Qt.Key.Key_Backspace: self.deleted,
            Qt.Key.Key_F2: self.renamed,
            Qt.Key.Key_P: self.pinned,
        }
        if key in signals and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._emit(signals[key])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Where it is narrow, the name is worth more than what can be read beside it."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        narrow = self.viewport().width() < NARROW
        for number in _NARROW_HIDES:
            if self.isColumnHidden(number) != narrow:
                self.setColumnHidden(number, narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or why there are none."""
        super().paintEvent(event)
        if self.rows.rowCount() == 0 and self.empty:
            painter = QPainter(self.viewport())
            painter.setFont(font("body"))
            painter.setPen(QColor(self._theme.tokens.text3))
            area = self.viewport().rect().adjusted(20, 16, -20, 0)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(area, int(flags) | Qt.TextFlag.TextWordWrap, self.empty)

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Program"), lambda row: row.name, lambda row: row.name.casefold()),
            Column(
                self.tr("Result"),
                lambda row: self.state_word(row).text,
                lambda row: self.state_word(row).text,
                width=150,
            ),
            Column(self.tr("Started"), _when, lambda row: row.moment, number=True, width=128),
            Column(
                self.tr("Length"),
                lambda row: formats.duration(row.duration_ns) if row.duration_ns else "",
                lambda row: row.duration_ns or None,
                number=True,
                width=96,
            ),
            Column(
                self.tr("Processes"),
                lambda row: formats.count(row.processes) if row.processes else "",
                lambda row: row.processes or None,
                number=True,
                width=88,
            ),
            Column(
                self.tr("Findings"),
                lambda row: (
                    formats.count(row.errors + row.warnings) if row.errors + row.warnings else ""
                ),
                lambda row: (row.errors, row.warnings),
                number=True,
                width=84,
                tone=lambda row: "red" if row.errors else "amber" if row.warnings else "",
            ),
            Column(
                self.tr("Size"),
                lambda row: formats.size(row.size),
                lambda row: row.size,
                number=True,
                width=84,
            ),
        ]

    def _choose(self, number: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self.rows.index(number, 0)
        self.selectionModel().setCurrentIndex(
            index, flags.ClearAndSelect | flags.Rows | flags.Current
        )
        self._set_shown(self.rows.row(number))

    def _selection_changed(self, now: QModelIndex) -> None:
        valid = now.isValid() and now.row() < self.rows.rowCount()
        self._set_shown(self.rows.row(now.row()) if valid else None)

    def _set_shown(self, row: LibraryRow | None) -> None:
        if row != self._shown:
            self._shown = row
            self.selected.emit(row)

    def _emit(self, signal: object) -> None:
        if self._shown is not None:
            signal.emit(self._shown)  # type: ignore[attr-defined]

    def _ask_for_menu(self, position: QPoint) -> None:
        if self.indexAt(position).isValid() and self._shown is not None:
            self.menu_wanted.emit(self._shown, self.viewport().mapToGlobal(position))


def _when(row: LibraryRow) -> str:
    return when(datetime.fromtimestamp(row.moment, UTC), datetime.now(UTC))
