"""The recorder's side of the conversation with whoever watches the run."""

from __future__ import annotations

import json
from multiprocessing.connection import Connection
from typing import Any

from procession.recorder import messages
from procession.recorder.schema import COLUMNS
from procession.recorder.sender import Sender
from procession.recorder.store import Store


class Watcher:
    """Streams what the store gets, takes commands, and tells a slow watcher to catch up."""

    def __init__(self, connection: Connection, store: Store, stream: bool) -> None:
        self._connection = connection
        self._store = store
        self._stream = stream
        self._batches: list[tuple[int, bytes]] = []
        self._sender = Sender(connection)
        self.gone = False
        """Nobody is there any more."""
        self.closed = False
        """The watcher closed its file: the recording may be finished."""

    def start(self) -> None:
        """Begin to send."""
        self._sender.start()

    @property
    def connection(self) -> Connection | None:
        """What to wait for until commands come; None when none can come."""
        return None if self.gone else self._connection

    def commands(self) -> list[dict[str, Any]]:
        """Commands that have come."""
        found: list[dict[str, Any]] = []
        try:
            while not self.gone and self._connection.poll(0):
                found.append(messages.command(self._connection.recv_bytes()))
        except (EOFError, OSError):
            self.gone = True
        return found

    def batch(self, process: int, records: bytes) -> None:
        """Records to be sent with the next `flush`, after the rows they need."""
        if self._stream:
            self._batches.append((process, records))

    def output(self, stream: int, at_ns: int, data: bytes) -> None:
        """Output, sent at once."""
        if self._stream:
            self._sender.offer(messages.outputs(stream, at_ns, data))

    def flush(self) -> None:
        """Send the rows and records that are new."""
        fresh = self._store.take_fresh()
        batches, self._batches = self._batches, []
        if self._stream:
            for table, rows in fresh:
                self._sender.offer(messages.rows(table, rows))
            for process, records in batches:
                self._sender.offer(messages.batches(process, records))

    @property
    def must_catch_up(self) -> bool:
        """Whether messages were dropped and the watcher is ready to hear of it.

        Then everything is to be written and committed, and `catch_up` called.
        """
        return self._sender.behind and self._sender.idle

    def catch_up(self) -> None:
        """Everything so far is in the file: send only what comes from now on."""
        self._store.take_fresh()
        self._batches.clear()
        self._sender.behind = False
        chunk, output = self._store.last_chunk, self._store.last_output
        self._sender.offer([messages.note("catch_up", chunk=chunk, output=output)])

    def end(self, seconds: float, **fields: Any) -> None:
        """Send the last message; all is in the file. Waits so long for it to be taken."""
        self._store.take_fresh() if not self._stream else self.flush()
        if self._sender.behind:
            self.catch_up()
        self._sender.offer([messages.note("end", **fields)])
        if not self._sender.finish(seconds):
            self.gone = True

    def findings(self, rows: Any) -> None:
        """Store what the watcher found out; anything malformed is left out."""
        for row in rows if isinstance(rows, list) else []:
            if not isinstance(row, dict):
                continue
            row = {"place": row.get("where"), **row}
            known = {name: _plain(row.get(name)) for name in COLUMNS["finding"]}
            self._store.put("finding", known)


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | tuple | dict) else value
