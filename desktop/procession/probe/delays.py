"""Pauses at the program's own synchronisation points, so that other schedules come up.

Off unless a run asks for it with a seed. Every process draws its pauses from the seed and from its
place in the process tree, so that the same seed gives the same pauses; what comes of them is still
up to the system. The pauses stand inside `multiprocessing`'s own primitives, below what is
recorded: records tell what happened, as ever.
"""

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from .imports import Watch

_MASK = (1 << 64) - 1
_PAUSES = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.02)
"""Seconds; drawn from evenly. 0 is no pause, or one that lets others run."""


class _Source:
    """A stream of numbers. Threads that draw at once do no harm."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.state = seed & _MASK

    def begin(self, *place: int) -> None:
        """Begin anew for a process by its place in the tree."""
        state = self.seed
        for step in (*place, 1):
            state = (state * 6364136223846793005 + step * 2 + 1442695040888963407) & _MASK
        self.state = state

    def draw(self, count: int) -> int:
        """A number below `count`."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & _MASK
        return (self.state >> 33) % count


_source = _Source(0)


def pause() -> None:
    """Pause for a while, or not."""
    seconds = _PAUSES[_source.draw(len(_PAUSES))]
    if seconds or _source.draw(4) == 0:
        time.sleep(seconds)


def install(watch: "Watch", seed: int) -> None:
    """Put pauses into what this process uses from now on."""
    from .lifecycle import when_run

    _source.seed = seed
    _source.begin()
    when_run(_begin_in)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_parent=pause)
    watch.when_imported("multiprocessing.synchronize", _slow_semaphores)
    watch.when_imported("multiprocessing.connection", _slow_messages)


def _begin_in(process: "Any") -> None:
    identity = getattr(process, "_identity", ())
    _source.begin(*(step for step in identity if isinstance(step, int)))
    pause()


def _slow_semaphores(module: "ModuleType") -> None:
    """Everything that synchronises is made of these: locks, queues, conditions, barriers."""
    plain: Any = module._multiprocessing.SemLock

    class SemLock(plain):  # type: ignore[misc]
        __slots__ = ()

        def acquire(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            pause()
            return plain.acquire(self, *args, **kwargs)

        def release(self):  # type: ignore[no-untyped-def]
            pause()
            return plain.release(self)

        def __enter__(self):  # type: ignore[no-untyped-def]
            pause()
            return plain.__enter__(self)

        def __exit__(self, *args):  # type: ignore[no-untyped-def]
            pause()
            return plain.__exit__(self, *args)

    # A copy of the C module's names, for this user of it alone.
    names = type("_multiprocessing", (), dict(vars(module._multiprocessing)))
    names.SemLock = SemLock  # type: ignore[attr-defined]
    module._multiprocessing = names  # type: ignore[attr-defined]


def _slow_messages(module: "ModuleType") -> None:
    for name in ("_send_bytes", "_recv_bytes"):
        for kind in ("Connection", "PipeConnection"):
            owner: Any = getattr(module, kind, None)
            if owner is not None:
                setattr(owner, name, _slow(getattr(owner, name)))


def _slow(original: "Any") -> "Any":
    def slow(*args, **kwargs):  # type: ignore[no-untyped-def]
        pause()
        return original(*args, **kwargs)

    return slow
