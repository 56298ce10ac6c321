"""Process: start, join and the ways to end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, hookimpl
from procession_plugins.process import answers

PROCESSION_API = 1
PROCESSION_ORDER = 10
PROCESSION_TITLES = {"en": "Process", "zh_CN": "进程"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """Programs about being started, waited for and ended."""
    return [
        # Runners end with exit codes 0, 1, 2 … on purpose, and the program reads every one of them.
        Lesson(_LESSONS / "finish_order.py", answer=answers.finish_order),
        Lesson(_LESSONS / "at_once.py", answer=answers.at_once),
        Lesson(_LESSONS / "late_guests.py", answer=answers.late_guests),
        Lesson(_LESSONS / "shop_radio.py", answer=answers.shop_radio),
        Lesson(
            _LESSONS / "no_guard.py",
            # A fork server catches the error itself; what it was is printed, not recorded.
            expects={"spawn": ("missing-main-guard",)},
            answer=answers.guard,
            twin="guard",
        ),
        Lesson(_LESSONS / "guard.py", answer=answers.guard, twin="no_guard"),
        Lesson(_LESSONS / "three_ways.py", answer=answers.three_ways),
    ]


@hookimpl
def procession_probe() -> str:
    """Process itself is no primitive: it has lanes of its own, and no track."""
    return "procession_plugins.process.probe"


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """How processes fail to start, crash, or are left behind."""
    from procession_plugins.process.findings import findings

    return findings(recording)
