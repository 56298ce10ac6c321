"""Writes a recording: one SQLite file, in WAL mode while the run goes on."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from procession.recorder.messages import STREAM_NAMES, Row
from procession.recorder.schema import COLUMNS, FORMAT, KEYS, SCHEMA
from procession.recorder.target import APPLICATION_ID, discard

_PAGE_SIZE = 8192
_JOURNAL_LIMIT = 64 * 1024 * 1024


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
        self._db.execute(f"PRAGMA page_size={_PAGE_SIZE}")
        self._db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        self._db.execute(f"PRAGMA user_version={FORMAT}")
        self._db.executescript(SCHEMA)
        # Where shared memory is not to be had (network homes) SQLite answers with another mode
        # and readers wait for the writer's short transactions instead.
        self._db.execute("PRAGMA journal_mode=WAL")
        # A crash of the machine may lose the last moments, never the file; the program's own
        # files are no safer.
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(f"PRAGMA journal_size_limit={_JOURNAL_LIMIT}")
        self._db.execute("BEGIN")

    def put(self, table: str, row: Row) -> None:
        """Add a row, or update the columns it names of the row with the same key."""
        columns = tuple(row)
        statement = self._statements.get((table, columns))
        if statement is None:
            statement = self._statements[table, columns] = _upsert(table, columns)
        self._db.execute(statement, tuple(row.values()))
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
        count = len(records) // 32
        cursor = self._db.execute(
            "INSERT INTO chunk (process, first_ns, last_ns, count, records) VALUES (?,?,?,?,?)",
            (process, first_ns, last_ns, count, records),
        )
        self.last_chunk = cursor.lastrowid or 0
        self.events += count

    def add_output(self, stream: int, at_ns: int, data: bytes) -> None:
        """What was printed or typed at `at_ns`."""
        cursor = self._db.execute(
            "INSERT INTO output (at_ns, stream, data) VALUES (?,?,?)",
            (at_ns, STREAM_NAMES[stream], data),
        )
        self.last_output = cursor.lastrowid or 0

    def take_fresh(self) -> list[tuple[str, list[Row]]]:
        """Rows written or changed since this was last asked, with the columns that changed."""
        if not self._fresh:
            return []
        fresh, self._fresh = self._fresh, {}
        return [(table, list(rows.values())) for table, rows in fresh.items()]

    def commit(self) -> None:
        """Let readers see what was written."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")
        self._db.execute("BEGIN")

    def finish(self, final: Path | None) -> None:
        """Leave one whole file, moved to `final`."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")
        try:
            self._db.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            # A reader that did not close holds the log; what it says is kept all the same.
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self._db.close()
        if final is not None and final != self.path:
            self.path.replace(final)
            self.path = final


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
