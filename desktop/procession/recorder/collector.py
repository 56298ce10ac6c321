"""Finds page files and reads what is new in them, process by process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from procession.recorder.observed import Observed, cut_out
from procession.recorder.pages import NotReady, Page
from procession.recorder.registry import Registry
from procession.recorder.store import Store
from procession.recorder.structure import Structure
from procession.records import (
    EXITING,
    FIRST_EVENT,
    PAGE_SUFFIX,
    REAPED,
    RECORD,
    RECORD_SIZE,
    STARTED,
)

_IS_NOTABLE = bytes(0xFF if 0 < kind <= EXITING else 0 for kind in range(256))
_LIFE = (STARTED, REAPED, EXITING)
_CHUNK = 64 * 1024
_CHUNK_AGE_NS = 250_000_000
_PATIENCE = 4
"""So many passes a dead process's records wait for texts of the one it was forked from."""
_BUDGET = 32 * 1024 * 1024
"""At most so many bytes are read at one go, so that commands and output are not kept waiting."""

Send = Callable[[Observed, bytes], None]
Met = Callable[[Observed], None]


class Collector:
    """Everything that observed processes wrote goes through here, once."""

    def __init__(
        self,
        pages: Path,
        store: Store,
        registry: Registry,
        structure: Structure,
        origin: int,
        send: Send,
        met: Met,
    ) -> None:
        self._folder = pages
        self._store = store
        self._registry = registry
        self._structure = structure
        self._origin = origin
        self._send = send
        self._met = met
        self._known: dict[str, Page | None] = {}
        """Name of a page file → its page, None when it was read and could not be removed."""
        self._untold: list[tuple[Observed, bytes]] = []

    def find(self) -> None:
        """Look for new page files."""
        try:
            names = os.listdir(self._folder)
        except OSError:
            return
        fresh = []
        for name in names:
            if name not in self._known and name.endswith(PAGE_SUFFIX):
                try:
                    fresh.append(Page(self._folder / name))
                except (NotReady, OSError, ValueError):
                    continue
        for page in sorted(fresh, key=lambda page: (page.opened, page.sequence)):
            process, new = self._registry.meet(page)
            self._known[page.path.name] = page
            process.pages.append(page)
            process.pages.sort(key=lambda page: page.sequence)
            process.read = False
            if new:
                self._met(process)

    def read(self, final: bool = False) -> bool:
        """Take what is new; True when there is more than one go may take.

        With `final` nothing more comes from anybody.
        """
        budget = _BUDGET
        for process in self._registry.active:
            if not process.pages:
                continue
            # Once more after the end: what was written until then is all there is.
            dead = process.dead
            for page in list(process.pages):
                for records, kinds in page.take(dead):
                    budget -= len(records)
                    self._records(process, records, kinds)
                if dead or page.finished:
                    self._let_go(process, page)
            if process.waiting:
                self._structure.retry(process)
            if budget <= 0:
                return True
        self._tell()
        self._registry.settle_reaped()
        for process in self._registry.active:
            if process.dead and not process.pages and not process.read:
                if process.waiting and process.passes < _PATIENCE and not final:
                    # It may speak of texts of the process it was forked from, which lives on:
                    # what that wrote before the fork is taken a pass later than this was.
                    process.passes += 1
                    continue
                process.read = True
                self._structure.retry(process, final=True)
                self._registry.reread(process)
        return False

    def _records(self, process: Observed, records: bytes, kinds: bytes) -> None:
        structural = []
        # Far faster than a pattern, where most records are no such.
        notable = kinds.translate(_IS_NOTABLE)
        index = -1
        while (index := notable.find(0xFF, index + 1)) >= 0:
            record = records[index * RECORD_SIZE : (index + 1) * RECORD_SIZE]
            kind = kinds[index]
            if kind < FIRST_EVENT:
                structural.append(index)
                self._structure.take(process, record)
            elif kind in _LIFE:
                self._untold.append((process, record))
        events = cut_out(records, structural)
        if events:
            process.keep(events, time.perf_counter_ns())
            self._send(process, events)

    def _tell(self) -> None:
        untold, self._untold = self._untold, []
        for process, record in untold:
            at, _, _, value, aux, _, kind, _ = RECORD.unpack(record)
            if not self._registry.told(process, at, value, aux, kind) and not process.read:
                self._untold.append((process, record))

    def _let_go(self, process: Observed, page: Page) -> None:
        self._count_lost(process, page)
        process.pages.remove(page)
        page.close()
        try:
            page.path.unlink()
            del self._known[page.path.name]
        except FileNotFoundError:
            del self._known[page.path.name]
        except OSError:
            # Windows keeps a file that somebody maps; the folder goes as a whole at the end.
            self._known[page.path.name] = None

    def count_lost(self) -> None:
        """See how many records found no page."""
        for process in self._registry.active:
            if process.pages:
                self._count_lost(process, process.pages[-1])

    def _count_lost(self, process: Observed, page: Page) -> None:
        lost, since = page.lost
        if lost > process.lost:
            row = {"process": process.id, "at_ns": since - self._origin}
            self._store.put("loss", {**row, "count": lost - process.lost})
            process.lost = lost
            self._store.put("process", {"id": process.id, "lost": lost})

    def drop_discarded(self) -> None:
        """Let go of pages that two threads made at once and only one of them used."""
        for process in self._registry.active:
            for page in list(process.pages):
                if page.untouched and not page.path.exists():
                    process.pages.remove(page)
                    page.close()
                    self._known.pop(page.path.name, None)

    def write(self, everything: bool = False) -> bool:
        """Write to the recording what is old or big enough; True when anything was written."""
        now = time.perf_counter_ns()
        wrote = False
        for process in self._registry.active:
            if process.unwritten and (
                everything
                or process.unwritten_size >= _CHUNK
                or now - process.unwritten_since >= _CHUNK_AGE_NS
            ):
                for records in process.take_unwritten(_CHUNK):
                    self._chunk(process, records)
                wrote = True
        self._registry.leave_the_finished()
        return wrote

    def _chunk(self, process: Observed, records: bytes) -> None:
        first = int.from_bytes(records[:8], "little") - self._origin
        last_at = len(records) - RECORD_SIZE
        last = int.from_bytes(records[last_at : last_at + 8], "little") - self._origin
        self._store.add_chunk(process.id, first, last, records)

    def close(self) -> None:
        """Unmap what is left."""
        for process in self._registry.all:
            for page in process.pages:
                page.close()
            process.pages.clear()
