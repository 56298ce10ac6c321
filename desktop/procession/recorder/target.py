"""Where a recording is written: under a name of its own while it grows, then moved into place.

``run.procession`` grows as ``run.procession.partial``; the move at the end is atomic, so that
whatever stood there before is replaced by a whole recording or not at all.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from procession.recorder.errors import BadInput

APPLICATION_ID = 0x50524353
_SQLITE_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_OFFSET = 68


def partial_path(output: str) -> Path:
    """Where the recording `output` stands while its run goes on."""
    return Path(output + ".partial")


def is_recording(path: Path) -> bool:
    """Whether `path` is a file with a recording's two marks. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(100)
    mark = head[_APPLICATION_ID_OFFSET : _APPLICATION_ID_OFFSET + 4]
    return head.startswith(_SQLITE_MAGIC) and mark == APPLICATION_ID.to_bytes(4, "big")


def check_target(output: str) -> None:
    """Raise `BadInput` unless a recording may be written to `output`."""
    if not output:
        raise BadInput("the name of the recording is empty")
    for path in (Path(output), partial_path(output)):
        try:
            status = path.stat()
            fine = stat.S_ISREG(status.st_mode) and is_recording(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise BadInput(f"cannot write {path}: {error.strerror}") from None
        if not fine:
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "not a recording"
            raise BadInput(f"{path} exists and is {what}; it is left as it is")
    folder = Path(output).absolute().parent
    if not folder.is_dir():
        raise BadInput(f"cannot write {output}: there is no folder {folder}")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BadInput(f"cannot write {output}: the folder {folder} is not writable")


def discard(path: Path) -> None:
    """Remove a recording and what SQLite keeps beside it."""
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}-journal")):
        name.unlink(missing_ok=True)
