"""RLock: a lock that its holder may take again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Lesson, Track, hookimpl
from procession_plugins.rlock import answers

PROCESSION_API = 1
PROCESSION_ORDER = 30
PROCESSION_TITLES = {"en": "RLock", "zh_CN": "可重入锁"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """A pantry whose lock is taken twice, and a door that knows its owner."""
    return [
        Lesson(
            _LESSONS / "locked_out.py",
            expects=("self-deadlock",),
            answer=answers.locked_out,
            twin="key_in_the_pocket",
        ),
        Lesson(
            _LESSONS / "key_in_the_pocket.py",
            answer=answers.key_in_the_pocket,
            twin="locked_out",
        ),
        Lesson(
            _LESSONS / "borrowed_key.py", expects=("over-release",), answer=answers.borrowed_key
        ),
    ]


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
