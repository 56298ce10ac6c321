"""Watching the ends of a pipe: what goes in and what comes out, message by message.

A connection that is watched has methods of its own for the writing and reading of one message, in
the place of its class's: inside them nothing of the program runs, and they are under whatever lock
guards that end, so the n-th message written is the n-th one read.
"""

import os
import sys
from _thread import get_ident
from _weakref import ref

from .. import records
from ..records import (
    FAILED,
    GET,
    SEPARATOR,
    SPOILED,
    UNWRITTEN,
    WAIT_IO,
    WAKE,
    WOKE_ERROR,
    WRITTEN,
)
from .caller import place
from .lifecycle import describe_error
from .wrapping import shorten
from .writer import define, emit, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FITS_PIPE = 4096 - 4
"""A message of so many bytes goes into a pipe that is ready for writing (``PIPE_BUF``)."""
FITS_SOCKET = 16 * 1024
"""The same for a socket, whose buffer is far from full when it is ready for writing."""
_FORMAT, _FIFO = 0o170000, 0o010000

qualname = type.__dict__["__qualname__"].__get__


def type_name(item: object) -> str:
    """The name of an object's type, without running code of the program."""
    return str(qualname(type(item)))


def travel_error(error: BaseException) -> str:
    """An error of pickling or unpickling as text: it says what cannot travel."""
    kind = type(error)
    if kind.__module__ in ("_pickle", "pickle") and len(error.args) == 1:
        (message,) = error.args
        if type(message) is str:
            return f"{qualname(kind)}: {message}"
    return describe_error(error)


def identity(fd: int) -> "tuple[str, int]":
    """What a descriptor leads to, as a key for all processes, and the number of this end.

    The two ends of a pipe of one direction are one file, those of a socket pair are two.
    """
    try:
        status = os.fstat(fd)
    except (OSError, TypeError, ValueError):
        return "", 0
    if not status.st_ino:
        return "", 0
    number = 0 if status.st_mode & _FORMAT == _FIFO else status.st_ino & 0xFFFFFFFF or 1
    return f"pipe:{status.st_dev}:{status.st_ino}", number


class End:
    """What is known of one end of a pipe in one process, or of both where they belong together."""

    __slots__ = ("began", "fits", "key", "kind", "known", "number", "reading", "taken", "writing")

    def __init__(
        self, kind: str, key: str, known: int, number: int, fd: int, writing: "int | None" = None
    ) -> None:
        self.kind = kind
        self.key = key
        self.known = known
        self.number = number
        self.fits = FITS_SOCKET if number else FITS_PIPE
        self.reading = _poll(fd, "POLLIN")
        self.writing = _poll(fd if writing is None else writing, "POLLOUT")
        self.began: set[int] = set()
        """Threads that have told of their wait to write already."""
        self.taken: set[int] = set()
        """Threads that have taken a message and not made anything of it yet."""

    @property
    def object(self) -> int:
        """The primitive's id here; one that arrived gets it at its first use."""
        if not self.known:
            self.known = define(self.kind, self.key, 0, made_here=False)
        return self.known

    def failed(self, verb: str, error: BaseException, where: int) -> None:
        """Record that taking a message failed: before it was taken, or after."""
        described = travel_error(error)
        ident = get_ident()
        if ident in self.taken:
            self.taken.discard(ident)
            emit(SPOILED, self.object, where, aux=text(described))
        else:
            emit(FAILED, self.object, where, aux=text(f"{verb}{SEPARATOR}{described}"))


def _poll(fd: int, event: str) -> "Any":
    """Something to ask whether `fd` is ready, at the cost of one system call."""
    select = sys.modules.get("select")
    make = getattr(select, "poll", None)
    if make is None:
        return None
    poll = make()
    poll.register(fd, getattr(select, event))
    return poll.poll


def is_ready(ask: "Any") -> bool:
    """Whether a descriptor is ready; False where that cannot be told."""
    try:
        return ask is not None and bool(ask(0))
    except (OSError, RuntimeError):
        # Another thread is asking just now.
        return False


plain_methods: "dict[str, Any]" = {}
"""Methods of connections as they were before a plugin wrapped them."""


def plain(connection: "Any", name: str) -> "Any":
    """A method of a connection, without what a plugin wrapped around it."""
    method = plain_methods.get(name)
    return getattr(connection, name) if method is None else method.__get__(connection)


def watch_end(
    connection: "Any", end: End, verb: str = "send", wait: int = WAIT_IO, internal: bool = False
) -> None:
    """Record what goes through a connection, as messages of `end`.

    Args:
        verb, wait: what a thread that cannot write at once is recorded to wait for, and how.
        internal: what else is done with the connection is nobody's business.
    """
    connection._procession = None if internal else end
    if connection._writable:
        connection._send_bytes = _writing(connection, end, verb, wait)
    if connection._readable:
        connection._recv_bytes = _reading(connection, end)


def _reading(connection: "Any", end: End) -> "Any":
    original = type(connection)._recv_bytes
    # Weak: a connection closes when the last one lets go of it.
    me = ref(connection)

    def _recv_bytes(maxsize=None):  # type: ignore[no-untyped-def]
        try:
            message = original(me(), maxsize)
        except BaseException as error:
            shorten(error)
            raise
        if message is not None:
            end.taken.add(get_ident())
            emit(GET, end.object, place(1), message.tell(), end.number)
        return message

    return _recv_bytes


def _writing(connection: "Any", end: End, verb: str, wait: int) -> "Any":
    original = type(connection)._send_bytes
    me = ref(connection)

    def _send_bytes(buf):  # type: ignore[no-untyped-def]
        size = len(buf)
        told = bool(end.began) and get_ident() in end.began
        waits = not told and (size > end.fits or not is_ready(end.writing))
        if waits:
            emit(wait, end.object, place(1), -1, text(verb))
        emit(WRITTEN, end.object, 0, size, end.number)
        try:
            original(me(), buf)
        except BaseException as error:
            emit(UNWRITTEN, end.object, 0, size, end.number)
            if waits:
                emit(WAKE, end.object, value=WOKE_ERROR)
            shorten(error)
            raise
        if waits:
            emit(WAKE, end.object, value=records.WOKE_OK)

    return _send_bytes
