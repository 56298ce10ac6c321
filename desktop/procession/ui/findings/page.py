"""The Findings tab: every finding in a row, and below what there is to say about the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from procession.ui import formats
from procession.ui.findings.certainty import certainty_word, level_icon, level_tone
from procession.ui.findings.details import FindingDetails
from procession.ui.findings.told import CERTAINTIES, LEVELS, Told
from procession.ui.program import Program
from procession.ui.tables.columns import Column
from procession.ui.tables.run_table import RunTable
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE

MOST_ROWS = 4
"""Rows seen at once above the details, where there is not much room."""


class FindingsPage(QWidget):
    """Kept up to date by the program's finder."""

    chosen = Signal(object)
    """A `Told` was clicked, or chosen with Enter."""
    followed = Signal(object)
    """A `links.Target`."""

    def __init__(self, theme: Theme, program: Program, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self.table = RunTable(
            theme,
            self._columns(),
            self._rows,
            self._empty(),
            program,
            self,
            key=lambda told: told.key,
            needs_model=False,
        )
        self.table.setAccessibleName(self.tr("Findings"))
        self.details = FindingDetails(theme, program, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details, 2)
        self.table.chosen.connect(self.chosen)
        self.table.place_wanted.connect(self._place)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.details.followed.connect(self.followed)

    def refresh(self) -> None:
        """Show what the finder found last."""
        self.table.set_empty(self._empty())
        self.table.refresh()
        rows = self.table.rows.rowCount()
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._selected()
        many = max(1, min(rows, MOST_ROWS))
        self.table.setMinimumHeight(28 + (SIZE.table_row - 6) * min(many, 2))
        self.table.setMaximumHeight(29 + (SIZE.table_row - 6) * many if rows else 16_777_215)

    def current(self) -> Told | None:
        """The finding that is selected."""
        chosen = self.table.selectionModel().selectedRows()
        if not chosen or chosen[0].row() >= self.table.rows.rowCount():
            return None
        told: Told = self.table.rows.row(chosen[0].row())
        return told

    def show_told(self, told: Told) -> None:
        """Select a finding."""
        self.refresh()
        self.table.select_key(told.key)

    def _selected(self) -> None:
        self.details.show_told(self.current())

    def _place(self, told: Told) -> None:
        self.followed.emit(("place", told.finding.where[0]))

    def _rows(self) -> Sequence[Told]:
        finder = self._program.finder
        return () if finder is None else finder.now.told

    def _empty(self) -> str:
        finder = self._program.finder
        if finder is not None and finder.trouble:
            text = self.tr("The findings could not be made: %1")
            return text.replace("%1", finder.trouble)
        if finder is None or not finder.looked:
            return self.tr("Nothing was looked at yet.")
        if self._program.live:
            return self.tr("No findings so far. The program is watched while it runs.")
        status = self._program.exit_status
        if self._program.state == "ended" and status == 0:
            return self.tr("No findings. The run ended as it should.")
        return self.tr("No findings: no rule fits what was recorded.")

    def _columns(self) -> list[Column]:
        return [
            Column(
                self.tr("Certainty"),
                lambda told: certainty_word(told.finding.certainty),
                lambda told: CERTAINTIES.index(told.finding.certainty),
                width=96,
                chip=lambda told: told.finding.certainty,
            ),
            Column(
                self.tr("Finding"),
                lambda told: told.finding.message.replace("`", ""),
                lambda told: (LEVELS.index(told.finding.level), told.finding.message),
                width=500,
                stretch=True,
                tone=lambda told: "text",
                icon=lambda told: level_icon(told.finding.level),
                icon_tone=lambda told: level_tone(told.finding.level),
            ),
            Column(
                self.tr("Rule"),
                lambda told: told.finding.rule,
                lambda told: told.finding.rule,
                width=150,
                code=True,
            ),
            Column(
                self.tr("Since"),
                lambda told: formats.instant(told.finding.at_ns),
                lambda told: told.finding.at_ns,
                True,
                84,
            ),
            Column(
                self.tr("Where"),
                lambda told: told.finding.where[0] if told.finding.where else "",
                lambda told: told.finding.where[0] if told.finding.where else None,
                width=170,
                link=True,
            ),
        ]
