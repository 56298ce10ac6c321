"""What is known of one lock in one process, and its ``acquire`` and ``release``."""

import sys
from _thread import get_ident

from .. import records
from ..records import (
    ACQUIRE,
    FAILED,
    FLAG_UNCOUNTED,
    RELEASE,
    SEPARATOR,
    UNRELEASE,
    WAIT_KEPT,
    WAKE,
)
from .caller import place_from
from .wrapping import cover_entry, shorten
from .writer import clock, define, emit, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

getframe = sys._getframe
HELD = records.HELD << 48
NO_TIMEOUT = -1


class Held:
    """One lock or semaphore. The hold by ``with`` that goes on is at `page_words` and `slot`."""

    __slots__ = (
        "__weakref__",
        "acquire",
        "code",
        "key",
        "kind",
        "known",
        "lasti",
        "only",
        "page_words",
        "parked",
        "release",
        "single",
        "slot",
        "thread",
        "thread_and_kind",
        "where",
    )

    def __init__(self, semlock: "Any", kind: str, key: str, known: int) -> None:
        self.acquire = semlock.acquire
        self.release = semlock.release
        self.kind = kind
        self.single = kind == "Lock"
        """Held once at most: then one record is a whole ``with``."""
        self.key = key
        self.known = known
        self.code: CodeType | None = None
        self.lasti = -1
        self.only: CodeType | None = None
        """`code` again, where its one ``with`` needs no `lasti` to be told."""
        self.where = 0
        self.thread = -1
        self.thread_and_kind = HELD
        self.slot = 0
        self.page_words: Any = None
        self.parked: dict[int, tuple[Any, int]] = {}
        """Thread → its hold by ``with``, while a ``Condition.wait`` inside has given it back."""

    @property
    def object(self) -> int:
        """Its id here; one that arrived from another process gets it at its first use."""
        if not self.known:
            self.known = define(self.kind, self.key, 0, made_here=False)
        return self.known


class _Inner:
    """The code that releases and acquires on the program's behalf."""

    wait: "CodeType | None" = None


inner = _Inner()


def do_not_count(wait: "CodeType") -> None:
    """Calls from this code (that of ``Condition.wait``) are not the program's own."""
    inner.wait = wait


def nanoseconds(timeout: object) -> int:
    """A time-out in seconds as ns, -1 for none."""
    if timeout is None:
        return NO_TIMEOUT
    if isinstance(timeout, (int, float)):
        try:
            return min(max(int(timeout * 1e9), 0), 1 << 62)
        except (OverflowError, ValueError):  # infinite, or not a number
            return NO_TIMEOUT
    return NO_TIMEOUT


def methods(state: Held) -> "tuple[Callable[..., bool], Callable[[], None]]":
    """``acquire`` and ``release`` for one lock, in the place of the C methods.

    They take any arguments, so that it is the C methods that refuse wrong ones.
    """
    try_or_wait, give_back = state.acquire, state.release

    def acquire(*args, **kwargs):  # type: ignore[no-untyped-def]
        try:
            flags = got = waits = again = 0
            try:
                frame = getframe(0).f_back
                if frame is not None and frame.f_code is inner.wait:
                    again = flags = FLAG_UNCOUNTED
                if args or kwargs:
                    block, timeout, plain = _understood(*args, **kwargs)
                else:
                    block, timeout, plain = True, None, True
                if plain and try_or_wait(False):
                    got = True
                    emit(ACQUIRE, state.object, place_from(frame), flags=flags)
                    if again:
                        unpark(state)
                    return True
                place = place_from(frame)
                if plain and not block:
                    emit(FAILED, state.object, place, aux=text(f"acquire{SEPARATOR}taken"))
                    return False
                waits = True
                wait = nanoseconds(timeout)
                emit(WAIT_KEPT, state.object, place, wait, text("acquire"), flags=flags)
                got = try_or_wait(*args, **kwargs)
                if got:
                    emit(ACQUIRE, state.object, place, flags=flags)
                    if again:
                        unpark(state)
                else:
                    emit(WAKE, state.object, value=records.WOKE_TIMEOUT)
                return got
            except BaseException:
                if got and not again:
                    # A signal handler raised once it was taken: nobody would release it.
                    emit(RELEASE, state.object, flags=FLAG_UNCOUNTED)
                    give_back()
                elif waits and not got:
                    emit(WAKE, state.object, value=records.WOKE_ERROR)
                raise
        except BaseException as error:
            shorten(error)
            raise

    def release(*args):  # type: ignore[no-untyped-def]
        try:
            flags = place = 0
            told = False
            try:
                frame = getframe(0).f_back
                place = place_from(frame)
                if frame is not None and frame.f_code is inner.wait:
                    flags = FLAG_UNCOUNTED
                    park(state)
                    emit(RELEASE, state.object, place, flags=flags)
                elif not end_hold(state):
                    emit(RELEASE, state.object, place)
                told = True
                return give_back(*args)
            except BaseException:
                if told:
                    if flags:
                        unpark(state)
                    emit(UNRELEASE, state.object, place, flags=flags)
                else:
                    # A signal handler raised before: the call is still to be done.
                    give_back(*args)
                raise
        except BaseException as error:
            shorten(error)
            raise

    for made, original in ((acquire, try_or_wait), (release, give_back)):
        made.__qualname__ = made.__name__
        made.__wrapped__ = original  # type: ignore[attr-defined]
        cover_entry(made)
    return acquire, release


def _understood(
    block: object = True, timeout: object = None, *more: object, **unknown: object
) -> "tuple[object, object, bool]":
    """The arguments of ``acquire``, and whether they are of the types that it takes."""
    plain = type(block) in (bool, int) and (timeout is None or type(timeout) in (float, int))
    return block, timeout, plain and not more and not unknown


def end_hold(state: Held) -> bool:
    """Complete the record of the hold by ``with`` that goes on; whether there is one."""
    words, state.page_words = state.page_words, None
    if words is None:
        return False
    try:
        words[state.slot] = clock()
    except ValueError as error:
        if error.__traceback__ is not None and error.__traceback__.tb_next is not None:
            raise
        return False  # it is the hold of the process that forked this one
    return True


def park(state: Held) -> None:
    """The thread's block goes on, but the lock is not its own for now."""
    if state.page_words is not None:
        state.parked[get_ident()] = (state.page_words, state.slot)
        state.page_words = None


def unpark(state: Held) -> None:
    """The lock is the block's again: its end will release it."""
    hold = state.parked.pop(get_ident(), None) if state.parked else None
    if hold is not None:
        state.page_words, state.slot = hold
