"""Watching ``multiprocessing.queues.Queue``: a pipe, a lock at each end, and a feeder thread.

What goes in is seen where the queue takes its semaphore (room is there: the item will go in),
what goes out where the pipe is read, under the queue's own lock: so the n-th write to a pipe is
its n-th read, whatever processes do.
"""

import sys
from _thread import get_ident

from .. import records
from ..records import (
    FAILED,
    SEPARATOR,
    SPOILED,
    WAIT_EXPECTED,
    WAKE,
)
from .caller import (
    called_internally,
    creator,
    place,
    place_of_frame,
)
from .ends import note_end, plain, reading, travel_error
from .feeder import around_cancel, around_join_thread, around_start_thread
from .passing import failing, room, sending, taking
from .semlock import NO_TIMEOUT, adopt, nanoseconds
from .wrapping import replace, shorten, swallow
from .writer import define, emit, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

    from .imports import Watch

getframe = sys._getframe
watched: set[str] = set()
_constructors: "set[CodeType]" = set()
_patched: list[bool] = []
UNBOUNDED = 2**31 - 1
"""``maxsize`` of a queue without one: the largest value a semaphore takes."""


class Channel:
    """What is known of one queue in one process."""

    __slots__ = ("hoping", "key", "kind", "known", "ready", "taken")

    def __init__(self, kind: str, key: str, known: int) -> None:
        self.kind = kind
        self.key = key
        self.known = known
        self.ready: Any = None
        """Asks whether there is something to read."""
        self.hoping: set[int] = set()
        """Threads that get, and tell of waiting when they find nothing to read."""
        self.taken: set[int] = set()
        """Threads that have taken an item and not unpickled it yet."""

    @property
    def object(self) -> int:
        """Its id here; one that arrived from another process gets it at its first use."""
        if not self.known:
            self.known = define(self.kind, self.key, 0, made_here=False)
        return self.known


def observe(watch: "Watch", kind: str) -> None:
    """Watch the objects of a queue class of ``multiprocessing.queues`` and its subclasses."""
    watched.add(kind)
    watch.when_imported("multiprocessing.queues", _patch)
    watch.when_imported("multiprocessing.context", _learn_factories)


def channel_of(queue: "Any") -> "Channel | None":
    """The channel of a queue, None when it is internal or its class is not watched."""
    return getattr(queue, "_procession", None)


def _learn_factories(module: "ModuleType") -> None:
    for name in ("Queue", "JoinableQueue"):
        _constructors.add(getattr(module.BaseContext, name).__code__)


def _patch(module: "ModuleType") -> None:
    if _patched:
        return
    _patched.append(True)
    queue, joinable = module.Queue, module.JoinableQueue
    _constructors.update((queue.__init__.__code__, joinable.__init__.__code__))
    replace(queue, "__init__", _around_init)
    _constructors.add(queue.__init__.__code__)
    replace(queue, "__setstate__", _around_setstate)
    replace(queue, "_reset", _around_reset)
    replace(queue, "get", _around_get)
    replace(queue, "join_thread", around_join_thread)
    replace(queue, "cancel_join_thread", around_cancel)
    replace(queue, "_start_thread", around_start_thread)


def _kind_of(queue: object) -> "str | None":
    """The public class of a queue: the most special one, if a plugin watches it."""
    for base in type(queue).__mro__:
        if base.__module__ == "multiprocessing.queues":
            return base.__name__ if base.__name__ in watched else None
    return None


def _key_of(queue: "Any") -> str:
    name = queue._rlock._semlock.name
    return f"queue:{name}" if name else ""


def _around_init(original: "Any") -> "Any":
    def made(self, maxsize=0, *, ctx):  # type: ignore[no-untyped-def]
        try:
            try:
                original(self, maxsize, ctx=ctx)
            except BaseException as error:
                shorten(error)
                raise
            self._procession = None
            try:
                kind = _kind_of(self)
                frame = creator(_constructors, depth=1) if kind else None
                if kind is not None and frame is not None:
                    where = place_of_frame(frame, with_column=True)
                    bound = {} if self._maxsize >= UNBOUNDED else {"maxsize": self._maxsize}
                    made = define(kind, _key_of(self), where, made_here=True, **bound)
                    self._procession = Channel(kind, _key_of(self), made)
                    _watch_ends(self, self._procession)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return made


