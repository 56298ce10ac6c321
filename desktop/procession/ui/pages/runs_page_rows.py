"""One recording of the library as the runs page lists it, read without trusting the file."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import psutil

from procession.recorder.library_notes import Note

NO_NOTE = Note()

Fate = Literal["whole", "cut", "live", "unreadable"]


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """What a row and the panel beside it say."""

    path: Path
    size: int
    modified_ns: int
    fate: Fate = "whole"
    title: str = ""
    program: str = ""
    started: datetime | None = None
    state: str = ""
    exit_status: int | None = None
    duration_ns: int = 0
    processes: int = 0
    primitives: tuple[tuple[str, int], ...] = ()
    """(kind, how many)."""
    errors: int = 0
    warnings: int = 0
    start_method: str = ""
    python: str = ""
    problem: str = ""
    """Why it cannot be read: one sentence."""
    note: Note = NO_NOTE

    @property
    def name(self) -> str:
        """What the user calls it, else what its program is called."""
        return self.note.name or self.title

    @property
    def moment(self) -> float:
        """When it began, in seconds; when the file was written where nobody knows."""
        return self.started.timestamp() if self.started else self.modified_ns / 1e9

    @property
    def troubled(self) -> bool:
        """Whether somebody should look at it."""
        return bool(
            self.errors
            or self.warnings
            or self.fate in ("cut", "unreadable")
            or self.exit_status
            or self.state in ("hung", "failed", "timeout")
        )


def read_row(path: Path) -> LibraryRow | None:
    """Read a recording's tables `run`, `process`, `primitive`, `finding`; None: it is gone."""
    from procession.trace.open import RecordingError, open_recording

    try:
        status = path.stat()
    except OSError:
        return None
    stem = path.name.partition(".procession")[0]
    size, modified = status.st_size, status.st_mtime_ns
    try:
        with open_recording(path) as recording:
            run: dict[str, Any] = recording.run
            connection = recording.connection
            (processes,) = connection.execute(
                "SELECT count(*) FROM process WHERE role IS NULL OR role != 'helper'"
            ).fetchone()
            main = connection.execute("SELECT pid FROM process WHERE id = 1").fetchone()
            kinds = connection.execute(
                "SELECT kind, count(*) FROM primitive GROUP BY kind ORDER BY min(id)"
            ).fetchall()
            levels = _levels(connection)
            complete = recording.complete
    except RecordingError as error:
        return LibraryRow(path, size, modified, "unreadable", stem, problem=f"{error}.")
    except (OSError, sqlite3.Error, ValueError) as error:
        return LibraryRow(path, size, modified, "unreadable", stem, problem=f"{path}: {error}.")
    fate: Fate = "whole" if complete else "cut"
    if not complete and main and _lives(main[0], modified):
        fate = "live"
    exit_status, duration = run.get("exit_status"), run.get("duration_ns")
    program = str(run.get("program") or "")
    return LibraryRow(
        path=path,
        size=size,
        modified_ns=modified,
        fate=fate,
        title=str(run.get("title") or os.path.basename(program) or stem),
        program=program,
        started=_moment(run.get("started")),
        state=str(run.get("state") or ""),
        exit_status=exit_status if isinstance(exit_status, int) else None,
        duration_ns=duration if isinstance(duration, int) else 0,
        processes=int(processes),
        primitives=tuple((str(kind), int(count)) for kind, count in kinds),
        errors=levels.get("error", 0),
        warnings=levels.get("warning", 0),
        start_method=str(run.get("start_method") or ""),
        python=str(run.get("python") or ""),
    )


def _levels(connection: sqlite3.Connection) -> dict[str, int]:
    try:
        rows = connection.execute("SELECT level, count(*) FROM finding GROUP BY level").fetchall()
    except sqlite3.Error:  # the one table that a recording may lack
        return {}
    return {str(level): int(count) for level, count in rows}


def _lives(pid: object, modified_ns: int) -> bool:
    """Whether the main process of an unfinished recording still runs, and is not a later one."""
    if not isinstance(pid, int) or pid <= 0:
        return False
    try:
        return psutil.Process(pid).create_time() <= modified_ns / 1e9 + 1
    except (psutil.Error, OverflowError):
        return False


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
