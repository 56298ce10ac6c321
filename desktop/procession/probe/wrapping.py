"""Putting wrappers in place of methods, so that nobody notices.

A wrapper has the signature of the original, calls it, and on the way out of an exception takes
its own frame out of the traceback: a bare ``raise`` adds none.
"""

import sys

OURS = "_procession"
"""How the names of our modules begin in an observed process (see `inject.PACKAGE`)."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType
    from typing import Any


def dress(wrapper: "Callable[..., Any]", original: "Callable[..., Any]") -> "Callable[..., Any]":
    """Give a wrapper the names, docstring and defaults of the original."""
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        try:
            setattr(wrapper, name, getattr(original, name))
        except AttributeError:
            pass
    cover_entry(wrapper)
    return wrapper


def cover_entry(wrapper: "Callable[..., Any]") -> "Callable[..., Any]":
    """Let the outermost ``try`` of a function reach back to its very first instruction; gives it.

    Signal handlers run there too: what they raise would leave by our frame, past every ``except``.
    Nothing is changed where more than constants stands in front of the ``try``, or where the
    table is not as it is known to be (``Objects/exception_handling_notes.txt`` of CPython).
    """
    code = getattr(wrapper, "__code__", None)
    if code is not None and (3, 11) <= sys.version_info < (3, 15):
        known = _covered.get(id(code))
        if known is None:
            # Both are kept, so that nothing else gets their ids.
            known = _covered[id(code)] = (code, _with_entry(code))
        wrapper.__code__ = known[1]
    return wrapper


_covered: "dict[int, tuple[CodeType, CodeType]]" = {}


def _with_entry(code: "CodeType") -> "CodeType":
    entries = list(_entries(code.co_exceptiontable))
    outer = [target for _, target, depth in entries if depth == 0]
    if not outer or not 0 < entries[0][0] < MOST_AHEAD:
        return code
    added = bytearray()
    for number in (0, entries[0][0], max(outer), 0):
        digits = [number & 63]
        while number := number >> 6:
            digits.insert(0, number & 63 | 64)
        added += bytes(digits)
    added[0] |= 128
    return code.replace(co_exceptiontable=bytes(added) + code.co_exceptiontable)


def _entries(table: bytes) -> "Iterator[tuple[int, int, int]]":
    """Start, target (both in code units) and depth of each entry; depth is twice that, plus one
    where the instruction is kept."""
    fields: list[int] = []
    value = 0
    for byte in table:
        value = value << 6 | byte & 63
        if not byte & 64:
            fields.append(value)
            value = 0
            if len(fields) == 4:
                yield fields[0], fields[2], fields[3]
                fields = []


MOST_AHEAD = 8
"""So many code units at most stand in front of a ``try`` that is a function's first statement."""


def replace(
    owner: object, name: str, make: "Callable[[Callable[..., Any]], Callable[..., Any]]"
) -> None:
    """Put ``make(original)`` in the place of an attribute of a class or module.

    Does nothing when there is no such attribute: another Python has other internals.
    """
    held = vars(owner).get(name) if owner is not None else None
    if held is None:
        return
    if isinstance(held, staticmethod):
        original = held.__func__
        setattr(owner, name, staticmethod(dress(make(original), original)))
    else:
        setattr(owner, name, dress(make(held), held))


def shorten(error: BaseException) -> None:
    """Take our frames off an exception being re-raised: the calling wrapper's, and those below.

    Signals may come while a record is being written. Of nested ``except`` each may call this.
    """
    traceback = error.__traceback__
    if traceback is not None and _is_ours(traceback.tb_frame.f_globals):
        traceback = traceback.tb_next
        while traceback is not None and _is_ours(traceback.tb_frame.f_globals):
            traceback = traceback.tb_next
        set_traceback(error, traceback)


set_traceback = BaseException.with_traceback
"""Assigning runs the exception's own ``__setattr__``: a frozen dataclass refuses."""


def swallow(error: Exception) -> None:
    """Called where our code goes on after an error of its own; raises that of a signal handler.

    A handler may run, and raise, in the middle of our code: what it raises is the program's.
    """
    traceback = error.__traceback__
    while traceback is not None:
        frame = traceback.tb_frame
        if not _is_ours(frame.f_globals):
            if any(map(_is_interrupted, frame.f_locals.values())):
                try:
                    raise error
                finally:
                    del error, frame, traceback  # no cycle
            return
        traceback = traceback.tb_next


def _is_interrupted(argument: object) -> bool:
    """Whether this is a frame of ours, as a handler gets the one that it interrupted."""
    if type(argument) is tuple:
        return any(map(_is_interrupted, argument))
    return type(argument) is _FRAME and _is_ours(argument.f_globals)


_FRAME = type(sys._getframe())


def _is_ours(names: "dict[str, Any]") -> bool:
    name = names.get("__name__")
    return isinstance(name, str) and name.startswith(OURS)


def raised_by(
    original: "Callable[..., Any]", stand_in: object, args: "tuple[Any, ...]", error: BaseException
) -> None:
    """Make an error that C code raised under a wrapper look as if `original` had called it.

    Args:
        stand_in: an object whose methods raise `error` where `original` calls them.
    """
    caught = error.__traceback__
    set_traceback(error, None)
    try:
        original(stand_in, *args)
    except BaseException as again:
        outer = again.__traceback__
        if outer is not None and outer.tb_next is not None and caught is not None:
            outer.tb_next.tb_next = None
            caught.tb_next = outer.tb_next
        # This very frame is in it: a cycle that would keep what the program's frames hold.
        outer = None
    set_traceback(error, caught)
    # The frame that stood in is in the traceback now, and leads back to this one.
    del error, caught, original, stand_in, args
