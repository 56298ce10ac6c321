"""The table of the library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from procession.ui import formats
from procession.ui.fonts import font
from procession.ui.icons import pixmap
from procession.ui.pages.run_words import StateWord, end_word
from procession.ui.pages.runs_page_rows import LibraryRow
from procession.ui.shell.recent import when
from procession.ui.tables.columns import Column
from procession.ui.tables.table_model import TableModel
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE

Index = QModelIndex | QPersistentModelIndex
NAME, STATE, STARTED = 0, 1, 2
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
        self.setItemDelegate(_Delegate(theme, self, self.state_word))
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


class _Delegate(QStyledItemDelegate):
    """Names with pin and note; the result as a chip; numbers."""

    def __init__(
        self, theme: Theme, parent: QWidget, word: Callable[[LibraryRow], StateWord]
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._word = word
        self._name = font("body")
        self._note = font("secondary")
        self._chip = font("chip")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        tokens = self._theme.tokens
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = QRectF(option.rect)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, QColor(tokens.sel))
        edge = option.rect.adjusted(0, option.rect.height() - 1, 0, 0)
        painter.fillRect(edge, QColor(tokens.border))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        model = index.model()
        assert isinstance(model, TableModel)
        row: LibraryRow = model.row(index.row())
        if index.column() == NAME:
            self._paint_name(painter, area, row)
        elif index.column() == STATE:
            self._paint_state(painter, area, self._word(row))
        else:
            # Drawn here and not by the style, which takes ten times as long for a plain text.
            column = model.columns[index.column()]
            tone = (column.tone(row) if column.tone else "") or "text2"
            painter.setFont(self._note)
            painter.setPen(QColor(getattr(tokens, tone)))
            flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(area.adjusted(8, 0, -11, 0), flags, column.text(row))
        painter.restore()

    def _paint_name(self, painter: QPainter, area: QRectF, row: LibraryRow) -> None:
        tokens = self._theme.tokens
        ratio = painter.device().devicePixelRatioF()
        left, right = area.left() + 12, area.right() - 8
        if row.note.pinned:
            right -= 14
            drawn = pixmap("pin", tokens.link, 14, ratio)
            painter.drawPixmap(round(right), round(area.center().y() - 7), drawn)
            right -= 8
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(self._name)
        painter.setPen(QColor(tokens.text))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, int(right - left))
        painter.drawText(QRectF(left, area.top(), right - left, area.height()), flags, name)
        left += metrics.horizontalAdvance(name) + 10
        note = " ".join(row.note.note.split())
        if note and right - left > 40:
            painter.setFont(self._note)
            painter.setPen(QColor(tokens.text3))
            room = QRectF(left, area.top(), right - left, area.height())
            text = painter.fontMetrics().elidedText(
                note, Qt.TextElideMode.ElideRight, int(right - left)
            )
            painter.drawText(room, flags, text)

    def _paint_state(self, painter: QPainter, area: QRectF, word: StateWord) -> None:
        tokens = self._theme.tokens
        fill, edge, colour = {
            "green": (tokens.greenbg, tokens.greenborder, tokens.green),
            "red": (tokens.redbg, tokens.redborder, tokens.red),
            "amber": (tokens.amberbg, tokens.amberborder, tokens.amber),
            "blue": (tokens.bluebg, tokens.blueborder, tokens.link),
            "plain": (tokens.sunken, tokens.border2, tokens.text2),
        }[word.kind]
        painter.setFont(self._chip)
        size = 0 if not word.icon else 6 if word.icon == "dot" else 12
        gap = size + 5 if size else 0
        room = int(area.width()) - 16 - 14 - gap
        text = painter.fontMetrics().elidedText(word.text, Qt.TextElideMode.ElideRight, room)
        width = painter.fontMetrics().horizontalAdvance(text) + gap + 14
        box = QRectF(area.left() + 8.5, round(area.center().y() - 10) + 0.5, width, 19)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 4, 4)
        if size:
            ratio = painter.device().devicePixelRatioF()
            drawn = pixmap(word.icon, colour, size, ratio)
            painter.drawPixmap(round(box.left()) + 7, round(box.center().y() - size / 2), drawn)
        painter.setPen(QColor(colour))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(box.adjusted(7 + gap, 0, 0, 0), flags, text)
