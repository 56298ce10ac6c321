"""Barrier: nobody goes on before all have come."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl
from procession_plugins.barrier import answers

PROCESSION_API = 1
PROCESSION_ORDER = 57
PROCESSION_TITLES = {"en": "Barrier", "zh_CN": "屏障"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """A hike that nobody finishes alone, and a table with a chair too many."""
    return [
        Lesson(_LESSONS / "mountain_hike.py", answer=answers.mountain_hike),
        Lesson(
            _LESSONS / "one_too_many.py",
            expects=("barrier-short",),
            answer=answers.table,
            twin="a_chair_for_each",
        ),
        Lesson(_LESSONS / "a_chair_for_each.py", answer=answers.table, twin="one_too_many"),
    ]


@hookimpl
def procession_probe() -> str:
    """Watches the steps of wait, and what breaks the barrier."""
    return "procession_plugins.barrier.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """Those who wait for the others.

    A pass is one ``wait`` that went through; a break is one ``abort``, one time-out or one action
    that failed, however many others find the barrier broken.
    """
    return [
        Track(
            kinds=("Barrier",),
            style="waits",
            icon="barrier",
            counts={
                "passes": "calls:wait",
                "breaks": "calls:break",
            },
        )
    ]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Barriers at which not all parties can arrive any more."""
    from procession_plugins.barrier.findings import findings

    return findings(recording)
