"""Writes a recording: one SQLite file, in WAL mode while the run goes on.

The statements run in a thread; whoever asks here goes on at once.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from procession.recorder.messages import STREAM_NAMES, Row
from procession.recorder.schema import COLUMNS, FORMAT, KEYS, SCHEMA
from procession.recorder.store_thread import StoreThread, Work
from procession.recorder.target import APPLICATION_ID, discard
from procession.records import RECORD_SIZE

# Large pages make large chunks fast; a short recording is some 400 KB for that.
_PAGE_SIZE = 32768
_HAND_OVER = 64 * 1024
# While the log is this small it is written over again and again and stays in the caches: a
# quarter faster than in SQLite's own measure.
_COMMIT = 4 * 1024 * 1024
_CHECKPOINT = 3 * _COMMIT
_CACHE_KIB = _COMMIT // 1024
_JOURNAL_LIMIT = 64 * 1024 * 1024
_NEXT: list[Work] = [("COMMIT", ()), ("BEGIN", ())]


class Store:
    """A recording being written. Everything here raises sqlite3.Error when the disk is full."""

    def __init__(self, path: Path) -> None:
        discard(path)
        self.path = path
        self.last_chunk = 0
        self.last_output = 0
        self.events = 0
        self._fresh: dict[str, dict[Any, Row]] = {}
        self._statements: dict[tuple[str, tuple[str, ...]], str] = {}
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # A crash of the machine may lose the last moments; the program's own files are no safer.
        # Waiting for the disk here would also delay the program's start.
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(f"PRAGMA page_size={_PAGE_SIZE}")
        self._db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        self._db.execute(f"PRAGMA user_version={FORMAT}")
        self._db.executescript(f"BEGIN;{SCHEMA}COMMIT;")
        # Where shared memory is not to be had (network homes) SQLite answers with another mode
        # and readers wait for the writer's short transactions instead.
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute(f"PRAGMA journal_size_limit={_JOURNAL_LIMIT}")
        self._db.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT // _PAGE_SIZE}")
        self._db.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        self._db.execute("BEGIN")
        self._thread = StoreThread(self._db)
        self._work: list[Work] = []
        self._size = 0
        self._uncommitted = 0

    def start(self) -> None:
        """Begin to write. What was put before is kept until then."""
        self._thread.start()

    def _do(self, statement: str, values: tuple[Any, ...] = (), size: int = 0) -> None:
        self._work.append((statement, values))
        self._size += size
        if self._size >= _HAND_OVER:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._work:
            work, self._work = self._work, []
            size, self._size = self._size, 0
            self._uncommitted += size
            if self._uncommitted >= _COMMIT:
                self._uncommitted = 0
                work += _NEXT
            self._thread.add(work, size)

    def put(self, table: str, row: Row) -> None:
        """Add a row, or update the columns it names of the row with the same key."""
        columns = tuple(row)
        statement = self._statements.get((table, columns))
        if statement is None:
            statement = self._statements[table, columns] = _upsert(table, columns)
        self._do(statement, tuple(row.values()))
        fresh = self._fresh.setdefault(table, {})
        key = tuple(row[name] for name in KEYS[table]) if table in KEYS else len(fresh)
        known = fresh.get(key)
        if known is None:
            fresh[key] = dict(row)
        else:
            known.update(row)

    def set_run(self, **values: Any) -> None:
        """Rows of the table ``run``; values as JSON."""
        for key, value in values.items():
            self.put("run", {"key": key, "value": json.dumps(value)})

    def add_chunk(self, process: int, first_ns: int, last_ns: int, records: bytes) -> None:
        """Records of one process; times, since the run began, of the first and the last one."""
        count = len(records) // RECORD_SIZE
        self.last_chunk += 1
        self._do(
            "INSERT INTO chunk (id, process, first_ns, last_ns, count, records)"
            " VALUES (?,?,?,?,?,?)",
            (self.last_chunk, process, first_ns, last_ns, count, records),
            len(records),
        )
        self.events += count

    def add_output(self, stream: int, at_ns: int, data: bytes) -> None:
        """What was printed or typed at `at_ns`."""
        self.last_output += 1
        self._do(
            "INSERT INTO output (id, at_ns, stream, data) VALUES (?,?,?,?)",
            (self.last_output, at_ns, STREAM_NAMES[stream], data),
            len(data),
        )

    def take_fresh(self) -> list[tuple[str, list[Row]]]:
        """Rows written or changed since this was last asked, with the columns that changed."""
        if not self._fresh:
            return []
        fresh, self._fresh = self._fresh, {}
        return [(table, list(rows.values())) for table, rows in fresh.items()]

    def commit(self, wait: bool = False) -> None:
        """Let readers see what was written; with `wait` they see it when this returns."""
        self._uncommitted = 0
        self._work += _NEXT
        self._hand_over()
        if wait:
            self._thread.wait()

    def finish(self, final: Path | None) -> None:
        """Leave one whole file, moved to `final`."""
        self._do("COMMIT")
        self._hand_over()
        self._thread.wait()
        self._thread.close()
        try:
            self._db.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            # A reader that did not close holds the log; what it says is kept all the same.
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self._db.close()
        if final is not None and final != self.path:
            self.path.replace(final)
            self.path = final

    def abandon(self) -> None:
        """Close a recording that cannot be written any more; what is in it stays."""
        self._thread.close()
        try:
            self._db.close()
        except sqlite3.Error:
            return


def _upsert(table: str, columns: tuple[str, ...]) -> str:
    """Both tuples come from this package's own code, never from a recording."""
    places = ",".join("?" * len(columns))
    names = ",".join(f'"{name}"' for name in columns)
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"
    keys = KEYS.get(table)
    if keys is None:
        assert set(columns) <= set(COLUMNS[table]), columns
        return statement
    assert set(keys) <= set(columns), columns
    others = [f'"{name}"=excluded."{name}"' for name in columns if name not in keys]
    action = f"DO UPDATE SET {','.join(others)}" if others else "DO NOTHING"
    return f"{statement} ON CONFLICT ({','.join(keys)}) {action}"
