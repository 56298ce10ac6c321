"""ProcessPoolExecutor: workers that answer with futures."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Lesson, Track, hookimpl
from procession_plugins.executor import answers

PROCESSION_API = 1
PROCESSION_ORDER = 95
PROCESSION_TITLES = {"en": "ProcessPoolExecutor", "zh_CN": "进程池执行器"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """Errands, and receipts that say how they went."""
    return [
        Lesson(_LESSONS / "errands_with_receipts.py", answer=answers.errands_with_receipts),
        Lesson(
            _LESSONS / "worker_missed.py",
            expects=("pool-worker-died",),  # a warning: here everybody hears of it
            answer=answers.worker_missed,
            twin="pool/worker_gone",
        ),
    ]


@hookimpl
def procession_probe() -> str:
    """Sees what is submitted, the workers' loop, and who looks at a future's result."""
    return "procession_plugins.executor.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """A step curve of tasks that no worker has begun.

    A future that was cancelled in time counts as submitted and as nothing else: no worker ever
    had it, so there is no task. What was sent when the executor broke is lost.
    """
    return [
        Track(
            kinds=("ProcessPoolExecutor",),
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
