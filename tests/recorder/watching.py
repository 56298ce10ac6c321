"""Runs a program under a real recorder and keeps what the recorder says."""

from __future__ import annotations

import json
import sqlite3
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

from procession.recorder.client import RecorderClient
from procession.recorder.plan import RunPlan

PATIENCE_S = 60.0


class Watched:
    """One run, watched as a window would."""

    def __init__(self, folder: Path, script: str, *args: str, **plan: Any) -> None:
        self.folder = folder
        self.script = folder / "program.py"
        self.script.write_text(textwrap.dedent(script), encoding="utf-8")
        self.output = folder / "run.procession"
        self.records: dict[int, bytearray] = {}
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.printed = bytearray()
        self.caught_up: list[dict[str, Any]] = []
        self.end: dict[str, Any] = {}
        self.longest = 0
        self.client = RecorderClient(
            RunPlan(str(self.output), script=str(self.script), args=args, **plan)
        )

    def until(self, enough: Callable[[Watched], bool]) -> Watched:
        """Take messages until `enough`; fails at the end of the run or after a minute."""
        while not enough(self):
            assert self._take(), f"the run ended: {self.end}, {bytes(self.printed[-2000:])!r}"
        return self

    def finish(self) -> Watched:
        """Take messages to the end."""
        while self._take():
            pass
        assert self.client.close(PATIENCE_S) == 0
        return self

    def _take(self) -> bool:
        assert self.client.connection.poll(PATIENCE_S), "the recorder says nothing"
        try:
            message = self.client.connection.recv_bytes()
        except (EOFError, ConnectionResetError):
            return False
        self.longest = max(self.longest, len(message))
        if message[:1] == b"R":
            process = int.from_bytes(message[1:5], "little")
            self.records.setdefault(process, bytearray()).extend(message[5:])
        elif message[:1] == b"O":
            if message[1] != 3:
                self.printed += message[10:]
        else:
            self._note(json.loads(message[1:]))
        return True

    def _note(self, note: dict[str, Any]) -> None:
        if note["t"] == "rows":
            self.rows.setdefault(note["table"], []).extend(note["rows"])
        elif note["t"] == "catch_up":
            self.caught_up.append(note)
        elif note["t"] == "end":
            self.end = note
            self.client.send({"do": "close"})

    # --- the finished recording ----------------------------------------------------------------

    def query(self, sql: str) -> list[Any]:
        """Rows of the finished recording."""
        database = sqlite3.connect(f"file:{self.output}?mode=ro", uri=True)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def run(self) -> dict[str, Any]:
        """The table ``run``."""
        return {key: json.loads(value) for key, value in self.query("SELECT * FROM run")}

    def ends(self) -> list[tuple[str, int | None, str]]:
        """Name, exit code and kind of end of each process, by id."""
        return self.query("SELECT name, exitcode, ended_by FROM process ORDER BY id")

    def stored(self) -> bytes:
        """All records of the recording."""
        return b"".join(row[0] for row in self.query("SELECT records FROM chunk ORDER BY id"))


def watch(folder: Path, script: str, *args: str, **plan: Any) -> Watched:
    """Run a program to its end."""
    return Watched(folder, script, *args, **plan).finish()
