"""Condition: sleep until somebody says that things have changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Lesson, Track, hookimpl
from procession_plugins.condition import answers

PROCESSION_API = 1
PROCESSION_ORDER = 55
PROCESSION_TITLES = {"en": "Condition", "zh_CN": "条件变量"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """Bread that is waited for, a call that is missed, a room for readers."""
    return [
        Lesson(_LESSONS / "fresh_bread.py", answer=answers.fresh_bread),
        Lesson(
            _LESSONS / "missed_call.py",
            expects=("starved-wait",),
            answer=answers.missed_call,
            twin="dinner_is_ready",
        ),
        Lesson(_LESSONS / "dinner_is_ready.py", answer=answers.missed_call, twin="missed_call"),
        Lesson(_LESSONS / "reading_room.py", answer=answers.reading_room),
    ]


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
