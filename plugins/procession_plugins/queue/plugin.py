"""Queue: items from one process to another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl

PROCESSION_API = 1
PROCESSION_ORDER = 70
PROCESSION_TITLES = {"en": "Queue", "zh_CN": "队列"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """One program: a shelf with little room between a baker and shoppers."""
    return [Lesson(_LESSONS / "bakery_shelf.py")]


@hookimpl
def procession_probe() -> str:
    """Wraps put and get, and sees what the feeder thread writes."""
    return "procession_plugins.queue.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """A step curve of how many items it contains."""
    return [
        Track(
            kinds=("Queue",),
            style="depth",
            icon="queue",
            counts={
                "puts": "puts",
                "gets": "gets",
                "put_waits": "put_waits",
                "get_waits": "get_waits",
                "max_depth": "max_depth",
                "left": "left",
            },
        )
    ]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Waits for items that never come, puts that nobody makes room for, items dropped."""
    from procession_plugins.queue.findings import findings

    return findings(recording)
