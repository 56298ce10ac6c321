"""What the timeline shows of a model: its lanes and their rows, kept up to date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from procession.ui.timeline.lanes import Density, Lane, lay_out, track_of
from procession.ui.timeline.overview import Overview
from procession.ui.timeline.primitive_rows import PrimitiveRows
from procession.ui.timeline.rows import ProcessRows
from procession.ui.timeline.task_rows import TaskRows

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.trace.model import Model

LAST_NS = 1 << 60
"""36 years: what a damaged recording says beyond that is not drawn."""


class Scene:
    """A model's lanes, in the order shown, and the rows that are painted in them."""

    def __init__(self, model: Model, tracks: Iterable[Track]) -> None:
        self.model = model
        self.tracks = track_of(tracks)
        self.processes: dict[int, ProcessRows] = {}
        self.primitives: dict[int, PrimitiveRows] = {}
        self.tasks = TaskRows()
        self.overview = Overview()
        self.lanes: list[Lane] = []
        self.density: Density = "normal"
        self.collapsed: frozenset[str] = frozenset()
        self.heads = True
        self.with_primitives = True
        self.drawn = 0
        """Counts the changes of lanes and of what their labels say."""
        self._revision = -1
        self._ended = False

    @property
    def first_ns(self) -> int:
        """The earliest instant known."""
        return max(min(self.model.first_ns, 0), -LAST_NS)

    @property
    def now_ns(self) -> int:
        """The newest instant known."""
        return min(max(self.model.last_ns, self.first_ns), LAST_NS)

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return self.model.state == "running"

    @property
    def up_to_date(self) -> bool:
        """Whether everything that the model was fed is followed."""
        return self.model.revision == self._revision

    @property
    def height(self) -> int:
        """Of all lanes, px."""
        return self.lanes[-1].bottom if self.lanes else 0

    @property
    def nbytes(self) -> int:
        """Bytes of all rows."""
        processes = sum(rows.nbytes for rows in self.processes.values())
        return processes + sum(rows.nbytes for rows in self.primitives.values())

    def update(self) -> bool:
        """Follow the model; whether anything may look different."""
        model = self.model
        if self.up_to_date:
            return False
        self._revision = model.revision
        if not self.running and not self._ended:
            # The end brings what came late: everything is computed once more from all there is.
            self._ended = True
            self.overview = Overview()
            for rows in self.processes.values():
                rows.forget()
            for lane in self.primitives.values():
                lane.forget()
        now = self.now_ns
        for number, process in model.processes.items():
            if number not in self.processes:
                self.processes[number] = ProcessRows(number)
            self.processes[number].update(model, process, now)
        for number, primitive in model.primitives.items():
            track = self.tracks.get(primitive.kind)
            if track is None or track.style == "none":
                continue
            if number not in self.primitives:
                self.primitives[number] = PrimitiveRows(number, track.style)
            self.primitives[number].update(model, primitive, now)
        self.tasks.update(model, now)
        self.overview.follow(now)
        self.lay_out()
        return True

    def lay_out(self) -> None:
        """Place the lanes anew."""
        self.drawn += 1
        self.lanes = lay_out(
            self.model,
            self.tracks,
            density=self.density,
            collapsed=self.collapsed,
            heads=self.heads,
            primitives=self.with_primitives,
            with_tasks=frozenset(self.tasks.workers),
        )

    def lane_of(self, kind: str, number: int) -> Lane | None:
        """The lane of a process or primitive, if it is shown."""
        for lane in self.lanes:
            if lane.kind == kind and lane.id == number:
                return lane
        return None
