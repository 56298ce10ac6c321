"""The rows of all lanes of a run, kept up to date in steps; shared by every view of the run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from procession.ui.timeline.lanes import thread_id, track_of
from procession.ui.timeline.overview import Overview
from procession.ui.timeline.primitive_rows import PrimitiveRows
from procession.ui.timeline.rows import ProcessRows
from procession.ui.timeline.task_rows import TaskRows

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.trace.model import Model
    from procession.trace.tables import Primitive, Process

LAST_NS = 1 << 60
"""36 years: what a damaged recording says beyond that is not drawn."""


class RunRows:
    """What is painted of a model. No Qt widgets: a thread may make and update it."""

    def __init__(self, model: Model, tracks: Iterable[Track] = ()) -> None:
        self.model = model
        self.tracks = track_of(tracks)
        self.processes: dict[int, ProcessRows] = {}
        self.threads: dict[int, ProcessRows] = {}
        """By the id of their lane: those of the processes that are unfolded."""
        self.unfolded: frozenset[int] = frozenset()
        """Processes whose threads have rows of their own."""
        self.primitives: dict[int, PrimitiveRows] = {}
        self.tasks = TaskRows()
        self.overview = Overview()
        self.version = 0
        """Bumped when anything may look different."""
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
    def nbytes(self) -> int:
        """Bytes of all rows."""
        processes = sum(rows.nbytes for rows in self.processes.values())
        return processes + sum(rows.nbytes for rows in self.primitives.values())

    def use(self, tracks: Iterable[Track]) -> None:
        """How primitives are drawn, when that was not known at first."""
        if not self.tracks:
            self.tracks = track_of(tracks)
            self._revision = -1

    def unfold(self, processes: Iterable[int]) -> None:
        """Make rows of the threads of these processes, too, now and whenever these grow."""
        self.unfolded |= frozenset(processes)
        for number in self.unfolded:
            rows, process = self.processes.get(number), self.model.processes.get(number)
            if rows is not None and process is not None:
                self._update_threads(process, rows.seen_threads, self.now_ns, False)
        self.version += 1

    def threads_of(self, process: int) -> tuple[int, ...]:
        """Numbers of the threads of a process that have rows."""
        rows = self.processes.get(process)
        known = () if rows is None else rows.seen_threads
        return tuple(one for one in known if thread_id(process, one) in self.threads)

    def update(self) -> bool:
        """Follow the model in one go; whether anything may look different."""
        if self.up_to_date:
            return False
        for step in self.steps():
            step()
        return True

    def steps(self) -> list[Callable[[], None]]:
        """What there is to do, a step for each lane, those at the top first."""
        if self.up_to_date:
            return []
        model = self.model
        self._revision = model.revision
        # The end brings what came late: everything is computed once more from all there is.
        anew = not self.running and not self._ended
        self._ended |= anew
        now = self.now_ns
        steps: list[Callable[[], None]] = []
        for number, _ in model.order_of_processes():
            steps.append(self._process_step(model.processes[number], now, anew))
        for number, primitive in model.primitives.items():
            track = self.tracks.get(primitive.kind)
            if track is None or track.style == "none":
                continue
            rows = self.primitives.get(number) or PrimitiveRows(number, track.style)
            if not anew and rows.current(model.primitive_revision(number), now):
                continue
            steps.append(self._primitive_step(rows, primitive, now, anew))
        steps.append(lambda: self._finish(now, anew))
        return steps

    def _process_step(self, process: Process, now: int, anew: bool) -> Callable[[], None]:
        def step() -> None:
            rows = self.processes.get(process.id) or ProcessRows(process.id)
            if anew:
                rows.forget()
            rows.update(self.model, process, now)
            self.processes[process.id] = rows
            if process.id in self.unfolded:
                self._update_threads(process, rows.seen_threads, now, anew)
            self.version += 1

        return step

    def _update_threads(
        self, process: Process, threads: tuple[int, ...], now: int, anew: bool
    ) -> None:
        for thread in threads:
            lane = thread_id(process.id, thread)
            rows = self.threads.get(lane) or ProcessRows(process.id, thread)
            if anew:
                rows.forget()
            rows.update(self.model, process, now)
            self.threads[lane] = rows

    def _primitive_step(
        self, rows: PrimitiveRows, primitive: Primitive, now: int, anew: bool
    ) -> Callable[[], None]:
        def step() -> None:
            if anew:
                rows.forget()
            rows.update(self.model, primitive, now)
            self.primitives[rows.primitive] = rows
            self.version += 1

        return step

    def _finish(self, now: int, anew: bool) -> None:
        self.tasks.update(self.model, now)
        if anew:
            self.overview = Overview()
        self.overview.follow(now)
        self.version += 1
