"""However a run is cut into messages and interleaved, the same model comes out."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from procession import records
from procession.trace.model import Model
from procession.trace.spans import Spans
from procession.trace.statistics import NAMES
from tests.trace.story import Story, batch, fed

LOCK, QUEUE, POOL = 5, 6, 7
PRIMITIVES = (1, 2, 3)

_STEPS = st.tuples(
    st.integers(1, 3),  # process
    st.integers(0, 1),  # thread
    st.sampled_from(
        (
            "with",
            "with, open",
            "close",
            "acquire",
            "release",
            "release, failed",
            "wait",
            "wake",
            "timeout",
            "put",
            "written",
            "dropped",
            "get wait",
            "get",
            "call",
            "failed",
            "submit",
            "sent",
            "items",
            "begin",
            "done",
            "result",
            "read",
        )
    ),
    st.integers(0, 2),  # nanoseconds since the step before
    st.integers(0, 3),  # job, or length
)


def told(steps: list[tuple[int, int, str, int, int]], forked: bool) -> Story:
    """A story in which these things happen, one after the other."""
    story = Story()
    story.process(1)
    for number in (2, 3):
        story.process(number, forked=int(forked), inherited=500 if forked else 0)
        for primitive, local in zip(PRIMITIVES, (LOCK, QUEUE, POOL), strict=True):
            if not forked:
                story.alias(number, local, primitive)
    story.primitive(1, "Lock", LOCK)
    story.primitive(2, "Queue", QUEUE)
    story.primitive(3, "Pool", POOL)
    story.process(3, ended_ns=40, exitcode=0)
    now = 1
    opened: dict[tuple[int, int], list[int]] = {}
    for process, thread, what, passed, number in steps:
        now += passed
        task = number << 32 | thread
        if what in ("submit", "sent", "items", "result", "read"):
            process = 1  # the pool's own
        elif what in ("begin", "done"):
            process = 2 + thread  # a task is one worker's

        def add(kind: int, object: int, **more: Any) -> None:
            story.add(process, kind, now, object, thread=thread, **more)  # noqa: B023

        if what == "with":
            story.held(process, now, now + number + 1, LOCK, thread)
        elif what == "with, open":
            story.held(process, now, 0, LOCK, thread)
            opened.setdefault((process, thread), []).append(now)
        elif what == "close" and opened.get((process, thread)):
            add(records.CLOSE, LOCK, value=10**9 + opened[process, thread].pop())
        elif what == "acquire":
            add(records.ACQUIRE, LOCK)
        elif what in ("release", "release, failed"):
            add(records.RELEASE, LOCK)
            if what == "release, failed":
                add(records.UNRELEASE, LOCK)
        elif what == "wait":
            add(records.WAIT_KEPT, LOCK, value=-1, aux="acquire")
        elif what in ("wake", "timeout"):
            add(records.WAKE, LOCK, value=int(what == "timeout"))
        elif what == "get wait":
            add(records.WAIT_EXPECTED, QUEUE, value=-1, aux="get")
        elif what in ("put", "get", "written", "dropped"):
            kind = {"put": records.PUT, "get": records.GET, "written": records.WRITTEN}
            add(kind.get(what, records.DROPPED), QUEUE, value=0)
        elif what in ("call", "failed"):
            kind = {"call": records.CALL, "failed": records.FAILED}
            add(kind[what], QUEUE, aux="join")
        elif what == "submit":
            add(records.SUBMIT, POOL, value=number << 32, aux=number)
        elif what == "items":
            add(records.ITEMS, POOL, value=task, aux=number + 2)
        elif what == "read":
            add(records.READ, POOL, value=task if thread else task | records.ALL_TASKS)
        elif what in ("done", "result"):
            kind = {"done": records.DONE, "result": records.RESULT}
            add(kind[what], POOL, value=task, aux="ValueError" if number == 3 else 0)
        elif what in ("sent", "begin"):
            kind = {"sent": records.SENT, "begin": records.BEGIN}
            add(kind[what], POOL, value=task, aux="work")
    return story


def digest(model: Model) -> dict[str, Any]:
    """Everything that can be asked of a model, with texts for numbers."""
    known: dict[str, Any] = {"events": model.events, "last": model.last_ns}
    for number in model.processes:
        known[f"process {number}"] = spans(model, model.process_spans(number))
        known[f"contended {number}"] = spans(model, model.process_contended(number))
        known[f"waited {number}"] = model.waited_ns(number)
    for number in PRIMITIVES:
        steps = model.depth(number)
        statistics = model.statistics(number)
        known[f"primitive {number}"] = (
            spans(model, model.holder_spans(number)),
            spans(model, model.waiter_spans(number)),
            spans(model, model.contended_spans(number)),
            list(zip(steps.time_ns.tolist(), steps.value.tolist(), strict=True)),
            {name: statistics.get(name) for name in _STATISTICS},
        )
    known["tasks"] = [
        tuple(getattr(task, name) for name in task.__slots__) for task in model.tasks()
    ]
    return known


_STATISTICS = sorted(NAMES | {"calls:join", "waits:get"})


def spans(model: Model, listed: Spans) -> list[tuple[Any, ...]]:
    names = ("start_ns", "end_ns", "state", "primitive", "thread", "outcome", "flags", "process")
    columns = [getattr(listed, name).tolist() for name in names]
    columns.append([model.text(number) for number in listed.verb.tolist()])
    # Threads of one process that act in the same nanosecond have no order of their own.
    return sorted(zip(*columns, strict=True))


@settings(max_examples=200, deadline=None)
@given(st.lists(_STEPS, max_size=40), st.booleans(), st.randoms(use_true_random=False))
def test_any_cut_and_any_interleaving(steps: Any, forked: bool, random: Any) -> None:
    story = told(steps, forked)
    whole = digest(story.model())

    waiting: list[list[bytes]] = [story.row_messages()]
    for process, packed in story.records.items():
        messages, start = [], 0
        while start < len(packed):
            stop = start + random.randint(1, 5)
            messages.append(batch(process, packed[start:stop]))
            start = stop
        waiting.append(messages)
    model = Model()
    while waiting:
        source = random.choice(waiting)
        model.feed(source.pop(0))
        if not source:
            waiting.remove(source)
        if random.random() < 0.3:
            # Views that are asked for in between must not remember what was not known yet.
            digest(model)
    assert digest(model) == whole


@settings(max_examples=40, deadline=None)
@given(st.lists(_STEPS, min_size=1, max_size=30))
def test_feeding_nothing_new_changes_nothing(steps: Any) -> None:
    messages = told(steps, False).messages()
    model = fed(messages)
    before = digest(model)
    for message in messages:
        if message.startswith(b"J"):
            model.feed(message)
    assert digest(model) == before
