"""What a wait tells of the other threads of its process.

Who looks at a recording wants to know whether anybody else could go on: a process whose threads
all wait is stuck, one with a thread that was never heard of may do anything. So every wait says
how many threads of the program's own there are, beside the main one.
"""

import sys
from _thread import _count

from ..records import FLAG_ALARM, THREADS_MANY, THREADS_SHIFT
from .wrapping import swallow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_SERVING = frozenset(("_feed", "_handle_workers", "_handle_tasks", "_handle_results"))
"""Functions of `multiprocessing` that threads of its own run."""
_LIBRARY = ("multiprocessing.", "concurrent.futures.", "threading", "queue", "_procession")


def wait_flags() -> int:
    """The flags of a wait that begins now. Never raises."""
    flags = 0
    try:
        if _count():
            flags = min(_own_threads(), THREADS_MANY) << THREADS_SHIFT
        if _handles_signals():
            flags |= FLAG_ALARM
    except Exception as fault:
        swallow(fault)
        return THREADS_MANY << THREADS_SHIFT
    return flags


_SIGNALS = ("SIGALRM", "SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1", "SIGUSR2")
"""Those that a clock, a person or another program sends to tell a process something."""


def _handles_signals() -> bool:
    """Whether a function of the program runs when one of them comes, and may do anything then."""
    signals: Any = sys.modules.get("_signal")
    if signals is None:
        return False
    if not _numbers:
        _numbers.extend(getattr(signals, name) for name in _SIGNALS if hasattr(signals, name))
    ask, default = signals.getsignal, signals.default_int_handler
    for number in _numbers:
        handler = ask(number)
        # SIG_DFL and SIG_IGN are numbers; what the C library was told by others is None.
        if handler is not default and callable(handler):
            return True
    return False


_numbers: "list[int]" = []


def _own_threads() -> int:
    """Threads, besides the main one, that run code of the program."""
    threading: Any = sys.modules.get("threading")
    main = getattr(getattr(threading, "_main_thread", None), "_ident", None)
    active = getattr(threading, "_active", {})
    count = 0
    frame = None
    try:
        for ident, frame in sys._current_frames().items():
            if ident != main and not (_serves(active.get(ident)) and _in_library(frame)):
                count += 1
    finally:
        # One of them is this very frame: a cycle that would keep what its callers hold alive.
        del frame
    return count


def _serves(thread: "Any") -> bool:
    """Whether a thread is a queue's or a pool's own."""
    if thread is None or type(thread).__module__ == "multiprocessing.dummy":
        return False
    if type(thread).__module__ == "concurrent.futures.process":
        return True
    target = getattr(thread, "_target", None)
    module = getattr(target, "__module__", None)
    return (
        module in ("multiprocessing.queues", "multiprocessing.pool")
        and getattr(target, "__name__", "") in _SERVING
    )


def _in_library(frame: "FrameType | None") -> bool:
    """Whether nothing of the program (a callback, a ``__reduce__``) is being run."""
    while frame is not None:
        name = frame.f_globals.get("__name__")
        if not isinstance(name, str) or not name.startswith(_LIBRARY):
            return False
        frame = frame.f_back
    return True
