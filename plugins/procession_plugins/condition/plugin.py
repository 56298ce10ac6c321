"""Condition: sleep until somebody says that things have changed."""

from __future__ import annotations

from collections.abc import Iterable

from procession.plugin.api import Track, hookimpl

PROCESSION_API = 1
PROCESSION_ORDER = 55
PROCESSION_TITLES = {"en": "Condition", "zh_CN": "条件变量"}


@hookimpl
def procession_probe() -> str:
    """Wraps wait, wait_for and notify; holding it shows on its lane, or on its lock's."""
    return "procession_plugins.condition.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """One bar in the holder's colour, those who wait below.

    ``wait_for`` counts as one wait, however often it sleeps; one that ends by its time-out, as
    none. ``notify_all`` counts as one of notifies.
    """
    return [
        Track(
            kinds=("Condition",),
            style="holder",
            icon="hourglass",
            counts={
                "waits": "calls:wait",
                "notifies": "calls:notify",
            },
        )
    ]
