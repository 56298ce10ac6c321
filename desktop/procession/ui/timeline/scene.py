"""What the timeline shows of a run: its lanes, in the order shown, over rows that may be shared."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from procession.ui.timeline.arrangement import Arrangement
from procession.ui.timeline.lanes import Density, Lane, Name
from procession.ui.timeline.layout import Wishes, lay_out
from procession.ui.timeline.overview import Overview
from procession.ui.timeline.primitive_rows import PrimitiveRows
from procession.ui.timeline.rows import ProcessRows
from procession.ui.timeline.run_rows import RunRows
from procession.ui.timeline.task_rows import TaskRows

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.trace.model import Model


class Scene:
    """A run's lanes in one view, and the rows that are painted in them."""

    def __init__(
        self, model: Model, tracks: Iterable[Track] = (), rows: RunRows | None = None
    ) -> None:
        """`rows`: those of somebody else, who keeps them up to date."""
        self.model = model
        self.rows = RunRows(model, tracks) if rows is None else rows
        self.lanes: list[Lane] = []
        self.arrangement = Arrangement()
        self.density: Density = "normal"
        self.room = 0
        """px there are for lanes: what the density ``all`` fits them into."""
        self.heads = True
        self.with_primitives = True
        self.drawn = 0
        """Counts the changes of lanes and of what their labels say."""
        self._own = rows is None
        self._version = -1
        self._laid: tuple[object, ...] = ()
        self._by_name: dict[Name, Lane] = {}
        self._fixed = 0

    @property
    def tracks(self) -> dict[str, Track]:
        """How each kind of primitive is drawn."""
        return self.rows.tracks

    @property
    def processes(self) -> dict[int, ProcessRows]:
        """Rows of processes; those of a lane may be missing yet."""
        return self.rows.processes

    @property
    def threads(self) -> dict[int, ProcessRows]:
        """Rows of threads by the id of their lane; those of a lane may be missing yet."""
        return self.rows.threads

    @property
    def primitives(self) -> dict[int, PrimitiveRows]:
        """Rows of primitives; those of a lane may be missing yet."""
        return self.rows.primitives

    @property
    def tasks(self) -> TaskRows:
        """The tasks that workers ran."""
        return self.rows.tasks

    @property
    def overview(self) -> Overview:
        """Of all rows."""
        return self.rows.overview

    @property
    def first_ns(self) -> int:
        """The earliest instant known."""
        return self.rows.first_ns

    @property
    def now_ns(self) -> int:
        """The newest instant known."""
        return self.rows.now_ns

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return self.rows.running

    @property
    def up_to_date(self) -> bool:
        """Whether everything that the model was fed is followed."""
        return self.rows.up_to_date and self._version == self.rows.version

    @property
    def height(self) -> int:
        """Of all lanes, px."""
        return self.lanes[-1].bottom if self.lanes else 0

    @property
    def fixed(self) -> int:
        """px at the top that do not scroll: the pinned lanes."""
        return self.lanes[self._fixed - 1].bottom if self._fixed else 0

    @property
    def nbytes(self) -> int:
        """Bytes of all rows."""
        return self.rows.nbytes

    def update(self) -> bool:
        """Follow the model; whether anything may look different."""
        if self._own:
            self.rows.update()
        if self._version == self.rows.version:
            return False
        self._version = self.rows.version
        self.lay_out()
        return True

    def lay_out(self) -> None:
        """Place the lanes anew, if anything that they depend on is different."""
        self.drawn += 1
        unfolded = self.arrangement.unfolded
        if self._own and unfolded - self.rows.unfolded:
            self.rows.unfold(unfolded)
        threads = {number: self.rows.threads_of(number) for number in unfolded}
        workers = frozenset(self.tasks.workers)
        mark = (
            self.model.rows_revision,
            self.arrangement.version,
            self.density,
            self.room if self.density == "all" else 0,
            (self.heads, self.with_primitives, len(self.tracks)),
            workers,
            tuple(threads.items()),
        )
        if mark == self._laid:
            return
        self._laid = mark
        wishes = Wishes(
            self.density,
            self.room,
            self.heads,
            self.with_primitives,
            self.arrangement,
            workers,
            threads,
        )
        self.lanes = lay_out(self.model, self.tracks, wishes)
        self._by_name = {lane.name: lane for lane in self.lanes}
        self._fixed = next((n for n, one in enumerate(self.lanes) if not one.pinned), 0)
        if self.lanes and self.lanes[-1].pinned:
            self._fixed = len(self.lanes)

    def lane_of(self, kind: str, number: int) -> Lane | None:
        """The lane of a process, thread or primitive, if it is shown."""
        return self._by_name.get((kind, number))

    def between(self, top: float, bottom: float) -> list[Lane]:
        """The lanes that are not pinned and reach into this part, px from the top of all."""
        fixed = self._fixed
        first = bisect_right(self.lanes, top, lo=fixed, key=lambda lane: lane.bottom)
        stop = bisect_right(self.lanes, bottom, lo=first, key=lambda lane: lane.top)
        return self.lanes[first:stop]

    def pinned(self) -> list[Lane]:
        """The lanes that do not scroll."""
        return self.lanes[: self._fixed]

    def rows_of(self, lane: Lane) -> ProcessRows | None:
        """The rows of a process's lane or of a thread's; None: not made yet."""
        return (self.threads if lane.kind == "thread" else self.processes).get(lane.id)
