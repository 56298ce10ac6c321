"""The palette's list: rows under section heads, best first, the typed letters marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from procession.ui.fonts import font
from procession.ui.icons import pixmap
from procession.ui.shell.palette_entries import Entry, Section
from procession.ui.shell.palette_match import match
from procession.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ENTRY = int(Qt.ItemDataRole.UserRole) + 1
POSITIONS = int(Qt.ItemDataRole.UserRole) + 2
HEAD = int(Qt.ItemDataRole.UserRole) + 3
ROW, HEAD_ROW = 32, 28
FEW, MANY = 5, 20
"""Rows of a section while nothing is typed, and when something is."""

Ranked = tuple[Section, list[tuple[Entry, tuple[int, ...]]]]


def rank(query: str, entries: Sequence[Entry]) -> list[Ranked]:
    """Sections with what fits in them; the section of the best entry first."""
    found: dict[Section, list[tuple[int, int, Entry, tuple[int, ...]]]] = {}
    for number, entry in enumerate(entries):
        fit = match(query, entry.text, f"{entry.detail} {entry.words}")
        if fit is not None:
            row = (-fit.score, number, entry, fit.positions)
            found.setdefault(entry.section, []).append(row)
    typed = bool(query.strip())
    ranked: list[tuple[tuple[int, int], Ranked]] = []
    for section, rows in found.items():
        if typed:
            rows.sort(key=lambda row: row[:2])
        else:
            rows = [(0, number, entry, ()) for _, number, entry, _ in rows]
        most = MANY if typed or section == "commands" else FEW
        shown = [(entry, positions) for _, _, entry, positions in rows[:most]]
        ranked.append((rows[0][:2], (section, shown)))
    ranked.sort(key=lambda one: one[0])
    return [one for _, one in ranked]


class PaletteList(QListView):
    """Never has the focus: the field above it keeps it and steers the list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setItemDelegate(_Delegate(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What was found"))
        theme.changed.connect(self.viewport().update)
        self._heads: dict[Section, str] = {
            "lessons": self.tr("Lessons"),
            "runs": self.tr("Runs"),
            "processes": self.tr("Processes"),
            "commands": self.tr("Commands"),
        }

    def show_ranked(self, sections: Sequence[Ranked]) -> int:
        """Fill, mark the first row, and return how many can be chosen."""
        self._items.clear()
        count = 0
        for section, rows in sections:
            head = QStandardItem(self._heads[section])
            head.setData(True, HEAD)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self._items.appendRow(head)
            for entry, positions in rows:
                item = QStandardItem(entry.text)
                item.setData(entry, ENTRY)
                item.setData(positions, POSITIONS)
                item.setData(
                    ", ".join(
                        word
                        for word in (entry.text, entry.detail, self._heads[section], entry.key)
                        if word
                    ),
                    Qt.ItemDataRole.AccessibleTextRole,
                )
                item.setEditable(False)
                self._items.appendRow(item)
                count += 1
        self.step_to_edge(last=False)
        return count

    def wanted_height(self) -> int:
        """px of all rows."""
        heads = sum(1 for row in range(self._items.rowCount()) if self._is_head(row))
        return heads * HEAD_ROW + (self._items.rowCount() - heads) * ROW

    def current(self) -> Entry | None:
        """The marked row."""
        found = self.currentIndex().data(ENTRY)
        return found if isinstance(found, Entry) else None

    def entries(self) -> list[Entry]:
        """All rows, from the top."""
        rows = (self._items.item(row).data(ENTRY) for row in range(self._items.rowCount()))
        return [entry for entry in rows if isinstance(entry, Entry)]

    def step(self, by: int) -> None:
        """Mark a row further down or up; one step beyond an end goes to the other."""
        rows = self._choosable()
        if not rows:
            return
        here = self.currentIndex().row()
        place = rows.index(here) if here in rows else -1
        if abs(by) == 1:
            place = (place + by) % len(rows)
        else:
            place = max(0, min(len(rows) - 1, place + by))
        self._mark(rows[place])

    def step_to_edge(self, *, last: bool) -> None:
        """Mark the first or the last row."""
        rows = self._choosable()
        if rows:
            self._mark(rows[-1 if last else 0])

    def _mark(self, row: int) -> None:
        self.setCurrentIndex(self._items.index(row, 0))
        self.keep_in_view()

    def keep_in_view(self) -> None:
        """Scroll to the marked row; to the first of a section with its head."""
        row = self.currentIndex().row()
        if row < 0:
            return
        above = row - 1
        if above >= 0 and self._is_head(above):
            self.scrollTo(self._items.index(above, 0))
        self.scrollTo(self._items.index(row, 0))

    def _is_head(self, row: int) -> bool:
        return bool(self._items.item(row).data(HEAD))

    def _choosable(self) -> list[int]:
        return [row for row in range(self._items.rowCount()) if not self._is_head(row)]


class _Delegate(QStyledItemDelegate):
    """Icon, text with marked letters, detail, and the keys at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._head = font("column_head")
        self._plain = font("body")
        self._strong = font("body", weight=600)
        self._detail = font("secondary")
        self._key = font("caption")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Heads are lower."""
        return QSize(100, HEAD_ROW if index.data(HEAD) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        tokens = self._theme.tokens
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if index.data(HEAD):
            painter.setFont(self._head)
            painter.setPen(QColor(tokens.text3))
            painter.drawText(area.adjusted(14, 4, -14, 0), middle, str(index.data()))
            painter.restore()
            return
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.sel if chosen else tokens.hover))
            painter.drawRoundedRect(area.adjusted(6, 1, -6, -1), 4, 4)
        entry: Entry = index.data(ENTRY)
        ratio = painter.device().devicePixelRatioF()
        top = round(area.center().y() - 8)
        drawn = pixmap(entry.icon, tokens.text2, 16, ratio)
        painter.drawPixmap(round(area.left()) + 16, top, drawn)
        right = area.right() - 16 - self._paint_key(painter, area, entry.key)
        left = area.left() + 42
        left = self._paint_text(painter, entry.text, index.data(POSITIONS), left, right, area)
        if entry.detail and right - left > 40:
            painter.setFont(self._detail)
            painter.setPen(QColor(tokens.text3))
            room = QRectF(left + 10, area.top(), right - left - 10, area.height())
            text = painter.fontMetrics().elidedText(
                entry.detail, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, middle, text)
        painter.restore()

    def _paint_text(
        self,
        painter: QPainter,
        text: str,
        positions: Sequence[int],
        left: float,
        right: float,
        area: QRectF,
    ) -> float:
        """Returns where it ends."""
        tokens = self._theme.tokens
        # Marked letters are wider: measured in the wider font, a text never leaves its room.
        elided = QFontMetricsF(self._strong).elidedText(
            text, Qt.TextElideMode.ElideRight, right - left
        )
        marked = set(positions)
        for begin, end, strong in _pieces(elided, marked):
            used: QFont = self._strong if strong else self._plain
            painter.setFont(used)
            painter.setPen(QColor(tokens.link if strong else tokens.text))
            width = QFontMetricsF(used).horizontalAdvance(elided[begin:end])
            box = QRectF(left, area.top(), width + 2, area.height())
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(box, flags, elided[begin:end])
            left += width
        return left

    def _paint_key(self, painter: QPainter, area: QRectF, key: str) -> float:
        """Returns its width."""
        if not key:
            return 0
        tokens = self._theme.tokens
        painter.setFont(self._key)
        width = QFontMetricsF(self._key).horizontalAdvance(key) + 12
        box = QRectF(round(area.right() - 16 - width) + 0.5, area.center().y() - 9, width, 19)
        painter.setPen(QPen(QColor(tokens.border2), 1))
        painter.setBrush(QColor(tokens.chrome))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(tokens.text3))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), key)
        return width + 12


def _pieces(text: str, marked: set[int]) -> list[tuple[int, int, bool]]:
    """(begin, end, whether marked) of stretches."""
    made: list[tuple[int, int, bool]] = []
    for place in range(len(text)):
        strong = place in marked
        if made and made[-1][2] == strong:
            made[-1] = (made[-1][0], place + 1, strong)
        else:
            made.append((place, place + 1, strong))
    return made
