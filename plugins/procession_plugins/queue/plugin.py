"""Queue: items from one process to another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl
from procession_plugins.queue import answers

PROCESSION_API = 1
PROCESSION_ORDER = 70
PROCESSION_TITLES = {"en": "Queue", "zh_CN": "队列"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """Shelves, boxes, parcels, luggage and counters."""
    return [
        Lesson(_LESSONS / "bakery_shelf.py", answer=answers.bakery_shelf),
        Lesson(_LESSONS / "full_and_empty.py", answer=answers.full_and_empty),
        Lesson(_LESSONS / "assembly_line.py", answer=answers.assembly_line),
        Lesson(
            _LESSONS / "lost_parcel.py",
            expects=("unpicklable",),
            answer=answers.lost_parcel,
            twin="parcel_that_arrives",
        ),
        Lesson(
            _LESSONS / "parcel_that_arrives.py",
            answer=answers.parcel_that_arrives,
            twin="lost_parcel",
        ),
        Lesson(
            _LESSONS / "heavy_luggage.py",
            expects=("join-before-drain",),
            answer=answers.luggage,
            twin="luggage_first",
        ),
        Lesson(_LESSONS / "luggage_first.py", answer=answers.luggage, twin="heavy_luggage"),
        Lesson(
            _LESSONS / "open_counter.py",
            expects=("starved-get",),
            answer=answers.counter,
            twin="closing_counter",
        ),
        Lesson(_LESSONS / "closing_counter.py", answer=answers.counter, twin="open_counter"),
    ]


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
