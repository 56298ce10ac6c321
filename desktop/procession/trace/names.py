"""From the ids that a process writes to what they mean in the whole run.

Ids are local to a process and a forked child goes on using its parent's.  Rows may come after the
records that use them; an id that means nothing yet gets a stand-in, which is filled or replaced
when its row arrives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from procession.trace.columns import Array
from procession.trace.tables import Place, Process

Key = tuple[int, int]
"""Process id and local id."""

MAX_LOCAL = 1 << 24
"""A process makes an id for each distinct place, text and object; more than this is no recording
of ours, and such ids count as unknown rather than cost memory."""

_DEPTH = 1000


def owner_of(processes: Mapping[int, Process], process: int, local: int) -> Key:
    """Whose row says what `local` means in `process`."""
    for _ in range(_DEPTH):
        known = processes.get(process)
        if known is None or not known.forked or local >= known.inherited:
            break
        if known.parent is None or known.parent == process:
            break
        process = known.parent
    return process, local


class LocalTable:
    """Local ids of one process → int32 numbers of the run, looked up a column at a time."""

    __slots__ = ("_known", "_miss")

    def __init__(self, miss: Callable[[int], int]) -> None:
        self._known = np.full(64, _UNKNOWN, np.int32)
        self._known[0] = 0
        self._miss = miss

    def clear(self) -> None:
        """Forget everything: what ids mean has changed."""
        self._known[1:] = _UNKNOWN

    def look_up(self, local: Array) -> Array:
        """int32 numbers for a column of local ids."""
        if not len(local):
            return np.empty(0, np.int32)
        top = int(local.max())
        if top >= len(self._known):
            if top >= MAX_LOCAL:
                local = np.where(local < MAX_LOCAL, local, 0)
                top = int(local.max())
            self._grow(top)
        found: Array = self._known[local]
        if found.min() == _UNKNOWN:
            for item in np.unique(local[found == _UNKNOWN]).tolist():
                self._known[item] = self._miss(item)
            found = self._known[local]
        return found

    def _grow(self, top: int) -> None:
        if top < len(self._known):
            return
        size = min(max(top + 1, 2 * len(self._known)), MAX_LOCAL)
        known = np.full(size, _UNKNOWN, np.int32)
        known[: len(self._known)] = self._known
        self._known = known


_UNKNOWN = np.iinfo(np.int32).min


class Texts:
    """The texts of a run, each once, numbered; 0 is the empty one."""

    def __init__(self) -> None:
        self.items: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}
        self._rows: dict[Key, str] = {}
        self._waiting: dict[Key, int] = {}

    def row(self, process: int, local: int, value: str) -> None:
        """A text's row arrived."""
        self._rows[process, local] = value

    def intern(self, value: str) -> int:
        """The number of a text."""
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self.items)
            self.items.append(value)
        return number

    def number(self, key: Key, owner: Key) -> int:
        """The number of what `key` means, given whose row says it."""
        value = self._rows.get(owner)
        if value is not None:
            return self.intern(value)
        number = self._waiting.get(key)
        if number is None:
            number = self._waiting[key] = len(self.items)
            self.items.append("")
        return number

    def settle(self, owner: Callable[[int, int], Key]) -> None:
        """Fill the stand-ins whose rows have come."""
        for key in list(self._waiting):
            value = self._rows.get(owner(*key))
            if value is not None:
                self.items[self._waiting.pop(key)] = value

    def matching(self, wanted: str) -> list[int]:
        """All numbers that mean this text (a late row makes a second one)."""
        return [number for number, item in enumerate(self.items) if item == wanted]


class Places:
    """The source places of a run, numbered; 0 is "unknown"."""

    def __init__(self) -> None:
        self.items: list[Place] = [Place()]
        self._numbers: dict[Place, int] = {self.items[0]: 0}
        self._rows: dict[Key, Place] = {}
        self._waiting: dict[Key, int] = {}

    def row(self, process: int, local: int, place: Place) -> None:
        """A place's row arrived."""
        self._rows[process, local] = place

    def get(self, owner: Key) -> Place | None:
        """The place that a row told, if it has come."""
        return self._rows.get(owner)

    def number(self, key: Key, owner: Key) -> int:
        """The number of what `key` means, given whose row says it."""
        place = self._rows.get(owner)
        if place is not None:
            number = self._numbers.get(place)
            if number is None:
                number = self._numbers[place] = len(self.items)
                self.items.append(place)
            return number
        number = self._waiting.get(key)
        if number is None:
            number = self._waiting[key] = len(self.items)
            self.items.append(Place())
        return number

    def settle(self, owner: Callable[[int, int], Key]) -> None:
        """Fill the stand-ins whose rows have come."""
        for key in list(self._waiting):
            place = self._rows.get(owner(*key))
            if place is not None:
                self.items[self._waiting.pop(key)] = place
