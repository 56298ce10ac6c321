"""BoundedSemaphore: so many at a time, and never more than at first."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Lesson, Track, hookimpl
from procession_plugins.bounded_semaphore import answers

PROCESSION_API = 1
PROCESSION_ORDER = 50
PROCESSION_TITLES = {"en": "Bounded semaphore", "zh_CN": "有界信号量"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """What is lent comes back: as often as it was lent, and in any case."""
    return [
        Lesson(_LESSONS / "umbrellas.py", expects=("over-release",), answer=answers.umbrellas),
        Lesson(_LESSONS / "tool_shed.py", answer=answers.tool_shed),
    ]


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
