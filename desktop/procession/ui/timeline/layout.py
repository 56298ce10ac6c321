"""Where the lanes of a run stand: the process tree, then what its processes share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from procession.ui.timeline.arrangement import Arrangement
from procession.ui.timeline.lanes import Density, Lane, LaneKind, Name, drawn_kinds, thread_id

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.trace.model import Model

SECTION_HEAD = 22
PROCESS_HEIGHT: Mapping[Density, int] = {"roomy": 52, "normal": 40, "compact": 26, "dense": 15}
THREAD_HEIGHT = 22
PRIMITIVE_HEIGHT: Mapping[str, int] = {
    "holder": 44,
    "slots": 50,
    "depth": 54,
    "backlog": 44,
    "waits": 44,
}
DENSE_PRIMITIVE = 22


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a view wants of its lanes."""

    density: Density = "normal"
    height: int = 0
    """Room for all lanes, px; asked for by the density ``all``."""
    heads: bool = True
    primitives: bool = True
    arrangement: Arrangement = field(default_factory=Arrangement)
    with_tasks: frozenset[int] = frozenset()
    """Processes that ran tasks of a pool."""
    threads: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Process → numbers of its threads that have lanes."""


def lay_out(model: Model, tracks: Mapping[str, Track], wishes: Wishes) -> list[Lane]:
    """All lanes from top to bottom: pinned ones, the process tree, primitives by creation."""
    processes = _processes(model, wishes)
    primitives = _primitives(model, tracks, wishes) if wishes.primitives else []
    pinned = _taken_out(wishes.arrangement.pinned, processes, primitives)
    sections: list[tuple[LaneKind, list[Lane]]] = [
        ("pinned", pinned),
        ("processes", processes),
        ("primitives", primitives),
    ]
    return _placed(sections, wishes, _heights(sections, wishes))


def _heights(sections: list[tuple[LaneKind, list[Lane]]], wishes: Wishes) -> dict[LaneKind, float]:
    """px of each lane of the sections that have to be squeezed, for all lanes to fit."""
    if wishes.density != "all":
        return {}
    heads = sum(1 for kind, lanes in sections if lanes and _headed(kind, wishes))
    room = max(0.0, float(wishes.height - SECTION_HEAD * heads))
    shut = wishes.arrangement.sections
    natural = {
        kind: sum(lane.height for lane in lanes)
        for kind, lanes in sections
        if lanes and kind not in shut
    }
    # Small sections keep their heights: squeezing them would gain nothing.
    left = len(natural)
    squeezed: dict[LaneKind, float] = {}
    for kind in sorted(natural, key=lambda one: natural[one]):
        share = room / left
        count = next(len(lanes) for one, lanes in sections if one == kind)
        if natural[kind] > share:
            squeezed[kind] = share / count
        room -= min(natural[kind], room) if kind not in squeezed else share
        left -= 1
    return squeezed


def _headed(kind: LaneKind, wishes: Wishes) -> bool:
    return wishes.heads or kind == "pinned"


def _placed(
    sections: list[tuple[LaneKind, list[Lane]]], wishes: Wishes, heights: dict[LaneKind, float]
) -> list[Lane]:
    """The lanes below one another; `heights`: of those of squeezed sections, px."""
    placed: list[Lane] = []
    top = 0
    for kind, lanes in sections:
        stays = kind == "pinned"
        if not lanes:
            continue
        if _headed(kind, wishes):
            placed.append(Lane(kind, len(lanes), top, SECTION_HEAD, pinned=stays))
            top += SECTION_HEAD
        if kind in wishes.arrangement.sections:
            continue
        first = top
        for index, lane in enumerate(lanes):
            height = lane.height
            if (each := heights.get(kind)) is not None:
                top = first + int(index * each)
                height = max(1, first + int((index + 1) * each) - top)
            placed.append(replace(lane, top=top, height=height, pinned=stays))
            top += height
    return placed


def _taken_out(pinned: list[Name], *sections: list[Lane]) -> list[Lane]:
    """The pinned lanes, which leave their sections."""
    if not pinned:
        return []
    found = {lane.name: lane for lanes in sections for lane in lanes if lane.name in pinned}
    for lanes in sections:
        lanes[:] = [lane for lane in lanes if lane.name not in found]
    return [replace(found[name], depth=0, rails=(), children=0) for name in pinned if name in found]


def _processes(model: Model, wishes: Wishes) -> list[Lane]:
    arrangement = wishes.arrangement
    lanes: list[Lane] = []
    order = _tree(model, arrangement)
    rails = _rails([depth for _, depth, _ in order])
    for (number, depth, children), rail in zip(order, rails, strict=True):
        height = PROCESS_HEIGHT.get(wishes.density, PROCESS_HEIGHT["normal"])
        tasks = number in wishes.with_tasks and height >= PROCESS_HEIGHT["normal"]
        tasks = tasks and wishes.density != "all"
        closed = number in arrangement.folded
        lanes.append(
            Lane(
                "process", number, 0, height, depth, depth not in rail, rail, tasks,
                children=children, closed=closed,
            )
        )  # fmt: skip
        if wishes.density == "all":
            continue
        for thread in wishes.threads.get(number, ()):
            lane = Lane(
                "thread", thread_id(number, thread), 0, THREAD_HEIGHT, depth + 1, rails=rail
            )
            lanes.append(lane)
    return lanes


def _tree(model: Model, arrangement: Arrangement) -> list[tuple[int, int, int]]:
    """(id, depth, number of children) of the processes shown, each below its parent."""
    order = model.order_of_processes()
    if arrangement.words:
        # What matches stands by itself: the tree has gaps.
        return [
            (number, 0, 0)
            for number, _ in order
            if arrangement.shows_process(model.processes[number])
        ]
    children: dict[int, list[int]] = {}
    path: list[int] = []
    for number, depth in order:
        del path[depth:]
        children.setdefault(path[-1] if path else 0, []).append(number)
        path.append(number)
    found: list[tuple[int, int, int]] = []
    waiting = [(number, 0) for number in reversed(_sorted(children.get(0, []), arrangement))]
    while waiting:
        number, depth = waiting.pop()
        below = _sorted(children.get(number, []), arrangement)
        hidden = ("process", number) in arrangement.hidden
        if not hidden:
            found.append((number, depth, len(below)))
        if number not in arrangement.folded or hidden:
            deeper = depth if hidden else depth + 1
            waiting += [(child, deeper) for child in reversed(below)]
    return found


def _sorted(numbers: list[int], arrangement: Arrangement) -> list[int]:
    if not arrangement.ranks:
        return numbers
    return sorted(numbers, key=lambda number: arrangement.rank(("process", number)))


def _rails(depths: list[int]) -> list[tuple[int, ...]]:
    """Of each lane the depths, from 1, at which a later sibling of it or an ancestor follows."""
    rails: list[tuple[int, ...]] = []
    ahead: tuple[int, ...] = ()
    for depth in reversed(depths):
        rails.append(tuple(one for one in ahead if one <= depth))
        ahead = tuple(sorted({one for one in ahead if one < depth} | ({depth} - {0})))
    return rails[::-1]


def _primitives(model: Model, tracks: Mapping[str, Track], wishes: Wishes) -> list[Lane]:
    arrangement, kinds = wishes.arrangement, drawn_kinds(tracks)
    shown = [
        primitive
        for primitive in model.primitives.values()
        if primitive.kind in kinds and arrangement.shows_primitive(primitive)
    ]
    shown.sort(
        key=lambda one: (arrangement.rank(("primitive", one.id)), one.created_ns or 0, one.id)
    )
    low = wishes.density == "dense"
    return [
        Lane(
            "primitive",
            one.id,
            0,
            DENSE_PRIMITIVE if low else PRIMITIVE_HEIGHT[tracks[one.kind].style],
        )
        for one in shown
    ]
