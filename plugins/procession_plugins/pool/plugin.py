"""Pool: a fixed number of workers for any number of tasks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl

PROCESSION_API = 1
PROCESSION_ORDER = 90
PROCESSION_TITLES = {"en": "Pool", "zh_CN": "进程池"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """One program: page titles, fetched by a few workers."""
    return [Lesson(_LESSONS / "page_titles.py")]


@hookimpl
def procession_probe() -> str:
    """Wraps the calls that hand work over, the workers' loop and the looks at results."""
    return "procession_plugins.pool.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """A step curve of tasks that no worker has begun."""
    return [
        Track(
            kinds=("Pool", "ThreadPool"),
            style="backlog",
            icon="pool",
            counts={
                "submitted": "submitted",
                "ok": "ok",
                "error": "error",
                "lost": "lost",
                "unread": "unread",
            },
        )
    ]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Lost tasks, results that never come, errors that nobody looked at."""
    from procession_plugins.pool.findings import findings

    return findings(recording)
