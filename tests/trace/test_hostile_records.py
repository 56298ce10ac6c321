"""Records that no probe writes must cost neither a crash nor memory."""

from __future__ import annotations

import tracemalloc

from hypothesis import given, settings
from hypothesis import strategies as st

from procession import records
from tests.trace.story import ORIGIN, Story, batch
from tests.trace.test_any_order import digest

_RECORD = st.builds(
    records.RECORD.pack,
    st.integers(0, 2**64 - 1) | st.integers(ORIGIN, ORIGIN + 50),
    st.integers(0, 2**32 - 1) | st.integers(0, 8),
    st.integers(0, 2**32 - 1),
    st.integers(-(2**63), 2**63 - 1) | st.integers(0, 3),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**16 - 1) | st.integers(0, 1),
    st.integers(0, 255) | st.integers(16, 46),
    st.integers(0, 255),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_RECORD, max_size=12), max_size=4))
def test_any_bytes_make_a_model(batches: list[list[bytes]]) -> None:
    story = Story()
    story.process(1)
    story.primitive(1, "Lock", 5)
    model = story.model()
    for packed in batches:
        model.feed(batch(1, packed))
    digest(model)


@given(st.binary(max_size=80))
def test_any_message_is_taken(message: bytes) -> None:
    model = Story().model()
    model.feed(message)
    model.feed(b"J" + message)
    model.feed(b"R\1\0\0\0" + message)
    assert model.revision >= 4


def test_large_ids_cost_no_memory() -> None:
    story = Story()
    story.process(1)
    for at in range(64):
        story.add(1, records.HELD, at, 2**32 - 1 - at, 0, place=2**31 + at)
    tracemalloc.start()
    model = story.model()
    assert len(model.process_spans(1)) == 64
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
