"""Watches ``multiprocessing.Condition``: who sleeps until it is notified, and who notifies.

Its own lock, when the program gave it none, is shown as the condition being held. A lock that the
program gave stays what it is: while ``wait`` has given it back its holds end, uncounted.
"""

import sys

from procession.probe.api import (
    Channel,
    Watch,
    called_internally,
    cover_entry,
    creator,
    define,
    describe,
    do_not_count,
    emit,
    hold_as,
    nanoseconds,
    observe_semlock,
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
    from collections.abc import Callable
    from types import CodeType, ModuleType
    from typing import Any

_constructors: "set[CodeType]" = set()
ALL = -1
"""The value of a CALL of ``notify`` that was meant for everybody."""


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    observe_semlock(watch, "Condition")
    watch.when_imported("multiprocessing.synchronize", _patch)
    watch.when_imported("multiprocessing.context", _learn_factory)


def _learn_factory(module: "ModuleType") -> None:
    _constructors.add(module.BaseContext.Condition.__code__)


def _patch(module: "ModuleType") -> None:
    condition = module.Condition
    do_not_count(condition.wait.__code__)
    replace(condition, "__init__", _around_init)
    replace(condition, "__setstate__", _around_setstate)
    replace(condition, "wait", _around_wait)
    replace(condition, "wait_for", _around_wait_for)
    replace(condition, "notify", _around_notify)
    replace(condition, "notify_all", _around_notify_all)


# --- making ------------------------------------------------------------------------------------


def _around_init(original: "Any") -> "Any":
    def made(self, lock=None, *, ctx):  # type: ignore[no-untyped-def]
        try:
            try:
                original(self, lock, ctx=ctx)
            except BaseException as error:
                shorten(error)
                raise
            self._procession = None
            try:
                _introduce(self, self._lock is not lock)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return made


def _introduce(condition: "Any", own_lock: bool) -> None:
    frame = creator(_constructors, depth=2)
    if frame is None:
        return
    where = place_of_frame(frame, with_column=True)
    key = _key_of(condition)
    name = condition._lock._semlock.name
    if own_lock and name:
        # Where it is unpickled its lock looks like any other: this makes the two one primitive.
        made = define("Condition", f"sem:{name}", where, made_here=True)
        describe(made, "Condition", key, where, made_here=True)
    else:
        made = define("Condition", key, where, made_here=True)
    condition._procession = Channel("Condition", key, made)
    if own_lock:
        hold_as(condition._lock, "Condition", key, made)
        condition.acquire, condition.release = condition._lock.acquire, condition._lock.release
    _watch_sleep(condition, condition._procession)


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
                self._procession = Channel("Condition", _key_of(self), 0)
                _watch_sleep(self, self._procession)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return arrived


def _key_of(condition: "Any") -> str:
    name = condition._wait_semaphore._semlock.name
    return f"condition:{name}" if name else ""


def _channel_of(condition: "Any") -> "Any":
    return getattr(condition, "_procession", None)


# --- sleeping ----------------------------------------------------------------------------------


def _watch_sleep(condition: "Any", channel: Channel) -> None:
    semaphore = condition._wait_semaphore
    semaphore.acquire = _sleeping(semaphore._semlock.acquire, channel)


def _sleeping(original: "Callable[..., bool]", channel: Channel) -> "Callable[..., bool]":
    """What ``wait`` calls once it has given the lock back."""

    def acquire(block=True, timeout=None):  # type: ignore[no-untyped-def]
        try:
            if not block:  # notify() looks for notifications that nobody waited for any more
                return original(block, timeout)
            wait = nanoseconds(timeout)
            emit(records.WAIT_EXPECTED, channel.object, place(1), wait, text("wait"))
            try:
                got = original(block, timeout)
            except BaseException as error:
                emit(records.WAKE, channel.object, value=records.WOKE_ERROR)
                shorten(error)
                raise
            outcome = records.WOKE_OK if got else records.WOKE_TIMEOUT
            emit(records.WAKE, channel.object, value=outcome)
            return got
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(acquire)


def _around_wait(original: "Any") -> "Any":
    def wait(self, timeout=None):  # type: ignore[no-untyped-def]
        try:
            channel = _channel_of(self)
            try:
                got = original(self, timeout)
            except BaseException as error:
                if channel is not None and not called_internally(1):
                    tell_failure(channel.object, place(1), "wait", error, told=False)
                shorten(error)
                raise
            if got and channel is not None and not called_internally(1):
                emit(records.CALL, channel.object, place(1), aux=text("wait"))
            return got
        except BaseException as error:
            shorten(error)
            raise

    return wait


def _around_wait_for(original: "Any") -> "Any":
    # Counted as one wait, however often it sleeps.
    def wait_for(self, predicate, timeout=None):  # type: ignore[no-untyped-def]
        try:
            channel = _channel_of(self)
            try:
                result = original(self, predicate, timeout)
            except BaseException as error:
                if channel is not None and not called_internally(1):
                    tell_failure(channel.object, place(1), "wait", error, told=False)
                shorten(error)
                raise
            if (
                channel is not None
                and not called_internally(1)
                and (timeout is None or _true(result))
            ):
                emit(records.CALL, channel.object, place(1), aux=text("wait"))
            return result
        except BaseException as error:
            shorten(error)
            raise

    return wait_for


def _true(result: object) -> bool:
    try:
        return bool(result)
    except Exception as fault:
        swallow(fault)
        return True


# --- notifying ---------------------------------------------------------------------------------


def _around_notify(original: "Any") -> "Any":
    def notify(self, n=1):  # type: ignore[no-untyped-def]
        try:
            channel = _channel_of(self)
            told = channel is not None and not called_internally(1)
            if told:
                number = n if type(n) is int and 0 <= n <= sys.maxsize else 0
                emit(records.CALL, channel.object, place(1), number, text("notify"))
            try:
                return original(self, n)
            except BaseException as error:
                if told:
                    tell_failure(channel.object, place(1), "notify", error)
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return notify


def _around_notify_all(original: "Any") -> "Any":
    def notify_all(self):  # type: ignore[no-untyped-def]
        try:
            channel = _channel_of(self)
            told = channel is not None and not called_internally(1)
            if told:
                emit(records.CALL, channel.object, place(1), ALL, text("notify"))
            try:
                return original(self)
            except BaseException as error:
                if told:
                    tell_failure(channel.object, place(1), "notify", error)
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return notify_all
