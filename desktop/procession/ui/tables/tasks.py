"""The table of tasks that were given to pools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from procession.ui import formats
from procession.ui.program import Program
from procession.ui.tables.columns import Column

if TYPE_CHECKING:
    from procession.trace.tasks import Task

_TONES = {"error": "red", "lost": "red", "pending": "amber"}


class TaskRows(QObject):
    """Reads the tasks of a program's model."""

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program

    def rows(self) -> Sequence[Task]:
        """The tasks, in the order in which they were asked for."""
        model = self._program.model
        return [] if model is None else list(model.tasks())

    def columns(self) -> list[Column]:
        """What is shown of a task."""
        words = {
            "ok": self.tr("done"),
            "error": self.tr("error"),
            "lost": self.tr("lost"),
            "pending": self.tr("unfinished"),
        }
        return [
            Column(self.tr("Task"), lambda row: row.id, lambda row: row.id, width=90),
            Column(
                self.tr("Function"),
                lambda row: row.function,
                lambda row: row.function,
                width=170,
                code=True,
            ),
            Column(
                self.tr("Worker"),
                self._worker,
                self._worker,
                width=170,
                identity=lambda row: row.worker - 1 if row.worker else None,
            ),
            Column(self.tr("Items"), lambda row: str(row.items), lambda row: row.items, True, 70),
            Column(
                self.tr("Asked for"),
                lambda row: _instant(row.submitted_ns),
                lambda row: row.submitted_ns,
                True,
                100,
            ),
            Column(
                self.tr("Waited"),
                lambda row: _between(row.submitted_ns, row.started_ns),
                lambda row: _difference(row.submitted_ns, row.started_ns),
                True,
                100,
            ),
            Column(
                self.tr("Ran"),
                lambda row: _between(row.started_ns, row.ended_ns),
                lambda row: _difference(row.started_ns, row.ended_ns),
                True,
                100,
            ),
            Column(
                self.tr("Outcome"),
                lambda row: words.get(row.outcome, row.outcome),
                lambda row: row.outcome,
                width=100,
                tone=lambda row: _TONES.get(row.outcome, "green"),
            ),
            Column(
                self.tr("Result"),
                lambda row: self.tr("looked at") if row.read else self.tr("never looked at"),
                lambda row: row.read,
                width=120,
                tone=lambda row: "" if row.read else "text3",
            ),
            Column(
                self.tr("Error"),
                lambda row: row.error or "",
                lambda row: row.error,
                width=200,
                tone=lambda row: "red",
                stretch=True,
            ),
        ]

    def _worker(self, row: Task) -> str:
        model = self._program.model
        process = model.processes.get(row.worker) if model and row.worker else None
        return (process.name or str(process.pid)) if process else ""


def _instant(ns: int | None) -> str:
    return "" if ns is None else formats.instant(ns)


def _difference(start: int | None, end: int | None) -> int | None:
    return None if start is None or end is None else max(0, end - start)


def _between(start: int | None, end: int | None) -> str:
    length = _difference(start, end)
    return "" if length is None else formats.duration(length)
