"""The messages between a recorder and whoever watches it: bytes, never pickle.

Their layout is described in ``docs/internals.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from struct import Struct
from typing import Any

from procession.records import RECORD_SIZE

LIMIT = 64 * 1024
"""No message is longer, so that reading one never blocks a window for long."""

OUT, ERR, IN = 1, 2, 3
STREAM_NAMES = {OUT: "out", ERR: "err", IN: "in"}

_BATCH = Struct("<cI")
_OUTPUT = Struct("<cBq")
_RECORDS = (LIMIT - _BATCH.size) // RECORD_SIZE * RECORD_SIZE
_BYTES = LIMIT - _OUTPUT.size
_LONGEST_TEXT = 8 * 1024

Row = dict[str, Any]


def batches(process: int, records: bytes) -> Iterator[bytes]:
    """`records` of one process, cut into messages."""
    head = _BATCH.pack(b"R", process)
    if len(records) <= _RECORDS:
        yield head + records
        return
    view = memoryview(records)
    for start in range(0, len(records), _RECORDS):
        yield b"".join((head, view[start : start + _RECORDS]))


def outputs(stream: int, at_ns: int, data: bytes) -> Iterator[bytes]:
    """What was printed or typed at `at_ns` (since the run began), cut into messages."""
    head = _OUTPUT.pack(b"O", stream, at_ns)
    for start in range(0, len(data), _BYTES):
        yield head + data[start : start + _BYTES]


def note(kind: str, **fields: Any) -> bytes:
    """A JSON message."""
    return b"J" + json.dumps({"t": kind, **fields}, separators=(",", ":")).encode()


def rows(table: str, changed: Iterable[Row]) -> Iterator[bytes]:
    """Rows of a table, several a message.

    A text too long for a message is cut here (a source file is left out); the recording has all.
    """
    texts: list[str] = []
    size = 0
    frame = len(note("rows", table=table, rows=[]))
    for row in changed:
        text = json.dumps(row, separators=(",", ":"))
        if len(text) > LIMIT - frame:
            text = json.dumps({name: _short(value) for name, value in row.items()})
        if len(text) > LIMIT - frame:
            continue
        if texts and frame + size + len(text) + 1 > LIMIT:
            yield _rows(table, texts)
            texts, size = [], 0
        texts.append(text)
        size += len(text) + 1
    if texts:
        yield _rows(table, texts)


def _rows(table: str, texts: list[str]) -> bytes:
    return f'J{{"t":"rows","table":"{table}","rows":[{",".join(texts)}]}}'.encode()


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return None if "\n" in value else value[: _LONGEST_TEXT // 8] + "…"
    return value


def command(message: bytes) -> dict[str, Any]:
    """A command of the watcher; an empty one when `message` is none."""
    try:
        parsed = json.loads(message)
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
