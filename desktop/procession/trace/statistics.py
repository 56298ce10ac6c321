"""The numbers that are kept for every primitive, by the names that tracks use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from procession import records
from procession.trace.columns import Array
from procession.trace.lane import Lane
from procession.trace.links import unwritten, written_times
from procession.trace.names import Texts
from procession.trace.spans import OPEN
from procession.trace.states import Outcome, State
from procession.trace.store import Store
from procession.trace.tables import Process
from procession.trace.tasks import TaskOutcome


class Statistics:
    """Statistics of one primitive as of now. Counts follow from records, each counted once."""

    def __init__(
        self,
        store: Store,
        lanes: Mapping[int, Lane],
        texts: Texts,
        processes: Mapping[int, Process],
        now_ns: int,
    ) -> None:
        self._store = store
        self._lanes = lanes
        self._texts = texts
        self._processes = processes
        self._now_ns = now_ns
        self._known: dict[str, int] = {}

    def get(self, name: str) -> int:
        """A statistic by its name in `procession.plugin.api`; KeyError: there is no such one."""
        known = self._known.get(name)
        if known is None:
            if name.startswith("calls:"):
                known = self._calls(name.removeprefix("calls:"))
            elif name.startswith("waits:"):
                known = self._begun(name.removeprefix("waits:"), None)
            else:
                known = _NAMED[name](self)
            self._known[name] = known
        return known

    def acquires(self) -> int:
        """Successful acquisitions, nested ones too."""
        return self._count(records.HELD) + self._count(records.ACQUIRE)

    def releases(self) -> int:
        """Successful releases, by whoever."""
        called = self._count(records.RELEASE) - self._count(records.UNRELEASE)
        return self._store.closed_held + called

    def contended(self) -> int:
        """Acquisitions that had to wait."""
        return self._begun("acquire", State.WAITING)

    def timeouts(self) -> int:
        """Waits that ended by their time-out."""
        return self._store.wait_totals(self._lanes).timeouts

    def get_waits(self) -> int:
        """Gets whose item was not written yet when they began."""
        state, verb = self._waits("state"), self._waits("verb")
        verbs = np.isin(verb, self._texts.matching("get"))
        waits = np.flatnonzero(verbs & (state == State.EXPECTED))
        end = self._waits("end_ns")[waits]
        if not len(waits):
            return 0
        gets = written_times(self._store.events)
        first = np.searchsorted(gets["time_ns"], end, "left")
        waited = np.zeros(len(waits), np.bool_)
        # Several processes may take in the same nanosecond: look at each of those.
        for step in range(len(self._lanes)):
            at = first + step
            inside = at < len(gets["time_ns"])
            inside[inside] = gets["time_ns"][at[inside]] == end[inside]
            if not inside.any():
                break
            at, which = at[inside], waits[inside]
            mine = (gets["process"][at] == self._waits("process")[which]) & (
                gets["thread"][at] == self._waits("thread")[which]
            )
            late = gets["written_ns"][at] > self._waits("start_ns")[which]
            waited[inside] |= mine & late & (gets["written_ns"][at] != OPEN)
        return int(waited.sum())

    def max_depth(self) -> int:
        """The most that was inside at once."""
        return self._store.depth(self._lanes).peak()

    def left(self) -> int:
        """Items put, neither taken nor dropped."""
        gone = self._count(records.GET) + self._count(records.DROPPED)
        return self._count(records.PUT) - gone

    def gets(self) -> int:
        """Items taken that could be used."""
        return self._count(records.GET) - self._count(records.SPOILED)

    def sends(self) -> int:
        """Items that were written to the end, by whoever put them."""
        return self._through()[0]

    def bytes(self) -> int:
        """How many bytes these have, as they travel."""
        return self._through()[1]

    def _through(self) -> tuple[int, int]:
        events = self._store.events
        through = events["kind"] == records.WRITTEN
        through[unwritten(events)] = False
        # Whoever is still writing has not sent it; a thread writes one thing at a time.
        state, outcome, end = (self._waits(name) for name in ("state", "outcome", "end_ns"))
        stuck = (end == OPEN) | (outcome == Outcome.PROCESS_ENDED)
        verbs = [*self._texts.matching("send"), *self._texts.matching("put")]
        stuck &= (state != State.EXPECTED) & np.isin(self._waits("verb"), verbs)
        for at in np.flatnonzero(stuck).tolist():
            going = np.flatnonzero(
                through
                & (events["process"] == self._waits("process")[at])
                & (events["thread"] == self._waits("thread")[at])
                & (events["time_ns"] >= self._waits("start_ns")[at])
            )
            through[going[:1]] = False
        return int(through.sum()), int(events["value"][through].sum())

    def waited_ns(self) -> int:
        """Time that threads waited for what others kept, added up."""
        return self._store.wait_totals(self._lanes).waited_ns(self._now_ns)

    def held_ns(self) -> int:
        """Time that each holding thread held it, added up; nested holds count once."""
        return self._store.held_ns(self._lanes, self._now_ns)

    def max_waiting(self) -> int:
        """The most threads that waited at once for what others kept."""
        return self._store.wait_totals(self._lanes).most()

    def _count(self, kind: int) -> int:
        return int(self._store.counts[kind])

    def _waits(self, column: str) -> Array:
        return self._store.waiters(self._lanes).columns[column]

    def _begun(self, verb: str, state: State | None) -> int:
        verbs = self._texts.matching(verb)
        return self._store.wait_totals(self._lanes).begun(verbs, state)

    def _calls(self, verb: str) -> int:
        return self._store.calls(self._texts.matching(verb))

    def _items(self, outcome: TaskOutcome | Literal["unread"]) -> int:
        tasks = self._store.tasks()
        if outcome == "unread":
            return tasks.unread_items(self._processes)
        return tasks.items_of(outcome, self._processes)


_NAMED: dict[str, Callable[[Statistics], int]] = {
    "acquires": Statistics.acquires,
    "releases": Statistics.releases,
    "contended": Statistics.contended,
    "timeouts": Statistics.timeouts,
    "puts": lambda s: s._count(records.PUT),
    "gets": Statistics.gets,
    "put_waits": lambda s: s._begun("put", State.WAITING),
    "get_waits": Statistics.get_waits,
    "sends": Statistics.sends,
    "recvs": Statistics.gets,
    "bytes": Statistics.bytes,
    "max_depth": Statistics.max_depth,
    "left": Statistics.left,
    "calls": lambda s: s._count(records.CALL) - s._count(records.UNCALL),
    "submitted": lambda s: s._store.tasks().submitted,
    "ok": lambda s: s._items("ok"),
    "error": lambda s: s._items("error"),
    "lost": lambda s: s._items("lost"),
    "unread": lambda s: s._items("unread"),
    "waited_ns": Statistics.waited_ns,
    "held_ns": Statistics.held_ns,
    "max_waiting": Statistics.max_waiting,
}

NAMES = frozenset(_NAMED)
"""All named statistics; besides them ``calls:VERB`` and ``waits:VERB``."""
