"""The table of processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from procession.ui import formats
from procession.ui.program import Program
from procession.ui.tables.columns import Column
from procession.ui.tables.cursor import Cursor, by_process

if TYPE_CHECKING:
    from procession.trace.instants import Standing
    from procession.trace.model import Model
    from procession.trace.tables import Process


WAITING = 3
"""`trace.states.State.WAITING`, which would bring numpy along."""


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """A process with the numbers shown of it, read once a refresh."""

    process: Process
    parent: str
    life_ns: int | None
    waited_ns: int
    on_request: bool
    """Whether the program itself told it to end."""
    now: str = ""
    """What it holds and waits for at the cursor."""
    waits: bool = False
    """Whether it waits there for what another keeps."""

    @property
    def failed(self) -> bool:
        """Whether it ended as nobody wanted."""
        return bool(self.process.exitcode) and not self.on_request


class ProcessRows(QObject):
    """Reads the processes of a program's model, in the order of the tree."""

    def __init__(
        self, program: Program, parent: QObject | None = None, cursor: Cursor | None = None
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._cursor = cursor or Cursor()

    def rows(self) -> Sequence[ProcessRow]:
        """The processes, parents before children."""
        model = self._program.model
        if model is None:
            return []
        order = model.order_of_processes()
        state = self._cursor.state(model)
        holds, waits = by_process(state.holders), by_process(state.waiters)
        alive = set(state.alive)
        rows = []
        for number, _ in order:
            row = self._row(model, model.processes[number])
            if number in alive:
                told = self._now(model, holds.get(number, []), waits.get(number, []))
                row = replace(row, now=told[0], waits=told[1])
            elif (row.process.started_ns or 0) > state.time_ns:
                row = replace(row, now=self.tr("not born yet"))
            elif row.process.ended:
                row = replace(row, now=self.tr("ended"))
            rows.append(row)
        return rows

    def _now(self, model: Model, holds: list[Standing], waits: list[Standing]) -> tuple[str, bool]:
        """What it holds and waits for, in words; and whether another keeps it from going on."""
        parts = []
        names = dict.fromkeys(_label(model, one.primitive) for one in holds if one.primitive)
        if names:
            parts.append(self.tr("holds %1").replace("%1", ", ".join(names)))
        for one in waits:
            if one.thread:
                continue
            if one.primitive:
                word = self.tr("waits for %1")
                parts.append(word.replace("%1", _label(model, one.primitive)))
            else:
                verb = model.text(one.verb) or "?"
                parts.append(self.tr("waits in %1").replace("%1", f"{verb}()"))
        kept = any(one.state == WAITING and not one.thread for one in waits)
        return ", ".join(parts) or self.tr("runs"), kept

    def _row(self, model: Model, process: Process) -> ProcessRow:
        starter = model.starter(process.id)
        parent = model.processes.get(starter) if starter else None
        life = None
        if process.started_ns is not None:
            end = model.last_ns if process.ended_ns is None else process.ended_ns
            life = max(0, end - process.started_ns)
        return ProcessRow(
            replace(process),
            (parent.name or str(parent.pid)) if parent else "",
            life,
            int(model.waited_ns(process.id)),
            model.ended_on_request(process.id),
        )

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
                lambda row: (
                    row.process.name or self.tr("process %1").replace("%1", str(row.process.pid))
                ),
                lambda row: row.process.name.lower(),
                width=190,
                identity=lambda row: row.process.id - 1,
            ),
            Column(
                self.tr("At the cursor"),
                lambda row: row.now,
                lambda row: row.now or None,
                width=210,
                tone=lambda row: "red" if row.waits else "",
            ),
            Column(
                self.tr("PID"),
                lambda row: str(row.process.pid),
                lambda row: row.process.pid,
                True,
                76,
            ),
            Column(
                self.tr("Started by"), lambda row: row.parent, lambda row: row.parent, width=150
            ),
            Column(
                self.tr("Role"),
                lambda row: (
                    roles.get(row.process.role, row.process.role)
                    + (" · " + self.tr("daemon") if row.process.daemon else "")
                ),
                lambda row: row.process.role,
                width=120,
            ),
            Column(
                self.tr("Start method"),
                lambda row: row.process.start_method or "",
                lambda row: row.process.start_method,
                width=100,
            ),
            Column(
                self.tr("Born"),
                lambda row: _time(row.process.started_ns),
                lambda row: row.process.started_ns,
                True,
                92,
            ),
            Column(
                self.tr("Lived"),
                lambda row: _duration(row.life_ns),
                lambda row: row.life_ns,
                True,
                92,
            ),
            Column(
                self.tr("Waited"),
                lambda row: formats.duration(row.waited_ns),
                lambda row: row.waited_ns,
                True,
                92,
            ),
            Column(
                self.tr("CPU"),
                lambda row: (
                    "" if row.process.cpu_ns is None else formats.duration(row.process.cpu_ns)
                ),
                lambda row: row.process.cpu_ns,
                True,
                92,
            ),
            Column(
                self.tr("Peak memory"),
                lambda row: (
                    "" if row.process.peak_rss is None else formats.size(row.process.peak_rss)
                ),
                lambda row: row.process.peak_rss,
                True,
                104,
            ),
            Column(
                self.tr("End"),
                self._end,
                self._end,
                width=180,
                tone=lambda row: "red" if row.failed else "",
                stretch=True,
            ),
        ]

    def _end(self, row: ProcessRow) -> str:
        process = row.process
        if not process.ended:
            return "" if self._program.live else self.tr("its end was not seen")
        code = process.exitcode
        if process.ended_by == "exception" and process.error:
            return process.error.splitlines()[0]
        if code is None:
            return self.tr("ended, status unknown")
        if code < 0 and row.on_request:
            return self.tr("terminated (signal %1)").replace("%1", str(-code))
        if code < 0:
            return self.tr("signal %1").replace("%1", str(-code))
        return self.tr("exit %1").replace("%1", str(code))


def _time(ns: int | None) -> str:
    return "" if ns is None else formats.instant(ns)


def _duration(ns: int | None) -> str:
    return "" if ns is None else formats.duration(ns)


def _label(model: Model, number: int) -> str:
    primitive = model.primitives.get(number)
    return primitive.label if primitive else "?"


def _size(size: int | None) -> str:
    return "" if size is None else formats.size(size)
