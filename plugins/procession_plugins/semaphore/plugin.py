"""Semaphore: so many at a time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Lesson, Track, hookimpl
from procession_plugins.semaphore import answers

PROCESSION_API = 1
PROCESSION_ORDER = 40
PROCESSION_TITLES = {"en": "Semaphore", "zh_CN": "信号量"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """Places, signs, and a barber who naps."""
    return [
        Lesson(_LESSONS / "car_park.py", answer=answers.car_park),
        Lesson(_LESSONS / "meeting_point.py", answer=answers.meeting_point),
        Lesson(_LESSONS / "sleeping_barber.py", answer=answers.sleeping_barber),
    ]


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
