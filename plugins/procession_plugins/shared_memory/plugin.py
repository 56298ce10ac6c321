"""Shared memory: blocks with a name, and lists kept in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl
from procession_plugins.shared_memory import answers

PROCESSION_API = 1
PROCESSION_ORDER = 110
PROCESSION_TITLES = {"en": "Shared memory", "zh_CN": "共享内存"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """A picture that several processes work on where it is."""
    return [
        Lesson(_LESSONS / "darkroom.py", answer=answers.darkroom),
    ]


@hookimpl
def procession_probe() -> str:
    """Wraps making, attaching, closing and unlinking."""
    return "procession_plugins.shared_memory.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """Nothing is drawn: what is read and written is not seen, only who has the block."""
    return [
        Track(
            kinds=("SharedMemory", "ShareableList"),
            style="none",
            icon="dots",
            counts={
                "attaches": "calls:attach",
                "closes": "calls:close",
                "unlinks": "calls:unlink",
            },
        )
    ]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Blocks that are left behind, or unlinked too early."""
    from procession_plugins.shared_memory.findings import findings

    return findings(recording)
