"""The state at an instant, and shares of a range."""

from __future__ import annotations

from procession import records
from procession.trace.instants import Shares, state_at
from procession.trace.model import Model
from procession.trace.states import State
from tests.trace.story import Story


def told() -> Model:
    story = Story()
    story.process(1, started_ns=0, ended_ns=1000)
    story.process(2, started_ns=100, ended_ns=900)
    story.primitive(1, "Lock", 5)
    story.primitive(2, "Queue", 6)
    story.alias(2, 5, 1)
    story.held(1, 200, 400, 5)
    story.wait(2, 300, 5, "acquire")
    story.held(2, 400, 500, 5)
    story.wait(1, 450, 0, "join", kind=records.WAIT_EXPECTED)
    story.add(1, records.WAKE, 950)
    story.add(1, records.PUT, 420, 6)
    return story.model()


def test_state_at_an_instant() -> None:
    model = told()
    now = state_at(model, 350)
    assert now.alive == [1, 2]
    assert [(one.process, one.primitive, one.since_ns) for one in now.holders] == [(1, 1, 200)]
    assert [(one.process, one.state) for one in now.waiters] == [(2, State.WAITING)]
    assert now.depths == {1: 1, 2: 0}
    later = state_at(model, 500)
    assert later.holders == []
    assert [(one.process, one.state, one.until_ns) for one in later.waiters] == [
        (1, State.EXPECTED, 950)
    ]
    assert later.depths == {1: 0, 2: 1}
    assert state_at(model, 950).alive == [1]


def test_shares_of_a_range() -> None:
    model = told()
    first, second = Shares(model, 1), Shares(model, 2)
    assert first.between(0, 1000) == {
        State.RUNNING: 500,
        State.HELD: 200,
        State.CONTENDED: 100,
        State.WAITING: 0,
        State.IO: 0,
        State.EXPECTED: 500,
    }
    assert second.between(350, 2000)[State.WAITING] == 50
    assert second.between(350, 2000)[State.RUNNING] == 500
    assert set(second.between(0, 100).values()) == {0}


def test_many_holders_are_found_at_any_instant() -> None:
    story = Story()
    story.process(1)
    story.primitive(1, "Semaphore", 5)
    spans = [(at, at + 7 * (at % 13) + 1) for at in range(0, 3000, 3)]
    for start, end in spans:
        story.held(1, start, end, 5)
    model = story.model()
    for at in range(0, 3100, 41):
        expected = sorted(start for start, end in spans if start <= at < end)
        assert [one.since_ns for one in state_at(model, at).holders] == expected
