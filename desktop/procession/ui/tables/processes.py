"""The table of processes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from procession.ui import formats
from procession.ui.program import Program
from procession.ui.tables.columns import Column

if TYPE_CHECKING:
    from procession.trace.model import Model
    from procession.trace.tables import Process


class ProcessRows(QObject):
    """Reads the processes of a program's model, in the order of the tree."""

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program

    def rows(self) -> Sequence[Process]:
        """The processes, parents before children."""
        model = self._program.model
        if model is None:
            return []
        return [model.processes[process] for process, _ in model.order_of_processes()]

    def columns(self) -> list[Column]:
        """What is shown of a process."""
        roles = {
            "main": self.tr("main"),
            "child": self.tr("child"),
            "worker": self.tr("worker"),
            "helper": self.tr("helper"),
        }
        return [
            Column(
                self.tr("Process"),
                lambda row: row.name or self.tr("process %1").replace("%1", str(row.pid)),
                lambda row: row.name.lower(),
                width=190,
                identity=lambda row: row.id - 1,
            ),
            Column(self.tr("PID"), lambda row: str(row.pid), lambda row: row.pid, True, 76),
            Column(self.tr("Started by"), self._parent, self._parent, width=150),
            Column(
                self.tr("Role"),
                lambda row: (
                    roles.get(row.role, row.role)
                    + (" · " + self.tr("daemon") if row.daemon else "")
                ),
                lambda row: row.role,
                width=120,
            ),
            Column(
                self.tr("Start method"),
                lambda row: row.start_method or "",
                lambda row: row.start_method,
                width=100,
            ),
            Column(
                self.tr("Born"),
                lambda row: _time(row.started_ns),
                lambda row: row.started_ns,
                True,
                92,
            ),
            Column(self.tr("Lived"), self._lived, self._life, True, 92),
            Column(
                self.tr("Waited"),
                lambda row: formats.duration(self._waited(row)),
                self._waited,
                True,
                92,
            ),
            Column(
                self.tr("CPU"),
                lambda row: "" if row.cpu_ns is None else formats.duration(row.cpu_ns),
                lambda row: row.cpu_ns,
                True,
                92,
            ),
            Column(
                self.tr("Peak memory"),
                lambda row: "" if row.peak_rss is None else formats.size(row.peak_rss),
                lambda row: row.peak_rss,
                True,
                104,
            ),
            Column(
                self.tr("End"),
                self._end,
                self._end,
                width=180,
                tone=lambda row: "red" if self._failed(row) else "",
                stretch=True,
            ),
        ]

    def _model(self) -> Model | None:
        return self._program.model

    def _parent(self, row: Process) -> str:
        model = self._model()
        starter = model.starter(row.id) if model else None
        parent = model.processes.get(starter) if model and starter else None
        return (parent.name or str(parent.pid)) if parent else ""

    def _life(self, row: Process) -> int | None:
        model = self._model()
        if row.started_ns is None or model is None:
            return None
        return (row.ended_ns if row.ended_ns is not None else model.last_ns) - row.started_ns

    def _lived(self, row: Process) -> str:
        life = self._life(row)
        return "" if life is None else formats.duration(max(0, life))

    def _waited(self, row: Process) -> int:
        model = self._model()
        return int(model.waited_ns(row.id)) if model else 0

    def _on_request(self, row: Process) -> bool:
        model = self._model()
        return bool(model and model.ended_on_request(row.id))

    def _failed(self, row: Process) -> bool:
        return bool(row.exitcode) and not self._on_request(row)

    def _end(self, row: Process) -> str:
        if not row.ended:
            return "" if self._program.live else self.tr("its end was not seen")
        code = row.exitcode
        if row.ended_by == "exception" and row.error:
            return row.error.splitlines()[0]
        if code is None:
            return self.tr("ended, status unknown")
        if code < 0 and self._on_request(row):
            return self.tr("terminated (signal %1)").replace("%1", str(-code))
        if code < 0:
            return self.tr("signal %1").replace("%1", str(-code))
        return self.tr("exit %1").replace("%1", str(code))


def _time(ns: int | None) -> str:
    return "" if ns is None else formats.instant(ns)
