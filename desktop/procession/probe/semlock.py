"""Watching ``multiprocessing.synchronize.SemLock``, the base of locks and semaphores.

A lock that the program made, or that arrived from another process, gets a `Held`; one that
`multiprocessing` made for itself gets none.
"""

from .caller import creator, frame_above, place_of_frame
from .held import NO_TIMEOUT, Held, do_not_count, inner, methods, nanoseconds
from .with_block import wrap
from .wrapping import dress, replace, shorten, swallow
from .writer import define

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

    from .imports import Watch

__all__ = ["NO_TIMEOUT", "adopt", "do_not_count", "hold_as", "nanoseconds", "observe"]

watched: set[str] = set()
"""Names of the classes that plugins asked for."""
_constructors: "set[CodeType]" = set()
_patched: set[str] = set()


def observe(watch: "Watch", kind: str) -> None:
    """Watch the objects of a class of ``multiprocessing.synchronize`` and its subclasses."""
    watched.add(kind)
    watch.when_imported("multiprocessing.synchronize", _patch)
    watch.when_imported("multiprocessing.queues", _patch_queues)
    watch.when_imported("multiprocessing.context", _learn_factories)


def adopt(part: "Any") -> None:
    """Make a lock or condition that arrived as part of something else internal again.

    Only unpickling tells nobody who made what arrives: whoever it is a part of must say so.
    """
    known = getattr(part, "_procession", None)
    if known is not None:
        part._procession = None
    semlock = getattr(part, "_semlock", None)
    if semlock is not None:
        part.acquire, part.release = semlock.acquire, semlock.release
    elif hasattr(part, "_wait_semaphore"):
        for name in ("_lock", "_sleeping_count", "_woken_count", "_wait_semaphore"):
            adopt(getattr(part, name))
        part.acquire, part.release = part._lock.acquire, part._lock.release


def hold_as(lock: "Any", kind: str, key: str, known: int) -> None:
    """Show the holds of an internal lock as holds of what it was made for (a condition)."""
    state = Held(lock._semlock, kind, key, known)
    lock._procession = state
    lock.acquire, lock.release = methods(state)


def _patch(module: "ModuleType") -> None:
    semlock = module.SemLock
    if "semlock" in _patched:
        return
    _patched.add("semlock")
    for name in ("SemLock", "Lock", "RLock", "Semaphore", "BoundedSemaphore"):
        _constructors.add(getattr(module, name).__init__.__code__)
    _wrap_making(semlock, semlock.__init__.__code__, semlock.__setstate__.__code__)
    wrap(semlock)
    if inner.wait is None:
        do_not_count(module.Condition.wait.__code__)
    hidden = ("_sleeping_count", "_woken_count", "_wait_semaphore")
    replace(module.Condition, "__setstate__", _adopting(*hidden))


def _wrap_making(semlock: "Any", making: "CodeType", unpickling: "CodeType") -> None:
    def around(original: "Any") -> "Any":
        def _make_methods(self):  # type: ignore[no-untyped-def]
            try:
                original(self)
                self._procession = None
                try:
                    _attach(self, making, unpickling)
                except Exception as fault:
                    swallow(fault)
                    return
            except BaseException as error:
                shorten(error)
                raise

        return _make_methods

    semlock._make_methods = dress(around(semlock._make_methods), semlock._make_methods)


def _attach(lock: "Any", making: "CodeType", unpickling: "CodeType") -> None:
    """Give a new lock its watched methods, unless it is internal."""
    kind = next((base.__name__ for base in type(lock).__mro__ if base.__name__ in watched), None)
    if kind is None:
        return
    name = lock._semlock.name
    key = f"sem:{name}" if name else ""
    caller = frame_above(2)
    if caller is None:
        return
    if caller.f_code is unpickling:
        state = Held(lock._semlock, kind, key, 0)
    else:
        frame = creator(_constructors, depth=2)
        if frame is None:
            return
        place = place_of_frame(frame, with_column=True)
        details = {}
        if kind.endswith("Semaphore") and caller.f_code is making:
            # Not _get_value(): macOS cannot tell.
            details["value"] = caller.f_locals["value"]
        made = define(kind, key, place, made_here=True, **details)
        state = Held(lock._semlock, kind, key, made)
    lock._procession = state
    lock.acquire, lock.release = methods(state)


def _learn_factories(module: "ModuleType") -> None:
    for name in ("Lock", "RLock", "Semaphore", "BoundedSemaphore"):
        _constructors.add(getattr(module.BaseContext, name).__code__)


def _patch_queues(module: "ModuleType") -> None:
    if "queues" in _patched:
        return
    _patched.add("queues")
    replace(module.SimpleQueue, "__setstate__", _adopting("_rlock", "_wlock"))
    replace(module.JoinableQueue, "__setstate__", _adopting("_cond", "_unfinished_tasks"))


def _adopting(*parts: str) -> "Any":
    def around(original: "Any") -> "Any":
        def arrived(self, state):  # type: ignore[no-untyped-def]
            try:
                try:
                    original(self, state)
                except BaseException as error:
                    shorten(error)
                    raise
                for part in parts:
                    # A queue for one reader on Windows has no lock at its end.
                    adopt(getattr(self, part, None))
            except BaseException as error:
                shorten(error)
                raise

        return arrived

    return around
