"""Event: wait until somebody sets it."""

from __future__ import annotations

from collections.abc import Iterable

from procession.plugin.api import Track, hookimpl

PROCESSION_API = 1
PROCESSION_ORDER = 56
PROCESSION_TITLES = {"en": "Event", "zh_CN": "事件"}


@hookimpl
def procession_probe() -> str:
    """Wraps set, clear and wait."""
    return "procession_plugins.event.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """Those who wait for it. A wait that ends by its time-out is not counted."""
    return [
        Track(
            kinds=("Event",),
            style="waits",
            icon="flag",
            counts={
                "sets": "calls:set",
                "clears": "calls:clear",
                "waits": "calls:wait",
            },
        )
    ]
