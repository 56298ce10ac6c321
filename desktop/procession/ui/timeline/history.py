"""Where the user looked before: navigation can be undone and redone."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter_ns

MOST = 200
ONE_MOVE_NS = 700_000_000
"""Moves of one kind that follow one another more quickly are undone together."""


@dataclass(frozen=True, slots=True)
class Place:
    """What was in view: the left edge, the scale, the lanes' scroll, and how it went along."""

    left_ns: float
    ns_per_px: float
    scroll: int
    following: bool
    whole: bool


class History:
    """Places before and after the present one."""

    def __init__(self) -> None:
        self._before: list[Place] = []
        self._after: list[Place] = []
        self._kind = ""
        self._last_ns = 0

    def leave(self, place: Place, kind: str) -> None:
        """Note where one was before a move.

        Args:
            kind: quick moves of the same kind are one; ``jump`` always stands for itself.
        """
        now = perf_counter_ns()
        goes_on = kind != "jump" and kind == self._kind and now - self._last_ns < ONE_MOVE_NS
        self._kind, self._last_ns = kind, now
        if goes_on:
            return
        if not self._before or self._before[-1] != place:
            self._before.append(place)
            del self._before[:-MOST]
        self._after.clear()

    def back(self, here: Place) -> Place | None:
        """Where one was before; None: nowhere."""
        return self._step(self._before, self._after, here)

    def forth(self, here: Place) -> Place | None:
        """Where one went back from."""
        return self._step(self._after, self._before, here)

    def _step(self, from_: list[Place], to: list[Place], here: Place) -> Place | None:
        self._kind = ""
        while from_:
            place = from_.pop()
            if place != here:
                to.append(here)
                return place
        return None
