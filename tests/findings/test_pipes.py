"""Waits at pipes, and the stacks of waits, on runs told record by record."""

from __future__ import annotations

from procession import records
from procession.trace.blocked import certainly_blocked
from procession.trace.hangs import Hang, roots
from procession.trace.wait_graph import graph_at
from tests.trace.story import Story

SECOND = 1_000_000_000
PIPE = 11
HERE, THERE = 501, 502
"""Numbers of the ends of a pipe of two directions."""


def story(duplex: bool = True) -> Story:
    """A main process with a pipe, and a child forked from it that has ended after sending once."""
    told = Story()
    told.process(1)
    told.process(2, forked=1, started_ns=10, ended_ns=2 * SECOND, exitcode=0, inherited=900)
    told.primitive(1, "Pipe", PIPE, created_ns=1, details={"duplex": "yes" if duplex else "no"})
    ends = (HERE, THERE) if duplex else (0, 0)
    told.add(2, records.PUT, SECOND, PIPE, ends[1])
    told.add(2, records.WRITTEN, SECOND + 1, PIPE, 100, ends[1])
    told.add(1, records.GET, SECOND + 2, PIPE, 100, ends[0])
    return told


def hang(told: Story) -> Hang | None:
    """The one certain hang after five seconds."""
    found = list(roots(certainly_blocked(graph_at(told.model(), 5 * SECOND))))
    assert len(found) < 2
    return found[0] if found else None


def receive(told: Story, process: int = 1) -> None:
    """Begins to wait for a message."""
    told.wait(process, 3 * SECOND, PIPE, "recv", kind=records.WAIT_IO)


def test_a_reader_that_has_the_writing_end_waits_for_ever() -> None:
    told = story()
    receive(told)
    found = hang(told)
    assert found is not None
    assert (found.rule, found.keepers) == ("eof-never", (1,))


def test_the_writing_end_of_a_pipe_of_one_direction_is_told_from_the_reading_one() -> None:
    told = story(duplex=False)
    # The reading end: a copy of it was closed, say.
    told.add(1, records.CALL, 2 * SECOND, PIPE, 1, "close")
    receive(told)
    found = hang(told)
    assert found is not None
    assert found.keepers == (1,)
    told = story(duplex=False)
    told.add(1, records.CALL, 2 * SECOND, PIPE, 2, "close")
    receive(told)
    found = hang(told)
    assert found is not None
    assert found.rule == "starved-get"


def test_a_message_on_its_way_ends_the_wait() -> None:
    told = story()
    told.add(2, records.WRITTEN, SECOND + 5, PIPE, 100, THERE)
    receive(told)
    assert hang(told) is None


def test_a_message_to_the_other_side_does_not() -> None:
    told = story()
    told.add(1, records.PUT, SECOND + 5, PIPE, HERE)
    told.add(1, records.WRITTEN, SECOND + 6, PIPE, 100, HERE)
    receive(told)
    assert hang(told) is not None


def test_nothing_is_certain_right_after_a_death() -> None:
    told = story()
    told.process(3, started_ns=10, ended_ns=5 * SECOND - 1000)
    receive(told)
    assert hang(told) is None


def test_somebody_at_the_other_end_of_a_socket_may_be_outside() -> None:
    told = Story()
    told.process(1)
    told.primitive(1, "Pipe", PIPE, details={"duplex": "yes", "address": "('localhost', 6000)"})
    receive(told)
    assert hang(told) is None


def test_a_wait_tells_the_calls_that_led_to_it() -> None:
    told = story()
    told.process(3, started_ns=10)
    frames = ("a.py\x1f3\x1finner", "a.py\x1f9\x1fouter")
    place = told.place(3, "a.py", 3)
    for at, count in ((SECOND, 1), (3 * SECOND, 2)):
        stack = records.FRAME_SEPARATOR.join(frames[:count])
        told.add(3, records.STACK, at, 0, count, stack, place=place)
        told.wait(3, at + 1, PIPE, "recv", kind=records.WAIT_IO, place=place)
    model = told.model()
    early = graph_at(model, 2 * SECOND).waits[-1]
    late = graph_at(model, 5 * SECOND).waits[-1]
    assert [one.function for one in early.stack] == ["inner"]
    assert [(one.line, one.function) for one in late.stack] == [(3, "inner"), (9, "outer")]
