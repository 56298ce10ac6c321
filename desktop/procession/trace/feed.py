"""Reads a recording as the messages that a window gets while the run goes on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from struct import Struct
from typing import Any, NamedTuple

from procession.records import RECORD_SIZE
from procession.trace.open import Recording, RecordingError, open_recording, saying_why

_BATCH = Struct("<cI")
_OUTPUT = Struct("<cBq")
_STREAMS = {"out": 1, "err": 2, "in": 3}
_ROWS = 500
_TOGETHER = 512 * 1024
"""Chunks of one process are joined to messages of about this size: decoding likes it long."""

TABLES = (
    "run",
    "process",
    "place",
    "text",
    "thread",
    "primitive",
    "alias",
    "source",
    "sample",
    "loss",
    "finding",
)

Progress = Callable[[int, int], None]
"""Called with records read and records in all."""


class Position(NamedTuple):
    """How far a recording was read: ids of the last chunk and the last output."""

    chunk: int = 0
    output: int = 0


def read_file(
    path: Path | str,
    after: tuple[int, int] = (0, 0),
    until: tuple[int, int] | None = None,
    progress: Progress | None = None,
) -> Iterator[bytes]:
    """The messages of a recording: all rows, then batches, then outputs, then the end.

    `after` and `until` are ids (chunk, output), as in a `Position` or in the recorder's
    ``catch_up``: what was read before, and the last ones wanted (what comes later is sent by the
    recorder).  Messages may be longer than live ones.  The last message is ``end`` when the
    recording is complete.  Raises `RecordingError`; damage in the middle of a file shows only
    when the reading comes there.
    """
    path = Path(path)
    chunk, output = after
    last_chunk, last_output = until or (_NO_LIMIT, _NO_LIMIT)
    with open_recording(path) as recording, saying_why(path):
        connection = recording.connection
        # One snapshot: rows and chunks fit together although the file may be written to.
        connection.execute("BEGIN")
        for table in TABLES:
            yield from _rows(connection, table)
        yield from _batches(recording, chunk, last_chunk, progress)
        yield from _outputs(recording, output, last_output)
        if recording.complete:
            run = recording.run
            yield _note(
                {"t": "end", "exit_status": run.get("exit_status"), "state": run.get("state")}
            )


def position_of(path: Path | str) -> Position:
    """The end of a recording as it is now. Raises `RecordingError`."""
    path = Path(path)
    with open_recording(path) as recording, saying_why(path):
        (chunk,) = recording.connection.execute("SELECT max(id) FROM chunk").fetchone()
        (output,) = recording.connection.execute("SELECT max(id) FROM output").fetchone()
    return Position(chunk or 0, output or 0)


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[bytes]:
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    if known is None:
        return
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(_ROWS):
        listed = [dict(zip(names, map(_plain, row), strict=True)) for row in rows]
        yield _note({"t": "rows", "table": table, "rows": listed})


def _batches(
    recording: Recording, after: int, until: int, progress: Progress | None
) -> Iterator[bytes]:
    connection = recording.connection
    done, total = 0, 0
    if progress is not None:
        query = "SELECT sum(count) FROM chunk WHERE id > ? AND id <= ?"
        (counted,) = connection.execute(query, (after, until)).fetchone()
        total = counted if isinstance(counted, int) else 0
        progress(0, total)
    waiting: dict[int, list[bytes]] = {}
    sizes: dict[int, int] = {}
    cursor = connection.execute(
        "SELECT id, process, records FROM chunk WHERE id > ? AND id <= ? ORDER BY id",
        (after, until),
    )
    for number, process, blob in cursor:
        if not isinstance(blob, bytes) or len(blob) % RECORD_SIZE:
            raise RecordingError(f"{recording.path} is damaged (chunk {number} is cut off)")
        if not isinstance(process, int) or not 0 < process < 1 << 31:
            raise RecordingError(f"{recording.path} is damaged (chunk {number} is nobody's)")
        waiting.setdefault(process, []).append(blob)
        size = sizes[process] = sizes.get(process, 0) + len(blob)
        if size < _TOGETHER:
            continue
        yield _batch(process, waiting.pop(process))
        done += sizes.pop(process) // RECORD_SIZE
        if progress is not None:
            progress(done, total)
    for process in sorted(waiting):
        yield _batch(process, waiting[process])
        done += sizes[process] // RECORD_SIZE
    if progress is not None:
        progress(done, total)


def _batch(process: int, blobs: list[bytes]) -> bytes:
    return b"".join((_BATCH.pack(b"R", process), *blobs))


def _outputs(recording: Recording, after: int, until: int) -> Iterator[bytes]:
    cursor = recording.connection.execute(
        "SELECT id, at_ns, stream, data FROM output WHERE id > ? AND id <= ? ORDER BY id",
        (after, until),
    )
    for number, at_ns, stream, data in cursor:
        if not isinstance(data, bytes) or not isinstance(at_ns, int) or stream not in _STREAMS:
            raise RecordingError(f"{recording.path} is damaged (output {number} is none)")
        yield _OUTPUT.pack(b"O", _STREAMS[stream], at_ns) + data


def _note(note: dict[str, Any]) -> bytes:
    return b"J" + json.dumps(note, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    """No column of these tables is a blob; one that is says nothing."""
    return None if isinstance(value, bytes) else value


_NO_LIMIT = (1 << 63) - 1
