"""Stopping a program: Ctrl-C, a second later terminate, a second later kill, all descendants."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Protocol

_STEP_NS = 1_000_000_000
INTERRUPT, TERMINATE, KILL = 0, 1, 2


class Descendants(Protocol):
    """Finds the program's processes, escaped ones included."""

    def alive(self) -> list[int]:
        """Pids of those that run now."""

    def interrupt(self) -> None:
        """What Ctrl-C does."""

    def terminate(self) -> None:
        """Ask them to end."""

    def kill(self) -> None:
        """End them."""


class Stop:
    """A stop on its way. Call `step` often; it looks at the clock itself."""

    def __init__(self, descendants: Descendants, first: int = INTERRUPT) -> None:
        self._descendants = descendants
        self._stage = first
        self._since = time.perf_counter_ns()
        self._act()

    def step(self) -> None:
        """Go on to the next stage when it is time; while killing, kill whoever is new."""
        now = time.perf_counter_ns()
        if self._stage == KILL:
            self._act()
        elif now - self._since >= _STEP_NS:
            self.escalate()

    def escalate(self) -> None:
        """Go on to the next stage now."""
        self._stage = min(self._stage + 1, KILL)
        self._since = time.perf_counter_ns()
        self._act()

    def _act(self) -> None:
        acts: list[Callable[[], None]] = [
            self._descendants.interrupt,
            self._descendants.terminate,
            self._descendants.kill,
        ]
        acts[self._stage]()


def make_descendants(
    foreground: Callable[[], int | None], known: Callable[[], list[int]]
) -> Descendants:
    """The best way this system has.

    Args:
        foreground: the process group that Ctrl-C goes to, None for the recorder's own.
        known: pids of the observed processes that have not ended.
    """
    if sys.platform == "linux":
        from procession.recorder.descendants_linux import LinuxDescendants

        return LinuxDescendants(foreground)
    from procession.recorder.descendants_psutil import PsutilDescendants

    return PsutilDescendants(foreground, known)
