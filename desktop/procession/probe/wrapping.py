"""Putting wrappers in place of methods, so that nobody notices.

A wrapper has the signature of the original, calls it, and on the way out of an exception takes
its own frame out of the traceback: a bare ``raise`` adds none.
"""

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
    return wrapper


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
