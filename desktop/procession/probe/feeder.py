"""Watching a queue's feeder: who waits until what was put is in the pipe."""

import sys

from .. import records
from ..records import WAIT_EXPECTED, WAKE
from .caller import place
from .semlock import NO_TIMEOUT
from .wrapping import cover_entry, dress, shorten
from .writer import emit, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .channel import Channel


def around_join_thread(original: "Any") -> "Any":
    """``join_thread``: waits until the feeder has got rid of what was put."""

    def join_thread(self):  # type: ignore[no-untyped-def]
        try:
            channel = self.__dict__.get("_procession")
            if channel is not None:
                emit(WAIT_EXPECTED, channel.object, place(1), NO_TIMEOUT, text("join_thread"))
            try:
                return original(self)
            except BaseException as error:
                shorten(error)
                raise
            finally:
                if channel is not None:
                    emit(WAKE, channel.object)
        except BaseException as error:
            shorten(error)
            raise

    return join_thread


def around_cancel(original: "Any") -> "Any":
    """``cancel_join_thread``: from now on nobody waits for the feeder."""

    def cancel_join_thread(self):  # type: ignore[no-untyped-def]
        try:
            channel = self.__dict__.get("_procession")
            if channel is not None:
                emit(records.CALL, channel.object, place(1), aux=text("cancel_join_thread"))
            try:
                return original(self)
            except BaseException as error:
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return cancel_join_thread


def around_start_thread(original: "Any") -> "Any":
    """``_start_thread``: the feeder begins, and who must wait for it is known."""

    def _start_thread(self):  # type: ignore[no-untyped-def]
        try:
            try:
                original(self)
            except BaseException as error:
                shorten(error)
                raise
            channel = self.__dict__.get("_procession")
            flush: Any = getattr(self, "_jointhread", None)
            callback = getattr(flush, "_callback", None)
            if channel is not None and flush is not None and callback is not None:
                flush._callback = dress(_flushing(callback, channel), callback)
        except BaseException as error:
            shorten(error)
            raise

    return _start_thread


def _flushing(original: "Callable[..., None]", channel: "Channel") -> "Callable[..., None]":
    """A process that has put items ends only when its feeder has got rid of them."""

    def _finalize_join(twr):  # type: ignore[no-untyped-def]
        try:
            # What join_thread() calls is told by it already. A queue that is let go of may call
            # this from anywhere.
            caller = sys._getframe(1).f_back
            told = caller is not None and caller.f_code.co_name == "join_thread"
            if not told:
                emit(WAIT_EXPECTED, channel.object, 0, NO_TIMEOUT, text("flush"))
            try:
                return original(twr)
            except BaseException as error:
                shorten(error)
                raise
            finally:
                if not told:
                    emit(WAKE, channel.object)
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(_finalize_join)
