"""RLock: a lock that its holder may take again."""

from __future__ import annotations

from collections.abc import Iterable

from procession.plugin.api import Track, hookimpl

PROCESSION_API = 1
PROCESSION_ORDER = 30
PROCESSION_TITLES = {"en": "RLock", "zh_CN": "可重入锁"}


@hookimpl
def procession_probe() -> str:
    """Wraps acquire, release and ``with``; each nested acquire is one."""
    return "procession_plugins.rlock.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """One bar in the holder's colour, waiters below."""
    return [
        Track(
            kinds=("RLock",),
            style="holder",
            icon="lock",
            counts={
                "acquires": "acquires",
                "contended": "contended",
                "timeouts": "timeouts",
                "releases": "releases",
            },
        )
    ]
