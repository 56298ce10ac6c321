"""Which lanes there are and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.trace.model import Model

LaneKind = Literal["processes", "primitives", "process", "primitive"]
Density = Literal["roomy", "normal", "compact", "dense"]

SECTION_HEAD = 22
PROCESS_HEIGHT: Mapping[Density, int] = {"roomy": 52, "normal": 40, "compact": 26, "dense": 15}
PRIMITIVE_HEIGHT: Mapping[str, int] = {
    "holder": 44,
    "slots": 50,
    "depth": 54,
    "backlog": 44,
    "waits": 44,
}
DENSE_PRIMITIVE = 22


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the timeline, or the head of a section."""

    kind: LaneKind
    id: int
    """Of the process or primitive; for a head, how many lanes its section has."""
    top: int
    """px from the top of all lanes."""
    height: int
    depth: int = 0
    """How many ancestors a process has."""
    last: bool = True
    """Whether it is the last child of its parent."""
    rails: tuple[int, ...] = ()
    """Depths at which an ancestor's line goes on past this lane."""
    tasks: bool = False
    """Whether it needs room for task bars."""

    @property
    def bottom(self) -> int:
        """px from the top of all lanes to the first row below."""
        return self.top + self.height

    @property
    def head(self) -> bool:
        """Whether this is a section's head."""
        return self.kind in ("processes", "primitives")


def track_of(tracks: Iterable[Track]) -> dict[str, Track]:
    """The track of each kind of primitive; the first one given wins."""
    found: dict[str, Track] = {}
    for track in tracks:
        for kind in track.kinds:
            found.setdefault(kind, track)
    return found


def lay_out(
    model: Model,
    tracks: Mapping[str, Track],
    *,
    density: Density = "normal",
    collapsed: frozenset[str] = frozenset(),
    heads: bool = True,
    primitives: bool = True,
    with_tasks: frozenset[int] = frozenset(),
) -> list[Lane]:
    """All lanes from top to bottom: the process tree, then primitives in order of creation."""
    lanes: list[Lane] = []
    top = 0
    order = [(number, depth) for number, depth in model.order_of_processes()]
    shown = sorted(
        (
            primitive
            for primitive in model.primitives.values()
            if primitive.kind in tracks and tracks[primitive.kind].style != "none"
        ),
        key=lambda primitive: (primitive.created_ns or 0, primitive.id),
    )
    if heads and order:
        lanes.append(Lane("processes", len(order), top, SECTION_HEAD))
        top += SECTION_HEAD
    if "processes" not in collapsed:
        for index, (number, depth) in enumerate(order):
            height = PROCESS_HEIGHT[density]
            tasks = number in with_tasks and height >= PROCESS_HEIGHT["normal"]
            rails = _rails(order, index)
            last = depth not in rails
            lanes.append(Lane("process", number, top, height, depth, last, rails, tasks))
            top += height
    if not primitives or not shown:
        return lanes
    if heads:
        lanes.append(Lane("primitives", len(shown), top, SECTION_HEAD))
        top += SECTION_HEAD
    if "primitives" not in collapsed:
        for primitive in shown:
            height = PRIMITIVE_HEIGHT[tracks[primitive.kind].style]
            if density == "dense":
                height = DENSE_PRIMITIVE
            lanes.append(Lane("primitive", primitive.id, top, height))
            top += height
    return lanes


def _rails(order: list[tuple[int, int]], index: int) -> tuple[int, ...]:
    """Depths, from 1, at which a later sibling of this process or of an ancestor follows."""
    depth = order[index][1]
    rails = []
    for _, later in order[index + 1 :]:
        if later <= depth:
            if later > 0 and later not in rails:
                rails.append(later)
            depth = later - 1
        if depth < 1:
            break
    return tuple(sorted(rails))


def lane_at(lanes: list[Lane], y: float) -> Lane | None:
    """The lane at `y` px from the top of all lanes."""
    for lane in lanes:
        if lane.top <= y < lane.bottom:
            return lane
    return None
