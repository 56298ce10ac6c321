"""Watching ``multiprocessing.synchronize.SemLock``, the base of locks and semaphores.

``with lock:`` is the hot path of many programs: one record holds the whole of it, written when
the lock was acquired and completed, in place, when it is released. Only when the lock is not to
be had at once is a wait recorded before blocking.
"""

import sys
from _thread import get_ident

from .. import records
from ..records import ACQUIRE, FAILED, RELEASE, SEPARATOR, UNRELEASE, WAIT_KEPT, WAKE
from .caller import creator, is_internal, place_from, place_of_frame
from .wrapping import dress, raised_by, replace, shorten
from .writer import Epoch, clock, define, emit, text, thread_index, writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType, ModuleType
    from typing import Any

    from .imports import Watch

getframe = sys._getframe
HELD = records.HELD << 48
NO_TIMEOUT = -1

watched: set[str] = set()
"""Names of the classes that plugins asked for."""
_constructors: "set[CodeType]" = set()


def observe(watch: "Watch", kind: str) -> None:
    """Watch the objects of a class of ``multiprocessing.synchronize`` and its subclasses."""
    watched.add(kind)
    watch.when_imported("multiprocessing.synchronize", _patch)
    watch.when_imported("multiprocessing.queues", _patch_simple_queue)
    watch.when_imported("multiprocessing.context", _learn_factories)


def _patch_simple_queue(module: "ModuleType") -> None:
    if _adopting:
        return
    _adopting.append(True)

    def around(original: "Any") -> "Any":
        def arrived(self, state):  # type: ignore[no-untyped-def]
            try:
                original(self, state)
            except BaseException as error:
                shorten(error)
                raise
            adopt(self._rlock)
            adopt(self._wlock)

        return arrived

    replace(module.SimpleQueue, "__setstate__", around)


def _learn_factories(module: "ModuleType") -> None:
    for name in ("Lock", "RLock", "Semaphore", "BoundedSemaphore"):
        _constructors.add(getattr(module.BaseContext, name).__code__)


class Held:
    """What is known of one lock in one process, for the hot path."""

    __slots__ = (
        "__weakref__",
        "acquire",
        "code",
        "epoch",
        "ident",
        "key",
        "kind",
        "lasti",
        "object",
        "page_words",
        "release",
        "single",
        "slot",
        "thread_and_kind",
        "where",
    )

    def __init__(self, semlock: "Any", kind: str, key: str, object: int) -> None:
        self.acquire = semlock.acquire
        self.release = semlock.release
        self.kind = kind
        self.single = kind == "Lock"
        self.key = key
        self.object = object
        self.code: CodeType | None = None
        self.lasti = -1
        self.where = 0
        self.ident = 0
        self.thread_and_kind = HELD
        self.slot = 0
        self.page_words: Any = None
        self.epoch: Epoch | None = None


def _object_of(state: Held) -> int:
    """The id of a lock; one that arrived from another process gets it at its first use."""
    if not state.object:
        state.object = define(state.kind, state.key, 0, made_here=False)
    return state.object


def _patch(module: "ModuleType") -> None:
    semlock = module.SemLock
    if getattr(semlock._make_methods, "__module__", None) != module.__name__ or _patched:
        return
    _patched.append(True)
    for name in ("SemLock", "Lock", "RLock", "Semaphore", "BoundedSemaphore"):
        _constructors.add(getattr(module, name).__init__.__code__)
    _wrap(semlock, semlock.__setstate__.__code__)


_patched: list[bool] = []
_adopting: list[bool] = []


def _wrap(semlock: "Any", unpickling: "CodeType") -> None:
    make_methods = semlock._make_methods
    enter = semlock.__enter__
    leave = semlock.__exit__

    def _make_methods(self):  # type: ignore[no-untyped-def]
        make_methods(self)
        self._procession = None
        try:
            _attach(self, unpickling)
        except Exception:
            return

    def entered(self):  # type: ignore[no-untyped-def]
        state = self._procession
        if state is None:
            return self._semlock.__enter__()
        if not state.single:
            return enter_by_call(self)
        if not state.acquire(False):
            try:
                _block(self, state, getframe(1), enter)
            except BaseException as error:
                shorten(error)
                raise
        frame = getframe(1)
        if frame.f_lasti != state.lasti or frame.f_code is not state.code:
            _learn(state, frame)
        if get_ident() != state.ident:
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
            return self._semlock.__exit__(*args)
        words = state.page_words
        if words is None or state.epoch is not writer.epoch:
            state.page_words = None
            emit(RELEASE, _object_of(state), place_from(getframe(1)))
            try:
                return leave(self, *args)
            except BaseException as error:
                emit(UNRELEASE, state.object)
                shorten(error)
                raise
        state.page_words = None
        words[state.slot] = clock()
        try:
            return state.release()
        except BaseException as error:
            emit(UNRELEASE, state.object)
            raised_by(leave, _Refusing(error), args, error)
            shorten(error)
            raise

    semlock._make_methods = dress(_make_methods, make_methods)
    semlock.__enter__ = dress(entered, enter)
    semlock.__exit__ = dress(left, leave)


