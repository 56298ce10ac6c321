"""Opens a recording, trusting nothing in it: read-only, checked, and executing none of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import Struct
from typing import Any

FORMAT = 1
APPLICATION_ID = 0x50524353
MAX_VALUE = 64 * 1024 * 1024
"""No text or blob of a recording is longer."""

_HEADER = Struct(">16sHBBBBBBII")
"""The beginning of SQLite's header: magic, page size, file format (write, read), …, pages."""
_MAGIC = b"SQLite format 3\0"
_LEGACY = 1
_NEEDED = frozenset(("run", "process", "primitive", "place", "text", "chunk"))


class RecordingError(Exception):
    """A file cannot be read as a recording; the message is one sentence for the user."""


class Recording:
    """An open recording. `run` is the table of that name."""

    def __init__(self, path: Path, connection: sqlite3.Connection, run: dict[str, Any]) -> None:
        self.path = path
        self.connection = connection
        self.run = run

    @property
    def complete(self) -> bool:
        """Whether the recorder came to finish it."""
        return self.run.get("complete") is True

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_recording(path: Path | str) -> Recording:
    """Open a recording for reading, while it is written or afterwards.

    Raises `RecordingError` for what is no recording, is damaged, or was made by a newer
    Procession.  A recording that a crash cut off opens; it is not `complete`.
    """
    path = Path(path)
    finished = _check_header(path)
    with saying_why(path):
        recording = _open(path, "mode=ro")
        if not (finished and recording.complete):
            return recording
        # Nobody writes to it any more: read without locks, and beside no journal.
        recording.close()
        return _open(path, "mode=ro&immutable=1")


@contextmanager
def saying_why(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about a file into a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        busy = "locked" in str(error)
        state = "is in use by another program" if busy else f"is damaged ({error})"
        raise RecordingError(f"{path} {state}") from error
    except (UnicodeError, OverflowError) as error:
        raise RecordingError(f"{path} is damaged (a text in it is not UTF-8)") from error


def _check_header(path: Path) -> bool:
    """Look at the first bytes; returns whether the file stands alone, without a log beside it."""
    try:
        if path.is_dir():
            raise RecordingError(f"{path} is a folder, not a recording")
        with path.open("rb") as file:
            head = file.read(_HEADER.size)
        size = path.stat().st_size
    except FileNotFoundError:
        raise RecordingError(f"{path} does not exist") from None
    except OSError as error:
        raise RecordingError(f"{path} cannot be read ({error.strerror})") from error
    if not size:
        raise RecordingError(f"{path} is empty, not a recording")
    if len(head) < _HEADER.size or not head.startswith(_MAGIC):
        raise RecordingError(f"{path} is not a recording")
    _, page_size, written, _, _, _, _, _, _, pages = _HEADER.unpack(head)
    finished: bool = written == _LEGACY
    page_size = 65536 if page_size == 1 else page_size
    if finished and size < page_size * pages:
        raise RecordingError(f"{path} is damaged (it was cut off)")
    return finished


def _open(path: Path, options: str) -> Recording:
    uri = f"{path.absolute().as_uri()}?{options}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA query_only=ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        _check_format(path, connection)
        return Recording(path, connection, _read_run(connection))
    except BaseException:
        connection.close()
        raise


def _check_format(path: Path, connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise RecordingError(f"{path} is not a recording")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > FORMAT:
        by = _written_by(connection)
        raise RecordingError(
            f"{path} has format {version}, which needs Procession {by} or newer; "
            f"this one reads format {FORMAT}"
        )
    if version < 1:
        raise RecordingError(f"{path} is damaged (its format is {version})")
    tables = set()
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
        plain = kind == "index" or (
            kind == "table" and isinstance(sql, str) and sql[:13].upper() == "CREATE TABLE "
        )
        if not plain:
            raise RecordingError(f"{path} is not a recording (it holds a {kind} {name!r})")
        tables.add(name)
    missing = sorted(_NEEDED - tables)
    if missing:
        raise RecordingError(f"{path} is damaged (its table {missing[0]!r} is missing)")


def _read_run(connection: sqlite3.Connection) -> dict[str, Any]:
    run: dict[str, Any] = {}
    for key, value in connection.execute("SELECT key, value FROM run"):
        try:
            run[str(key)] = json.loads(value)
        except (TypeError, ValueError, RecursionError):
            run[str(key)] = None
    return run


def _written_by(connection: sqlite3.Connection) -> str:
    """The version of Procession that wrote a newer file, as far as it can be told."""
    try:
        version = _read_run(connection).get("version")
    except sqlite3.Error:
        return "of its time"
    return version if isinstance(version, str) else "of its time"
