"""The table of waits, the longest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from procession.ui import formats
from procession.ui.icons import icon_of_kind
from procession.ui.program import Program
from procession.ui.tables.columns import Column

if TYPE_CHECKING:
    from procession.trace.model import Model

MOST = 2_000
"""Of very many waits only the longest are listed; `WaitRows.total` says how many there are."""


@dataclass(frozen=True, slots=True)
class WaitRow:
    """One wait. Times are nanoseconds since the run began."""

    process: int
    thread: int
    who: str
    primitive: int
    what: str
    kind: str
    state: int
    verb: str
    start_ns: int
    end_ns: int | None
    """None: it goes on."""
    length_ns: int
    place: str
    outcome: int
    index: int
    """Among the spans of its process."""

    @property
    def key(self) -> tuple[int, int, int]:
        """The same for the same wait."""
        return self.process, self.thread, self.start_ns


class WaitRows(QObject):
    """Reads the longest waits of a program's model."""

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self.total = 0
        """How many waits there were, as of the last reading."""

    def rows(self) -> Sequence[WaitRow]:
        """The longest waits, in order of their length."""
        model = self._program.model
        if model is None:
            return []
        return self._read(model)

    def _read(self, model: Model) -> list[WaitRow]:
        import numpy as np

        from procession.trace.spans import OPEN
        from procession.trace.states import State

        now = model.last_ns
        total = 0
        best: list[tuple[int, int, int]] = []
        for process in list(model.processes):
            spans = model.process_spans(process)
            at = np.flatnonzero(spans.state >= State.WAITING)
            total += len(at)
            if not len(at):
                continue
            length = np.minimum(spans.end_ns[at], now) - spans.start_ns[at]
            if len(at) > MOST:
                chosen = np.argpartition(length, len(at) - MOST)[-MOST:]
                at, length = at[chosen], length[chosen]
            best += zip(length.tolist(), [process] * len(at), at.tolist(), strict=True)
        best.sort(reverse=True)
        self.total = total
        rows = []
        for length_ns, process, index in best[:MOST]:
            spans = model.process_spans(process)
            end = int(spans.end_ns[index])
            number = int(spans.primitive[index])
            primitive = model.primitives.get(number)
            known = model.processes[process]
            rows.append(
                WaitRow(
                    process,
                    int(spans.thread[index]),
                    known.name or str(known.pid),
                    number,
                    primitive.label if primitive else "",
                    primitive.kind if primitive else "",
                    int(spans.state[index]),
                    model.text(int(spans.verb[index])),
                    int(spans.start_ns[index]),
                    None if end == OPEN else end,
                    max(0, length_ns),
                    model.place(int(spans.place[index])).short,
                    int(spans.outcome[index]),
                    index,
                )
            )
        return rows

    def columns(self) -> list[Column]:
        """What is shown of a wait."""
        states = {3: self.tr("waiting"), 4: self.tr("sending or receiving"), 5: self.tr("expected")}
        return [
            Column(
                self.tr("Process"),
                lambda row: row.who,
                lambda row: row.who.lower(),
                width=170,
                identity=lambda row: row.process - 1,
            ),
            Column(
                self.tr("Length"),
                lambda row: formats.duration(row.length_ns) + (" …" if row.end_ns is None else ""),
                lambda row: row.length_ns,
                True,
                100,
            ),
            Column(
                self.tr("Waits for"),
                lambda row: row.what or self.tr("a process"),
                lambda row: row.what.lower() or None,
                width=170,
                icon=lambda row: icon_of_kind(row.kind) if row.kind else "process",
            ),
            Column(
                self.tr("In"),
                lambda row: f"{row.verb}()" if row.verb else "",
                lambda row: row.verb or None,
                width=110,
                code=True,
            ),
            Column(
                self.tr("State"),
                lambda row: states.get(row.state, ""),
                lambda row: row.state,
                width=130,
                tone=lambda row: "red" if row.state == 3 else "",
            ),
            Column(
                self.tr("From"),
                lambda row: formats.instant(row.start_ns),
                lambda row: row.start_ns,
                True,
                92,
            ),
            Column(
                self.tr("To"),
                lambda row: "" if row.end_ns is None else formats.instant(row.end_ns),
                lambda row: row.end_ns,
                True,
                92,
            ),
            Column(
                self.tr("Ended"),
                self._outcome,
                self._outcome,
                width=130,
                tone=lambda row: "" if row.outcome == 0 else "amber",
            ),
            Column(
                self.tr("Where"),
                lambda row: row.place,
                lambda row: row.place or None,
                width=170,
                stretch=True,
                link=True,
            ),
        ]

    def _outcome(self, row: WaitRow) -> str:
        if row.end_ns is None:
            return self.tr("goes on") if self._program.live else self.tr("never")
        return {
            1: self.tr("time-out"),
            2: self.tr("error"),
            3: self.tr("process ended"),
            4: self.tr("not recorded"),
        }.get(row.outcome, "")
