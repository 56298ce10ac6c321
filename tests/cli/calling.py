"""Calls the command line as a shell would."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-m", "procession"]


def call(
    *words: object, stdin: bytes = b"", cwd: Path | None = None, **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run ``procession WORDS…`` to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, words)], input=stdin, capture_output=True, cwd=cwd, timeout=90, **more
    )


def program(folder: Path, text: str, name: str = "program.py") -> Path:
    """Write a program."""
    path = folder / name
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path
