"""What a file given to the window is: a recording, something Python can run, or neither."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication

from procession.recorder.target import is_recording

FileKind = Literal["recording", "script", "bad"]


@dataclass(frozen=True, slots=True)
class Given:
    """A file and what it is; for a bad one `problem` is a sentence."""

    path: Path
    kind: FileKind
    problem: str = ""


def look_at(path: Path) -> Given:
    """Look at a file without running it."""
    path = path.absolute()
    translate = QCoreApplication.translate
    try:
        if path.is_dir():
            if (path / "__main__.py").is_file():
                return Given(path, "script")
            problem = translate("Files", "%1 is a folder without __main__.py.")
        elif not path.exists():
            problem = translate("Files", "There is no file %1.")
        elif path.suffix == ".procession" or is_recording(path):
            return Given(path, "recording")
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                if "__main__.py" in archive.namelist():
                    return Given(path, "script")
            problem = translate("Files", "%1 is a zip file without __main__.py.")
        elif path.suffix in (".py", ".pyw") or _is_text(path):
            return Given(path, "script")
        else:
            problem = translate("Files", "%1 is neither a Python program nor a recording.")
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problem = translate("Files", "%1 cannot be read: %2.").replace("%2", reason)
    return Given(path, "bad", problem.replace("%1", str(path)))


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(4096)
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # Only the end may be cut in the middle of a character.
        return error.start > len(head) - 4 and b"\0" not in head
    return b"\0" not in head
