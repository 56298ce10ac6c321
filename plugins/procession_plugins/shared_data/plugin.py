"""Shared data: values and arrays in memory that processes have in common."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl
from procession_plugins.shared_data import answers

PROCESSION_API = 1
PROCESSION_ORDER = 100
PROCESSION_TITLES = {"en": "Shared data", "zh_CN": "共享数据"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """What is shared and what is not, and seats that are sold once."""
    return [
        Lesson(_LESSONS / "own_copy.py", expects=("global-not-shared",), answer=answers.own_copy),
        Lesson(_LESSONS / "cinema.py", answer=answers.cinema),
        Lesson(
            _LESSONS / "lost_ticket.py",
            expects=("lost-update",),
            answer=answers.ticket,
            twin="kept_ticket",
        ),
        Lesson(_LESSONS / "kept_ticket.py", answer=answers.ticket, twin="lost_ticket"),
    ]


@hookimpl
def procession_probe() -> str:
    """Wraps what makes values and arrays, and tells what is pickled."""
    return "procession_plugins.shared_data.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """Who holds the lock of a value or an array; raw ones have none."""
    return [
        Track(
            kinds=("Value", "Array"),
            style="holder",
            icon="lock",
            counts={
                "acquires": "acquires",
                "contended": "contended",
                "timeouts": "timeouts",
                "releases": "releases",
            },
        ),
        Track(kinds=("RawValue", "RawArray"), style="none"),
    ]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Updates that were lost."""
    from procession_plugins.shared_data.findings import findings

    return findings(recording)
