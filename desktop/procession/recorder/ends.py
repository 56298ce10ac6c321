"""Noticing that observed processes end, on whatever system this is."""

from __future__ import annotations

import sys
from typing import Protocol


class EndWatch(Protocol):
    """Watches processes by the recording's ids."""

    def add(self, process: int, pid: int, started: int) -> bool:
        """Watch `pid`, which began before `started` (raw clock); False when it is gone already."""

    def filenos(self) -> list[int]:
        """Descriptors that become readable when a watched process ends."""

    def ended(self) -> list[int]:
        """Ids of the watched processes that have ended since this was last asked."""

    def status(self, process: int) -> int | None:
        """The exit code of a process that ended (-N: signal N), None while it is not known."""

    def forget(self, process: int) -> None:
        """Nothing more is asked about this process."""

    def close(self) -> None:
        """Let go of everything."""


def make_end_watch() -> EndWatch:
    """The best way this system has."""
    if sys.platform == "linux":
        from procession.recorder.ends_linux import PidfdWatch, works

        if works():
            return PidfdWatch()
    from procession.recorder.ends_psutil import PsutilWatch

    return PsutilWatch()
