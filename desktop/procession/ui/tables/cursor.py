"""The instant that tables tell about: where the timeline's cursor is, else the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procession.trace.instants import Instant, Standing
    from procession.trace.model import Model


class Cursor:
    """Shared by all tables of a run; set on the window's thread, read on any."""

    def __init__(self) -> None:
        self.at_ns: int | None = None
        """Nanoseconds since the run began; None: the newest instant."""
        self._kept: tuple[int, int, int, Instant] | None = None

    def instant(self, model: Model) -> int:
        """The instant in question."""
        # What ended with the run is told as it was just before.
        return model.last_ns if self.at_ns is None else self.at_ns

    def state(self, model: Model) -> Instant:
        """Every holder, waiter and depth then. Each is worked out once for a revision."""
        from procession.trace.instants import state_at

        at_ns = self.instant(model)
        known = self._kept
        if known is None or known[:3] != (id(model), model.revision, at_ns):
            known = (id(model), model.revision, at_ns, state_at(model, at_ns))
            self._kept = known
        return known[3]


def by_process(standings: list[Standing]) -> dict[int, list[Standing]]:
    """Holds or waits by the process that has them."""
    found: dict[int, list[Standing]] = {}
    for one in standings:
        found.setdefault(one.process, []).append(one)
    return found


def by_primitive(standings: list[Standing]) -> dict[int, list[Standing]]:
    """Holds or waits by their primitive."""
    found: dict[int, list[Standing]] = {}
    for one in standings:
        found.setdefault(one.primitive, []).append(one)
    return found
