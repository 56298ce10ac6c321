"""What plugins may import, and all of it: API 1.

A plugin is a module named by an entry point of the group ``procession.plugins``.  It has functions
marked with `hookimpl`, named as in `procession.plugin.hookspecs`, and may say

- ``PROCESSION_API = 1``: the major number of the API it was written for; absent means 1;
- ``PROCESSION_TITLES = {"en": "Joinable queue", "zh_CN": …}``: its name for people, by language;
  absent means the entry point's name;
- ``PROCESSION_ORDER = 80``: its place in lists; those that say none come last, by name.

The first line of the module's docstring is its summary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pluggy

from procession import records
from procession.trace.hang_words import kept_waiting
from procession.trace.naming import (
    amount,
    at,
    counted,
    how_it_ended,
    listed,
    primitive_name,
    process_name,
    span,
)
from procession.trace.pickle_words import PASS_ON, never_travels, what_and_fix

if TYPE_CHECKING:
    from procession.trace.hangs import Hang
    from procession.trace.lock_order import BothOrders
    from procession.trace.model import Model as Recording
    from procession.trace.tasks import Task
else:
    BothOrders = Hang = Recording = Task = Any

__all__ = [
    "API_VERSION",
    "PASS_ON",
    "BothOrders",
    "Exporter",
    "Finding",
    "Hang",
    "Lesson",
    "Panel",
    "Recording",
    "Statistic",
    "Task",
    "Track",
    "TrackStyle",
    "amount",
    "at",
    "both_orders",
    "counted",
    "hangs",
    "hookimpl",
    "how_it_ended",
    "kept_waiting",
    "listed",
    "never_travels",
    "primitive_name",
    "process_name",
    "records",
    "span",
    "what_and_fix",
]

API_VERSION = 1

hookimpl = pluggy.HookimplMarker("procession")

TrackStyle = Literal["holder", "slots", "depth", "backlog", "waits", "none"]

Statistic = str
"""A number that the trace keeps for every primitive: ``acquires``, ``contended``, ``timeouts``,
``releases``, ``puts``, ``gets``, ``put_waits``, ``get_waits``, ``max_depth``, ``left``,
``sends``, ``recvs``, ``bytes``, ``submitted``, ``ok``, ``error``, ``lost``, ``unread``,
``calls``, or ``calls:VERB`` and ``waits:VERB`` for completed calls and begun waits of a verb
that a probe recorded."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One plain program and its guide."""

    path: Path
    """The Python file. Its docstring's first line is the title."""
    guide: Path | None = None
    """Markdown; a translation stands beside it as ``NAME.zh_CN.md``. Default: found beside
    the program, as ``STEM.md``, else ``guide.md``."""
    beside: tuple[Path, ...] = ()
    """Files that the program needs in its own folder: modules it imports, texts it reads."""
    start_methods: tuple[str, ...] = ("fork", "spawn", "forkserver")
    expects: tuple[str, ...] | Mapping[str, tuple[str, ...]] = ()
    """Rules of the errors and warnings that a run shows; by start method where they differ."""
    timeout_s: float = 60.0
    answer: Callable[[Recording], int | None] | None = None
    """Which choice of the guide's prediction this run shows to be right, counted from 0 down
    the last list under the guide's heading ``Predict`` (in a translation, the list at the same
    place). None when the run does not decide it. Computed from the recording of a finished run."""
    twin: str | None = None
    """Name of the lesson of the same plugin (or ``plugin/lesson``) that differs in one thing: a
    broken program names the one that mends it, and the other way round."""


@dataclass(frozen=True, slots=True)
class Track:
    """How primitives of some kinds are drawn and counted."""

    kinds: tuple[str, ...]
    """Public class names, as the probe records them: ``("Lock",)``."""
    style: TrackStyle
    """``holder``: one bar in the holder's colour, waiters below. ``slots``: a row a holder.
    ``depth``: a step curve of what it contains. ``backlog``: a step curve of tasks not begun.
    ``waits``: nobody holds it, only who waits is drawn. ``none``: no lane."""
    icon: str = "dots"
    """Name of an icon of Procession's, or the path of an SVG file."""
    counts: Mapping[str, Statistic] = field(default_factory=dict)
    """Name shown and written in ``show --json`` → statistic."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about a run that a person can act on."""

    rule: str
    level: Literal["error", "warning", "info"]
    certainty: Literal["certain", "likely", "possible"]
    message: str
    fix: str
    at_ns: int
    """Nanoseconds since the run began."""
    processes: tuple[int, ...] = ()
    """Ids of processes in the recording."""
    primitives: tuple[int, ...] = ()
    """Ids of primitives in the recording."""
    where: tuple[str, ...] = ()
    """Source places, ``file:line``."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format that a recording can be written in."""

    name: str
    """As in ``procession export --to NAME``."""
    title: str
    """For people: ``Comma-separated values``."""
    suffix: str
    """Of the file that is written when none is named: ``.csv``."""
    write: Callable[[Recording, Path], None]
    """Writes a recording, read whole, to a path that does not exist yet. May raise OSError."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A view of one run in the window, beside Output, Processes and the others."""

    name: str
    title: str
    make: Callable[[Recording], Any]
    """Gives a new QWidget for a run. Called on the window's thread; the recording grows while the
    program runs, so the widget asks it anew whenever it is shown."""
    icon: str = "table"


def hangs(recording: Recording) -> list[Hang]:
    """What the program hangs in, now or where it was ended: each root of a hang once.

    The graph of who waits for whom is worked out for all primitives together; a plugin puts those
    that are about its own into words. See `procession.trace.hangs`.
    """
    from procession.trace.hangs import hangs_of

    return hangs_of(recording)


def both_orders(recording: Recording) -> list[BothOrders]:
    """Pairs of locks taken in both orders by threads that could have met."""
    from procession.trace.lock_order import both_orders

    return both_orders(recording)
