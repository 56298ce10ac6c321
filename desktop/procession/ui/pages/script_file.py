"""The file of a script: read as Python reads it, written only when the user says so."""

from __future__ import annotations

import os
import shutil
import tempfile
import tokenize
from pathlib import Path

MOST_SHOWN = 2 * 1024 * 1024


class ChangedMeanwhile(Exception):
    """Another program wrote to the file since it was read."""


class ScriptFile:
    """A Python file with its encoding and line ends, which saving keeps."""

    def __init__(self, path: Path) -> None:
        self.path = path / "__main__.py" if path.is_dir() else path
        self.text = ""
        """As it was read or saved last, lines ended by ``\\n``."""
        self._encoding = "utf-8"
        self._line_end = "\n"
        self._stamp: tuple[int, int] = (0, 0)

    @property
    def changed(self) -> bool:
        """Whether the file is not what was read or saved last."""
        try:
            return self._stamp != self._seen()
        except OSError:
            return False

    def read(self) -> None:
        """Raises OSError, SyntaxError (its encoding is unknown), UnicodeDecodeError, ValueError
        (too long to show)."""
        if self.path.stat().st_size > MOST_SHOWN:
            raise ValueError
        self._stamp = self._seen()
        with self.path.open("rb") as file:
            self._encoding, _ = tokenize.detect_encoding(file.readline)
            file.seek(0)
            text = file.read().decode(self._encoding)
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")

    def save(self, text: str) -> None:
        """The whole new text or, if that fails, the old one.

        Raises OSError, UnicodeEncodeError, `ChangedMeanwhile`.
        """
        if self.changed:
            raise ChangedMeanwhile
        data = text.replace("\n", self._line_end).encode(self._encoding)
        target = self.path.resolve()
        handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            shutil.copymode(target, beside)
            os.replace(beside, target)
        except OSError:
            Path(beside).unlink(missing_ok=True)
            raise
        self.text = text
        self._stamp = self._seen()

    def _seen(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_mtime_ns, found.st_size
