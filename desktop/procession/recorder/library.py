"""The run library: where recordings go when nobody says where."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path
from secrets import token_hex

from procession.recorder.json_file import JsonFile
from procession.recorder.target import partial_path

_PARTIAL = partial_path(".procession").name


def data_folder() -> Path:
    """The user's data folder for Procession, by the platform's custom. It may not exist yet."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "Procession"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Procession"
    # The specification says that a relative path there is to be ignored.
    base = os.environ.get("XDG_DATA_HOME", "")
    return (Path(base) if os.path.isabs(base) else Path.home() / ".local" / "share") / "procession"


def _choice() -> JsonFile:
    return JsonFile(data_folder() / "library.json", 1)


def runs_folder() -> Path:
    """Where recordings of runs are kept: where the user wants them. It may not exist yet."""
    try:
        folder = _choice().read().get("folder")
    except OSError:
        folder = None
    if isinstance(folder, str) and os.path.isabs(folder):
        return Path(folder)
    return data_folder() / "runs"


def choose_folder(folder: Path | None) -> None:
    """Keep recordings in another folder from now on; None: in the data folder. Raises OSError.

    The choice stands in a file of its own because every verb of the command line follows it.
    """
    _choice().write({} if folder is None else {"folder": str(folder.absolute())})


def new_path(program: str) -> Path:
    """A free path in the library for a run of `program`; makes the folder. Raises OSError."""
    folder = runs_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem = re.sub(r"[^\w.-]+", "-", Path(program).stem or "run").strip("-.") or "run"
    moment = time.strftime("%Y%m%d-%H%M%S")
    # Several runs may begin within one second, in several processes.
    return folder / f"{stem[:60]}-{moment}-{token_hex(2)}.procession"


def recordings() -> list[Path]:
    """The library's finished recordings, newest first."""
    try:
        found = [path for path in runs_folder().iterdir() if path.suffix == ".procession"]
    except OSError:
        return []
    return sorted(found, key=_modified, reverse=True)


def cut_short() -> list[Path]:
    """Recordings of the library that nobody came to finish, or that are still written."""
    try:
        found = [path for path in runs_folder().iterdir() if path.name.endswith(_PARTIAL)]
    except OSError:
        return []
    return sorted(found, key=_modified, reverse=True)


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
