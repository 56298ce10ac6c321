"""Pipe: messages between two ends."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl
from procession_plugins.pipe import answers

PROCESSION_API = 1
PROCESSION_ORDER = 60
PROCESSION_TITLES = {"en": "Pipe", "zh_CN": "管道"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """One way, both ways, and round in a circle."""
    return [
        Lesson(_LESSONS / "weather_station.py", answer=answers.weather_station, twin="open_end"),
        Lesson(
            _LESSONS / "open_end.py",
            expects=("eof-never",),
            answer=answers.open_end,
            twin="weather_station",
        ),
        Lesson(_LESSONS / "guessing_game.py", answer=answers.guessing_game),
        Lesson(_LESSONS / "token_ring.py", answer=answers.token_ring),
    ]


@hookimpl
def procession_probe() -> str:
    """Wraps the methods of connections, and what makes them."""
    return "procession_plugins.pipe.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """A step curve of how many messages are under way, both ways together."""
    return [
        Track(
            kinds=("Pipe",),
            style="depth",
            icon="pipe",
            counts={"sends": "sends", "recvs": "recvs", "bytes": "bytes"},
        )
    ]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Messages and ends of file that never come, sends that nobody reads."""
    from procession_plugins.pipe.findings import findings

    return findings(recording)
