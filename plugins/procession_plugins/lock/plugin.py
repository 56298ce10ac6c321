"""Lock: one process at a time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl

PROCESSION_API = 1
PROCESSION_ORDER = 20
PROCESSION_TITLES = {"en": "Lock", "zh_CN": "锁"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """One program: a counter that several processes add to."""
    return [Lesson(_LESSONS / "one_counter.py")]


@hookimpl
def procession_probe() -> str:
    """Wraps acquire, release and ``with``."""
    return "procession_plugins.lock.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """One bar in the holder's colour, waiters below."""
    return [
        Track(
            kinds=("Lock",),
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


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Deadlocks, holders that died, locks taken in both orders."""
    from procession_plugins.lock.findings import findings

    return findings(recording)
