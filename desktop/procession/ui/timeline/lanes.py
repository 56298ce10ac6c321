"""What a lane is, and which one is where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from procession.plugin.api import Track

LaneKind = Literal["pinned", "processes", "primitives", "process", "thread", "primitive"]
Density = Literal["roomy", "normal", "compact", "dense", "all"]
"""How high lanes are; ``all``: so low that all of them are in view."""
Name = tuple[str, int]
"""Kind and id of a lane: what it is known by while lanes come and go."""

DENSITIES: tuple[Density, ...] = ("all", "dense", "compact", "normal", "roomy")
HEADS = ("pinned", "processes", "primitives")
THREAD_BITS = 16


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the timeline, or the head of a section."""

    kind: LaneKind
    id: int
    """Of the process, primitive or thread (`thread_id`); for a head, how many lanes it has."""
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
    pinned: bool = False
    """Whether it stays at the top while others scroll."""
    children: int = 0
    """Processes below this one, shown or not."""
    closed: bool = False
    """Whether these are folded away."""

    @property
    def bottom(self) -> int:
        """px from the top of all lanes to the first row below."""
        return self.top + self.height

    @property
    def head(self) -> bool:
        """Whether this is a section's head."""
        return self.kind in HEADS

    @property
    def name(self) -> Name:
        """Kind and id."""
        return self.kind, self.id

    def y(self, scroll: float) -> float:
        """px from the top of the lanes' area, which is scrolled by so much."""
        return self.top - (0 if self.pinned else scroll)


def thread_id(process: int, thread: int) -> int:
    """The id of a thread's lane."""
    return process << THREAD_BITS | thread


def thread_of(lane_id: int) -> tuple[int, int]:
    """Process and number of the thread of a lane."""
    return lane_id >> THREAD_BITS, lane_id & ((1 << THREAD_BITS) - 1)


def track_of(tracks: Iterable[Track]) -> dict[str, Track]:
    """The track of each kind of primitive; the first one given wins."""
    found: dict[str, Track] = {}
    for track in tracks:
        for kind in track.kinds:
            found.setdefault(kind, track)
    return found


def drawn_kinds(tracks: Mapping[str, Track]) -> frozenset[str]:
    """Kinds of primitives that have lanes."""
    return frozenset(kind for kind, track in tracks.items() if track.style != "none")


def lane_at(lanes: Sequence[Lane], y: float, scroll: float = 0.0) -> Lane | None:
    """The lane at `y` px from the top of the lanes' area.

    Args:
        lanes: from top to bottom. scroll: how far those that are not pinned are scrolled.
    """
    fixed = next((n for n, lane in enumerate(lanes) if not lane.pinned), len(lanes))
    if fixed and y < lanes[fixed - 1].bottom:
        return _at(lanes[:fixed], y)
    return _at(lanes[fixed:], y + scroll)


def _at(lanes: Sequence[Lane], y: float) -> Lane | None:
    index = bisect_right(lanes, y, key=lambda lane: lane.top) - 1
    if index < 0 or y >= lanes[index].bottom:
        return None
    # Where several share a pixel, the first stands for them.
    while index and lanes[index - 1].top == lanes[index].top:
        index -= 1
    return lanes[index]
