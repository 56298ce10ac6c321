"""Process: start, join and the ways to end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, hookimpl

PROCESSION_API = 1
PROCESSION_ORDER = 10
PROCESSION_TITLES = {"en": "Process", "zh_CN": "进程"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """One program: three orders that need not be the same."""
    # Runners end with exit codes 0, 1, 2 … on purpose, and the program reads every one of them.
    return [Lesson(_LESSONS / "finish_order.py")]


@hookimpl
def procession_probe() -> str:
    """Process itself is no primitive: it has lanes of its own, and no track."""
    return "procession_plugins.process.probe"


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """How processes fail to start, crash, or are left behind."""
    from procession_plugins.process.findings import findings

    return findings(recording)
