"""Semaphore: so many at a time."""

from __future__ import annotations

from collections.abc import Iterable

from procession.plugin.api import Track, hookimpl

PROCESSION_API = 1
PROCESSION_ORDER = 40
PROCESSION_TITLES = {"en": "Semaphore", "zh_CN": "信号量"}


@hookimpl
def procession_probe() -> str:
    """Wraps acquire, release and ``with``."""
    return "procession_plugins.semaphore.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """A row for each holder of a slot."""
    return [
        Track(
            kinds=("Semaphore",),
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
