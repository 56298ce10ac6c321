"""What stands under the pointer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from procession.trace.spans import spans_of
from procession.trace.states import State
from procession.ui.timeline.kinds import (
    CONTENDED,
    HELD,
    KIND_OF,
    PRECEDENCE,
    RUNNING,
)
from procession.ui.timeline.lanes import Lane, thread_of
from procession.ui.timeline.primitive_painter import (
    SLOT_STEP,
    SLOT_TOP,
    WAITERS_TOP,
)
from procession.ui.timeline.process_painter import (
    TASK_HEIGHT,
    TASK_TOP,
    UNDER_OFFSET,
    centre,
)
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.stack import OPEN

if TYPE_CHECKING:
    from procession.trace.spans import Spans
    from procession.trace.tasks import Task
    from procession.ui.timeline.rows import ProcessRows

What = Literal["running", "span", "hold", "wait", "task", "value", "process", "primitive"]
NEAR_PX = 3


@dataclass(frozen=True, slots=True)
class Picked:
    """One thing of the timeline: a span, a task, a value, or a whole lane."""

    what: What
    lane: tuple[str, int]
    """``("process", id)``, ``("thread", id)`` or ``("primitive", id)``: where it is shown."""
    process: int = 0
    primitive: int = 0
    kind: int = RUNNING
    """One of `kinds`."""
    start_ns: int = 0
    end_ns: int | None = None
    """None: it has not ended."""
    thread: int = 0
    verb: int = 0
    """Index for `Model.text`."""
    place: int = 0
    """Index for `Model.place`."""
    outcome: int = 0
    value: int = 0
    task: Task | None = None

    @property
    def timed(self) -> bool:
        """Whether it has a beginning and a duration."""
        return self.what not in ("process", "primitive", "value")


def pick(scene: Scene, lane: Lane, y: float, time_ns: float, ns_per_px: float) -> Picked | None:
    """What is at an instant in a lane.

    Args:
        y: px from the top of the lane.
    """
    if lane.kind in ("process", "thread"):
        return _in_process(scene, lane, y, time_ns, ns_per_px)
    if lane.kind == "primitive":
        return _in_primitive(scene, lane, y, time_ns, ns_per_px)
    return None


def _in_process(
    scene: Scene, lane: Lane, y: float, time_ns: float, ns_per_px: float
) -> Picked | None:
    rows = scene.rows_of(lane)
    if rows is None or not rows.born_ns <= time_ns <= rows.until_ns:
        return None
    if lane.tasks and TASK_TOP <= y < TASK_TOP + TASK_HEIGHT + 1:
        return _task(scene, lane, time_ns)
    middle = centre(lane) - lane.top
    under = lane.height >= 36 and y >= middle + UNDER_OFFSET - 2
    other_threads = lane.kind == "thread" or y < middle - 8
    for tolerance in (0.0, NEAR_PX * ns_per_px):
        for order in ((CONTENDED, HELD), PRECEDENCE) if under else (PRECEDENCE,):
            found = _best(scene, lane, order, other_threads, time_ns, tolerance)
            if found is not None:
                return found
    return _running(scene, lane, rows, time_ns)


def owner_of(lane: Lane) -> tuple[int, int | None]:
    """The process of a lane, and the thread if it is of one."""
    return thread_of(lane.id) if lane.kind == "thread" else (lane.id, None)


def _best(
    scene: Scene,
    lane: Lane,
    order: tuple[int, ...],
    other_threads: bool,
    time_ns: float,
    tolerance: float,
) -> Picked | None:
    """The span at an instant whose kind comes first in `order`; of those the latest begun."""
    process, thread = owner_of(lane)
    spans = scene.model.process_spans(process, thread)
    here = _at(spans, time_ns, tolerance)
    if not other_threads:
        here = here[(spans.state[here] != State.WAITING) | (spans.thread[here] == 0)]
    kinds = KIND_OF[spans.state[here]]
    for kind in order:
        if kind == CONTENDED:
            found = _contended(scene, lane, time_ns, tolerance)
            if found is not None:
                return found
            continue
        mine = here[kinds == kind]
        if len(mine):
            return span_at("span", lane.name, spans, int(mine[-1]))
    return None


def _contended(scene: Scene, lane: Lane, time_ns: float, tolerance: float) -> Picked | None:
    """The contended part of a hold at an instant: the latest begun."""
    process, thread = owner_of(lane)
    best: Picked | None = None
    # Part by part: to join those of a live run at each move of the pointer would cost a copy.
    for part in scene.model.contended_parts(process).values():
        spans = spans_of(part)
        # Parts of holds that overlap need not be in order of their starts.
        begun = spans.start_ns <= time_ns + tolerance
        found = np.flatnonzero(begun & (spans.end_ns > time_ns - tolerance))
        if thread is not None:
            found = found[spans.thread[found] == thread]
        if len(found) and (best is None or int(spans.start_ns[found[-1]]) >= best.start_ns):
            best = span_at("span", lane.name, spans, int(found[-1]))
    return best


def _at(spans: Spans, time_ns: float, tolerance: float) -> NDArray[np.intp]:
    """Indices of the spans within `tolerance` of an instant."""
    stop = int(np.searchsorted(spans.start_ns, time_ns + tolerance, "right"))
    return np.flatnonzero(spans.end_ns[:stop] > time_ns - tolerance)


def span_at(what: What, lane: tuple[str, int], spans: Spans, index: int) -> Picked:
    """The span at a position, as something picked in a lane."""
    end = int(spans.end_ns[index])
    return Picked(
        what,
        lane,
        process=int(spans.process[index]),
        primitive=int(spans.primitive[index]),
        kind=int(KIND_OF[spans.state[index]]),
        start_ns=int(spans.start_ns[index]),
        end_ns=None if end == OPEN else end,
        thread=int(spans.thread[index]),
        verb=int(spans.verb[index]),
        place=int(spans.place[index]),
        outcome=int(spans.outcome[index]),
    )


def _running(scene: Scene, lane: Lane, rows: ProcessRows, time_ns: float) -> Picked:
    """The stretch between two spans."""
    process, thread = owner_of(lane)
    begin, end = rows.born_ns, rows.until_ns
    for layer in rows.state:
        start = layer.start.values
        at = int(np.searchsorted(start, time_ns, "right"))
        if at:
            ends = layer.spans(int(start[at - 1]), int(start[at - 1]) + 1)[1]
            if len(ends):
                begin = max(begin, int(ends[-1]))
        if at < len(start):
            end = min(end, int(start[at]))
    ended = scene.model.processes[process].ended_ns is not None
    going_on = end == rows.until_ns and not ended and thread is None
    return Picked(
        "running",
        lane.name,
        process=process,
        start_ns=begin,
        end_ns=None if going_on else end,
        thread=thread or 0,
    )


def _task(scene: Scene, lane: Lane, time_ns: float) -> Picked | None:
    tasks = scene.tasks.workers[lane.id]
    shown = tasks.visible(time_ns, time_ns + 1)
    for index in shown:
        task = tasks.tasks[index]
        return Picked(
            "task",
            ("process", lane.id),
            process=lane.id,
            primitive=task.pool,
            start_ns=int(tasks.start[index]),
            end_ns=task.ended_ns,
            task=task,
        )
    return None


def _in_primitive(
    scene: Scene, lane: Lane, y: float, time_ns: float, ns_per_px: float
) -> Picked | None:
    where = ("primitive", lane.id)
    rows = scene.primitives.get(lane.id)
    if rows is None or time_ns > rows.until_ns:
        return None
    inside = y
    tolerance = NEAR_PX * ns_per_px
    if rows.style in ("holder", "slots") and inside < WAITERS_TOP - 2:
        spans = scene.model.holder_spans(lane.id)
        here = _touching(spans, time_ns, tolerance)
        if rows.style == "slots" and len(here):
            slot = int((inside - SLOT_TOP) // SLOT_STEP)
            here = here[rows.slots.slot.values[here] == slot]
        return span_at("hold", where, spans, int(here[-1])) if len(here) else None
    waits = scene.model.waiter_spans(lane.id)
    here = _touching(waits, time_ns, tolerance)
    if rows.style in ("holder", "slots"):
        here = here[waits.state[here] == State.WAITING]
        row = int((inside - WAITERS_TOP) // 5)
        if 0 <= row < len(here):
            return span_at("wait", where, waits, int(here[row]))
        return None
    if len(here) and (inside < 8 or inside > lane.height - 10):
        wanted = State.WAITING if inside < 8 else State.EXPECTED
        here = here[waits.state[here] == wanted]
        if len(here):
            return span_at("wait", where, waits, int(here[0]))
    if rows.steps is None or time_ns < rows.created_ns:
        return None
    return Picked(
        "value",
        where,
        primitive=lane.id,
        start_ns=int(time_ns),
        end_ns=int(time_ns),
        value=rows.steps.at(int(time_ns)),
    )


def _touching(spans: Spans, time_ns: float, tolerance: float) -> NDArray[np.intp]:
    exact = _at(spans, time_ns, 0.0)
    return exact if len(exact) else _at(spans, time_ns, tolerance)
