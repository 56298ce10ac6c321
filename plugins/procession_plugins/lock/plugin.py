"""Lock: one process at a time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl
from procession_plugins.lock import answers

PROCESSION_API = 1
PROCESSION_ORDER = 20
PROCESSION_TITLES = {"en": "Lock", "zh_CN": "锁"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """Counters, doors, accounts and forks."""
    return [
        Lesson(_LESSONS / "one_counter.py", answer=answers.one_counter),
        Lesson(_LESSONS / "one_bathroom.py", answer=answers.one_bathroom),
        Lesson(
            _LESSONS / "bank_transfer.py",
            expects=("lock-cycle",),
            answer=answers.bank_transfer,
            twin="bank_transfer_ordered",
        ),
        Lesson(
            _LESSONS / "bank_transfer_ordered.py",
            answer=answers.bank_transfer,
            twin="bank_transfer",
        ),
        Lesson(_LESSONS / "five_forks.py", expects=("lock-cycle",), answer=answers.five_forks),
        Lesson(
            _LESSONS / "left_with_the_key.py",
            expects=("holder-died",),
            answer=answers.with_the_key,
            twin="front_door",
        ),
        Lesson(_LESSONS / "front_door.py", answer=answers.with_the_key, twin="left_with_the_key"),
    ]


@hookimpl
def procession_probe() -> str:
    """Wraps acquire, release and ``with``."""
    return "procession_plugins.lock.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """One bar in the holder's colour, waiters below."""
    return [
        Track(
            kinds=("Lock",),
            style="holder",
            icon="lock",
            counts={
                "acquires": "acquires",
                "contended": "contended",
                "timeouts": "timeouts",
                "releases": "releases",
            },
        )
    ]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Deadlocks, holders that died, locks taken in both orders."""
    from procession_plugins.lock.findings import findings

    return findings(recording)
