"""Manager: objects that live in a server process, used through proxies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl
from procession_plugins.manager import answers

PROCESSION_API = 1
PROCESSION_ORDER = 130
PROCESSION_TITLES = {"en": "Manager", "zh_CN": "管理器"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """A notice board that a process of its own keeps."""
    return [
        Lesson(_LESSONS / "notice_board.py", answer=answers.notice_board),
    ]


@hookimpl
def procession_probe() -> str:
    """Wraps the calls of proxies: each waits for the server, which is a helper process."""
    return "procession_plugins.manager.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """Who waits for an answer.

    The manager itself is one primitive of the kind Manager, and so is each object that it was
    asked for: ``manager.dict()``, ``manager.Lock()``, ``manager.Queue()``, whatever was registered.
    Their detail `typeid` says which. What counts is the calls that were answered, by method
    (``calls:append``): a manager's lock is no Lock, every use of it is a message and an answer.
    Iterators and results that proxies return are not listed.
    """
    return [Track(kinds=("Manager",), style="waits", icon="external", counts={"calls": "calls"})]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Copies changed in vain, and time spent asking."""
    from procession_plugins.manager.findings import findings

    return findings(recording)
