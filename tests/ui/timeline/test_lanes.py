"""Which lanes there are and where they stand."""

from __future__ import annotations

from itertools import pairwise

from procession.ui.timeline.arrangement import Arrangement
from procession.ui.timeline.lanes import lane_at, track_of
from procession.ui.timeline.layout import Wishes, lay_out
from tests.trace.story import Story
from tests.ui.timeline.scenario import TRACKS, model

FOUND = track_of(TRACKS)


def test_lanes_stand_below_one_another_in_tree_order() -> None:
    story = Story()
    for number, parent in ((1, None), (2, 1), (3, 2), (4, 1)):
        story.process(number, parent=parent)
    lanes = lay_out(story.model(), FOUND, Wishes())
    assert [(lane.kind, lane.id, lane.depth) for lane in lanes] == [
        ("processes", 4, 0),
        ("process", 1, 0),
        ("process", 2, 1),
        ("process", 3, 2),
        ("process", 4, 1),
    ]
    tops = [lane.top for lane in lanes]
    assert tops == sorted(tops)
    assert all(a.bottom == b.top for a, b in pairwise(lanes))
    # The line of main's children goes past the grandchild, to the last child.
    assert [lane.rails for lane in lanes[1:]] == [(), (1,), (1,), ()]


def test_primitives_stand_below_in_order_of_creation() -> None:
    lanes = lay_out(model(), FOUND, Wishes())
    assert [lane.id for lane in lanes if lane.kind == "primitive"] == [1, 2]
    assert [lane.height for lane in lanes if lane.kind == "primitive"] == [44, 54]


def test_a_kind_without_a_track_has_no_lane() -> None:
    lanes = lay_out(model(), track_of(TRACKS[:1]), Wishes())
    assert [lane.id for lane in lanes if lane.kind == "primitive"] == [1]


def test_collapsed_sections_keep_their_head() -> None:
    collapsed = Arrangement(sections=frozenset({"processes"}))
    lanes = lay_out(model(), FOUND, Wishes(arrangement=collapsed))
    assert [lane.kind for lane in lanes] == ["processes", "primitives", "primitive", "primitive"]


def test_a_compact_strip_has_processes_only() -> None:
    lanes = lay_out(model(), FOUND, Wishes("compact", heads=False, primitives=False))
    assert {(lane.kind, lane.height) for lane in lanes} == {("process", 26)}


def test_lane_at_a_height() -> None:
    lanes = lay_out(model(), FOUND, Wishes())
    assert lane_at(lanes, 0) is lanes[0]
    assert lane_at(lanes, lanes[2].top) is lanes[2]
    assert lane_at(lanes, lanes[-1].bottom) is None
