"""Event: wait until somebody sets it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Lesson, Track, hookimpl
from procession_plugins.event import answers

PROCESSION_API = 1
PROCESSION_ORDER = 56
PROCESSION_TITLES = {"en": "Event", "zh_CN": "事件"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """A race that nobody begins too early."""
    return [
        Lesson(_LESSONS / "starting_gun.py", answer=answers.starting_gun),
    ]


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
