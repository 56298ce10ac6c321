"""Spans: how waits and holds begin and end."""

from __future__ import annotations

import numpy as np

from procession import records
from procession.trace.model import Model
from procession.trace.spans import OPEN, Spans
from procession.trace.states import Outcome, State
from tests.trace.story import Story, fed


def locked(processes: int = 2) -> Story:
    """Processes that share a lock, primitive 1, local id 5 everywhere."""
    story = Story()
    for number in range(1, processes + 1):
        story.process(number)
        if number > 1:
            story.alias(number, 5, 1)
    story.primitive(1, "Lock", 5)
    return story


def listed(spans: Spans) -> list[tuple[int, int, int, int]]:
    """(process, start, end, state) of spans."""
    columns = (spans.process, spans.start_ns, spans.end_ns, spans.state)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_held_record_is_a_whole_span() -> None:
    story = locked()
    place = story.place(2, "/home/x/prog.py", 9)
    story.add(2, records.HELD, 100, 5, 1_000_000_250, place=place)
    model = story.model()
    spans = model.process_spans(2)
    assert listed(spans) == [(2, 100, 250, State.HELD)]
    assert spans.primitive.tolist() == [1]
    assert model.place(int(spans.place[0])).short == "prog.py:9"
    assert model.statistics(1).acquires() == model.statistics(1).releases() == 1


def test_open_hold_is_closed_by_a_later_batch() -> None:
    story = locked()
    story.held(2, 100, 0, 5)
    model = story.model()
    assert model.holder_spans(1).end_ns.tolist() == [OPEN]
    assert model.statistics(1).releases() == 0
    later = Story()
    later.add(2, records.CLOSE, 400, 5, 1_000_000_100)
    model.feed(later.messages()[-1])
    assert model.holder_spans(1).end_ns.tolist() == [400]
    assert model.process_spans(2).end_ns.tolist() == [400]
    assert model.statistics(1).releases() == 1


def test_close_names_the_thread_when_two_began_at_once() -> None:
    story = locked()
    story.held(1, 100, 0, 5, thread=1)
    story.held(1, 100, 0, 5, thread=2)
    story.add(1, records.CLOSE, 300, 5, 1_000_000_100, thread=2)
    spans = story.model().process_spans(1)
    assert dict(zip(spans.thread.tolist(), spans.end_ns.tolist(), strict=True)) == {1: OPEN, 2: 300}


def test_wait_ends_with_the_acquisition() -> None:
    story = locked()
    story.wait(2, 50, 5, "acquire")
    story.held(2, 90, 120, 5)
    model = story.model()
    assert listed(model.process_spans(2)) == [(2, 50, 90, State.WAITING), (2, 90, 120, State.HELD)]
    assert model.text(int(model.waiter_spans(1).verb[0])) == "acquire"
    assert model.statistics(1).contended() == 1
    assert model.statistics(1).waited_ns() == 40


def test_wait_is_of_its_thread_and_object() -> None:
    story = locked(1)
    story.primitive(2, "Queue", 6)
    story.wait(1, 10, 5, "acquire")
    story.wait(1, 11, 6, "get", kind=records.WAIT_EXPECTED, thread=1)
    story.add(1, records.WAKE, 20, 5, thread=1)
    story.add(1, records.GET, 30, 6, 8, thread=1)
    story.add(1, records.WAKE, 40, 5, records.WOKE_TIMEOUT)
    model = story.model()
    spans = model.process_spans(1)
    assert listed(spans) == [(1, 10, 40, State.WAITING), (1, 11, 30, State.EXPECTED)]
    assert spans.outcome.tolist() == [Outcome.TIMEOUT, Outcome.OK]
    assert model.statistics(1).timeouts() == 1
    assert model.statistics(2).timeouts() == 0


def test_wait_without_an_end_gives_way_to_the_next() -> None:
    story = locked(1)
    story.wait(1, 10, 5, "acquire")
    story.wait(1, 30, 5, "acquire")
    spans = story.model().process_spans(1)
    assert spans.end_ns.tolist() == [30, OPEN]
    assert spans.outcome[0] == Outcome.REPLACED


def test_a_dead_process_waits_no_longer_but_holds_on() -> None:
    story = locked()
    story.held(2, 10, 0, 5)
    story.wait(2, 20, 5, "acquire", thread=1)
    story.process(2, ended_ns=70, exitcode=-9, ended_by="signal")
    model = story.model()
    assert model.holder_spans(1).end_ns.tolist() == [OPEN]
    assert model.waiter_spans(1).end_ns.tolist() == [70]
    assert model.waiter_spans(1).outcome.tolist() == [Outcome.PROCESS_ENDED]


def test_records_that_come_after_the_end_still_count() -> None:
    story = locked()
    story.process(2, ended_ns=70)
    story.wait(2, 20, 5, "acquire")
    first = story.messages()
    model = fed(first)
    assert model.waiter_spans(1).end_ns.tolist() == [70]
    late = Story()
    late.held(2, 60, 65, 5)
    model.feed(late.messages()[-1])
    assert model.waiter_spans(1).end_ns.tolist() == [60]
    assert model.waiter_spans(1).outcome.tolist() == [Outcome.OK]


