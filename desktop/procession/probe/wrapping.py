"""Putting wrappers in place of methods, so that nobody notices.

A wrapper has the signature of the original, calls it, and on the way out of an exception takes
its own frame out of the traceback: a bare ``raise`` adds none.
"""

import sys

OURS = "_procession"
"""How the names of our modules begin in an observed process (see `inject.PACKAGE`)."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
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


def cover_entry(wrapper: "Callable[..., Any]") -> None:
    """Let the first ``try`` of a function reach back to its very first instruction.

    Signal handlers run there too: what they raise would leave by our frame, past every ``except``.
    Nothing is changed where more than constants stands in front of the ``try``, or where the
    table (see ``Objects/exception_handling_notes.txt`` of CPython) is not as it is known to be.
    """
    code = getattr(wrapper, "__code__", None)
    table = getattr(code, "co_exceptiontable", b"")
    if not table or sys.version_info >= (3, 15):
        return
    fields, value, ended = [], 0, 0
    for byte in table:
        value = value << 6 | byte & 63
        if not byte & 64:
            fields.append(value)
            value = 0
            ended += 1
            if ended == 4:
                break
    if len(fields) < 4 or fields[3] >> 1 or not 0 < fields[0] < MOST_AHEAD:
        return
    start, _, target, depth = fields
    entry = bytearray()
    for number in (0, start, target, depth):
        digits = [number & 63]
        while number := number >> 6:
            digits.insert(0, number & 63)
        entry += bytes([*(digit | 64 for digit in digits[:-1]), digits[-1]])
    entry[0] |= 128
    wrapper.__code__ = code.replace(co_exceptiontable=bytes(entry) + table)  # type: ignore


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
    """Take the calling wrapper's frame out of an exception being re-raised.

    And those of ours below it: Ctrl-C may come while a record is being written.
    """
    traceback = error.__traceback__
    if traceback is not None:
        traceback = traceback.tb_next
        while traceback is not None and _is_ours(traceback.tb_frame.f_globals):
            traceback = traceback.tb_next
        set_traceback(error, traceback)


set_traceback = BaseException.with_traceback
"""Assigning runs the exception's own ``__setattr__``: a frozen dataclass refuses."""


def is_foreign(error: BaseException) -> bool:
    """Whether an error caught by our code was raised by the program: by a handler of a signal."""
    traceback = error.__traceback__
    while traceback is not None:
        if not _is_ours(traceback.tb_frame.f_globals):
            return True
        traceback = traceback.tb_next
    return False


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
    set_traceback(error, caught)
