"""A run's private folder: where observed processes put their page files."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_ALIVE = "recorder"
"""A file that the recorder keeps locked: the system lets go of it however the recorder ends."""
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

    Also removes what recorders that were killed have left. Raises OSError when none can be made.
    """
    _sweep()
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
    _lock(folder)
    return folder


_locks: list[int] = []


def _lock(folder: Path) -> None:
    """Mark the folder as one in use for as long as this process lives."""
    if sys.platform != "win32":
        begun = folder / f"{_ALIVE}.new"
        descriptor = os.open(begun, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        _locks.append(descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            # A file system without locks: then the folder stays when we are killed.
            return
        # Under this name it was never there without its lock.
        begun.rename(folder / _ALIVE)


def _sweep() -> None:
    """Remove the folders of recorders that are no more."""
    for base in _bases():
        for folder in base.glob(_name("?" * 16)):
            if _is_abandoned(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    if sys.platform == "win32":
        return False
    else:
        try:
            about = os.lstat(folder)
            if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.getuid():
                return False  # somebody else may make things of that name here
            descriptor = os.open(folder / _ALIVE, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except OSError:
            return False
        finally:
            os.close(descriptor)


def remove_folder(nonce: str) -> None:
    """Remove the run's folder wherever it was made. A process still observed stops recording."""
    for base in _bases():
        shutil.rmtree(base / _name(nonce), ignore_errors=True)
