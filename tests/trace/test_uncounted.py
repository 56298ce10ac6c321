"""What is done on the program's behalf: shown like anything, counted as nothing."""

from __future__ import annotations

from procession import records
from procession.records import FLAG_UNCOUNTED
from procession.trace.spans import OPEN
from tests.trace.story import Story


def condition_wait(release: int, acquire: int, block: int | None = None) -> Story:
    """A thread that holds a lock, gives it back to wait for a condition, and takes it again."""
    story = Story()
    story.process(1)
    story.primitive(1, "Lock", 5)
    if block is None:
        story.add(1, records.ACQUIRE, 10, 5)
    else:
        story.held(1, 10, block, 5)
    story.add(1, records.RELEASE, release, 5, flags=FLAG_UNCOUNTED)
    story.wait(1, acquire - 5, 5, "acquire", flags=FLAG_UNCOUNTED)
    story.add(1, records.ACQUIRE, acquire, 5, flags=FLAG_UNCOUNTED)
    return story


def test_a_called_lock_is_given_back_but_not_counted() -> None:
    story = condition_wait(release=20, acquire=50)
    story.add(1, records.RELEASE, 60, 5)
    model = story.model()
    spans, numbers = model.holder_spans(1), model.statistics(1)
    assert spans.start_ns.tolist() == [10, 50]
    assert spans.end_ns.tolist() == [20, 60]
    assert (numbers.acquires(), numbers.releases(), numbers.contended()) == (1, 1, 0)
    assert (numbers.held_ns(), numbers.waited_ns()) == (20, 5)


def test_a_block_is_given_back_but_not_counted() -> None:
    model = condition_wait(release=20, acquire=50, block=90).model()
    spans, numbers = model.holder_spans(1), model.statistics(1)
    assert spans.start_ns.tolist() == [10, 50]
    assert spans.end_ns.tolist() == [20, 90]
    assert (numbers.acquires(), numbers.releases(), numbers.contended()) == (1, 1, 0)


def test_while_it_waits_nobody_holds_and_nothing_is_released() -> None:
    story = Story()
    story.process(1)
    story.primitive(1, "Lock", 5)
    story.held(1, 10, 0, 5)
    story.add(1, records.RELEASE, 20, 5, flags=FLAG_UNCOUNTED)
    model = story.model()
    assert model.holder_spans(1).end_ns.tolist() == [20]
    assert model.statistics(1).releases() == 0
    more = Story()
    more.add(1, records.ACQUIRE, 40, 5, flags=FLAG_UNCOUNTED)
    model.feed(more.messages()[-1])
    assert model.holder_spans(1).end_ns.tolist() == [20, OPEN]
    assert model.statistics(1).acquires() == 1


def test_what_is_not_flagged_counts_beside_it() -> None:
    story = condition_wait(release=20, acquire=50, block=90)
    story.wait(1, 100, 5, "acquire")
    story.add(1, records.ACQUIRE, 110, 5)
    story.add(1, records.RELEASE, 120, 5)
    numbers = story.model().statistics(1)
    assert (numbers.acquires(), numbers.releases(), numbers.contended()) == (2, 2, 1)
