"""Tasks of pools, and what became of them."""

from __future__ import annotations

import pytest

from procession import records
from procession.trace.model import Model
from tests.trace.story import Story

POOL = 7


@pytest.fixture
def story() -> Story:
    """A pool, primitive 1, made by process 1; its workers are 2 and 3."""
    story = Story()
    story.process(1)
    for number in (2, 3):
        story.process(number, role="worker")
        story.alias(number, POOL, 1)
    story.primitive(1, "Pool", POOL)
    return story


def task(job: int, index: int) -> int:
    return job << 32 | index


def send(story: Story, at: int, job: int, index: int, items: int = 1) -> None:
    story.add(1, records.SENT, at, POOL, task(job, index), "work", thread=1)
    if items != 1:
        story.add(1, records.ITEMS, at, POOL, task(job, index), items, thread=1)


def run(story: Story, worker: int, at: int, job: int, index: int, error: str = "") -> None:
    story.add(worker, records.BEGIN, at, POOL, task(job, index), "work")
    story.add(worker, records.DONE, at + 5, POOL, task(job, index), error)
    story.add(1, records.RESULT, at + 6, POOL, task(job, index), error, thread=2)


def counts(model: Model) -> list[int]:
    statistics = model.statistics(1)
    return [statistics.get(name) for name in ("submitted", "ok", "error", "lost", "unread")]


def test_map_in_chunks(story: Story) -> None:
    story.add(1, records.SUBMIT, 1, POOL, task(0, 0), 5)
    send(story, 2, 0, 0, items=3)
    send(story, 3, 0, 1, items=2)
    run(story, 2, 10, 0, 0)
    run(story, 3, 12, 0, 1)
    story.add(1, records.READ, 30, POOL, task(0, records.ALL_TASKS))
    model = story.model()
    first, second = model.tasks()
    assert (first.id, first.items, first.worker, first.function) == ("0:0", 3, 2, "work")
    assert (second.id, second.items, second.worker) == ("0:1", 2, 3)
    assert (first.submitted_ns, first.started_ns, first.ended_ns) == (1, 10, 15)
    assert [one.outcome for one in (first, second)] == ["ok", "ok"]
    assert first.read
    assert second.read
    assert counts(model) == [5, 5, 0, 0, 0]
    backlog = model.depth(1)
    assert backlog.time_ns.tolist() == [1, 10, 12]
    assert backlog.value.tolist() == [5, 2, 0]


def test_error_that_nobody_read(story: Story) -> None:
    story.add(1, records.SUBMIT, 1, POOL, task(0, 0), 1)
    send(story, 2, 0, 0)
    run(story, 2, 10, 0, 0, "ZeroDivisionError: division by zero\x1f/w/x.py:3")
    model = story.model()
    (one,) = model.tasks()
    assert one.outcome == "error"
    assert one.error == "ZeroDivisionError: division by zero"
    assert one.error_where == "/w/x.py:3"
    assert not one.read
    assert counts(model) == [1, 0, 1, 0, 1]


def test_task_of_a_worker_that_died_is_lost(story: Story) -> None:
    story.add(1, records.SUBMIT, 1, POOL, task(0, 0), 1)
    send(story, 2, 0, 0)
    story.add(2, records.BEGIN, 10, POOL, task(0, 0), "work")
    model = story.model()
    assert model.tasks()[0].outcome == "pending"
    ended = Story()
    ended.process(2, ended_ns=20, exitcode=-9, ended_by="signal")
    for message in ended.row_messages()[4:]:
        model.feed(message)
    assert model.tasks()[0].outcome == "lost"
    assert counts(model) == [1, 0, 0, 1, 0]


def test_task_that_was_never_sent_is_no_row(story: Story) -> None:
    story.add(1, records.SUBMIT, 1, POOL, task(0, 0), 1)
    story.add(1, records.READ, 5, POOL, task(0, 0))
    model = story.model()
    assert model.tasks() == []
    assert counts(model) == [1, 0, 0, 0, 0]


def test_imap_is_counted_as_it_is_sent(story: Story) -> None:
    story.add(1, records.SUBMIT, 1, POOL, task(4, 0), 0)
    send(story, 2, 4, 0)
    send(story, 3, 4, 1)
    run(story, 2, 10, 4, 0)
    story.add(1, records.READ, 20, POOL, task(4, 0))
    model = story.model()
    assert [(one.outcome, one.read) for one in model.tasks()] == [("ok", True), ("pending", False)]
    assert counts(model) == [2, 1, 0, 0, 0]
    assert model.depth(1).value.tolist() == [1, 2, 1]


def test_result_that_could_not_travel_is_an_error(story: Story) -> None:
    send(story, 2, 0, 0)
    story.add(2, records.BEGIN, 10, POOL, task(0, 0), "work")
    story.add(2, records.DONE, 15, POOL, task(0, 0))
    story.add(1, records.RESULT, 16, POOL, task(0, 0), "MaybeEncodingError")
    (one,) = story.model().tasks()
    assert (one.outcome, one.error, one.ended_ns) == ("error", "MaybeEncodingError", 15)


def test_cancelled_before_it_was_sent(story: Story) -> None:
    for job, at in ((0, 1), (1, 2)):
        story.add(1, records.SUBMIT, at, POOL, task(job, 0), 3)
    story.add(1, records.GONE, 9, POOL, task(0, 0), "cancelled")
    model = story.model()
    assert model.tasks() == []
    assert counts(model) == [6, 0, 0, 0, 0]
    assert model.depth(1).value.tolist() == [3, 6, 3]


def test_what_a_broken_executor_had_sent_is_lost(story: Story) -> None:
    for job in range(4):
        story.add(1, records.SUBMIT, 1 + job, POOL, task(job, 0), 1)
        send(story, 6 + job, job, 0)
    run(story, 2, 11, 0, 0)
    # Finished, and its result never came; failed, and that could not be read; never begun.
    story.add(2, records.BEGIN, 20, POOL, task(1, 0), "work")
    story.add(2, records.DONE, 21, POOL, task(1, 0), 0)
    story.add(3, records.BEGIN, 20, POOL, task(2, 0), "work")
    story.add(3, records.DONE, 21, POOL, task(2, 0), "Stubborn")
    for job in (1, 2, 3):
        story.add(1, records.GONE, 30, POOL, task(job, 0), "BrokenProcessPool")
    model = story.model()
    assert [one.outcome for one in model.tasks()] == ["ok", "lost", "error", "lost"]
    assert counts(model) == [4, 1, 1, 2, 2]
    assert model.depth(1).value.tolist()[-1] == 0


def test_a_wrapped_call_counts_unless_it_was_taken_back(story: Story) -> None:
    for at, verb in ((1, "append"), (2, "close")):
        story.add(1, records.CALL, at, POOL, 0, verb)
    story.add(1, records.UNCALL, 3, POOL, 0, "close")
    story.add(1, records.FAILED, 4, POOL, 0, "close\x1fValueError")
    statistics = story.model().statistics(1)
    assert statistics.get("calls") == 1
    assert statistics.get("calls:append") == 1
