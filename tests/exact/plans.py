"""Random programs over the primitives, as data that player.py plays.

No program waits for ever: whoever holds something lets go of it without waiting for anything else,
and every item has a taker.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Plan = dict[str, Any]

LOCKS = st.sampled_from(["lock", "rlock", "semaphore", "bounded"])
QUEUES = st.sampled_from(["bounded_queue", "queue", "joinable", "simple"])
TIMEOUTS = st.sampled_from([None, 0, 0.001])
SIZES = st.sampled_from([0, 1, 100, 5000, 70_000])


def _step(*parts: Any) -> st.SearchStrategy[list[Any]]:
    return st.tuples(*parts).map(list)


PLAIN = st.one_of(
    _step(st.just("with"), LOCKS),
    _step(st.just("acquire"), LOCKS),
    _step(st.just("try"), LOCKS, TIMEOUTS),
    _step(st.just("nested"), st.integers(1, 4)),
    _step(st.just("held elsewhere"), st.sampled_from([0.001, 0.01])),
    _step(st.just("put"), QUEUES, SIZES),
    _step(st.just("miss"), st.sampled_from([None, 0.001])),
    _step(st.just("call"), st.just("event"), st.sampled_from(["set", "clear", "is_set"])),
    _step(st.just("notify"), st.sampled_from(["notify", "notify_all"])),
    _step(st.just("wait")),
)
STEPS = st.one_of(
    PLAIN,
    PLAIN,
    _step(st.just("send"), SIZES),
    _step(st.just("nest"), st.lists(PLAIN, max_size=4)),
)
JOBS = st.one_of(
    _step(st.sampled_from(["map", "starmap", "imap"]), st.integers(1, 9), st.integers(1, 4)),
    _step(st.just("imap_unordered"), st.integers(1, 9)),
    _step(st.sampled_from(["apply", "async", "failed", "unread"]), st.integers(0, 9)),
)
PLANS: st.SearchStrategy[Plan] = st.fixed_dictionaries(
    {
        "children": st.lists(st.lists(STEPS, max_size=25), min_size=1, max_size=4),
        "maxsize": st.integers(1, 3),
        "pool": st.lists(JOBS, max_size=5),
    }
)
