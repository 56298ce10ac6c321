"""The command line's own descriptors on their way through the recorder to the program.

A `multiprocessing` child finds its standard input closed and nothing else open; the program is to
find what it would have found without Procession (``program <(command)`` included).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any


class Descriptors:
    """Standard input and further inheritable descriptors; pickles into a spawned process only."""

    def __init__(self, stdin: int | None, others: tuple[int, ...]) -> None:
        self.stdin = stdin
        self.others = others

    @classmethod
    def of_this_process(cls) -> Descriptors:
        """What a program started from here would inherit."""
        if sys.platform == "win32":
            return cls(None, ())
        try:
            stdin: int | None = os.dup(0)
        except OSError:
            stdin = None
        return cls(stdin, tuple(_inheritable()))

    def close(self) -> None:
        """Let go of them, so that whoever is at their other end sees the program alone."""
        for descriptor in (*(() if self.stdin is None else (self.stdin,)), *self.others):
            try:
                os.close(descriptor)
            except OSError:
                continue
        self.stdin, self.others = None, ()

    def __reduce__(self) -> tuple[Callable[..., Descriptors], tuple[Any, ...]]:
        if sys.platform == "win32":
            return Descriptors, (None, ())
        else:
            from multiprocessing.reduction import DupFd

            stdin = None if self.stdin is None else DupFd(self.stdin)
            return _arrived, (stdin, [DupFd(descriptor) for descriptor in self.others])


def _arrived(stdin: Any, others: list[Any]) -> Descriptors:
    first = None if stdin is None else stdin.detach()
    return Descriptors(first, tuple(other.detach() for other in others))


def _inheritable() -> list[int]:
    found = []
    try:
        names = os.listdir("/proc/self/fd" if sys.platform == "linux" else "/dev/fd")
    except OSError:
        return []
    for name in names:
        try:
            if int(name) > 2 and os.get_inheritable(int(name)):
                found.append(int(name))
        except (OSError, ValueError):
            continue
    return sorted(found)