def _around_setstate(original: "Any") -> "Any":
    def arrived(self, state):  # type: ignore[no-untyped-def]
        try:
            try:
                original(self, state)
            except BaseException as error:
                shorten(error)
                raise
            self._procession = None
            try:
                for part in (self._rlock, self._wlock, self._sem):
                    adopt(part)
                note_end(self._reader, None)
                note_end(self._writer, None)
                kind = _kind_of(self)
                # Without a watched creator nothing defines it: then it stays nameless, unshown.
                if kind is not None and not _is_internal_class(self):
                    self._procession = Channel(kind, _key_of(self), 0)
                    _watch_ends(self, self._procession)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return arrived


def _is_internal_class(queue: object) -> bool:
    return type(queue).__module__.startswith("concurrent.futures")


def _around_reset(original: "Any") -> "Any":
    def _reset(self, after_fork=False):  # type: ignore[no-untyped-def]
        try:
            original(self, after_fork)
            channel = self.__dict__.get("_procession")
            if channel is not None:
                _watch_ends(self, channel)
        except BaseException as error:
            shorten(error)
            raise

    return _reset


def _watch_ends(queue: "Any", channel: Channel) -> None:
    """Put closures where the queue keeps the methods of its parts."""
    if not hasattr(queue._sem.acquire, "_procession_original"):
        queue._sem.acquire = room(queue._sem.acquire, channel)
    if channel.ready is None:
        channel.ready = reading(queue._reader._handle)
    queue._recv_bytes = taking(queue, channel)
    queue._send_bytes = sending(plain(queue._writer, "send_bytes"), channel)
    if "_on_queue_feeder_error" not in queue.__dict__:
        handler = type(queue).__dict__.get("_on_queue_feeder_error")
        inherited = handler or _static(type(queue), "_on_queue_feeder_error")
        if isinstance(inherited, staticmethod):
            queue._on_queue_feeder_error = failing(inherited.__func__, channel)


def _static(kind: type, name: str) -> object:
    for base in kind.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return None


def _around_get(original: "Any") -> "Any":
    def get(self, block=True, timeout=None):  # type: ignore[no-untyped-def]
        try:
            channel = self.__dict__.get("_procession")
            if channel is None or (block and called_internally()):
                quiet = True
            else:
                quiet = False
                if block:
                    if timeout is None and not _is_contended(self._rlock):
                        channel.hoping.add(get_ident())
                    else:
                        wait = nanoseconds(timeout) if timeout is not None else NO_TIMEOUT
                        emit(WAIT_EXPECTED, channel.object, place(1), wait, text("get"))
            try:
                item = original(self, block, timeout)
            except BaseException as error:
                if channel is not None:
                    channel.hoping.discard(get_ident())
                if channel is not None and get_ident() in channel.taken:
                    channel.taken.discard(get_ident())
                    emit(SPOILED, channel.object, place(1), aux=text(travel_error(error)))
                elif not quiet:
                    empty = type(error).__name__ == "Empty"
                    if block:
                        outcome = records.WOKE_TIMEOUT if empty else records.WOKE_ERROR
                        emit(WAKE, channel.object, value=outcome)
                    elif empty:
                        emit(FAILED, channel.object, place(1), aux=text(f"get{SEPARATOR}Empty"))
                shorten(error)
                raise
            if channel is not None:
                ident = get_ident()
                channel.hoping.discard(ident)
                channel.taken.discard(ident)
            return item
        except BaseException as error:
            shorten(error)
            raise

    return get


def _is_contended(lock: "Any") -> bool:
    """Whether another is getting just now: then this one waits before it can look."""
    # macOS can tell whether a semaphore is taken only by trying to take it.
    return sys.platform == "darwin" or bool(lock._semlock._is_zero())
