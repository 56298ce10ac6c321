"""The table of primitives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from procession.ui import formats
from procession.ui.icons import icon_of_kind
from procession.ui.program import Program
from procession.ui.tables.columns import Column
from procession.ui.tables.cursor import Cursor, by_primitive

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.trace.instants import Standing
    from procession.trace.model import Model
    from procession.trace.statistics import Statistics
    from procession.trace.tables import Primitive


WAITING = 3
"""`trace.states.State.WAITING`, which would bring numpy along."""


@dataclass(frozen=True, slots=True)
class PrimitiveRow:
    """A primitive with the numbers shown of it, read once a refresh."""

    primitive: Primitive
    maker: str
    counts: str
    waited_ns: int
    held_ns: int
    max_waiting: int
    now: str = ""
    """Who holds it at the cursor, who waits, what it contains."""
    waited_for: bool = False
    """Whether anybody waits there for what another keeps."""


class PrimitiveRows(QObject):
    """Reads the primitives of a program's model; what is counted is said by the plugins' tracks."""

    def __init__(
        self,
        program: Program,
        tracks: Sequence[Track],
        parent: QObject | None = None,
        cursor: Cursor | None = None,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._cursor = cursor or Cursor()
        self._tracks: dict[str, Track] = {}
        for track in tracks:
            for kind in track.kinds:
                self._tracks.setdefault(kind, track)

    def rows(self) -> Sequence[PrimitiveRow]:
        """The primitives, in the order in which they were made."""
        model = self._program.model
        if model is None:
            return []
        state = self._cursor.state(model)
        holds, waits = by_primitive(state.holders), by_primitive(state.waiters)
        rows = []
        for one in list(model.primitives.values()):
            row = self._read(model, one)
            if one.created_ns is not None and one.created_ns > state.time_ns:
                rows.append(replace(row, now=self.tr("not made yet")))
                continue
            here = waits.get(one.id, [])
            now = self._now(model, one, holds.get(one.id, []), here, state.depths.get(one.id))
            kept = any(wait.state == WAITING for wait in here)
            rows.append(replace(row, now=now, waited_for=kept))
        return rows

    def _now(
        self,
        model: Model,
        primitive: Primitive,
        holds: list[Standing],
        waits: list[Standing],
        depth: int | None,
    ) -> str:
        """Every holder, waiter and depth, in words."""
        parts = []
        track = self._tracks.get(primitive.kind)
        style = track.style if track is not None else "none"
        if holds:
            names = ", ".join(dict.fromkeys(_who(model, one.process) for one in holds))
            parts.append(self.tr("held by %1").replace("%1", names))
        elif style in ("holder", "slots"):
            parts.append(self.tr("free"))
        if depth is not None and style == "depth":
            parts.append(self.tr("%n item(s)", "", max(0, depth)))
        if depth is not None and style == "backlog":
            parts.append(self.tr("%n task(s) not begun", "", max(0, depth)))
        if waits:
            names = ", ".join(dict.fromkeys(_who(model, one.process) for one in waits))
            parts.append(self.tr("waited for by %1").replace("%1", names))
        return " · ".join(parts)

    def _read(self, model: Model, primitive: Primitive) -> PrimitiveRow:
        statistics = model.statistics(primitive.id)
        track = self._tracks.get(primitive.kind)
        counts = [
            f"{name.replace('_', ' ')} {formats.count(_known(statistics, statistic))}"
            for name, statistic in (track.counts.items() if track else ())
        ]
        maker = model.processes.get(primitive.process)
        return PrimitiveRow(
            primitive,
            (maker.name or str(maker.pid)) if maker else "",
            "   ".join(counts),
            statistics.get("waited_ns"),
            statistics.get("held_ns"),
            statistics.get("max_waiting"),
        )

    def columns(self) -> list[Column]:
        """What is shown of a primitive."""
        return [
            Column(
                self.tr("Primitive"),
                lambda row: row.primitive.label,
                lambda row: row.primitive.label.lower(),
                width=170,
                icon=self._icon,
            ),
            Column(
                self.tr("Kind"),
                lambda row: row.primitive.kind,
                lambda row: row.primitive.kind,
                width=120,
            ),
            Column(
                self.tr("At the cursor"),
                lambda row: row.now,
                lambda row: row.now or None,
                width=230,
                tone=lambda row: "red" if row.waited_for else "",
            ),
            Column(self.tr("Made at"), _place, _place, width=150, link=True),
            Column(self.tr("Made by"), lambda row: row.maker, lambda row: row.maker, width=130),
            Column(
                self.tr("Counts"),
                lambda row: row.counts,
                lambda row: row.counts,
                width=260,
                stretch=True,
            ),
            Column(
                self.tr("Waited for"),
                lambda row: formats.duration(row.waited_ns),
                lambda row: row.waited_ns,
                True,
                100,
            ),
            Column(
                self.tr("Held"),
                lambda row: formats.duration(row.held_ns) if row.held_ns else "",
                lambda row: row.held_ns or None,
                True,
                100,
            ),
            Column(
                self.tr("Most waiting"),
                lambda row: formats.count(row.max_waiting),
                lambda row: row.max_waiting,
                True,
                100,
            ),
        ]

    def _icon(self, row: PrimitiveRow) -> str:
        track = self._tracks.get(row.primitive.kind)
        return track.icon if track and track.icon != "dots" else icon_of_kind(row.primitive.kind)


def _who(model: Model, number: int) -> str:
    process = model.processes.get(number)
    return (process.name or str(process.pid)) if process else "?"


def _known(statistics: Statistics, name: str) -> int:
    """While a program runs, a taker's records may come before the giver's."""
    return max(0, statistics.get(name))


def _place(row: PrimitiveRow) -> str:
    place = row.primitive.place
    return place.short if place else ""
