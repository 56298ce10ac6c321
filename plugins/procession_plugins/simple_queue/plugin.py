"""SimpleQueue: a pipe with a lock at each end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Lesson, Track, hookimpl
from procession_plugins.simple_queue import answers

PROCESSION_API = 1
PROCESSION_ORDER = 85
PROCESSION_TITLES = {"en": "Simple queue", "zh_CN": "简单队列"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """Letters, put straight into a pipe."""
    return [
        Lesson(_LESSONS / "letter_box.py", answer=answers.letter_box),
    ]


@hookimpl
def procession_probe() -> str:
    """Wraps put and get, and sees what goes through the pipe."""
    return "procession_plugins.simple_queue.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """A step curve of how many items it contains."""
    return [
        Track(
            kinds=("SimpleQueue",),
            style="depth",
            icon="queue",
            counts={
                # Unlike a Queue's, put() itself writes: what cannot be written raises there.
                "puts": "sends",
                "gets": "gets",
                "put_waits": "put_waits",
                "get_waits": "get_waits",
                "max_depth": "max_depth",
                "left": "left",
            },
        )
    ]
