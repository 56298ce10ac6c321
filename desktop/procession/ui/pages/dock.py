"""The dock below a timeline: output, processes, primitives, tasks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
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
from procession.ui.fonts import font
from procession.ui.icons import icon
from procession.ui.program import Program
from procession.ui.tables.columns import Column
from procession.ui.tables.primitives import PrimitiveRows
from procession.ui.tables.processes import ProcessRows
from procession.ui.tables.run_table import RunTable
from procession.ui.tables.tasks import TaskRows
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE, Tokens
from procession.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from procession.plugin.api import Track

TABLE_INTERVAL_MS = 200
_ICONS = ("terminal", "process", "lock", "tasks")


class Dock(QWidget):
    """Tabs over one program. Tables are read again five times a second while they are seen."""

    def __init__(
        self,
        theme: Theme,
        program: Program,
        tracks: Sequence[Track],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._program = program
        self.console = Console(theme, self)
        self._tracks = tracks
        self._tables: dict[str, RunTable] = {}
        self.tabs = QTabBar(self)
        self._stack = QStackedWidget(self)
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
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)
        self._phase_changed()

    def _build(self) -> None:
        self.tabs.setProperty("kind", "dock")
        self.tabs.setFont(font("button"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Details of the run"))
        for word in self._words():
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
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self._save = IconButton(
            self._theme, "save", self.tr("Save the output as a file"), size=24, icon_size=14
        )
        self._save.clicked.connect(self.save_output)
        self._clear = IconButton(
            self._theme,
            "trash",
            self.tr("Clear what is shown; the recording keeps it"),
            size=24,
            icon_size=14,
        )
        self._clear.clicked.connect(self.console.view.clear_output)
        row.addWidget(self._save)
        row.addWidget(self._clear)
        self.tabs.currentChanged.connect(self._tab_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._stack, 1)

    def _words(self) -> tuple[str, str, str, str]:
        return (
            self.tr("Output"),
            self.tr("Processes"),
            self.tr("Primitives"),
            self.tr("Tasks"),
        )

    def _put(self, number: int, page: QWidget) -> None:
        """A page in the place of the empty one that was kept for it."""
        empty = self._stack.widget(number)
        current = self._stack.currentIndex()
        self._stack.insertWidget(number, page)
        if empty is not None:
            self._stack.removeWidget(empty)
            empty.deleteLater()
        self._stack.setCurrentIndex(current)

    @property
    def processes(self) -> RunTable:
        """The table of processes. Tables are made when they are first looked at."""
        if "processes" not in self._tables:
            rows = ProcessRows(self._program, self)
            empty = self.tr("No process has begun yet.")
            self._add_table("processes", 1, rows.columns(), rows.rows, empty)
        return self._tables["processes"]

    @property
    def primitives(self) -> RunTable:
        """The table of primitives."""
        if "primitives" not in self._tables:
            rows = PrimitiveRows(self._program, self._tracks, self)
            empty = self.tr("The program has made no lock, queue or pool.")
            self._add_table("primitives", 2, rows.columns(), rows.rows, empty)
        return self._tables["primitives"]

    @property
    def tasks(self) -> RunTable:
        """The table of tasks."""
        if "tasks" not in self._tables:
            rows = TaskRows(self._program, self)
            empty = self.tr("No task was given to a pool.")
            self._add_table("tasks", 3, rows.columns(), rows.rows, empty)
        return self._tables["tasks"]

    def _add_table(
        self,
        name: str,
        number: int,
        columns: Sequence[Column],
        rows: Callable[[], Sequence[Any]],
        empty: str,
    ) -> None:
        table = RunTable(self._theme, columns, rows, empty, self._program)
        table.setAccessibleName(self._words()[number])
        self._tables[name] = table
        self._put(number, table)

    def save_output(self) -> None:
        """Ask for a file and write there, byte for byte, what was printed."""
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

    def refresh(self) -> None:
        """Read what is seen again; the longer that takes, the longer until the next time."""
        began = time.perf_counter_ns()
        for table in self._tables.values():
            table.refresh()
        model = self._program.model
        if model is None:
            return
        words = (
            (1, self.tr("Processes"), len(model.processes)),
            (2, self.tr("Primitives"), len(model.primitives)),
            (3, self.tr("Tasks"), self._tasks()),
        )
        for number, word, many in words:
            self.tabs.setTabText(number, f"{word}  {formats.count(many)}" if many else word)

        cost_ms = (time.perf_counter_ns() - began) // 1_000_000
        self._timer.setInterval(max(TABLE_INTERVAL_MS, 30 * cost_ms))

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
        for button in (self._save, self._clear):
            button.setVisible(number == 0)
        if number > 0:
            (lambda: self.processes, lambda: self.primitives, lambda: self.tasks)[number - 1]()
        self._stack.setCurrentIndex(number)
        self.refresh()

    def _phase_changed(self) -> None:
        self.console.set_live(self._program.live, self._program.output_kept)
        self.refresh()

    def _recolour(self, tokens: Tokens) -> None:
        for number, name in enumerate(_ICONS):
            self.tabs.setTabIcon(number, icon(name, tokens, size=14))
