"""The tail of growing spans is the same as looking at all of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from procession.ui.timeline.stack import OPEN
from procession.ui.timeline.tail import Tail

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40), st.booleans()), max_size=60)


@given(SPANS, st.lists(st.integers(0, 60), min_size=1, max_size=8))
def test_nothing_that_ends_later_is_missed(
    spans: list[tuple[int, int, bool]], asked: list[int]
) -> None:
    spans.sort()
    asked.sort()
    start = np.array([one[0] for one in spans], np.int64)
    close = start + np.array([one[1] for one in spans], np.int64)
    open_first = np.array([one[2] for one in spans], bool)
    tail = Tail()
    for number, since in enumerate(asked, 1):
        # What is not known yet begins after what was asked for: late ones are another matter.
        known = int(np.searchsorted(start, asked[min(number, len(asked) - 1)], "right"))
        # Some go on: what has ended by then stays as it was.
        end = np.where(open_first & (close > since), OPEN, close)[:known]
        found = tail.after(start[:known], end, since)
        wanted = np.flatnonzero(end > since)
        assert found.tolist() == wanted.tolist()
        assert (end[found] > since).all()
        assert (np.diff(found) > 0).all()


def test_what_comes_late_makes_it_look_at_everything() -> None:
    tail = Tail()
    start = np.arange(0, 100, 10, dtype=np.int64)
    tail.after(start, start + 5, 60)
    late = np.sort(np.append(start, 13))
    found = tail.after(late, np.where(late == 13, OPEN, late + 5), 60)
    assert late[found].tolist() == [13, 60, 70, 80, 90]
