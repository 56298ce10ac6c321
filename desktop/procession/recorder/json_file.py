"""A small JSON file that survives a kill at any moment, other versions of us, and damage."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Data = dict[str, Any]
Migration = Callable[[Data], Data]


class JsonFile:
    """An object in a file, with ``"version"`` in it.

    `migrations` lead from a version to the next one.  What cannot be read, damaged or of a newer
    version, is kept beside the file as ``NAME.bak`` (``NAME.bak2``, …) and named by `backup`.
    """

    def __init__(
        self, path: Path, version: int, migrations: Mapping[int, Migration] | None = None
    ) -> None:
        self.path = path
        self.version = version
        self.backup: Path | None = None
        """Where the file went that could not be read; None: there was no such trouble."""
        self._migrations = migrations or {}

    def read(self) -> Data:
        """What the file holds, in the shape of `version`; empty when there is none.

        Raises OSError when it is there and cannot be opened.
        """
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return {}
        try:
            data: Data = json.loads(raw)
            if not isinstance(data, dict):
                raise ValueError("not an object")
            found = data.get("version", 1)
            if not isinstance(found, int) or not 1 <= found <= self.version:
                raise ValueError(f"version {found}")
            for version in range(found, self.version):
                data = self._migrations[version](data)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._set_aside()
            return {}
        data["version"] = self.version
        return data

    def write(self, data: Mapping[str, Any]) -> None:
        """Replace the file by `data`: whole, or not at all. Raises OSError."""
        folder = self.path.parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps({**data, "version": self.version}, ensure_ascii=False, indent=1)
        handle, temporary = tempfile.mkstemp(prefix=f".{self.path.name}-", dir=folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self.path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def _set_aside(self) -> None:
        for number in range(1, 100):
            backup = Path(f"{self.path}.bak{number if number > 1 else ''}")
            if not backup.exists():
                break
        os.replace(self.path, backup)
        self.backup = backup
