"""The pages of the dock, each made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from procession.ui.console.console import Console
from procession.ui.findings.page import FindingsPage
from procession.ui.program import Program
from procession.ui.source.page import SourcePage
from procession.ui.tables.cursor import Cursor
from procession.ui.tables.primitives import PrimitiveRows
from procession.ui.tables.processes import ProcessRows
from procession.ui.tables.run_table import RunTable
from procession.ui.tables.tasks import TaskRows
from procession.ui.tables.waits import WaitRows
from procession.ui.theme import Theme

if TYPE_CHECKING:
    from procession.plugin.api import Track

NAMES = ("output", "processes", "primitives", "tasks", "waits", "findings", "source")
ICONS = ("terminal", "process", "lock", "tasks", "hourglass", "info", "file")
TABLES = ("processes", "primitives", "tasks", "waits")


class DockPages(QObject):
    """Makes the pages, and tells what is chosen in them."""

    chosen = Signal(str, object)
    """Name of the page, and the row that was clicked there."""
    followed = Signal(object)
    """A `links.Target`."""

    def __init__(
        self,
        theme: Theme,
        program: Program,
        tracks: Sequence[Track],
        cursor: Cursor,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._program = program
        self._tracks = tracks
        self._cursor = cursor
        self.console = Console(theme, parent)
        self.waits = WaitRows(program, self)
        self._made: dict[str, QWidget] = {"output": self.console}

    def words(self) -> tuple[str, ...]:
        """What the tabs say, in the order of `NAMES`."""
        return (
            self.tr("Output"),
            self.tr("Processes"),
            self.tr("Primitives"),
            self.tr("Tasks"),
            self.tr("Waits"),
            self.tr("Findings"),
            self.tr("Source"),
        )

    def has(self, name: str) -> bool:
        """Whether a page is made already."""
        return name in self._made

    def page(self, name: str) -> QWidget:
        """The page of that name."""
        if name not in self._made:
            makers: dict[str, Callable[[], QWidget]] = {
                "processes": self._processes,
                "primitives": self._primitives,
                "tasks": self._tasks,
                "waits": self._waits,
                "findings": self._findings,
                "source": self._source,
            }
            page = makers[name]()
            page.setAccessibleName(self.words()[NAMES.index(name)])
            if isinstance(page, RunTable):
                page.chosen.connect(lambda row: self.chosen.emit(name, row))
            self._made[name] = page
        return self._made[name]

    def table(self, name: str) -> RunTable | None:
        """The table of a page that has one and is made."""
        page = self._made.get(name)
        if isinstance(page, FindingsPage):
            return page.table
        return page if isinstance(page, RunTable) else None

    def refresh(self) -> None:
        """Whatever is seen is read again."""
        for page in self._made.values():
            if isinstance(page, RunTable | FindingsPage | SourcePage):
                page.refresh()

    def _processes(self) -> QWidget:
        rows = ProcessRows(self._program, self, self._cursor)
        empty = self.tr("No process has begun yet.")
        return RunTable(
            self._theme,
            rows.columns(),
            rows.rows,
            empty,
            self._program,
            key=lambda row: row.process.id,
        )

    def _primitives(self) -> QWidget:
        rows = PrimitiveRows(self._program, self._tracks, self, self._cursor)
        empty = self.tr("The program has made no lock, queue or pool.")
        table = RunTable(
            self._theme,
            rows.columns(),
            rows.rows,
            empty,
            self._program,
            key=lambda row: row.primitive.id,
        )
        table.place_wanted.connect(
            lambda row: self.followed.emit(("place", row.primitive.place.short))
        )
        return table

    def _tasks(self) -> QWidget:
        rows = TaskRows(self._program, self)
        empty = self.tr("No task was given to a pool.")
        return RunTable(
            self._theme,
            rows.columns(),
            rows.rows,
            empty,
            self._program,
            key=lambda row: (row.pool, row.id),
        )

    def _waits(self) -> QWidget:
        rows = self.waits
        empty = self.tr("Nobody has waited.")
        table = RunTable(
            self._theme,
            rows.columns(),
            rows.rows,
            empty,
            self._program,
            key=lambda row: row.key,
        )
        table.place_wanted.connect(lambda row: self.followed.emit(("place", row.place)))
        return table

    def _findings(self) -> QWidget:
        page = FindingsPage(self._theme, self._program)
        page.chosen.connect(lambda told: self.chosen.emit("findings", told))
        page.followed.connect(self.followed)
        return page

    def _source(self) -> QWidget:
        return SourcePage(self._theme, self._program, self._cursor)
