"""What may be called certain, on runs told record by record."""

from __future__ import annotations

import pytest

from procession import records
from procession.trace.blocked import certainly_blocked, likely_blocked
from procession.trace.hangs import roots
from procession.trace.wait_graph import graph_at
from tests.trace.story import Story

SECOND = 1_000_000_000
LOCK, OTHER = 11, 12
NOW = 5 * SECOND


def cycle(kind: str = "Lock") -> Story:
    """Two children that wait for each other's lock, and a main process that joins the first."""
    story = Story()
    for number in (1, 2, 3):
        story.process(number)
    for number, local in ((1, LOCK), (2, OTHER)):
        story.primitive(number, kind, local)
        story.alias(2, local, number)
        story.alias(3, local, number)
    for process, has, wants in ((2, LOCK, OTHER), (3, OTHER, LOCK)):
        story.add(process, records.ACQUIRE, SECOND, has)
        story.wait(process, 2 * SECOND, wants, "acquire")
    return story


def join(story: Story, process: int = 1, pid: int = 4002, at: int = SECOND) -> None:
    """Process waits for the one with this pid."""
    story.add(process, records.WAIT_EXPECTED, at, value=pid, aux="join")


def rules(story: Story, certain: bool = True, now: int = NOW) -> list[str]:
    """The rules of what is blocked."""
    graph = graph_at(story.model(), now)
    return [hang.rule for hang in roots((certainly_blocked if certain else likely_blocked)(graph))]


def test_a_circle_is_certain_when_everybody_waits() -> None:
    story = cycle()
    join(story)
    assert rules(story) == ["lock-cycle"]


def test_a_process_that_runs_may_release_any_lock() -> None:
    story = cycle()
    assert rules(story) == []
    assert rules(story, certain=False) == ["lock-cycle"]


def test_only_its_holder_releases_an_rlock() -> None:
    assert rules(cycle("RLock")) == ["lock-cycle"]


@pytest.mark.parametrize("what", ["time-out", "lost", "unseen", "young", "told to end"])
def test_what_is_not_known_makes_nothing_certain(what: str) -> None:
    story = cycle()
    now = NOW
    join(story)
    if what == "time-out":
        story.add(3, records.WAKE, 2 * SECOND + 1, LOCK, 1)
        story.wait(3, 2 * SECOND + 2, LOCK, "acquire", timeout=60 * SECOND)
    elif what == "lost":
        story.rows.append(("loss", {"process": 3, "at_ns": 5, "count": 1}))
    elif what == "unseen":
        story.add(2, records.STARTED, SECOND, value=9999)
    elif what == "young":
        now = 2 * SECOND + 1000
    else:
        story.add(1, records.CALL, SECOND - 1, value=4003, aux="terminate")
    assert rules(story, now=now) == []


def test_a_lock_that_was_freed_is_to_be_had() -> None:
    story = cycle()
    join(story)
    story.process(4, ended_ns=4 * SECOND)
    story.alias(4, LOCK, 1)
    story.add(4, records.RELEASE, 3 * SECOND, LOCK)
    assert rules(story) == []


def test_a_dead_holder_is_named_and_the_dead_do_not_release() -> None:
    story = Story()
    story.process(1)
    story.process(2, ended_ns=2 * SECOND, exitcode=-9)
    story.primitive(1, "Lock", LOCK)
    story.alias(2, LOCK, 1)
    story.add(2, records.ACQUIRE, SECOND, LOCK)
    story.wait(1, 3 * SECOND, LOCK, "acquire")
    assert rules(story) == ["holder-died"]


def queue_story(unread: int = 0) -> Story:
    """A child that waits for an item while main waits for the child."""
    story = Story()
    story.process(1)
    story.process(2)
    story.primitive(1, "Queue", LOCK)
    story.alias(2, LOCK, 1)
    for number in range(unread):
        story.add(1, records.PUT, number + 1, LOCK)
    story.wait(2, SECOND, LOCK, "get", kind=records.WAIT_EXPECTED)
    join(story)
    return story


def test_an_item_that_was_put_may_still_arrive() -> None:
    assert rules(queue_story()) == ["starved-get"]
    assert rules(queue_story(unread=1)) == []


def test_another_thread_of_the_program_may_put() -> None:
    story = queue_story()
    flags = 1 << records.THREADS_SHIFT
    packed = list(records.RECORD.unpack(story.records[1][-1]))
    packed[-1] = flags
    story.records[1][-1] = records.RECORD.pack(*packed)
    assert rules(story) == []
    packed[-1] = records.FLAG_LIMITED
    story.records[1][-1] = records.RECORD.pack(*packed)
    assert rules(story) == []
    packed[-1] = records.FLAG_ALARM
    story.records[1][-1] = records.RECORD.pack(*packed)
    assert rules(story) == []
