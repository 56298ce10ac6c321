"""A note on disk while other people's plugins are loaded: who was it, should we not survive."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from procession.recorder.library import data_folder

__all__ = ["noted", "take_crashed"]


@contextmanager
def noted(name: str, version: str) -> Iterator[None]:
    """Says on disk, for as long as it lasts, that this process loads a plugin."""
    path = _folder() / f"{os.getpid()}.json"
    note = {"name": name, "version": version, "started": _started(os.getpid())}
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(json.dumps(note), encoding="utf-8")
    except OSError:
        pass  # then a crash is not remembered; loading goes on
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def take_crashed() -> list[tuple[str, str]]:
    """(name, version) of what was being loaded when a process of ours ended; told once."""
    found = []
    try:
        paths = list(_folder().glob("*.json"))
    except OSError:
        return []
    for path in paths:
        try:
            note = json.loads(path.read_text(encoding="utf-8"))
            if _started(int(path.stem)) == note["started"]:
                continue  # that one is still at it
            found.append((str(note["name"]), str(note["version"])))
        except (OSError, ValueError, KeyError, TypeError):
            pass  # not written whole: its process ended before it loaded anything
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return found


def _started(pid: int) -> float | None:
    """When a process began; with its number, who it is. None: there is no such process."""
    try:
        return psutil.Process(pid).create_time()
    except (psutil.Error, ValueError):
        return None


def _folder() -> Path:
    return data_folder() / "loading"
