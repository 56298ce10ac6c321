"""Calls to other people's code that come back in time, whatever that code does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

__all__ = ["TookTooLong", "within"]


class TookTooLong(Exception):
    """A call did not come back in time; its thread is left behind."""


def within(seconds: float, function: Callable[[], Any]) -> Any:
    """What `function` returns or raises; raises `TookTooLong` when it is still at it after that.

    It runs on a thread of its own. Python cannot end a thread: one that never returns goes on
    until the process ends, which does not wait for it.
    """
    results: list[Any] = []
    errors: list[BaseException] = []

    def call() -> None:
        try:
            results.append(function())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=call, name="plugin", daemon=True)
    thread.start()
    thread.join(seconds)
    if results:
        return results[0]
    if errors:
        raise errors[0]
    raise TookTooLong(f"it took longer than {seconds:g} s")
