"""Queues: depth, who gave to whom, and which gets had to wait."""

from __future__ import annotations

import numpy as np
import pytest

from procession import records
from procession.trace.curve import StepCurve
from procession.trace.links import item_links
from procession.trace.model import Model
from procession.trace.spans import OPEN
from tests.trace.story import Story


@pytest.fixture
def story() -> Story:
    """Processes 1 to 3 share a queue, primitive 1, local id 6."""
    story = Story()
    for number in (1, 2, 3):
        story.process(number)
    story.primitive(1, "Queue", 6)
    for number in (2, 3):
        story.alias(number, 6, 1)
    return story


def steps(model: Model) -> list[tuple[int, int]]:
    curve = model.depth(1)
    return list(zip(curve.time_ns.tolist(), curve.value.tolist(), strict=True))


def test_depth_follows_the_clock_not_the_order_of_arrival(story: Story) -> None:
    for at in (10, 20, 30):
        story.add(2, records.PUT, at, 6)
    for at in (15, 40):
        story.add(3, records.GET, at, 6, 8)
    model = story.model()
    assert steps(model) == [(10, 1), (15, 0), (20, 1), (30, 2), (40, 1)]
    assert model.depth(1).at(35) == 2
    assert model.depth(1).at(5) == 0
    statistics = model.statistics(1)
    assert [statistics.get(n) for n in ("puts", "gets", "max_depth", "left")] == [3, 2, 2, 1]


def test_put_and_get_in_one_nanosecond_do_not_show_as_a_step(story: Story) -> None:
    story.add(2, records.PUT, 10, 6)
    story.add(3, records.GET, 10, 6, 8)
    assert steps(story.model()) == []


def test_dropped_items_are_not_inside(story: Story) -> None:
    story.add(2, records.PUT, 10, 6)
    story.add(2, records.DROPPED, 20, 6, aux="TypeError: cannot pickle")
    model = story.model()
    assert steps(model) == [(10, 1), (20, 0)]
    assert model.statistics(1).left() == 0


def test_items_link_from_put_to_get(story: Story) -> None:
    place = story.place(2, "a.py", 7)
    story.add(2, records.PUT, 10, 6, place=place)
    story.add(2, records.PUT, 11, 6)
    story.add(2, records.PUT, 12, 6)
    story.add(2, records.WRITTEN, 20, 6, 100, thread=1)
    story.add(2, records.DROPPED, 21, 6, aux="TypeError", thread=1)
    story.add(2, records.WRITTEN, 25, 6, 300, thread=1)
    story.add(1, records.PUT, 5, 6)
    story.add(1, records.WRITTEN, 22, 6, 200)
    story.add(3, records.GET, 30, 6, 100)
    story.add(1, records.GET, 35, 6, 200)
    model = story.model()
    links = item_links(model.events_of(1))
    assert links.put_ns.tolist() == [10, 5, 12]
    assert links.put_process.tolist() == [2, 1, 2]
    assert links.size.tolist() == [100, 200, 300]
    assert links.get_process.tolist() == [3, 1, 0]
    assert links.get_ns.tolist() == [30, 35, OPEN]
    (link,) = model.links_at(1, 3, 0, 30)
    assert (link.from_process, link.from_ns, link.to_process) == (2, 10, 3)
    assert model.place(link.from_place).short == "a.py:7"
    assert model.links_at(1, 3, 0, 31) == []


def test_get_waits_counts_gets_that_were_early(story: Story) -> None:
    get = {"kind": records.WAIT_EXPECTED}
    story.wait(3, 5, 6, "get", **get)
    story.add(3, records.GET, 20, 6, 8)
    story.wait(3, 25, 6, "get", **get)
    story.add(3, records.GET, 26, 6, 8)
    story.wait(3, 30, 6, "get", **get)
    story.add(3, records.WAKE, 40, 6, records.WOKE_TIMEOUT)
    for at in (10, 11):
        story.add(2, records.PUT, at, 6)
        story.add(2, records.WRITTEN, at + 2, 6, 8)
    statistics = story.model().statistics(1)
    assert statistics.get("get_waits") == 1
    assert statistics.get("waits:get") == 3
    assert statistics.get("timeouts") == 1
    assert statistics.get("waited_ns") == 0


def test_calls_are_counted_by_verb(story: Story) -> None:
    story.add(3, records.CALL, 1, 6, aux="task_done")
    story.add(1, records.CALL, 2, 6, aux="task_done")
    story.add(1, records.CALL, 3, 6, aux="join")
    statistics = story.model().statistics(1)
    assert statistics.get("calls:task_done") == 2
    assert statistics.get("calls:join") == 1
    with pytest.raises(KeyError):
        statistics.get("juggles")


def test_lock_links_the_release_to_the_wake() -> None:
    story = Story()
    for number in (1, 2):
        story.process(number)
    story.primitive(1, "Lock", 5)
    story.alias(2, 5, 1)
    for at in range(0, 1000, 10):
        story.held(1, at, at + 4, 5)
    story.wait(2, 1, 5, "acquire")
    story.held(2, 995, 999, 5)
    (link,) = story.model().links_at(1, 2, 0, 995)
    assert (link.kind, link.from_process, link.from_ns, link.to_ns) == ("release", 1, 994, 995)


def test_lock_without_a_holder_before_links_nothing() -> None:
    story = Story()
    story.process(1)
    story.primitive(1, "Lock", 5)
    story.held(1, 10, 20, 5)
    assert story.model().links_at(1, 1, 0, 10) == []


def test_step_curve_is_the_sum_of_its_changes() -> None:
    random = np.random.default_rng(7)
    times = random.integers(0, 400, 1000)
    changes = random.integers(-2, 4, 1000)
    curve = StepCurve()
    for start in range(0, 1000, 37):
        curve.add(times[start : start + 37], changes[start : start + 37])
    steps = curve.steps()
    for at in range(-1, 401):
        assert steps.at(at) == max(int(changes[times <= at].sum()), 0)
    assert len(np.unique(steps.time_ns)) == len(steps)
