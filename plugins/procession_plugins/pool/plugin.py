"""Pool: a fixed number of workers for any number of tasks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl
from procession_plugins.pool import answers

PROCESSION_API = 1
PROCESSION_ORDER = 90
PROCESSION_TITLES = {"en": "Pool", "zh_CN": "进程池"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """Pages, letters, eggs, holes, words, coats and cakes."""
    return [
        Lesson(_LESSONS / "page_titles.py", answer=answers.page_titles),
        Lesson(_LESSONS / "ways_to_ask.py", answer=answers.ways_to_ask),
        Lesson(_LESSONS / "result_later.py", answer=answers.result_later),
        Lesson(_LESSONS / "chunk_lab.py", answer=answers.chunk_lab),
        Lesson(_LESSONS / "stragglers.py", answer=answers.stragglers),
        Lesson(_LESSONS / "word_count.py", answer=answers.word_count),
        Lesson(_LESSONS / "darts.py", answer=answers.darts),
        Lesson(
            _LESSONS / "lock_in_a_letter.py",
            expects=("not-through-a-queue",),
            answer=answers.lock_in_a_letter,
            twin="lock_at_birth",
        ),
        Lesson(
            _LESSONS / "lock_at_birth.py",
            answer=answers.lock_in_a_letter,
            twin="lock_in_a_letter",
        ),
        Lesson(
            _LESSONS / "worker_gone.py",
            expects=("pool-worker-died",),
            answer=answers.worker_gone,
            twin="executor/worker_missed",
        ),
        Lesson(
            _LESSONS / "silent_failure.py",
            expects=("exception-unread",),
            answer=answers.failure,
            twin="failure_heard",
        ),
        Lesson(_LESSONS / "failure_heard.py", answer=answers.failure, twin="silent_failure"),
        Lesson(
            _LESSONS / "left_early.py",
            expects=("results-after-terminate",),
            answer=answers.leaving,
            twin="stayed_for_it",
        ),
        Lesson(_LESSONS / "stayed_for_it.py", answer=answers.leaving, twin="left_early"),
    ]


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
