"""``with lock:``, the hot path of many programs.

One record holds the whole of it, written when the lock was acquired and completed, in place, when
it is released. Only when the lock is not to be had at once is a wait recorded before blocking.
What may be held several times at once gets a record for each acquire and each release.
"""

import sys

from .. import records
from ..records import ACQUIRE, RELEASE, UNRELEASE, WAIT_KEPT, WAKE
from .caller import is_internal, place_from
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

    def entered(self):  # type: ignore[no-untyped-def]
        state = self._procession
        if state is None:
            try:
                return self._semlock.__enter__()
            except BaseException as error:
                raised_by(enter, _Refusing(error), (), error)
                shorten(error)
                raise
        if not state.acquire(False):
            try:
                _block(self, state, getframe(0).f_back, enter)
            except BaseException as error:
                shorten(error)
                raise
        if not state.single:
            emit(ACQUIRE, state.object, place_from(getframe(0).f_back))
            return True
        try:
            frame = getframe(1)
            if frame.f_lasti != state.lasti or frame.f_code is not state.code:
                _learn(state, frame)
        except ValueError:  # C code alone called
            _learn(state, None)
        try:
            if writer.mine.index != state.thread:
                _learn_thread(state)
        except AttributeError:  # a thread that was never heard of
            _learn_thread(state)
        page = writer.book.page  # type: ignore[union-attr]
        if page is not None:
            slot = page.take()
            if slot < page.end:
                words = page.words
                words[slot] = clock()
                words[slot + 1] = state.where
                words[slot + 3] = state.thread_and_kind
                state.slot = slot + 2
                state.page_words = words
                state.epoch = writer.epoch
                return True
        _enter_on_next_page(state)
        return True

    def left(self, *args):  # type: ignore[no-untyped-def]
        state = self._procession
        if state is None:
            try:
                return self._semlock.__exit__(*args)
            except BaseException as error:
                raised_by(leave, _Refusing(error), args, error)
                shorten(error)
                raise
        words = state.page_words
        if words is not None and state.epoch is writer.epoch:
            state.page_words = None
            words[state.slot] = clock()
        else:
            state.page_words = None
            emit(RELEASE, state.object, place_from(getframe(0).f_back))
        try:
            return state.release()
        except BaseException as error:
            emit(UNRELEASE, state.object)
            raised_by(leave, _Refusing(error), args, error)
            shorten(error)
            raise

    semlock.__enter__ = dress(entered, enter)
    semlock.__exit__ = dress(left, leave)


class _Refusing:
    """Stands for a lock that fails with a given error."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        self._semlock = self

    def __enter__(self) -> None:
        raise self.error

    def __exit__(self, *args: object) -> None:
        raise self.error


def _learn(state: Held, frame: "FrameType | None") -> None:
    """Where the ``with`` stands: kept for the next time the same one comes."""
    place = place_from(frame)
    state.where = state.object | place << 32
    if frame is None or is_internal(frame.f_globals.get("__name__")):
        state.code = None
        return
    state.code = frame.f_code
    state.lasti = frame.f_lasti


def _learn_thread(state: Held) -> None:
    state.thread = thread_index()
    state.thread_and_kind = HELD | state.thread << 32


def _enter_on_next_page(state: Held) -> None:
    """The page was full (or there is none yet): write the hold on the next one."""
    state.page_words = None
    try:
        book = writer.book
        if book is None:
            return
        now = clock()
        page = book.turn(book.page, now)
        while page is not None:
            slot = page.take()
            if slot < page.end:
                words = page.words
                words[slot] = now
                words[slot + 1] = state.where
                words[slot + 3] = state.thread_and_kind
                state.slot = slot + 2
                state.page_words = words
                state.epoch = writer.epoch
                return
            page = book.turn(page, now)
        book.lose(now)
    except Exception:
        return


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
