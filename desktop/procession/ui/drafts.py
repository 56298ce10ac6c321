"""Edited lessons: kept in a private folder, run from there, there again next time."""

from __future__ import annotations

import os
from pathlib import Path

from procession.recorder.library import data_folder


class Drafts:
    """What the user made of lessons, one file each, named as the lesson's program is."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or data_folder() / "drafts"

    def path(self, lesson_id: str, file_name: str) -> Path:
        """Where the edited program of ``plugin/lesson`` is, or would be."""
        plugin, _, lesson = lesson_id.partition("/")
        return self._folder / plugin / lesson / file_name

    def read(self, lesson_id: str, file_name: str) -> str | None:
        """The edited program; None when there is none."""
        try:
            return self.path(lesson_id, file_name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def write(self, lesson_id: str, file_name: str, source: str) -> Path:
        """Keep an edited program: the whole new text or, if that fails, the old one.

        Raises OSError.
        """
        path = self.path(lesson_id, file_name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(source, encoding="utf-8")
        os.replace(beside, path)
        return path

    def drop(self, lesson_id: str, file_name: str) -> None:
        """Forget an edited program."""
        self.path(lesson_id, file_name).unlink(missing_ok=True)
