"""``with lock:``, the hot path of many programs.

One record holds the whole of it, written when the lock was acquired and completed, in place, when
it is released. Only when the lock is not to be had at once is a wait recorded before blocking.
What may be held several times at once gets a record for each acquire and each release.
"""

import sys

from .. import records
from ..records import ACQUIRE, FLAG_UNCOUNTED, RELEASE, UNRELEASE, WAIT_KEPT, WAKE
from .caller import entered_once, is_passed_over, place_from
from .held import HELD, NO_TIMEOUT, Held
from .wrapping import dress, raised_by, shorten
from .writer import clock, emit, text, thread_index, writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

getframe = sys._getframe


def wrap(semlock: "Any") -> None:
    """Put wrappers in place of ``SemLock``'s ``__enter__`` and ``__exit__``."""
    enter = semlock.__enter__
    leave = semlock.__exit__
    book: Any = writer.book
    mine = writer.mine

    def entered(self):  # type: ignore[no-untyped-def]
        try:
            held = None
            try:
                state = self._procession
                if state is None:
                    try:
                        return self._semlock.__enter__()
                    except BaseException as error:
                        raised_by(enter, _Refusing(error), (), error)
                        raise
                if not state.acquire(False):
                    _block(self, state, getframe(0).f_back, enter)
                held = state
                try:
                    frame = getframe(1)
                    code = frame.f_code
                    if (
                        code is state.only or (code is state.code and frame.f_lasti == state.lasti)
                    ) and mine.index == state.thread:
                        page = book.page
                        slot = page.take()
                        words = page.words
                        words[slot] = clock()
                        words[slot + 1] = state.where
                        words[slot + 3] = state.thread_and_kind
                        state.slot = slot + 2
                        state.page_words = words
                        return True
                except (IndexError, ValueError, AttributeError) as error:
                    # The page is full, another process's (after a fork), or not there; the thread
                    # is new; C code alone called. An error from elsewhere is a signal handler's.
                    if error.__traceback__.tb_next is not None:  # type: ignore[union-attr]
                        raise
                _hold(state, getframe(0).f_back)
                return True
            except BaseException:
                if held is not None:
                    _give_up(held)
                raise
        except BaseException as error:
            shorten(error)
            raise

    def left(self, *args):  # type: ignore[no-untyped-def]
        try:
            held = None
            try:
                state = self._procession
                if state is None:
                    try:
                        return self._semlock.__exit__(*args)
                    except BaseException as error:
                        raised_by(leave, _Refusing(error), args, error)
                        raise
                held = state
                words = state.page_words
                try:
                    state.page_words = None
                    words[state.slot] = clock()
                except (TypeError, ValueError) as error:
                    # There is no such hold; or it was another process's, which forked this one.
                    if error.__traceback__.tb_next is not None:  # type: ignore[union-attr]
                        raise
                    emit(RELEASE, state.object, place_from(getframe(0).f_back))
                held = None
                try:
                    return state.release()
                except BaseException as error:
                    emit(UNRELEASE, state.object)
                    raised_by(leave, _Refusing(error), args, error)
                    raise
            except BaseException:
                if held is not None:
                    held.release()
                raise
        except BaseException as error:
            shorten(error)
            raise

    semlock.__enter__ = dress(entered, enter)
    semlock.__exit__ = dress(left, leave)


def _give_up(state: Held) -> None:
    """A signal handler raised while a lock's hold was being recorded: nobody will release it."""
    words, state.page_words = state.page_words, None
    if words is None:
        emit(RELEASE, state.object, flags=FLAG_UNCOUNTED)
    else:
        words[state.slot] = clock()
    state.release()


class _Refusing:
    """Stands for a lock that fails with a given error."""

    def __init__(self, error: BaseException) -> None:
        self.error: list[BaseException] = [error]

    @property
    def _semlock(self) -> "_Refusing":
        # Not kept: a cycle would keep what the program's frames hold.
        return self

    def __enter__(self) -> None:
        raise self.error.pop()

    def __exit__(self, *args: object) -> None:
        raise self.error.pop()


def _hold(state: Held, frame: "FrameType | None") -> None:
    """Record a hold where something is not as it was the last time."""
    if not state.single:
        emit(ACQUIRE, state.object, place_from(frame))
        return
    _learn(state, frame)
    state.page_words = None
    book = writer.book
    if book is None:
        return
    now = clock()
    page = book.page or book.turn(None, now)
    while page is not None:
        slot = page.take()
        if slot < page.end:
            words = page.words
            words[slot] = now
            words[slot + 1] = state.where
            words[slot + 3] = state.thread_and_kind
            state.slot = slot + 2
            state.page_words = words
            return
        page = book.turn(page, now)
    book.lose(now)


def _learn(state: Held, frame: "FrameType | None") -> None:
    """Where the ``with`` stands, and whose it is: kept for the next time the same one comes."""
    state.where = state.object | place_from(frame) << 32
    state.thread = thread_index()
    state.thread_and_kind = HELD | state.thread << 32
    state.code = state.only = None
    if frame is not None and not is_passed_over(frame):
        state.code = frame.f_code
        state.lasti = frame.f_lasti
        if entered_once(frame.f_code):
            state.only = frame.f_code


def _block(
    lock: "Any", state: Held, frame: "FrameType | None", enter: "Callable[[Any], bool]"
) -> None:
    """Wait for a lock that somebody has, after saying so."""
    place = place_from(frame)
    emit(WAIT_KEPT, state.object, place, NO_TIMEOUT, text("acquire"))
    try:
        enter(lock)
    except BaseException as error:
        emit(WAKE, state.object, value=records.WOKE_ERROR)
        shorten(error)
        raise
