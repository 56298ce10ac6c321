"""The command line's own descriptors on their way through the recorder to the program.

A `multiprocessing` child finds its standard input closed and nothing else open; the program is to
find what it would have found without Procession (``program <(command)`` included).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

_closed: set[int] = set()
"""Standard streams that this process was started without."""


def keep_closed_streams() -> None:
    """Put the null device where standard streams are closed: else what we open next goes there,
    and the program would take our own files and sockets for its streams."""
    if sys.platform == "win32":
        return
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is the one that is given.
            os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(number, True)
            _closed.add(number)


class Descriptors:
    """Standard input and further inheritable descriptors; pickles into a spawned process only."""

    def __init__(
        self, stdin: int | None, others: tuple[int, ...], closed: tuple[int, ...] = ()
    ) -> None:
        self.stdin = stdin
        self.others = others
        self.closed = closed
        """Standard streams that the program is to find closed."""

    def close_in_child(self) -> None:
        """Close those, in the program to be, before it is executed."""
        for number in self.closed:
            os.close(number)

    @classmethod
    def of_this_process(cls) -> Descriptors:
        """What a program started from here would inherit."""
        if sys.platform == "win32":
            return cls(None, ())
        try:
            stdin: int | None = os.dup(0)
        except OSError:
            stdin = None
        return cls(stdin, tuple(_inheritable()), tuple(sorted(_closed)))

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
            others = [DupFd(descriptor) for descriptor in self.others]
            return _arrived, (stdin, others, self.closed)


def _arrived(stdin: Any, others: list[Any], closed: tuple[int, ...]) -> Descriptors:
    first = None if stdin is None else stdin.detach()
    return Descriptors(first, tuple(other.detach() for other in others), closed)


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
