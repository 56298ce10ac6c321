"""Records what programs do with ``fasteners.InterProcessLock``.

A lock object is a handle: the file is the lock. So one object is told of for each path, whichever
process and whichever handle uses it.
"""

import sys
from _thread import get_ident

from procession.probe.api import (
    Watch,
    define,
    emit,
    nanoseconds,
    place_of_frame,
    records,
    replace,
    shorten,
    text,
)

_LIBRARY = "fasteners"
_numbers = {}
_waiting = {}
"""Time-out of the call that each thread is in, and whether its wait was told."""


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    watch.when_imported("fasteners.process_lock", _patch)


def _patch(module):
    lock = module.InterProcessLock
    replace(lock, "__init__", _around_init)
    replace(lock, "acquire", _around_acquire)
    replace(lock, "_try_acquire", _around_try)
    replace(lock, "release", _around_release)


def _place():
    """Where the program's own code called the library."""
    frame = sys._getframe(2)
    while frame.f_back is not None and _LIBRARY in frame.f_globals.get("__name__", ""):
        frame = frame.f_back
    return place_of_frame(frame)


def _number_of(lock, where=0):
    path = str(lock.path)
    if path not in _numbers:
        # Nobody makes it here: every handle is one more way to the same file.
        key = "fasteners:" + path
        _numbers[path] = define("InterProcessLock", key, where, made_here=False)
    return _numbers[path]


def _around_init(original):
    def initialise(self, *args, **more):
        try:
            original(self, *args, **more)
        except BaseException as error:
            shorten(error)
            raise
        _number_of(self, _place())

    return initialise


def _around_acquire(original):
    def acquire(self, blocking=True, delay=0.01, max_delay=0.1, timeout=None):
        me = get_ident()
        told = _waiting[me] = [nanoseconds(timeout), False, _place()]
        try:
            taken = original(self, blocking, delay, max_delay, timeout)
        except BaseException as error:
            if told[1]:
                emit(records.WAKE, _number_of(self), value=records.WOKE_ERROR)
            shorten(error)
            raise
        finally:
            _waiting.pop(me, None)
        if taken:
            emit(records.ACQUIRE, _number_of(self), told[2])
        elif told[1]:
            emit(records.WAKE, _number_of(self), value=records.WOKE_TIMEOUT)
        return taken

    return acquire


def _around_try(original):
    # It raises to be tried again: that is when somebody else has the lock.
    def _try_acquire(self, blocking, watch):
        try:
            return original(self, blocking, watch)
        except BaseException as error:
            told = _waiting.get(get_ident())
            if told is not None and not told[1]:
                told[1] = True
                emit(records.WAIT_KEPT, _number_of(self), told[2], told[0], text("acquire"))
            shorten(error)
            raise

    return _try_acquire


def _around_release(original):
    def release(self):
        number = _number_of(self)
        emit(records.RELEASE, number, _place())
        try:
            return original(self)
        except BaseException as error:
            emit(records.UNRELEASE, number)
            shorten(error)
            raise

    return release
