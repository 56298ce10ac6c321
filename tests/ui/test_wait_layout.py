"""The wait-for graph without a window: cycles, layers, crowds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from procession.ui.waits.layout import Layout, lay_out
from procession.ui.waits.picture import Edge, Key, Node, Picture, cycles_of, in_order
from procession.ui.waits.routing import blocked, detour

WIDTH = 400.0


def process(number: int) -> Key:
    return "process", number


def lock(number: int) -> Key:
    return "primitive", number


def waits(source: Key, target: Key, since_ns: int = 0) -> Edge:
    return Edge(source, target, "waits", "acquire", "x.py:1", since_ns)


def held(source: Key, target: Key) -> Edge:
    return Edge(source, target, "held", "", "x.py:1", 0)


def picture(edges: Iterable[Edge]) -> Picture:
    edges = tuple(edges)
    keys = dict.fromkeys(key for edge in edges for key in (edge.source, edge.target))
    nodes = {key: Node(key, f"{key[0]}-{key[1]}", "") for key in keys}
    return Picture(0, nodes, edges, cycles_of(edges))


def ring(count: int) -> list[Edge]:
    """So many processes, each waiting for the lock that the next one holds."""
    made = []
    for number in range(count):
        made.append(waits(process(number), lock(number), number))
        made.append(held(lock(number), process((number + 1) % count)))
    return made


def check_apart(made: Layout) -> None:
    boxes = list(made.boxes.values())
    for number, one in enumerate(boxes):
        assert one.x >= 0
        assert one.right <= WIDTH
        assert one.bottom <= made.height
        for other in boxes[:number]:
            across = one.x >= other.right or other.x >= one.right
            assert across or one.y >= other.bottom or other.y >= one.bottom


def test_a_cycle_goes_clockwise() -> None:
    shown = picture(ring(2))
    assert [len(cycle) for cycle in shown.cycles] == [4]
    order = in_order(shown.cycles[0], shown.edges)
    assert order == [process(0), lock(0), process(1), lock(1)]
    made = lay_out(shown, WIDTH)
    check_apart(made)
    first, second, third, fourth = (made.boxes[key] for key in order)
    assert first.centre[0] < second.centre[0]
    assert first.centre[1] == second.centre[1]
    assert second.centre[1] < third.centre[1]
    assert third.centre[0] > fourth.centre[0]
    assert len(made.fields) == 1


def test_long_cycles_have_room() -> None:
    for count in (1, 3, 4, 7, 25):
        made = lay_out(picture(ring(count)), WIDTH)
        check_apart(made)
        assert len(made.boxes) == 2 * count


def test_waiters_stand_outside_of_the_cycle() -> None:
    edges = [*ring(2), waits(process(7), lock(0)), waits(process(8), process(7))]
    made = lay_out(picture(edges), WIDTH)
    check_apart(made)
    field = made.fields[0]
    for key in (process(7), process(8)):
        box = made.boxes[key]
        assert box.bottom <= field.y or box.y >= field.bottom


def test_a_crowd_stands_together_and_has_one_edge() -> None:
    edges = [held(lock(1), process(0)), *(waits(process(n), lock(1), n) for n in range(1, 51))]
    made = lay_out(picture(edges), WIDTH)
    check_apart(made)
    (crowd,) = made.crowds
    assert len(crowd.members) == 50
    assert crowd.members[0] == process(1)
    assert [edge.kind for edge in made.edges] == ["held"]


def test_two_parts_do_not_touch() -> None:
    edges = [*ring(2), held(lock(9), process(9)), waits(process(10), lock(9))]
    made = lay_out(picture(edges), WIDTH)
    check_apart(made)
    assert made.boxes[lock(9)].y > made.fields[0].bottom


def test_no_cycle_where_nobody_waits_for_himself() -> None:
    edges = [waits(process(1), lock(1)), held(lock(1), process(2)), waits(process(2), lock(2))]
    assert picture(edges).cycles == ()


def test_a_line_goes_round_what_it_does_not_end_at() -> None:
    # Two threads' worth of waits: no crowd, and more rows than one.
    edges = [held(lock(1), process(0)), waits(process(1), lock(1)), waits(process(2), process(1))]
    edges.append(waits(process(2), lock(1)))
    made = lay_out(picture(edges), WIDTH)
    check_apart(made)
    source, target = made.boxes[process(2)], made.boxes[lock(1)]
    ends = {process(2), lock(1)}
    assert blocked(made, (source.centre[0], source.y), (target.centre[0], target.bottom), ends)
    way = detour(made, source, target, ends)
    assert not any(blocked(made, one, two, ends) for one, two in pairwise(way))
    assert not blocked(made, (1.0, 1.0), (1.0, made.height), set())
