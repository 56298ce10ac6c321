"""Statistics of a range follow from the spans that touch it."""

from __future__ import annotations

from procession import records
from procession.trace.range_statistics import BINS, SpanKind, spans_of_kind, statistics_of
from procession.trace.states import State
from tests.trace.story import Story

LOCK = 9


def told() -> Story:
    """2 holds from 10 to 40, 3 waits from 20 to 40 and holds to 50; 3 ends at 80."""
    story = Story()
    story.run(state="ended", complete=True, duration_ns=100)
    story.process(1, ended_ns=100)
    story.process(2, ended_ns=100)
    story.process(3, started_ns=5, ended_ns=80)
    story.primitive(1, "Lock", LOCK)
    for process in (2, 3):
        story.alias(process, LOCK, 1)
    story.held(2, 10, 40, LOCK)
    story.wait(3, 20, LOCK, "acquire")
    story.held(3, 40, 50, LOCK)
    story.wait(3, 60, 0, "join", kind=records.WAIT_EXPECTED)
    return story


def test_shares_are_clipped_to_range_and_life() -> None:
    numbers = statistics_of(told().model(), 30, 90)
    shares = dict(numbers.shares)
    assert shares[2][State.HELD] == 10
    assert shares[2][State.CONTENDED] == 10
    assert shares[2][State.RUNNING] == 60
    assert shares[3][State.WAITING] == 10
    assert shares[3][State.EXPECTED] == 20
    assert shares[3][State.HELD] == 10
    assert shares[3][State.RUNNING] == 20


def test_a_process_that_did_not_live_then_has_no_shares() -> None:
    numbers = statistics_of(told().model(), 85, 95)
    assert [number for number, _ in numbers.shares] == [1, 2]


def test_kinds_have_counts_totals_and_percentiles() -> None:
    model = told().model()
    numbers = statistics_of(model, 0, 100)
    by_kind = {(one.kind.state, one.kind.primitive): one for one in numbers.kinds}
    held = by_kind[State.HELD, 1]
    assert (held.count, held.total_ns, held.median_ns, held.longest_ns) == (2, 40, 20, 30)
    wait = by_kind[State.WAITING, 1]
    assert (wait.count, wait.total_ns) == (1, 20)
    assert model.text(wait.kind.verb) == "acquire"
    totals = [one.total_ns for one in numbers.kinds]
    assert totals == sorted(totals, reverse=True)


def test_bins_have_the_spans_of_their_length() -> None:
    model = told().model()
    kind = next(
        one.kind for one in statistics_of(model, 0, 100).kinds if one.kind.state == State.HELD
    )
    spans = spans_of_kind(model, kind, 0, 100)
    counts, longest = spans.histogram()
    assert (int(counts.sum()), longest) == (2, 30)
    inside = [spans.in_bin(number) for number in range(BINS)]
    assert [len(one) for one in inside] == counts.tolist()
    (last,) = inside[-1].tolist()
    assert (int(spans.process[last]), int(spans.start_ns[last])) == (2, 10)


def test_a_range_where_nothing_happens() -> None:
    model = told().model()
    assert statistics_of(model, 200, 300).kinds == ()
    assert len(spans_of_kind(model, SpanKind(int(State.HELD), 7, 0), 0, 100).row) == 0
