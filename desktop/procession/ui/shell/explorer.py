"""The explorer: the plugins with their lessons, or the runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QCursor, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from procession.plugin.lessons import LessonInfo
from procession.plugin.manager import Manager
from procession.ui.fonts import font
from procession.ui.icons import icon
from procession.ui.pages.run_words import state_word
from procession.ui.plugin_icons import icon_of_plugin
from procession.ui.run_set import Run
from procession.ui.shell.recent import RecentRun, RecentWords
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE, Tokens
from procession.ui.widgets.labels import Label
from procession.ui.widgets.search_field import SearchField

_WHAT = int(Qt.ItemDataRole.UserRole) + 1
_ICON = int(Qt.ItemDataRole.UserRole) + 2


class Explorer(QWidget):
    """A panel at the left with one of two lists."""

    lesson_chosen = Signal(object)
    """A `LessonInfo`."""
    run_chosen = Signal(object)
    """A `Run` of this window."""
    recording_chosen = Signal(object)
    """The `Path` of a recording."""

    def __init__(
        self, theme: Theme, manager: Manager, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "side")
        self.setMinimumWidth(SIZE.explorer_min)
        self.setMaximumWidth(SIZE.explorer_max)
        self._theme = theme
        self._title = Label("", "body")
        self._title.setFont(font("body", weight=600))
        head = QWidget(self)
        head.setFixedHeight(SIZE.panel_head)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 12, 0)
        row.addWidget(self._title)
        self.search = SearchField(theme, self.tr("Search lessons"), parent=self)
        self.lessons = _Tree(theme, self)
        self.lessons.setAccessibleName(self.tr("Lessons"))
        self.lessons.chosen.connect(self.lesson_chosen)
        self.runs = _Tree(theme, self)
        self.runs.setAccessibleName(self.tr("Runs"))
        self.runs.chosen.connect(self._run_chosen)
        self._no_runs = Label(
            self.tr("No runs yet. Run a lesson or open a script."), "secondary", "text3", wrap=True
        )
        self._no_runs.setContentsMargins(14, 4, 14, 0)
        self._no_runs.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget(self)
        for page in (self.lessons, self.runs, self._no_runs):
            self._stack.addWidget(page)
        self._stack.setContentsMargins(6, 0, 6, 0)
        field = QHBoxLayout()
        field.setContentsMargins(10, 0, 10, 8)
        field.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(field)
        column.addWidget(self._stack, 1)
        self.search.textChanged.connect(self._filter)
        self._view = "lessons"
        self._fill_lessons(manager, language)
        self.show_view("lessons")

    @property
    def view(self) -> str:
        """``lessons`` or ``runs``."""
        return self._view

    def show_view(self, view: str) -> None:
        """``lessons`` or ``runs``."""
        self._view = view
        lessons = view == "lessons"
        self._title.setText(self.tr("Lessons") if lessons else self.tr("Runs"))
        text = self.tr("Search lessons") if lessons else self.tr("Search runs")
        self.search.setPlaceholderText(text)
        self.search.setAccessibleName(text)
        self.search.clear()
        if lessons:
            self._stack.setCurrentWidget(self.lessons)
        else:
            self._stack.setCurrentWidget(self.runs if self.runs.filled else self._no_runs)

    def show_runs(self, here: Sequence[Run], recent: Sequence[RecentRun]) -> None:
        """List the runs of this window, and those kept in the library."""
        roots = []
        words = RecentWords(self)
        if here:
            group = _group(self.tr("This window"))
            for run in here:
                group.appendRow(_item(run.name, run, "recording", state_word(run.program).text))
            roots.append(group)
        if recent:
            group = _group(self.tr("Kept"))
            for kept in recent:
                group.appendRow(
                    _item(self._kept(kept, words), kept.path, "recording", words.told(kept))
                )
            roots.append(group)
        self.runs.fill(roots)
        if self._view == "runs":
            self._stack.setCurrentWidget(self.runs if self.runs.filled else self._no_runs)

    def _kept(self, run: RecentRun, words: RecentWords) -> str:
        when = words.when(run, datetime.now(UTC))
        return f"{run.title} · {when}" if when else run.title

    def select_lesson(self, lesson: LessonInfo | None) -> None:
        """Mark the lesson whose page is seen."""
        self.lessons.select(lesson)

    def _fill_lessons(self, manager: Manager, language: str) -> None:
        roots = []
        by_plugin: dict[str, list[LessonInfo]] = {}
        for lesson in manager.lessons():
            by_plugin.setdefault(lesson.plugin, []).append(lesson)
        for plugin in manager.plugins:
            name = icon_of_plugin(plugin)
            item = _item(plugin.title(language), None, name, plugin.reason or plugin.summary)
            item.setFont(font("body", weight=500))
            if plugin.state != "active":
                item.setData("warning", _ICON)
                item.setEnabled(plugin.state != "disabled")
            for lesson in by_plugin.get(plugin.name, ()):
                item.appendRow(_item(lesson.title_in(language), lesson, "", lesson.title))
            roots.append(item)
        self.lessons.fill(roots)

    def _run_chosen(self, what: object) -> None:
        if isinstance(what, Run):
            self.run_chosen.emit(what)
        elif isinstance(what, Path):
            self.recording_chosen.emit(what)

    def _filter(self, text: str) -> None:
        (self.lessons if self._view == "lessons" else self.runs).filter(text)


class _Tree(QTreeView):
    """Two levels; a click on a leaf chooses it."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items = QStandardItemModel(self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._items)
        self._proxy.setRecursiveFilteringEnabled(True)
        self._proxy.setAutoAcceptChildRows(True)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._proxy)
        self.setHeaderHidden(True)
        self.setIndentation(20)
        self.setUniformRowHeights(True)
        self.setFont(font("body"))
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.clicked.connect(self._clicked)
        self.activated.connect(self._clicked)
        theme.changed.connect(self._recolour)

    @property
    def filled(self) -> bool:
        """Whether there is anything to choose."""
        return self._items.rowCount() > 0

    def fill(self, roots: Sequence[QStandardItem]) -> None:
        """Show these, open."""
        self._items.clear()
        for root in roots:
            self._items.appendRow(root)
        self._recolour(self._theme.tokens)
        self.expandAll()

    def filter(self, text: str) -> None:
        """Show what contains a text."""
        self._proxy.setFilterFixedString(text)
        self.expandAll()

    def select(self, what: object) -> None:
        """Mark the row of `what`; None marks none."""
        self.clearSelection()
        for index in self._indexes():
            if what is not None and index.data(_WHAT) is what:
                self.setCurrentIndex(index)

    def drawRow(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """A rounded field over the whole row when it is chosen or pointed at."""
        row = QRectF(option.rect).adjusted(0.5, 1, -0.5, -1)
        tokens = self._theme.tokens
        fill = ""
        if self.selectionModel().isSelected(index):
            fill = tokens.sel
        elif option.rect.contains(self.viewport().mapFromGlobal(QCursor.pos())):
            fill = tokens.hover
        if fill:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(row, 4, 4)
            painter.restore()
        super().drawRow(painter, option, index)

    def _indexes(self) -> list[QModelIndex]:
        found = []
        for row in range(self._proxy.rowCount()):
            parent = self._proxy.index(row, 0)
            found.append(parent)
            found += [
                self._proxy.index(child, 0, parent) for child in range(self._proxy.rowCount(parent))
            ]
        return found

    def _clicked(self, index: QModelIndex) -> None:
        what = index.data(_WHAT)
        if what is not None:
            self.chosen.emit(what)
        elif self._proxy.hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))

    def _recolour(self, tokens: Tokens) -> None:
        for row in range(self._items.rowCount()):
            root = self._items.item(row)
            for item in [root, *(root.child(n) for n in range(root.rowCount()))]:
                name = item.data(_ICON)
                if name:
                    item.setIcon(icon(name, tokens, size=16, colour=tokens.text2, active=""))


def _item(text: str, what: object, icon_name: str, tip: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setData(what, _WHAT)
    item.setData(icon_name, _ICON)
    item.setToolTip(tip)
    item.setEditable(False)
    return item


def _group(text: str) -> QStandardItem:
    item = _item(text, None, "", "")
    item.setFont(font("column_head"))
    item.setSelectable(False)
    return item