class _Refusing:
    """Stands for a lock whose release fails with a given error."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        self._semlock = self

    def __exit__(self, *args: object) -> None:
        raise self.error


def _attach(lock: "Any", unpickling: "CodeType") -> None:
    """Give a new lock its watched methods, unless it is internal."""
    kind = next((base.__name__ for base in type(lock).__mro__ if base.__name__ in watched), None)
    if kind is None:
        return
    name = lock._semlock.name
    key = f"sem:{name}" if name else ""
    if getframe(2).f_code is unpickling:
        state = Held(lock._semlock, kind, key, 0)
    else:
        frame = creator(_constructors, depth=2)
        if frame is None:
            return
        place = place_of_frame(frame, with_column=True)
        details = {} if kind in ("Lock", "RLock") else {"value": lock._semlock._get_value()}
        made = define(kind, key, place, made_here=True, **details)
        state = Held(lock._semlock, kind, key, made)
    lock._procession = state
    lock.acquire, lock.release = _methods(state)


def adopt(lock: "Any") -> None:
    """Make a lock that arrived as part of something else (a queue's) internal again."""
    if getattr(lock, "_procession", None) is not None:
        lock._procession = None
        lock.acquire = lock._semlock.acquire
        lock.release = lock._semlock.release


def _learn(state: Held, frame: "FrameType") -> None:
    """Where the ``with`` stands: kept for the next time the same one comes."""
    place = place_from(frame)
    state.where = _object_of(state) | place << 32
    if is_internal(frame.f_globals.get("__name__")):
        state.code = None
        return
    state.code = frame.f_code
    state.lasti = frame.f_lasti


def _learn_thread(state: Held) -> None:
    state.thread_and_kind = HELD | thread_index() << 32
    state.ident = get_ident()


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


def enter_by_call(lock: "Any") -> bool:
    """``with`` on what may be held several times at once: each acquire is a record of its own."""
    return lock.acquire()  # type: ignore[no-any-return]


def _block(lock: "Any", state: Held, frame: "FrameType", enter: "Callable[[Any], bool]") -> None:
    """Wait for a lock that somebody has, after saying so."""
    place = place_from(frame)
    emit(WAIT_KEPT, _object_of(state), place, NO_TIMEOUT, text("acquire"))
    try:
        enter(lock)
    except BaseException as error:
        emit(WAKE, state.object, value=records.WOKE_ERROR)
        shorten(error)
        raise


def nanoseconds(timeout: object) -> int:
    """A time-out in seconds as ns, -1 for none."""
    if timeout is None:
        return NO_TIMEOUT
    if isinstance(timeout, (int, float)):
        return min(max(int(timeout * 1e9), 0), 1 << 62)
    return NO_TIMEOUT


def _methods(state: Held) -> "tuple[Callable[..., bool], Callable[[], None]]":
    """``acquire`` and ``release`` for one lock, in the place of the C methods."""
    try_or_wait, give_back = state.acquire, state.release

    def acquire(block=True, timeout=None):  # type: ignore[no-untyped-def]
        plain = timeout is None or type(timeout) in (float, int)
        if plain and try_or_wait(False):
            emit(ACQUIRE, _object_of(state), place_from(getframe(1)))
            return True
        place = place_from(getframe(1))
        if plain and not block:
            emit(FAILED, _object_of(state), place, aux=text(f"acquire{SEPARATOR}taken"))
            return False
        emit(WAIT_KEPT, _object_of(state), place, nanoseconds(timeout), text("acquire"))
        try:
            got = try_or_wait(block, timeout)
        except BaseException as error:
            emit(WAKE, state.object, value=records.WOKE_ERROR)
            shorten(error)
            raise
        if got:
            emit(ACQUIRE, state.object, place)
        else:
            emit(WAKE, state.object, value=records.WOKE_TIMEOUT)
        return got

    def release():  # type: ignore[no-untyped-def]
        place = place_from(getframe(1))
        words = state.page_words
        if words is not None and state.epoch is writer.epoch:
            state.page_words = None
            words[state.slot] = clock()
        else:
            emit(RELEASE, _object_of(state), place)
        try:
            return give_back()
        except BaseException as error:
            emit(UNRELEASE, state.object, place)
            shorten(error)
            raise

    acquire.__qualname__, release.__qualname__ = "acquire", "release"
    return acquire, release
