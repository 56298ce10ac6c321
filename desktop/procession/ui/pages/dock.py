"""The dock below a timeline: output, tables, findings, source, and what has no room beside it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from procession.ui import formats
from procession.ui.console.console import Console
from procession.ui.findings.certainty import level_icon, level_tone
from procession.ui.findings.page import FindingsPage
from procession.ui.fonts import font
from procession.ui.icons import icon
from procession.ui.pages.dock_pages import ICONS, NAMES, TABLES, DockPages
from procession.ui.pages.dock_tools import DockTools
from procession.ui.program import Program
from procession.ui.source.page import SourcePage
from procession.ui.tables.cursor import Cursor
from procession.ui.tables.run_table import RunTable
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE, Tokens

if TYPE_CHECKING:
    from procession.plugin.api import Track

TABLE_INTERVAL_MS, MOST_INTERVAL_MS = 200, 2000


class Dock(QWidget):
    """Tabs over one program. Tables are read again five times a second while they are seen."""

    followed = Signal(object)
    """A `links.Target` was clicked in a page."""
    chosen = Signal(str, object)
    """The name of a page, and the row that was chosen there."""
    cursor_left = Signal()
    """The tables are to tell of the newest instant again."""

    def __init__(
        self,
        theme: Theme,
        program: Program,
        tracks: Sequence[Track],
        parent: QWidget | None = None,
        instant: Cursor | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._program = program
        self.instant = instant or Cursor()
        self.pages = DockPages(theme, program, tracks, self.instant, self)
        self.tabs = QTabBar(self)
        self.tools = DockTools(theme, self)
        self._stack = QStackedWidget(self)
        self._side: QWidget | None = None
        self._known_tasks = 0
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TABLE_INTERVAL_MS)
        self._timer.timeout.connect(self.refresh)
        program.changed.connect(self._later)
        program.replaced.connect(self.refresh)
        program.phase_changed.connect(self._phase_changed)
        program.printed.connect(self.console.show_output)
        self.console.entered.connect(program.send_line)
        self.console.input_ended.connect(program.end_input)
        self.console.show_output(program.outputs)
        if program.finder is not None:
            program.finder.changed.connect(self.refresh)
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)
        self._phase_changed()

    def _build(self) -> None:
        self.tabs.setProperty("kind", "dock")
        self.tabs.setFont(font("button"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(self.tr("Details of the run"))
        for word in self.pages.words():
            self.tabs.addTab(word)
            self._stack.addWidget(QWidget(self._stack))
        self._put(0, self.console)
        head = QWidget(self)
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setProperty("surface", "chrome")
        head.setProperty("edge", "bottom")
        head.setFixedHeight(SIZE.dock_tabs)
        row = QHBoxLayout(head)
        row.setContentsMargins(4, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self.tabs, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.tools)
        self.tools.filtered.connect(self._filter)
        self.tools.copy_wanted.connect(self._copy)
        self.tools.save_wanted.connect(self.save_output)
        self.tools.clear_wanted.connect(self.console.view.clear_output)
        self.tools.cursor_left.connect(self.cursor_left)
        self.pages.followed.connect(self.followed)
        self.pages.chosen.connect(self.chosen)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.tools.show_for("output")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._stack, 1)

    # --- pages -----------------------------------------------------------------------------

    @property
    def console(self) -> Console:
        """The page of the output."""
        return self.pages.console

    @property
    def processes(self) -> RunTable:
        """The table of processes. Pages are made when they are first looked at."""
        return cast(RunTable, self._page("processes"))

    @property
    def primitives(self) -> RunTable:
        """The table of primitives."""
        return cast(RunTable, self._page("primitives"))

    @property
    def tasks(self) -> RunTable:
        """The table of tasks."""
        return cast(RunTable, self._page("tasks"))

    @property
    def waits(self) -> RunTable:
        """The table of waits."""
        return cast(RunTable, self._page("waits"))

    @property
    def findings(self) -> FindingsPage:
        """The page of findings."""
        return cast(FindingsPage, self._page("findings"))

    @property
    def source(self) -> SourcePage:
        """The page of the program's source."""
        return cast(SourcePage, self._page("source"))

    def _page(self, name: str) -> QWidget:
        made = self.pages.has(name)
        page = self.pages.page(name)
        if not made:
            self._put(NAMES.index(name), page)
            if isinstance(page, RunTable):
                page.filled.connect(self._count)
        return page

    def _put(self, number: int, page: QWidget) -> None:
        """A page in the place of the empty one that was kept for it."""
        empty = self._stack.widget(number)
        current = self._stack.currentIndex()
        self._stack.insertWidget(number, page)
        if empty is not None:
            self._stack.removeWidget(empty)
            empty.deleteLater()
        self._stack.setCurrentIndex(current)

    def show_tab(self, name: str) -> None:
        """Bring a page to the front."""
        if name == "side":
            self.tabs.setCurrentIndex(len(NAMES) if self._side is not None else 0)
        else:
            self.tabs.setCurrentIndex(NAMES.index(name))

    def current(self) -> str:
        """The name of the page in front; ``side`` for what has no room beside the timeline."""
        number = self.tabs.currentIndex()
        return NAMES[number] if 0 <= number < len(NAMES) else "side"

    @property
    def has_side(self) -> bool:
        """Whether the panel beside the timeline is a tab here."""
        return self._side is not None

    def take_side(self, page: QWidget, word: str) -> None:
        """Show this as a tab of its own: there is no room for it beside the timeline."""
        if self._side is None:
            self._side = page
            self._stack.addWidget(page)
            self.tabs.addTab(icon("graph", self._theme.tokens, size=14), word)
        else:
            self.tabs.setTabText(len(NAMES), word)

    def give_side(self) -> QWidget | None:
        """Take that tab away, and give back what it showed."""
        side, self._side = self._side, None
        if side is not None:
            if self.tabs.currentIndex() == len(NAMES):
                self.tabs.setCurrentIndex(0)
            self.tabs.removeTab(len(NAMES))
            self._stack.removeWidget(side)
        return side

    # --- what is done in it ----------------------------------------------------------------

    def show_cursor(self, at_ns: int | None) -> None:
        """Tables, source and graph tell about this instant; None: the newest."""
        if self.instant.at_ns == at_ns:
            return
        self.instant.at_ns = at_ns
        self.tools.show_cursor(at_ns)
        self.refresh()

    def save_output(self) -> None:
        """Ask for a file, and write the output there as printed."""
        name = f"{Path(self._program.title).stem or 'output'}.txt"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the output"), name)
        if not chosen:
            return
        try:
            Path(chosen).write_bytes(b"".join(output.data for output in self._program.outputs))
        except OSError as error:
            sentence = self.tr("%1 could not be written: %2.")
            sentence = sentence.replace("%1", chosen).replace("%2", error.strerror or str(error))
            QMessageBox.warning(self, self.tr("Save the output"), sentence)

    def _filter(self, text: str) -> None:
        table = self.pages.table(self.current())
        if table is not None:
            table.filter(text)

    def _copy(self) -> None:
        table = self.pages.table(self.current())
        if table is not None:
            table.copy()

    # --- keeping up ------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what is seen again; the longer that takes, the longer until the next time."""
        began = time.thread_time_ns()
        self.pages.refresh()
        self._count()
        cost_ms = (time.thread_time_ns() - began) // 1_000_000
        self._timer.setInterval(min(max(TABLE_INTERVAL_MS, 30 * cost_ms), MOST_INTERVAL_MS))

    def _count(self) -> None:
        """Say in the tabs how much there is of everything."""
        model = self._program.model
        if model is None:
            return
        finder = self._program.finder
        found = len(finder.now.told) if finder is not None else 0
        counts = {
            "processes": len(model.processes),
            "primitives": len(model.primitives),
            "tasks": self._tasks(),
            "waits": self.pages.waits.total,
            "findings": found,
        }
        words = self.pages.words()
        for name, many in counts.items():
            number = NAMES.index(name)
            text = f"{words[number]}  {formats.count(many)}" if many else words[number]
            if self.tabs.tabText(number) != text:
                self.tabs.setTabText(number, text)
        self._colour_findings()

    def _tasks(self) -> int:
        """How many tasks there are, as last known."""
        with self._program.turns.look() as may:
            if may and self._program.rows is not None and self._program.model is not None:
                rows = self._program.rows
                self._known_tasks = rows.tasks.count
        return self._known_tasks

    def _later(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _tab_changed(self, number: int) -> None:
        if number < 0:
            return
        name = self.current()
        if name != "side":
            self._page(name)
        kind = "table" if name in (*TABLES, "findings") else "output" if name == "output" else name
        self.tools.show_for(kind)
        table = self.pages.table(name)
        if table is not None:
            text = " ".join(table.rows.how.words)
            if self.tools.filter.text().lower().split() != text.split():
                self.tools.filter.blockSignals(True)
                self.tools.filter.setText(text)
                self.tools.filter.blockSignals(False)
        self._stack.setCurrentIndex(number)
        self.refresh()

    def _phase_changed(self) -> None:
        self.console.set_live(self._program.live, self._program.output_kept)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tools give way to the tabs."""
        super().resizeEvent(event)
        self.tools.fit(self.width())

    def _recolour(self, tokens: Tokens) -> None:
        for number, name in enumerate(ICONS):
            self.tabs.setTabIcon(number, icon(name, tokens, size=14))
        self._colour_findings()

    def _colour_findings(self) -> None:
        """The icon of the findings tab is that of the worst one."""
        finder, tokens = self._program.finder, self._theme.tokens
        worst = finder.now.worst if finder is not None else ""
        mark = (worst, tokens.name)
        if self.tabs.property("worst") == mark:
            return
        self.tabs.setProperty("worst", mark)
        number = NAMES.index("findings")
        tone = level_tone(worst) if worst else "text2"
        colour = str(getattr(tokens, tone))
        self.tabs.setTabIcon(number, icon(level_icon(worst), tokens, size=14, colour=colour))
        serious = worst in ("error", "warning")
        self.tabs.setTabTextColor(number, QColor(colour) if serious else QColor())
