"""Watches ``multiprocessing.Event``: who sets and clears it, who waits for it.

An event is pickled by its attributes, so nothing is kept there: what is known of it stands with
its condition, which pickles four parts of its own only.
"""

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
    from types import CodeType, ModuleType
    from typing import Any

_constructors: "set[CodeType]" = set()


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    watch.when_imported("multiprocessing.synchronize", _patch)
    watch.when_imported("multiprocessing.context", _learn_factory)


def _learn_factory(module: "ModuleType") -> None:
    _constructors.add(module.BaseContext.Event.__code__)


def _patch(module: "ModuleType") -> None:
    event = module.Event
    replace(event, "__init__", _around_init)
    replace(event, "is_set", _around_is_set)
    replace(event, "set", _around_change("set"))
    replace(event, "clear", _around_change("clear"))
    replace(event, "wait", _around_wait)


def _around_init(original: "Any") -> "Any":
    def made(self, *, ctx):  # type: ignore[no-untyped-def]
        try:
            try:
                original(self, ctx=ctx)
            except BaseException as error:
                shorten(error)
                raise
            try:
                self._cond._procession_event = None
                frame = creator(_constructors, depth=1)
                if frame is not None:
                    key = _key_of(self)
                    where = place_of_frame(frame, with_column=True)
                    known = define("Event", key, where, made_here=True)
                    self._cond._procession_event = Channel("Event", key, known)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return made


def _key_of(event: "Any") -> str:
    name = event._flag._semlock.name
    return f"event:{name}" if name else ""


def _channel_of(event: "Any") -> "Any":
    """What is known of an event; one just unpickled hides its parts now, before they are used."""
    condition = getattr(event, "_cond", None)
    if condition is None:
        return None
    try:
        return condition._procession_event
    except AttributeError:
        pass
    try:
        adopt(condition)
        adopt(event._flag)
        channel = condition._procession_event = Channel("Event", _key_of(event), 0)
        return channel
    except Exception as fault:
        swallow(fault)
        return None


def _around_is_set(original: "Any") -> "Any":
    def is_set(self):  # type: ignore[no-untyped-def]
        try:
            _channel_of(self)
            try:
                return original(self)
            except BaseException as error:
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return is_set


def _around_change(verb: str) -> "Any":
    def around(original: "Any") -> "Any":
        def change(self):  # type: ignore[no-untyped-def]
            try:
                channel = _channel_of(self)
                if channel is not None:
                    emit(records.CALL, channel.object, place(1), aux=text(verb))
                try:
                    return original(self)
                except BaseException as error:
                    if channel is not None:
                        tell_failure(channel.object, place(1), verb, error)
                    shorten(error)
                    raise
            except BaseException as error:
                shorten(error)
                raise

        return change

    return around


def _around_wait(original: "Any") -> "Any":
    def wait(self, timeout=None):  # type: ignore[no-untyped-def]
        try:
            channel = _channel_of(self)
            where = place(1) if channel is not None else 0
            blocks = channel is not None and self._flag._semlock._is_zero()
            if blocks:
                wait = nanoseconds(timeout)
                emit(records.WAIT_EXPECTED, channel.object, where, wait, text("wait"))
            try:
                got = original(self, timeout)
            except BaseException as error:
                if blocks:
                    emit(records.WAKE, channel.object, value=records.WOKE_ERROR)
                if channel is not None:
                    tell_failure(channel.object, where, "wait", error, told=False)
                shorten(error)
                raise
            if got and channel is not None:
                emit(records.CALL, channel.object, where, aux=text("wait"))
            elif blocks:
                emit(records.WAKE, channel.object, value=records.WOKE_TIMEOUT)
            return got
        except BaseException as error:
            shorten(error)
            raise

    return wait
