"""Builds the records and rows of a run by hand, and the messages that carry them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from procession import records
from procession.trace.model import Model

ORIGIN = 1_000_000_000
"""The raw clock at the run's begin."""


class Story:
    """What several processes do. Times are told in nanoseconds since the run began."""

    def __init__(self) -> None:
        self.records: dict[int, list[bytes]] = {}
        self.rows: list[tuple[str, dict[str, Any]]] = []
        self._texts: dict[tuple[int, str], int] = {}
        self._next_local = 1000
        self.run(origin_ns=ORIGIN, state="ended", complete=True, exit_status=0)

    def run(self, **values: Any) -> None:
        """Rows of the table ``run``."""
        for key, value in values.items():
            self.rows.append(("run", {"key": key, "value": json.dumps(value)}))

    def process(self, number: int, **columns: Any) -> int:
        """A row of the table ``process``."""
        row = {
            "id": number,
            "pid": 4000 + number,
            "parent": None if number == 1 else 1,
            "name": f"P{number}",
            "role": "main" if number == 1 else "child",
            "started_ns": 0,
        }
        self.rows.append(("process", {**row, **columns}))
        return number

    def primitive(self, number: int, kind: str, local: int, process: int = 1, **more: Any) -> int:
        """A row of the table ``primitive``."""
        row = {"id": number, "process": process, "local": local, "kind": kind, "name": f"x{number}"}
        self.rows.append(("primitive", {**row, **more}))
        return number

    def alias(self, process: int, local: int, primitive: int) -> None:
        """A row of the table ``alias``."""
        row = {"process": process, "local": local, "primitive": primitive}
        self.rows.append(("alias", row))

    def text(self, process: int, string: str) -> int:
        """The local id of a text of a process, with its row."""
        key = (process, string)
        if key not in self._texts:
            self._next_local += 1
            self._texts[key] = self._next_local
            row = {"process": process, "local": self._next_local, "text": string}
            self.rows.append(("text", row))
        return self._texts[key]

    def place(self, process: int, file: str, line: int) -> int:
        """The local id of a new place of a process, with its row."""
        self._next_local += 1
        row = {"process": process, "local": self._next_local, "file": file, "line": line}
        self.rows.append(("place", {**row, "function": "f"}))
        return self._next_local

    def add(
        self,
        process: int,
        kind: int,
        at: int,
        object: int = 0,
        value: int = 0,
        aux: int | str = 0,
        thread: int = 0,
        place: int = 0,
        flags: int = 0,
    ) -> None:
        """One record; `aux` as a string is made a text."""
        if isinstance(aux, str):
            aux = self.text(process, aux)
        packed = records.RECORD.pack(ORIGIN + at, object, place, value, aux, thread, kind, flags)
        self.records.setdefault(process, []).append(packed)

    def held(self, process: int, start: int, end: int, object: int, thread: int = 0) -> None:
        """A hold by ``with`` that is over; `end` 0: it goes on."""
        raw = ORIGIN + end if end else 0
        self.add(process, records.HELD, start, object, raw, thread=thread)

    def wait(self, process: int, at: int, object: int, verb: str, **more: Any) -> None:
        """Begins to wait for what another keeps."""
        kind = more.pop("kind", records.WAIT_KEPT)
        self.add(process, kind, at, object, more.pop("timeout", -1), verb, **more)

    def row_messages(self) -> list[bytes]:
        """One message a row."""
        return [rows(table, [row]) for table, row in self.rows]

    def messages(self) -> list[bytes]:
        """All rows, then one batch a process."""
        return [
            *self.row_messages(),
            *(batch(process, packed) for process, packed in sorted(self.records.items())),
        ]

    def model(self) -> Model:
        """A model that was fed with everything."""
        return fed(self.messages())


def rows(table: str, listed: list[dict[str, Any]]) -> bytes:
    """A message with rows."""
    return b"J" + json.dumps({"t": "rows", "table": table, "rows": listed}).encode()


def batch(process: int, packed: Iterable[bytes]) -> bytes:
    """A message with records."""
    return b"R" + process.to_bytes(4, "little") + b"".join(packed)


def fed(messages: Iterable[bytes]) -> Model:
    """A model fed with these messages."""
    model = Model()
    for message in messages:
        model.feed(message)
    return model
