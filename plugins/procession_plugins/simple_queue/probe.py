"""Watches ``multiprocessing.SimpleQueue``: a pipe with a lock at each end, and no thread.

Items are recorded where they go into the pipe and come out of it, under the queue's own locks: so
the n-th that goes in is the n-th that comes out. Those of pools and executors are not watched.
"""

import sys
from _thread import get_ident

from procession.probe.api import (
    End,
    Watch,
    creator,
    define,
    emit,
    is_internal,
    is_ready,
    observe_messages,
    place,
    place_of_frame,
    records,
    replace,
    shorten,
    swallow,
    text,
    travel_error,
    type_name,
    watch_end,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

KIND = "SimpleQueue"
_makers: "set[CodeType]" = set()
ASKING_CHANGES_NOTHING = sys.platform != "darwin"
"""macOS can tell whether a semaphore is taken only by trying to take it."""


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    observe_messages(watch)
    watch.when_imported("multiprocessing.context", _learn_factory)
    watch.when_imported("multiprocessing.queues", _patch)


def _learn_factory(module: "ModuleType") -> None:
    _makers.add(module.BaseContext.SimpleQueue.__code__)


def _patch(module: "ModuleType") -> None:
    replace(module.SimpleQueue, "__init__", _around_init)
    replace(module.SimpleQueue, "put", _around_put)
    replace(module.SimpleQueue, "get", _around_get)


def _around_init(original: "Any") -> "Any":
    def made(self, *, ctx):  # type: ignore[no-untyped-def]
        try:
            try:
                original(self, ctx=ctx)
            except BaseException as error:
                shorten(error)
                raise
            self._procession = None
            try:
                frame = creator(_makers, depth=1)
                if frame is not None:
                    key = _key_of(self)
                    where = place_of_frame(frame, with_column=True)
                    _watch(self, key, define(KIND, key, where, made_here=True))
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return made


def _key_of(queue: "Any") -> str:
    name = queue._rlock._semlock.name
    return f"queue:{name}" if name else ""


def _watch(queue: "Any", key: str, known: int) -> End:
    reader, writer = queue._reader, queue._writer
    end = End(KIND, key, known, 0, reader._handle, writer._handle)
    end.verb, end.wait = "put", records.WAIT_KEPT
    watch_end(reader, end, internal=True)
    watch_end(writer, end, internal=True)
    queue._procession = end
    return end


def _end_of(queue: "Any") -> "End | None":
    """What is known of a queue, None when it is internal."""
    try:
        return queue._procession  # type: ignore[no-any-return]
    except AttributeError:
        return _meet(queue)


def _meet(queue: "Any") -> "End | None":
    """A queue that came from another process is used for the first time."""
    try:
        queue._procession = None
        if is_internal(sys._getframe(3).f_globals.get("__name__")):
            return None
        return _watch(queue, _key_of(queue), 0)
    except Exception as fault:
        swallow(fault)
        return None


def _around_put(original: "Any") -> "Any":
    def put(self, obj):  # type: ignore[no-untyped-def]
        try:
            end = _end_of(self)
            where = 0
            if end is not None:
                where = place(1)
                emit(records.PUT, end.object, where, aux=text(type_name(obj)))
                if _is_busy(self, end):
                    end.began.add(get_ident())
                    emit(records.WAIT_KEPT, end.object, where, -1, text("put"))
            try:
                original(self, obj)
            except BaseException as error:
                if end is not None:
                    _through(end, records.WOKE_ERROR)
                    emit(records.DROPPED, end.object, where, aux=text(travel_error(error)))
                shorten(error)
                raise
            if end is not None:
                _through(end, records.WOKE_OK)
        except BaseException as error:
            shorten(error)
            raise

    return put


def _is_busy(queue: "Any", end: End) -> bool:
    """Whether another process is writing, or the pipe is full."""
    lock = queue._wlock
    taken = lock is not None and ASKING_CHANGES_NOTHING and lock._semlock._is_zero()
    return taken or not is_ready(end.writing)


def _through(end: End, outcome: int) -> None:
    ident = get_ident()
    if ident in end.began:
        end.began.discard(ident)
        emit(records.WAKE, end.object, value=outcome)


def _around_get(original: "Any") -> "Any":
    def get(self):  # type: ignore[no-untyped-def]
        try:
            end = _end_of(self)
            where = 0
            if end is not None:
                where = place(1)
                emit(records.WAIT_EXPECTED, end.object, where, -1, text("get"))
            try:
                item = original(self)
            except BaseException as error:
                if end is not None:
                    end.failed("get", error, where)
                shorten(error)
                raise
            if end is not None:
                end.taken.discard(get_ident())
            return item
        except BaseException as error:
            shorten(error)
            raise

    return get