def test_called_acquire_and_release_pair_like_brackets() -> None:
    story = locked(1)
    for kind, at in ((records.ACQUIRE, 10), (records.ACQUIRE, 20), (records.RELEASE, 30)):
        story.add(1, kind, at, 5)
    model = story.model()
    assert model.holder_spans(1).end_ns.tolist() == [OPEN, 30]
    more = Story()
    more.add(1, records.RELEASE, 40, 5)
    model.feed(more.messages()[-1])
    assert model.holder_spans(1).end_ns.tolist() == [40, 30]
    assert model.statistics(1).held_ns() == 30


def test_failed_release_holds_on() -> None:
    story = locked(1)
    story.add(1, records.ACQUIRE, 10, 5)
    story.add(1, records.RELEASE, 30, 5)
    model = story.model()
    assert model.holder_spans(1).end_ns.tolist() == [30]
    more = Story()
    more.add(1, records.UNRELEASE, 31, 5)
    model.feed(more.messages()[-1])
    assert model.holder_spans(1).end_ns.tolist() == [OPEN]
    assert model.statistics(1).releases() == 0


def test_release_by_another_process_ends_the_oldest_hold() -> None:
    story = locked(3)
    story.add(1, records.ACQUIRE, 10, 5)
    story.add(2, records.ACQUIRE, 20, 5)
    story.add(3, records.RELEASE, 50, 5)
    model = story.model()
    assert listed(model.holder_spans(1)) == [(1, 10, 50, State.HELD), (2, 20, OPEN, State.HELD)]
    assert model.statistics(1).releases() == 1


def test_release_by_another_does_not_end_a_with_block() -> None:
    story = locked()
    story.held(1, 10, 0, 5)
    story.add(2, records.RELEASE, 50, 5)
    assert story.model().holder_spans(1).end_ns.tolist() == [OPEN]


def test_block_that_releases_and_takes_again_inside() -> None:
    """As ``with condition: condition.wait()`` does with the lock of the condition."""
    story = locked()
    story.held(1, 10, 100, 5)
    for kind, at in ((records.RELEASE, 20), (records.ACQUIRE, 50)):
        story.add(1, kind, at, 5)
    story.add(1, records.RELEASE, 60, 5)
    story.add(1, records.ACQUIRE, 70, 5)
    model = story.model()
    spans = model.holder_spans(1)
    assert spans.start_ns.tolist() == [10, 50, 70]
    assert spans.end_ns.tolist() == [20, 60, 100]
    assert model.statistics(1).acquires() == model.statistics(1).releases() == 3
    assert model.statistics(1).held_ns() == 50


def test_block_that_goes_on_after_it_took_again() -> None:
    story = locked()
    story.held(1, 10, 0, 5)
    story.add(1, records.RELEASE, 20, 5)
    story.add(1, records.ACQUIRE, 50, 5)
    model = story.model()
    assert model.holder_spans(1).end_ns.tolist() == [20, OPEN]
    more = Story()
    more.add(1, records.CLOSE, 90, 5, 1_000_000_010)
    model.feed(more.messages()[-1])
    assert model.holder_spans(1).end_ns.tolist() == [20, 90]


def test_contended_is_the_part_during_which_others_wait() -> None:
    story = locked(3)
    story.held(1, 0, 100, 5)
    story.wait(2, 40, 5, "acquire")
    story.held(2, 100, 150, 5)
    story.wait(3, 60, 5, "acquire")
    story.held(3, 150, 160, 5)
    model = story.model()
    assert listed(model.contended_spans(1)) == [
        (1, 40, 100, State.CONTENDED),
        (2, 100, 150, State.CONTENDED),
    ]
    assert listed(model.process_contended(2)) == [(2, 100, 150, State.CONTENDED)]
    assert model.statistics(1).max_waiting() == 2


def test_waiting_for_what_one_holds_oneself_contends_with_nobody() -> None:
    story = locked()
    story.held(1, 10, 0, 5)
    story.wait(1, 20, 5, "acquire")
    story.wait(2, 40, 5, "acquire")
    story.add(2, records.WAKE, 50, 5, records.WOKE_TIMEOUT)
    assert listed(story.model().contended_spans(1)) == [(1, 40, 50, State.CONTENDED)]


def test_contention_follows_as_the_run_goes_on() -> None:
    story = locked()
    story.held(1, 0, 0, 5)
    model = story.model()
    assert len(model.contended_spans(1)) == 0
    more = Story()
    more.wait(2, 30, 5, "acquire")
    for message in more.messages()[3:]:
        model.feed(message)
    assert listed(model.contended_spans(1)) == [(1, 30, OPEN, State.CONTENDED)]
    last = Story()
    last.add(1, records.CLOSE, 80, 5, 1_000_000_000)
    model.feed(last.messages()[-1])
    assert listed(model.contended_spans(1)) == [(1, 30, 80, State.CONTENDED)]


def test_threads_fold_into_one_order_and_unfold() -> None:
    story = locked(1)
    story.held(1, 50, 60, 5)
    story.held(1, 40, 45, 5, thread=1)
    model = story.model()
    assert model.process_spans(1).start_ns.tolist() == [40, 50]
    assert model.process_spans(1, thread=0).start_ns.tolist() == [50]
    assert np.array_equal(model.process_spans(1).process, [1, 1])


def test_nothing_is_known_of_what_was_not_told() -> None:
    model = Model()
    assert len(model.process_spans(7)) == len(model.holder_spans(7)) == len(model.depth(7)) == 0
    assert model.tasks() == []
    assert model.last_ns == 0
