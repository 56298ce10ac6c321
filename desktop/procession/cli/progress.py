"""A line on the terminal while something takes long."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_PATIENCE_S = 1.0
_EVERY_S = 0.1


class Progress:
    """Call it with what is done and what there is to do. Shows nothing for short work."""

    def __init__(self, what: str, quiet: bool = False) -> None:
        self._what = what
        self._shows = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._next = time.monotonic() + _PATIENCE_S
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is, if that is worth showing by now."""
        now = time.monotonic()
        if self._shows and now >= self._next and total > 0:
            self._next = now + _EVERY_S
            self._shown = True
            share = min(100, 100 * done // total)
            print(f"\r{self._what}: {share} %", end="", file=sys.stderr, flush=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
