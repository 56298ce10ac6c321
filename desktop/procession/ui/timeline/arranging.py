"""Pinning, hiding, folding and moving lanes of a view."""

from __future__ import annotations

from procession.ui.timeline.choosing import Choosing
from procession.ui.timeline.lanes import Lane, Name, thread_of


def lane_named(timeline: Choosing, name: Name | None) -> Lane | None:
    """A lane that is shown."""
    if timeline.scene is None or name is None:
        return None
    return timeline.scene.lane_of(*name)


def toggle_lane(timeline: Choosing, name: Name | None = None) -> None:
    """Fold or unfold what belongs to a lane: a section's lanes, a process's children.

    Args:
        name: of the lane; the one that the keyboard is in where it is not given.
    """
    lane = lane_named(timeline, name or timeline.look.lane)
    if lane is None:
        return
    if lane.head:
        timeline.arrangement.collapse(lane.kind)
    elif lane.kind == "process" and lane.children:
        timeline.arrangement.fold(lane.id)
    else:
        return
    timeline.arranged()


def pin_lane(timeline: Choosing, name: Name | None = None) -> None:
    """Keep a lane at the top, or put it back."""
    lane = lane_named(timeline, name or timeline.look.lane)
    if lane is not None and lane.kind in ("process", "primitive"):
        timeline.arrangement.pin(lane.name)
        timeline.arranged()


def hide_lane(timeline: Choosing, name: Name | None = None, *, everything: bool = False) -> None:
    """Do not show a lane any more; `everything`: show all again."""
    if everything:
        timeline.arrangement.show_all()
        timeline.arranged()
        return
    lane = lane_named(timeline, name or timeline.look.lane)
    if lane is None or timeline.scene is None:
        return
    if lane.kind == "thread":
        timeline.arrangement.unfold_threads(thread_of(lane.id)[0])
    elif lane.kind in ("process", "primitive"):
        lanes = [one for one in timeline.scene.lanes if not one.head]
        at = lanes.index(lane)
        beside = [*lanes[at + 1 : at + 2], *lanes[max(at - 1, 0) : at]]
        timeline.look.lane = beside[0].name if beside else None
        timeline.arrangement.hide(lane.name)
    timeline.arranged()


def unfold_threads(timeline: Choosing, name: Name | None = None) -> None:
    """Give the threads of a process lanes, or take them away."""
    lane = lane_named(timeline, name or timeline.look.lane)
    if lane is None or lane.kind not in ("process", "thread"):
        return
    process = lane.id if lane.kind == "process" else thread_of(lane.id)[0]
    timeline.arrangement.unfold_threads(process)
    timeline.arranged()
    if process in timeline.arrangement.unfolded:
        # Their rows may not be made yet, and of a long run that takes a while.
        timeline.read(lambda scene: scene.rows.unfold([process]), lambda _: timeline.arranged())


def siblings_of(timeline: Choosing, lane: Lane) -> list[Name]:
    """The lanes among which one can be moved: pinned ones, children of one parent, primitives."""
    scene = timeline.scene
    if scene is None or lane.kind not in ("process", "primitive"):
        return []
    lanes = [one for one in scene.lanes if one.pinned == lane.pinned and not one.head]
    if lane.pinned or lane.kind == "primitive":
        return [one.name for one in lanes if lane.pinned or one.kind == "primitive"]
    tree = [one for one in lanes if one.kind == "process"]
    at = tree.index(lane)
    first = next((n for n in range(at, -1, -1) if tree[n].depth < lane.depth), -1) + 1
    stop = next((n for n in range(at, len(tree)) if tree[n].depth < lane.depth), len(tree))
    return [one.name for one in tree[first:stop] if one.depth == lane.depth]


def move_lane(timeline: Choosing, by: int, name: Name | None = None) -> None:
    """Move a lane so many places down among its siblings."""
    lane = lane_named(timeline, name or timeline.look.lane)
    if lane is None:
        return
    siblings = siblings_of(timeline, lane)
    if lane.name in siblings:
        place_lane(timeline, lane.name, siblings, siblings.index(lane.name) + by)


def place_lane(timeline: Choosing, name: Name, siblings: list[Name], to: int) -> None:
    """Put a lane at an index of its siblings, and keep it in view."""
    if not timeline.arrangement.move(siblings, name, to):
        return
    timeline.arranged()
    lane = lane_named(timeline, name)
    if lane is not None:
        timeline.show_lane(lane)
