"""A run's private folder: where observed processes put their page files."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

_ENOUGH = 256 * 1024 * 1024


def _bases() -> list[Path]:
    temporary = Path(tempfile.gettempdir())
    return [Path("/dev/shm"), temporary] if sys.platform == "linux" else [temporary]


def _name(nonce: str) -> str:
    if sys.platform == "win32":
        return f"procession-{nonce}"
    return f"procession-{os.getuid()}-{nonce}"


def make_folder(nonce: str) -> Path:
    """Make the folder of the run `nonce`, open to its owner only, in memory where there is room.

    Raises OSError when none can be made.
    """
    *in_memory, temporary = _bases()
    for base in in_memory:
        try:
            if shutil.disk_usage(base).free >= _ENOUGH:
                return _make(base / _name(nonce))
        except OSError:
            continue
    return _make(temporary / _name(nonce))


def _make(folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    (folder / "pages").mkdir(mode=0o700)
    return folder


def remove_folder(nonce: str) -> None:
    """Remove the run's folder wherever it was made. A process still observed stops recording."""
    for base in _bases():
        shutil.rmtree(base / _name(nonce), ignore_errors=True)
