"""BoundedSemaphore: so many at a time, and never more than at first."""

from __future__ import annotations

from collections.abc import Iterable

from procession.plugin.api import Track, hookimpl

PROCESSION_API = 1
PROCESSION_ORDER = 50
PROCESSION_TITLES = {"en": "Bounded semaphore", "zh_CN": "有界信号量"}


@hookimpl
def procession_probe() -> str:
    """Wraps acquire, release and ``with``."""
    return "procession_plugins.bounded_semaphore.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """A row for each holder of a slot."""
    return [
        Track(
            kinds=("BoundedSemaphore",),
            style="slots",
            icon="semaphore",
            counts={
                "acquires": "acquires",
                "contended": "contended",
                "timeouts": "timeouts",
                "releases": "releases",
            },
        )
    ]
