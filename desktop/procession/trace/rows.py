"""Takes the rows of a recording's tables into a model's dictionaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from procession.trace.columns import Columns
from procession.trace.resolver import Resolver
from procession.trace.tables import Place, Primitive, Process, Row, from_json, text, whole

_MAX_ID = (1 << 31) - 1
"""Ids are kept in int32 columns."""


class Rows:
    """What the tables say. A row with a key that is known updates the columns that it names."""

    def __init__(self, merge: Callable[[int, int], None]) -> None:
        self.run: dict[str, Any] = {}
        self.processes: dict[int, Process] = {}
        self.primitives: dict[int, Primitive] = {}
        self.threads: dict[tuple[int, int], str] = {}
        self.sources: dict[str, str] = {}
        self.findings: list[dict[str, Any]] = []
        self.losses: list[tuple[int, int, int]] = []
        self.samples: dict[int, Columns] = {}
        self.last_ns = 0
        self.revision = 0
        """Bumped when ids may mean more than before, or processes have changed."""
        self.resolver = Resolver(self.processes, self.primitives, merge)
        self._takers: dict[str, Callable[[Row], None]] = {
            "run": self._run,
            "process": self._process,
            "primitive": self._primitive,
            "alias": self._alias,
            "place": self._place,
            "text": self._text,
            "thread": self._thread,
            "source": self._source,
            "sample": self._sample,
            "loss": self._loss,
            "finding": self._finding,
        }

    def take(self, table: str, rows: Iterable[Row]) -> None:
        """Rows of one table. Tables and columns that are not known are left alone."""
        taker = self._takers.get(table)
        if taker is None:
            return
        for row in rows:
            if isinstance(row, dict):
                taker(row)
        if table in _MEANING:
            self.revision += 1
            self.resolver.settle()

    def _run(self, row: Row) -> None:
        key = row.get("key")
        if isinstance(key, str):
            self.run[key] = from_json(row.get("value"), None)

    def _process(self, row: Row) -> None:
        number = whole(row.get("id"))
        if number is None or not 0 < number <= _MAX_ID:
            return
        process = self.processes.get(number)
        if process is None:
            process = self.processes[number] = Process(number)
        process.update(row)
        self.last_ns = max(self.last_ns, process.started_ns or 0, process.ended_ns or 0)
        if process.place_id and "place" in row:
            self.resolver.locate(process)

    def _primitive(self, row: Row) -> None:
        number = whole(row.get("id"))
        if number is None or not 0 < number <= _MAX_ID:
            return
        primitive = self.primitives.get(number)
        if primitive is None:
            primitive = self.primitives[number] = Primitive(number)
        primitive.update(row)
        if primitive.process and primitive.local:
            self.resolver.object_row(primitive.process, primitive.local, number)
        if primitive.place_id and "place" in row:
            self.resolver.locate(primitive)

    def _alias(self, row: Row) -> None:
        process, local, primitive = (whole(row.get(n)) for n in ("process", "local", "primitive"))
        if process and local and primitive and 0 < primitive <= _MAX_ID:
            self.resolver.object_row(process, local, primitive)

    def _place(self, row: Row) -> None:
        process, local = whole(row.get("process")), whole(row.get("local"))
        if process and local:
            place = Place(
                text(row.get("file")), whole(row.get("line")) or 0, text(row.get("function"))
            )
            self.resolver.place_row(process, local, place)

    def _text(self, row: Row) -> None:
        process, local = whole(row.get("process")), whole(row.get("local"))
        if process and local:
            self.resolver.text_row(process, local, text(row.get("text")))

    def _thread(self, row: Row) -> None:
        process, number = whole(row.get("process")), whole(row.get("number"))
        if process is not None and number is not None:
            self.threads[process, number] = text(row.get("name"))

    def _source(self, row: Row) -> None:
        file, code = row.get("file"), row.get("text")
        if isinstance(file, str) and isinstance(code, str):
            self.sources[file] = code

    def _sample(self, row: Row) -> None:
        process, at_ns = whole(row.get("process")), whole(row.get("at_ns"))
        if process is None or at_ns is None:
            return
        samples = self.samples.get(process)
        if samples is None:
            samples = self.samples[process] = Columns(_SAMPLE)
        # Samples have no key: one that is read again is known by its time.
        if len(samples) and at_ns <= samples["time_ns"][-1]:
            return
        values = {name: whole(row.get(name)) or 0 for name in ("cpu_ns", "rss")}
        samples.append(1, {"time_ns": at_ns, **values})
        self.last_ns = max(self.last_ns, at_ns)

    def _loss(self, row: Row) -> None:
        process, at_ns, count = (whole(row.get(name)) for name in ("process", "at_ns", "count"))
        if process is not None and count:
            loss = (process, at_ns or 0, count)
            if loss not in self.losses:
                self.losses.append(loss)

    def _finding(self, row: Row) -> None:
        finding = dict(row)
        for name in ("processes", "primitives", "place"):
            value = finding.get(name)
            listed = value if isinstance(value, list) else from_json(value, [])
            finding[name] = listed if isinstance(listed, list) else []
        if finding not in self.findings:
            self.findings.append(finding)


_MEANING = frozenset(("process", "primitive", "alias", "place", "text"))
"""Tables that say what local ids mean."""

_SAMPLE: dict[str, Any] = {"time_ns": np.int64, "cpu_ns": np.int64, "rss": np.int64}
