"""Pipes: two ways, messages that never got through, sends that were still going on."""

from __future__ import annotations

import pytest

from procession import records
from procession.trace.links import item_links
from tests.trace.story import Story

LEFT, RIGHT = 71, 72
"""Numbers of the two ends."""


@pytest.fixture
def story() -> Story:
    """Processes 1 to 3 share a pipe, primitive 1, local id 6."""
    story = Story()
    for number in (1, 2, 3):
        story.process(number)
    story.primitive(1, "Pipe", 6)
    for number in (2, 3):
        story.alias(number, 6, 1)
    return story


def send(story: Story, process: int, at: int, end: int, size: int, thread: int = 0) -> None:
    story.add(process, records.PUT, at, 6, end, "bytes", thread=thread)
    story.add(process, records.WRITTEN, at + 1, 6, size, end, thread=thread)


def counts(story: Story) -> list[int]:
    statistics = story.model().statistics(1)
    return [statistics.get(name) for name in ("sends", "recvs", "bytes", "left")]


def test_what_goes_into_one_end_comes_out_of_the_other(story: Story) -> None:
    send(story, 1, 10, LEFT, 100)
    send(story, 2, 12, RIGHT, 200)
    send(story, 1, 14, LEFT, 300)
    story.add(1, records.GET, 20, 6, 200, LEFT)
    story.add(2, records.GET, 30, 6, 100, RIGHT)
    story.add(2, records.GET, 31, 6, 300, RIGHT)
    links = item_links(story.model().events_of(1))
    assert links.size.tolist() == [100, 200, 300]
    assert links.get_ns.tolist() == [30, 20, 31]
    assert links.put_ns.tolist() == [10, 12, 14]
    assert counts(story) == [3, 3, 600, 0]


def test_an_end_that_is_never_read_takes_nothing_of_the_others(story: Story) -> None:
    send(story, 1, 10, LEFT, 100)
    send(story, 1, 20, LEFT, 200)
    story.add(2, records.GET, 30, 6, 100, RIGHT)
    links = item_links(story.model().events_of(1))
    assert links.get_process.tolist() == [2, 0]
    alone = Story()
    alone.process(1)
    alone.primitive(1, "Pipe", 6)
    send(alone, 1, 10, LEFT, 100)
    assert item_links(alone.model().events_of(1)).get_process.tolist() == [0]


def test_a_message_that_did_not_get_through_is_no_message(story: Story) -> None:
    send(story, 1, 10, 0, 100)
    send(story, 1, 20, 0, 200)
    story.add(1, records.UNWRITTEN, 25, 6, 200)
    story.add(1, records.DROPPED, 26, 6, aux="BrokenPipeError")
    story.add(1, records.PUT, 27, 6, aux="function")
    story.add(1, records.DROPPED, 28, 6, aux="AttributeError")
    send(story, 1, 30, 0, 300)
    story.add(2, records.GET, 40, 6, 100)
    story.add(2, records.GET, 41, 6, 300)
    links = item_links(story.model().events_of(1))
    assert links.size.tolist() == [100, 300]
    assert links.put_ns.tolist() == [10, 30]
    assert links.get_ns.tolist() == [40, 41]
    assert counts(story) == [2, 2, 400, 0]


def test_each_thread_writes_what_it_puts(story: Story) -> None:
    story.add(1, records.PUT, 10, 6)
    story.add(1, records.PUT, 11, 6, thread=1)
    story.add(1, records.WRITTEN, 12, 6, 200, thread=1)
    story.add(1, records.WRITTEN, 13, 6, 100)
    links = item_links(story.model().events_of(1))
    assert links.put_ns.tolist() == [11, 10]


def test_a_send_that_goes_on_is_not_sent_yet(story: Story) -> None:
    send(story, 1, 10, 0, 100)
    story.add(2, records.PUT, 20, 6)
    story.wait(2, 21, 6, "send", kind=records.WAIT_IO)
    story.add(2, records.WRITTEN, 22, 6, 5000)
    story.add(3, records.PUT, 30, 6)
    story.wait(3, 31, 6, "send", kind=records.WAIT_IO)
    story.add(3, records.WRITTEN, 32, 6, 300)
    story.add(3, records.WAKE, 40, 6)
    story.add(1, records.GET, 50, 6, 100)
    assert counts(story)[:3] == [2, 1, 400]


def test_what_was_taken_and_spoiled_was_not_received(story: Story) -> None:
    send(story, 1, 10, 0, 100)
    story.add(2, records.GET, 20, 6, 100)
    story.add(2, records.SPOILED, 21, 6, aux="ValueError")
    assert counts(story) == [1, 0, 100, 0]
