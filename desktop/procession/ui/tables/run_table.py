"""A table of the run: sortable, filtered, copied as CSV, linked with the timeline."""

from __future__ import annotations

import contextlib
import csv
import io
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from procession.ui.fonts import font
from procession.ui.program import Program
from procession.ui.tables.cells import Cells
from procession.ui.tables.columns import Arrangement, Column, arranged
from procession.ui.tables.table_model import TableModel
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE

FEW = 50_000
"""Records up to which a model is read at once, not by the thread that feeds it."""
FEW_ROWS = 400
"""Rows up to which they are arranged at once."""
SHARE = 15
"""A reading on the thread is followed by a rest of so many times its length."""


class RunTable(QTableView):
    """Rows of `rows()`, read again by `refresh` (cheap to call often: hidden, it does nothing)."""

    chosen = Signal(object)
    """The row that was clicked, or on which Enter was pressed."""
    place_wanted = Signal(object)
    """The row whose cell that leads to the source was clicked."""

    filled = Signal()
    """The rows were read again."""

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column],
        rows: Callable[[], Sequence[Any]],
        empty: str,
        program: Program,
        parent: QWidget | None = None,
        *,
        key: Callable[[Any], Hashable] | None = None,
        needs_model: bool = True,
    ) -> None:
        """`key` tells one row from another while the run grows; the selection follows it."""
        super().__init__(parent)
        self._theme = theme
        self._read = rows
        self._program = program
        self._key = key
        self._needs_model = needs_model
        self._reading = self._again = False
        self._empty = empty
        self._until = 0.0
        self._model = TableModel(columns, theme.tokens, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        self.setModel(self._model)
        self.setItemDelegate(Cells(theme, self))
        self._dress(columns)
        theme.changed.connect(self._model.set_theme)
        self.clicked.connect(self._clicked)

    def _dress(self, columns: Sequence[Column]) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows_head = self.verticalHeader()
        rows_head.hide()
        rows_head.setDefaultSectionSize(SIZE.table_row - 6)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicatorShown(True)
        head.setMinimumSectionSize(40)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.sortIndicatorChanged.connect(self._sort)
        for number, column in enumerate(columns):
            self.setColumnWidth(number, column.width)
            if column.stretch:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    @property
    def rows(self) -> TableModel:
        """The model, for reading what is shown."""
        return self._model

    # --- what it shows ---------------------------------------------------------------------

    def set_empty(self, sentence: str) -> None:
        """Say this where there are no rows."""
        if sentence != self._empty:
            self._empty = sentence
            self.viewport().update()

    def refresh(self) -> None:
        """Read the rows again, if anybody sees them."""
        if not self.isVisible():
            return
        if self._reading:
            self._again = True
            return
        left = self._until - time.monotonic()
        if left > 0:
            if not self._later.isActive():
                self._later.start(round(left * 1000) + 1)
            return
        model = self._program.model
        if model is None:
            self._model.set_rows([])
            return
        if not self._needs_model:
            self._take(self._read(), None)
            return
        if model.events < FEW and len(self._model.given) < FEW_ROWS:
            with self._program.turns.look() as may:
                if may:
                    self._take(self._read(), None)
                    return
        self._reading = True
        columns, how = self._model.columns, self._model.how

        def read() -> tuple[Sequence[Any], list[Any], Arrangement, float]:
            began = time.thread_time()
            rows = self._read()
            return rows, arranged(rows, columns, how), how, time.thread_time() - began

        self._program.read(read, self._taken)

    def _taken(self, read: tuple[Sequence[Any], list[Any], Arrangement, float]) -> None:
        rows, ordered, how, spent = read
        self._reading = False
        with contextlib.suppress(RuntimeError):  # the table was closed meanwhile
            self._until = time.monotonic() + min(10.0, SHARE * spent)
            self._take(rows, ordered if how == self._model.how else None)
            if self._again:
                self._again = False
                self.refresh()

    def _take(self, rows: Sequence[Any], ordered: list[Any] | None) -> None:
        current = self._current_key()
        self._model.set_rows(rows, ordered)
        if current is not None and current != self._current_key():
            self.select_key(current)
        self.filled.emit()

    def _current_key(self) -> Hashable | None:
        chosen = self.selectionModel().selectedRows()
        if self._key is None or not chosen or chosen[0].row() >= self._model.rowCount():
            return None
        return self._key(self._model.row(chosen[0].row()))

    def select_key(self, key: Hashable | None) -> None:
        """Select the row of this key, without telling anybody; None: no row."""
        if self._key is not None and key is not None:
            for number, row in enumerate(self._model.rows):
                if self._key(row) == key:
                    self.selectRow(number)
                    return
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def filter(self, text: str) -> None:
        """Show only rows that contain all words of `text`, in whatever column."""
        self._arrange(replace(self._model.how, words=tuple(text.lower().split())))

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        self._arrange(replace(self._model.how, sorted_by=column, descending=descending))

    def _arrange(self, how: Arrangement) -> None:
        current = self._current_key()
        given, columns = self._model.given, self._model.columns
        if len(given) <= FEW_ROWS:
            self._model.arrange(how)
            self.select_key(current)
            return
        self._model.how = how

        def taken(ordered: list[Any]) -> None:
            with contextlib.suppress(RuntimeError):
                if self._model.how == how:
                    self._model.arrange(how, ordered)
                    self.select_key(current)

        self._program.read(lambda: arranged(given, columns, how), taken)

    def csv(self) -> str:
        """What is shown as comma-separated values, with the titles of the columns."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([column.title for column in self._model.columns])
        for row in self._model.rows:
            writer.writerow([column.text(row) for column in self._model.columns])
        return out.getvalue()

    def copy(self) -> None:
        """Copy what is shown as CSV."""
        QGuiApplication.clipboard().setText(self.csv())

    # --- Qt --------------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        row = self._model.row(index.row())
        column = self._model.columns[index.column()]
        if column.link and column.text(row):
            self.place_wanted.emit(row)
        else:
            self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, the keys for copying copy the table."""
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.chosen.emit(self._model.row(current.row()))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: object) -> None:
        """Fill when shown."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or why there are none."""
        super().paintEvent(event)
        if self._model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setFont(font("body"))
            painter.setPen(QColor(self._theme.tokens.text3))
            area = self.viewport().rect().adjusted(16, 14, -16, 0)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            filtered = self._model.how.words and self._model.given
            text = self.tr("Nothing fits the filter.") if filtered else self._empty
            painter.drawText(area, int(flags) | Qt.TextFlag.TextWordWrap, text)
