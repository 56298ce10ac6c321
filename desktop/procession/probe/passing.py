"""What a queue calls where an item goes in, into the pipe, and out of it: closures of ours."""

import sys
from _thread import get_ident

from .. import records
from ..records import (
    DROPPED,
    FAILED,
    GET,
    PUT,
    SEPARATOR,
    UNWRITTEN,
    WAIT_EXPECTED,
    WAIT_KEPT,
    WAKE,
    WRITTEN,
)
from .caller import is_internal_frame, place, place_from
from .ends import is_ready, plain, travel_error, type_name
from .semlock import NO_TIMEOUT, nanoseconds
from .wrapping import cover_entry, shorten
from .writer import emit, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .channel import Channel

getframe = sys._getframe


def room(original: "Callable[..., bool]", channel: "Channel") -> "Callable[..., bool]":
    """The semaphore that counts free places; taken by ``put``."""

    def acquire(block=True, timeout=None):  # type: ignore[no-untyped-def]
        try:
            got = False
            put = getframe(1)
            caller = put.f_back
            if is_internal_frame(caller):
                return original(block, timeout)
            held = put.f_locals
            what = text(type_name(held["obj"])) if "obj" in held else 0
            where = place_from(caller)
            if (timeout is None or type(timeout) in (float, int)) and original(False):
                got = True
                emit(PUT, channel.known or channel.object, where, 0, what)
                return True
            if block:
                emit(WAIT_KEPT, channel.object, where, nanoseconds(timeout), text("put"))
            try:
                got = original(block, timeout)
            except BaseException as error:
                if block:
                    emit(WAKE, channel.object, value=records.WOKE_ERROR)
                shorten(error)
                raise
            if got:
                emit(PUT, channel.object, where, aux=what)
            elif block:
                emit(WAKE, channel.object, value=records.WOKE_TIMEOUT)
            else:
                emit(FAILED, channel.object, where, aux=text(f"put{SEPARATOR}Full"))
            return got
        except BaseException as error:
            if got:
                # A signal handler raised here: it will not be put.
                emit(DROPPED, channel.object, aux=text(type_name(error)))
                original.__self__.release()  # type: ignore[attr-defined]
            shorten(error)
            raise

    acquire._procession_original = original  # type: ignore[attr-defined]
    return cover_entry(acquire)


def taking(queue: "Any", channel: "Channel") -> "Callable[..., bytes]":
    """Reads one item from the pipe, under the queue's lock at this end."""
    original = plain(queue._reader, "recv_bytes")
    ready = channel.ready

    def recv_bytes(maxlength=None):  # type: ignore[no-untyped-def]
        try:
            ident = get_ident()
            # Only whoever has the lock at this end can know.
            if ident in channel.hoping and not is_ready(ready):
                emit(WAIT_EXPECTED, channel.object, place(2), NO_TIMEOUT, text("get"))
            try:
                data = original(maxlength)
            except BaseException as error:
                shorten(error)
                raise
            channel.taken.add(ident)
            emit(GET, channel.known or channel.object, place(2), len(data))
            return data
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(recv_bytes)


def sending(original: "Callable[..., None]", channel: "Channel") -> "Callable[..., None]":
    """Writes one item into the pipe, under the queue's lock at that end."""

    def send_bytes(buf, offset=0, size=None):  # type: ignore[no-untyped-def]
        try:
            emit(WRITTEN, channel.known or channel.object, 0, len(buf))
            try:
                return original(buf, offset, size)
            except BaseException as error:
                emit(UNWRITTEN, channel.object, 0, len(buf))
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(send_bytes)


def failing(original: "Callable[..., None]", channel: "Channel") -> "Callable[..., None]":
    """Told of an item that could not be pickled or written."""

    def _on_queue_feeder_error(e, obj):  # type: ignore[no-untyped-def]
        try:
            emit(DROPPED, channel.object, aux=text(travel_error(e)))
            return original(e, obj)
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(_on_queue_feeder_error)
