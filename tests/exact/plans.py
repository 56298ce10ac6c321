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
SHARED = st.sampled_from(["value", "array"])
TIMEOUTS = st.sampled_from([None, 0, 0.001])
SIZES = st.sampled_from([0, 1, 100, 5000, 70_000])


def _step(*parts: Any) -> st.SearchStrategy[list[Any]]:
    return st.tuples(*parts).map(list)


SINGLE = st.one_of(
    _step(st.just("with"), LOCKS),
    _step(st.just("acquire"), LOCKS),
    _step(st.just("try"), LOCKS, TIMEOUTS),
    _step(st.just("nested"), st.integers(1, 4)),
    _step(st.just("held elsewhere"), st.sampled_from([0.001, 0.01])),
    _step(st.just("put"), QUEUES, SIZES),
    _step(st.just("miss"), st.sampled_from([None, 0.001])),
    _step(st.just("call"), st.just("event"), st.sampled_from(["set", "clear", "is_set"])),
    _step(st.just("event wait"), st.sampled_from([0, 0.001])),
    _step(st.just("notify"), st.sampled_from(["notify", "notify_all"])),
    _step(st.just("wait")),
    _step(st.just("wait for"), st.integers(0, 9)),
    _step(st.just("break"), st.sampled_from([0, 0.001])),
    _step(st.just("share"), SHARED, st.integers(-3, 3)),
    _step(st.just("hold"), SHARED),
    _step(st.just("peek"), SHARED),
    _step(st.just("attach"), st.sampled_from(["memory", "shared_list"])),
    _step(st.just("bus"), SIZES),
)
PLAIN = st.one_of(
    SINGLE,
    SINGLE,
    SINGLE,
    SINGLE,
    _step(st.just("manage"), st.sampled_from(["append", "set", "length", "lock", "queue"])),
)
STEPS = st.one_of(
    PLAIN,
    PLAIN,
    PLAIN,
    PLAIN,
    _step(st.just("send"), SIZES),
    _step(st.just("ask"), SIZES),
    _step(st.just("nest"), st.lists(PLAIN, max_size=4)),
    _step(st.just("threads"), st.lists(st.lists(SINGLE, max_size=12), min_size=1, max_size=3)),
)
MAPS = _step(st.sampled_from(["map", "starmap", "imap"]), st.integers(1, 9), st.integers(1, 4))
POOL_JOBS = st.one_of(
    MAPS,
    _step(st.just("imap_unordered"), st.integers(1, 9)),
    _step(st.sampled_from(["apply", "async", "failed", "unread"]), st.integers(0, 9)),
)
EXECUTOR_JOBS = st.one_of(
    _step(st.just("map"), st.integers(1, 9), st.integers(1, 4)),
    _step(st.sampled_from(["submit", "failed", "unread", "cancel"]), st.integers(0, 9)),
)
PLANS: st.SearchStrategy[Plan] = st.fixed_dictionaries(
    {
        "children": st.lists(st.lists(STEPS, max_size=25), min_size=1, max_size=4),
        "maxsize": st.integers(1, 3),
        "rounds": st.integers(1, 3),
        "pool": st.lists(POOL_JOBS, max_size=5),
        "maxtasksperchild": st.sampled_from([None, None, 1, 3]),
        "executor": st.lists(EXECUTOR_JOBS, max_size=5),
    }
)
