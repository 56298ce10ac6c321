"""Watching the ends of a pipe: what goes in and what comes out, message by message.

What is wrapped here are the methods that write and read one message: inside them nothing of the
program runs, and they are under whatever lock guards that end, so the n-th message written is the
n-th one read. What is known of a connection stands beside it, not in it: connections can be
pickled with all that is in them.
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
from .wrapping import replace, shorten
from .writer import define, emit, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from .imports import Watch

FITS_PIPE = 4096 - 4
"""A message of so many bytes goes into a pipe that is ready for writing (``PIPE_BUF``)."""
FITS_SOCKET = 16 * 1024
"""The same for a socket, whose buffer is far from full when it is ready for writing."""
_FORMAT, _FIFO = 0o170000, 0o010000

qualname = type.__dict__["__qualname__"].__get__
_COMMON: "dict[type, str]" = {
    kind: kind.__name__
    for kind in (int, str, bytes, float, bool, tuple, list, dict, set, bytearray, type(None))
}


def type_name(item: object) -> str:
    """The name of an object's type, without running code of the program."""
    kind = type(item)
    # A metaclass may say what its classes' hash is.
    common = _COMMON.get(kind) if type(kind) is type else None
    return common or str(qualname(kind))


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

    __slots__ = (
        "began",
        "fits",
        "key",
        "kind",
        "known",
        "number",
        "reading",
        "taken",
        "verb",
        "wait",
        "writing",
    )

    def __init__(
        self, kind: str, key: str, known: int, number: int, fd: int, writing: "int | None" = None
    ) -> None:
        self.kind = kind
        self.key = key
        self.known = known
        self.number = number
        self.fits = FITS_SOCKET if number else FITS_PIPE
        self.reading = reading(fd)
        self.writing = _poll(fd if writing is None else writing, "POLLOUT")
        self.verb = "send"
        self.wait = WAIT_IO
        """What a thread that cannot write at once is recorded to wait for, and how."""
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


def reading(fd: int) -> "Any":
    """Something to ask whether there is anything to read."""
    return _poll(fd, "POLLIN")


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


# --- what is known of connections ----------------------------------------------------------------

outer_ends: "dict[int, End | None]" = {}
"""Id of a connection → the end that it is to the program; None: it is internal."""
_ends: "dict[int, End]" = {}
"""Id of a connection → the end as which its messages are recorded."""
_guards: "dict[int, ref[Any]]" = {}


def note_end(connection: "Any", end: "End | None") -> None:
    """Say what a connection is to the program."""
    _guard(connection)
    outer_ends[id(connection)] = end


def watch_end(connection: "Any", end: End, internal: bool = False) -> None:
    """Record what goes through a connection, as messages of `end`.

    With `internal`, what else is done with the connection is nobody's business.
    """
    note_end(connection, None if internal else end)
    _ends[id(connection)] = end


def _guard(connection: "Any") -> None:
    """Forget what is known of a connection when it goes, before its id is given again."""
    number = id(connection)
    if number in _guards:
        return

    def forget(_: object) -> None:
        for table in (outer_ends, _ends, _guards):
            table.pop(number, None)

    _guards[number] = ref(connection, forget)


# --- messages ------------------------------------------------------------------------------------

_patched: "list[bool]" = []


def observe(watch: "Watch") -> None:
    """Watch the messages of connections; of those alone that `watch_end` was called for."""
    watch.when_imported("multiprocessing.connection", _patch)


def _patch(module: "ModuleType") -> None:
    if _patched:
        return
    _patched.append(True)
    for name in ("Connection", "PipeConnection"):
        owner = getattr(module, name, None)
        replace(owner, "_send_bytes", _around_writing)
        replace(owner, "_recv_bytes", _around_reading)


def _around_reading(original: "Any") -> "Any":
    def _recv_bytes(self, maxsize=None):  # type: ignore[no-untyped-def]
        try:
            end = _ends.get(id(self))
            try:
                message = original(self, maxsize)
            except BaseException as error:
                shorten(error)
                raise
            if end is not None and message is not None:
                end.taken.add(get_ident())
                emit(GET, end.object, place(1), message.tell(), end.number)
            return message
        except BaseException as error:
            shorten(error)
            raise

    return _recv_bytes


def _around_writing(original: "Any") -> "Any":
    def _send_bytes(self, buf):  # type: ignore[no-untyped-def]
        try:
            end = _ends.get(id(self))
            waits, size = False, 0
            if end is not None:
                size = len(buf)
                told = bool(end.began) and get_ident() in end.began
                waits = not told and (size > end.fits or not is_ready(end.writing))
                if waits:
                    emit(end.wait, end.object, place(1), -1, text(end.verb))
                emit(WRITTEN, end.object, 0, size, end.number)
            try:
                original(self, buf)
            except BaseException as error:
                if end is not None:
                    emit(UNWRITTEN, end.object, 0, size, end.number)
                    if waits:
                        emit(WAKE, end.object, value=WOKE_ERROR)
                shorten(error)
                raise
            if waits and end is not None:
                emit(WAKE, end.object, value=records.WOKE_OK)
        except BaseException as error:
            shorten(error)
            raise

    return _send_bytes
