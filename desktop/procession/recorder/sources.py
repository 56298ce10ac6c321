"""Source files of the program, kept in the recording so that a shared one opens with its code."""

from __future__ import annotations

import io
import os
import stat
import tokenize
from pathlib import Path

_LONGEST = 1024 * 1024
_MOST = 64 * 1024 * 1024


class Sources:
    """Reads each file once; big ones, special ones and binary ones are left out."""

    def __init__(self, cwd: str) -> None:
        self._cwd = cwd
        self._texts: dict[str, str | None] = {}
        self._size = 0

    def read(self, file: str) -> str | None:
        """The text of a source file named by the program, None when it is not to be had."""
        if file not in self._texts:
            text = self._load(file)
            if text is not None:
                self._size += len(text)
                if self._size > _MOST:
                    text = None
            self._texts[file] = text
        return self._texts[file]

    def _load(self, file: str) -> str | None:
        if not file or file.startswith("<"):
            return None
        path = Path(self._cwd, file)
        try:
            # Not blocking: the name may be that of a pipe by now.
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with open(descriptor, "rb") as opened:
                status = os.fstat(descriptor)
                if not stat.S_ISREG(status.st_mode) or status.st_size > _LONGEST:
                    return None
                data = opened.read(_LONGEST + 1)
            if len(data) > _LONGEST or b"\0" in data:
                return None
            encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
            return data.decode(encoding).replace("\r\n", "\n")
        except (OSError, SyntaxError, ValueError, LookupError):
            return None
