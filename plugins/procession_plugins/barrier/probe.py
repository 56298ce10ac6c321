"""Watches ``multiprocessing.Barrier``: who waits for the others, who passes, what breaks it.

``wait`` itself is left alone, since the program's own action runs under it: what is seen are the
steps that it takes, of which `_enter` is the first and `_exit` the last.
"""

import sys

from procession.probe.api import (
    Channel,
    Watch,
    adopt,
    creator,
    define,
    emit,
    nanoseconds,
    place,
    place_of_frame,
    records,
    replace,
    shorten,
    swallow,
    tell_failure,
    text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType, ModuleType
    from typing import Any

_constructors: "set[CodeType]" = set()
_waiting: "list[CodeType]" = []
_DRAINING_OR_RESETTING = (1, -1)


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    watch.when_imported("multiprocessing.synchronize", _patch)
    watch.when_imported("multiprocessing.context", _learn_factory)


def _learn_factory(module: "ModuleType") -> None:
    _constructors.add(module.BaseContext.Barrier.__code__)


def _patch(module: "ModuleType") -> None:
    replace(module.Barrier, "__init__", _around_init)
    replace(module.Barrier, "__setstate__", _around_setstate)
    # Inherited: threads' own barriers pass through these too, and have no channel.
    base = module.threading.Barrier
    _waiting.append(base._wait.__code__)
    replace(base, "_enter", _around_enter)
    replace(base, "_wait", _around_wait)
    replace(base, "_exit", _around_exit)
    replace(base, "_break", _around_break)
    replace(base, "reset", _around_reset)


def _channel_of(barrier: "Any") -> "Any":
    return getattr(barrier, "_procession", None)


# --- making ------------------------------------------------------------------------------------


def _around_init(original: "Any") -> "Any":
    def made(self, parties, action=None, timeout=None, *, ctx):  # type: ignore[no-untyped-def]
        try:
            try:
                original(self, parties, action, timeout, ctx=ctx)
            except BaseException as error:
                shorten(error)
                raise
            self._procession = None
            try:
                frame = creator(_constructors, depth=1)
                if frame is not None:
                    where = place_of_frame(frame, with_column=True)
                    key = _key_of(self)
                    known = define("Barrier", key, where, made_here=True, parties=parties)
                    self._procession = Channel("Barrier", key, known)
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
                adopt(self._cond)
                self._procession = Channel("Barrier", _key_of(self), 0)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return arrived


def _key_of(barrier: "Any") -> str:
    name = barrier._cond._wait_semaphore._semlock.name
    return f"barrier:{name}" if name else ""


# --- the steps of wait -------------------------------------------------------------------------


def _around_enter(original: "Any") -> "Any":
    def _enter(self):  # type: ignore[no-untyped-def]
        try:
            channel = _channel_of(self)
            blocks = channel is not None and self._state in _DRAINING_OR_RESETTING
            if blocks:
                emit(records.WAIT_EXPECTED, channel.object, place(1), -1, text("wait"))
            try:
                original(self)
            except BaseException as error:
                if channel is not None:
                    tell_failure(channel.object, place(1), "wait", error, told=False)
                shorten(error)
                raise
            if blocks:
                emit(records.WAKE, channel.object)
        except BaseException as error:
            shorten(error)
            raise

    return _enter


def _around_wait(original: "Any") -> "Any":
    def _wait(self, timeout):  # type: ignore[no-untyped-def]
        try:
            channel = _channel_of(self)
            if channel is not None:
                wait = nanoseconds(timeout)
                emit(records.WAIT_EXPECTED, channel.object, place(1), wait, text("wait"))
            try:
                original(self, timeout)
            except BaseException as error:
                if channel is not None:
                    emit(records.WAKE, channel.object, value=records.WOKE_ERROR)
                shorten(error)
                raise
            if channel is not None:
                emit(records.WAKE, channel.object)
        except BaseException as error:
            shorten(error)
            raise

    return _wait


def _around_exit(original: "Any") -> "Any":
    # Called in a `finally`, while the others still cannot go on.
    def _exit(self):  # type: ignore[no-untyped-def]
        try:
            channel = _channel_of(self)
            if channel is not None:
                failure = _raised_in(sys._getframe(1))
                if failure is None:
                    emit(records.CALL, channel.object, place(1), aux=text("wait"))
                else:
                    tell_failure(channel.object, place(1), "wait", failure, told=False)
                failure = None
            try:
                original(self)
            except BaseException as error:
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return _exit


def _raised_in(frame: "FrameType") -> "BaseException | None":
    """The exception that goes through this frame right now, not one that was there before."""
    error = sys.exc_info()[1]
    traceback = error.__traceback__ if error is not None else None
    return error if traceback is not None and traceback.tb_frame is frame else None


# --- breaking ----------------------------------------------------------------------------------


def _around_break(original: "Any") -> "Any":
    def _break(self):  # type: ignore[no-untyped-def]
        try:
            channel = _channel_of(self)
            if channel is not None:
                emit(records.CALL, channel.object, place(1), aux=text("break"))
                if sys._getframe(1).f_code in _waiting:
                    emit(records.WAKE, channel.object, value=records.WOKE_TIMEOUT)
            try:
                original(self)
            except BaseException as error:
                if channel is not None:
                    tell_failure(channel.object, place(1), "break", error)
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return _break


def _around_reset(original: "Any") -> "Any":
    def reset(self):  # type: ignore[no-untyped-def]
        try:
            channel = _channel_of(self)
            if channel is not None:
                emit(records.CALL, channel.object, place(1), aux=text("reset"))
            try:
                return original(self)
            except BaseException as error:
                if channel is not None:
                    tell_failure(channel.object, place(1), "reset", error)
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return reset
