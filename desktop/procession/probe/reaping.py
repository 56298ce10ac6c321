"""Ends that the program collects itself: ``os.wait`` and its kin, whoever calls them.

A child of ``os.fork`` or ``subprocess`` may be gone before the recorder could look at it; then
only its parent ever knows how it ended.
"""

import os
import sys

from ..records import REAPED
from . import writer
from .caller import frame_above
from .wrapping import dress, shorten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

TOLD_ALREADY = "multiprocessing.popen_fork"
"""The module whose `poll` tells of the end itself (see `lifecycle`)."""


def _tell(pid: int, code: int) -> None:
    caller = frame_above(2)
    if caller is None or caller.f_globals.get("__name__") != TOLD_ALREADY:
        writer.emit(REAPED, value=code, aux=pid & 0xFFFFFFFF)


if sys.platform == "win32":

    def install() -> None:
        """Nothing is collected there: whoever has a handle may ask."""

else:
    import posix

    def install() -> None:
        """Watch what this process hears of its children's ends."""
        for make in (_wait, _waitpid, _wait3, _wait4, _waitid):
            name = make.__name__[1:]
            if hasattr(posix, name):
                original = getattr(posix, name)
                wrapper = dress(make(original), original)
                # Both: pickle looks a function up in the module that it names.
                setattr(posix, name, wrapper)
                setattr(os, name, wrapper)

    # Written out one by one: each has the signature of its original, and no frame but its own
    # stands between the program and the system call.

    def _wait(original: "Callable[..., Any]") -> "Callable[..., Any]":
        def wait():  # type: ignore[no-untyped-def]
            try:
                found = original()
                if _has_ended(found[1]):
                    _tell(found[0], os.waitstatus_to_exitcode(found[1]))
            except BaseException as error:
                shorten(error)
                raise
            return found

        return wait

    def _waitpid(original: "Callable[..., Any]") -> "Callable[..., Any]":
        def waitpid(pid, options, /):  # type: ignore[no-untyped-def]
            try:
                found = original(pid, options)
                if found[0] and _has_ended(found[1]):
                    _tell(found[0], os.waitstatus_to_exitcode(found[1]))
            except BaseException as error:
                shorten(error)
                raise
            return found

        return waitpid

    def _wait3(original: "Callable[..., Any]") -> "Callable[..., Any]":
        def wait3(options):  # type: ignore[no-untyped-def]
            try:
                found = original(options)
                if found[0] and _has_ended(found[1]):
                    _tell(found[0], os.waitstatus_to_exitcode(found[1]))
            except BaseException as error:
                shorten(error)
                raise
            return found

        return wait3

    def _wait4(original: "Callable[..., Any]") -> "Callable[..., Any]":
        def wait4(pid, options):  # type: ignore[no-untyped-def]
            try:
                found = original(pid, options)
                if found[0] and _has_ended(found[1]):
                    _tell(found[0], os.waitstatus_to_exitcode(found[1]))
            except BaseException as error:
                shorten(error)
                raise
            return found

        return wait4

    def _waitid(original: "Callable[..., Any]") -> "Callable[..., Any]":
        def waitid(idtype, id, options, /):  # type: ignore[no-untyped-def]
            try:
                found = original(idtype, id, options)
                if found is not None and not options & os.WNOWAIT:
                    if found.si_code == os.CLD_EXITED:
                        _tell(found.si_pid, found.si_status)
                    elif found.si_code in (os.CLD_KILLED, os.CLD_DUMPED):
                        _tell(found.si_pid, -found.si_status)
            except BaseException as error:
                shorten(error)
                raise
            return found

        return waitid

    def _has_ended(status: int) -> bool:
        """Whether a wait status tells of an end, not of a stop."""
        return os.WIFEXITED(status) or os.WIFSIGNALED(status)
