"""The rows of a recording as objects. What a file says is checked: its types are not trusted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]

_LIMIT = 1 << 63


def whole(value: Any) -> int | None:
    """`value` if it is an integer of at most 64 bits, else None."""
    if isinstance(value, int) and -_LIMIT <= value < _LIMIT:
        return int(value)
    return None


def text(value: Any) -> str:
    """`value` if it is a text, else the empty one."""
    return value if isinstance(value, str) else ""


def from_json(value: Any, default: Any) -> Any:
    """What a column of JSON says; `default` when it is not JSON."""
    if not isinstance(value, str):
        return default
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return default


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the program's source."""

    file: str = ""
    line: int = 0
    function: str = ""

    @property
    def short(self) -> str:
        """``x.py:9``: the file's base name and the line; empty when unknown."""
        if not self.file:
            return ""
        name = self.file.replace("\\", "/").rsplit("/", 1)[-1]
        return f"{name}:{self.line}"


@dataclass(slots=True, eq=False)
class Process:
    """One process of the run. Times are nanoseconds since the run began."""

    id: int
    pid: int = 0
    ppid: int | None = None
    parent: int | None = None
    """Id of the process it was forked from, else of its parent in the system's sense."""
    token: str = ""
    forked: bool = False
    inherited: int = 0
    name: str = ""
    role: str = "child"
    start_method: str | None = None
    daemon: bool = False
    target: str = ""
    place_id: int = 0
    place: Place | None = None
    """Where ``start()`` was called."""
    started_ns: int | None = None
    ended_ns: int | None = None
    exitcode: int | None = None
    ended_by: str | None = None
    cpu_ns: int | None = None
    peak_rss: int | None = None
    lost: int = 0
    error: str | None = None

    @property
    def ended(self) -> bool:
        """Whether its end was seen."""
        return self.ended_ns is not None or self.ended_by is not None or self.exitcode is not None

    def update(self, row: Row) -> None:
        """Take the columns that `row` names."""
        for name, value in row.items():
            if name in ("pid", "inherited", "lost"):
                setattr(self, name, whole(value) or 0)
            elif name in _WHOLE:
                setattr(self, name, whole(value))
            elif name in ("name", "token", "target"):
                setattr(self, name, text(value))
            elif name in ("start_method", "ended_by", "error"):
                setattr(self, name, text(value) or None)
            elif name == "role":
                self.role = text(value) or "child"
            elif name == "place":
                self.place_id = whole(value) or 0
            elif name in ("forked", "daemon"):
                setattr(self, name, bool(whole(value)))


_WHOLE = frozenset(("ppid", "parent", "started_ns", "ended_ns", "exitcode", "cpu_ns", "peak_rss"))


@dataclass(slots=True, eq=False)
class Primitive:
    """One object that processes share: a lock, a queue, a pool."""

    id: int
    process: int = 0
    """Id of the process that made it."""
    local: int = 0
    """Its id there."""
    kind: str = ""
    """Public class name."""
    name: str = ""
    place_id: int = 0
    place: Place | None = None
    key: str = ""
    created_ns: int | None = None
    details: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its name in the program; where that is unknown its kind and number."""
        return self.name or f"{self.kind or 'object'} {self.local or self.id}"

    def update(self, row: Row) -> None:
        """Take the columns that `row` names."""
        for name, value in row.items():
            if name in ("process", "local"):
                setattr(self, name, whole(value) or 0)
            elif name == "created_ns":
                self.created_ns = whole(value)
            elif name in ("kind", "name", "key"):
                setattr(self, name, text(value))
            elif name == "place":
                self.place_id = whole(value) or 0
            elif name == "details":
                details = value if isinstance(value, dict) else from_json(value, {})
                if isinstance(details, dict):
                    self.details = {str(key): str(item) for key, item in details.items()}
