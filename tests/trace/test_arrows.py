"""Arrows from starts, tasks and releases."""

from __future__ import annotations

from procession import records
from procession.trace.arrows import birth_links, freed_by, task_links
from tests.trace.story import Story


def test_a_start_leads_to_the_child_that_has_its_pid() -> None:
    story = Story()
    story.process(1)
    story.process(2, started_ns=30)
    story.process(3, started_ns=70)
    story.add(1, records.STARTED, 25, value=4002, aux="P2")
    story.add(1, records.STARTED, 60, value=4003, aux="P3")
    model = story.model()
    (link,) = birth_links(model, 3)
    assert (link.kind, link.from_process, link.from_ns) == ("start", 1, 60)
    assert (link.to_process, link.to_ns) == (3, 70)
    assert [one.to_process for one in birth_links(model, 1)] == [2, 3]


def test_a_start_that_nobody_recorded_has_no_arrow() -> None:
    story = Story()
    story.process(1)
    story.process(2, started_ns=30)
    assert birth_links(story.model(), 2) == []


def test_a_release_leads_to_the_first_who_woke() -> None:
    story = Story()
    for number in (1, 2, 3):
        story.process(number)
    story.primitive(1, "Lock", 9)
    for number in (2, 3):
        story.alias(number, 9, 1)
    story.held(1, 10, 40, 9)
    story.wait(2, 20, 9, "acquire")
    story.held(2, 41, 60, 9)
    story.wait(3, 25, 9, "acquire")
    story.held(3, 61, 70, 9)
    model = story.model()
    (link,) = freed_by(model, 1, 1, 40)
    assert (link.kind, link.to_process, link.to_ns) == ("release", 2, 41)
    (link,) = freed_by(model, 1, 2, 60)
    assert (link.to_process, link.to_ns) == (3, 61)
    assert freed_by(model, 1, 3, 70) == []


def test_tasks_have_an_arrow_from_the_call_and_one_to_the_result() -> None:
    story = Story()
    story.process(1)
    story.process(2, role="worker")
    story.primitive(1, "Pool", 9)
    story.alias(2, 9, 1)
    job = 5 << 32
    story.add(1, records.SUBMIT, 10, 9, job | 1)
    story.add(1, records.SENT, 12, 9, job, "work")
    story.add(2, records.BEGIN, 20, 9, job, "work")
    story.add(2, records.DONE, 50, 9, job, "")
    story.add(1, records.RESULT, 55, 9, job, "")
    model = story.model()
    tasks = model.tasks(1)
    assert len(tasks) == 1
    links = task_links(model, tasks[0])
    assert [(one.kind, one.from_process, one.to_process) for one in links] == [
        ("submit", 1, 2),
        ("result", 2, 1),
    ]
    assert links[0].to_ns == 20
    assert (links[1].from_ns, links[1].to_ns) == (50, 55)
