"""The runs kept in the library: just enough of each to list it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject

from procession.recorder import library
from procession.ui import formats

MOST = 50


@dataclass(frozen=True, slots=True)
class RecentRun:
    """One recording of the library."""

    path: Path
    title: str
    started: datetime | None
    state: str
    exit_status: int | None
    processes: int
    primitives: tuple[tuple[str, int], ...]
    """(kind, how many), as far as the recording says."""
    start_method: str
    duration_ns: int


class RecentWords(QObject):
    """Says things about recent runs, in the language in use."""

    def told(self, run: RecentRun) -> str:
        """``4 processes, 2 × Lock, fork, 1.24 s``."""
        parts = [self.tr("%n process(es)", "", run.processes)]
        parts += [kind if count == 1 else f"{count} × {kind}" for kind, count in run.primitives]
        if run.start_method:
            parts.append(run.start_method)
        parts.append(formats.duration(run.duration_ns))
        return ", ".join(parts)

    def when(self, run: RecentRun, now: datetime) -> str:
        """The time of a run of today, the day of others."""
        return when(run.started, now)


def when(started: datetime | None, now: datetime) -> str:
    """The time of something of today, the day of others; empty when nobody knows."""
    if started is None:
        return ""
    local = started.astimezone()
    moment = QDateTime(local.year, local.month, local.day, local.hour, local.minute, local.second)
    locale = QLocale()
    time = locale.toString(moment.time(), QLocale.FormatType.ShortFormat)
    today = now.astimezone().date()
    if local.date() == today:
        return time
    if (today - local.date()).days == 1:
        yesterday = QCoreApplication.translate("RecentWords", "yesterday %1")
        return yesterday.replace("%1", time)
    return locale.toString(moment.date(), QLocale.FormatType.ShortFormat)


def recent_runs(most: int = MOST) -> list[RecentRun]:
    """The newest recordings of the library. Reads files: not on a GUI thread."""
    found = (summary(path) for path in library.recordings()[:most])
    return [run for run in found if run is not None]


def summary(path: Path) -> RecentRun | None:
    """What a list says of a recording; None when it is none, or damaged."""
    from procession.trace.open import RecordingError, open_recording

    try:
        with open_recording(path) as recording:
            connection = recording.connection
            run: dict[str, Any] = recording.run
            (processes,) = connection.execute(
                "SELECT count(*) FROM process WHERE role IS NULL OR role != 'helper'"
            ).fetchone()
            kinds = connection.execute(
                "SELECT kind, count(*) FROM primitive GROUP BY kind ORDER BY min(id)"
            ).fetchall()
    except (RecordingError, OSError, sqlite3.Error, json.JSONDecodeError):
        return None
    status = run.get("exit_status")
    duration = run.get("duration_ns")
    return RecentRun(
        path=path,
        title=str(run.get("title") or os.path.basename(str(run.get("program") or path.stem))),
        started=_moment(run.get("started")),
        state=str(run.get("state") or "running"),
        exit_status=status if isinstance(status, int) else None,
        processes=int(processes),
        primitives=_kinds(kinds),
        start_method=str(run.get("start_method") or ""),
        duration_ns=duration if isinstance(duration, int) else 0,
    )


def _kinds(rows: Sequence[tuple[object, object]]) -> tuple[tuple[str, int], ...]:
    return tuple((str(kind), count) for kind, count in rows if isinstance(count, int))


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
