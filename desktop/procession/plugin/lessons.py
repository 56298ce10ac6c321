"""A lesson as the window and the command line see it: a plain program with a guide beside it."""

from __future__ import annotations

import ast
import shutil
import tokenize
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from procession.plugin import knobs
from procession.plugin.api import Lesson, Recording
from procession.plugin.guides import Guide, guide_of, split_front
from procession.plugin.knobs import Knob

__all__ = ["LessonError", "LessonInfo", "info_of"]


class LessonError(Exception):
    """A lesson that cannot be offered: no such file, no Python, no title."""


@dataclass(frozen=True, eq=False)
class LessonInfo:
    """One lesson of a plugin. Its text is read from its files: what is shown is what runs."""

    plugin: str
    name: str
    """The program's file name without ``.py``."""
    title: str
    """First line of the program's docstring."""
    path: Path
    beside: tuple[Path, ...]
    """Files that the program needs in its own folder."""
    start_methods: tuple[str, ...]
    expects: tuple[str, ...] | Mapping[str, tuple[str, ...]]
    """Rules of the errors and warnings that a run shows; by start method where they differ."""
    timeout_s: float
    answer: Callable[[Recording], int | None] | None
    """Which choice of the guide's prediction a finished run shows to be right."""
    twin: str | None
    """The `id` of the lesson that differs in one thing: what is broken here is mended there."""
    _guide: Path | None

    @property
    def id(self) -> str:
        """How the command line names it: ``lock/one_counter``."""
        return f"{self.plugin}/{self.name}"

    @cached_property
    def source(self) -> str:
        """The program's text, decoded as Python would."""
        return _read_program(self.path)

    @cached_property
    def knobs(self) -> list[Knob]:
        """The constants that a form may change."""
        return knobs.parse(self.source)

    def guide(self, language: str = "en") -> str:
        """The guide as Markdown, in `language` (``zh_CN``) if it is there, else in English.

        Empty when the lesson has none.
        """
        return split_front(self._text(language))[1]

    def guide_parts(self, language: str = "en") -> Guide:
        """The guide taken apart: what comes before its prediction, the prediction, the rest."""
        return guide_of(self._text(language), self._text("en"))

    def knob_help(self, language: str = "en") -> dict[str, str]:
        """What knobs mean, by name, as the guide in `language` says; the program says the rest."""
        return split_front(self._text(language))[0]

    def title_in(self, language: str = "en") -> str:
        """The title in `language`: the first heading of its guide, where there is a translation."""
        path = self._guide_path(language)
        if path is None or path == self._guide:
            return self.title
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("# "):
                    return line[2:].strip()
        return self.title

    def expects_under(self, start_method: str) -> tuple[str, ...]:
        """The rules that a run under `start_method` shows."""
        if isinstance(self.expects, Mapping):
            return tuple(self.expects.get(start_method, ()))
        return self.expects

    def copy_beside(self, folder: Path) -> None:
        """Put what the program needs beside it into another folder it runs in. Raises OSError."""
        for path in self.beside:
            shutil.copyfile(path, folder / path.name)

    def as_json(self) -> dict[str, object]:
        """The row of ``procession lessons --json``."""
        if isinstance(self.expects, Mapping):
            expected = sorted({rule for rules in self.expects.values() for rule in rules})
        else:
            expected = list(self.expects)
        return {
            "plugin": self.plugin,
            "lesson": self.name,
            "title": self.title,
            "knobs": [knob.as_json() for knob in self.knobs],
            "start_methods": list(self.start_methods),
            "expects": expected,
        }

    def _text(self, language: str) -> str:
        path = self._guide_path(language)
        return path.read_text(encoding="utf-8") if path else ""

    def _guide_path(self, language: str) -> Path | None:
        if self._guide is None:
            return None
        for wanted in (language, language.partition("_")[0]):
            translated = self._guide.with_suffix(f".{wanted}.md")
            if translated.is_file():
                return translated
        return self._guide


def info_of(plugin: str, lesson: Lesson) -> LessonInfo:
    """Look at a lesson's files. Raises `LessonError` with one sentence."""
    path = Path(lesson.path)
    try:
        tree = ast.parse(_read_program(path))
    except OSError as error:
        raise LessonError(f"The lesson {path} cannot be read: {error.strerror}.") from error
    except (SyntaxError, ValueError) as error:
        raise LessonError(f"The lesson {path} is not a Python program: {error}.") from error
    docstring = ast.get_docstring(tree) or ""
    title = docstring.partition("\n")[0].strip().rstrip(".")
    if not title:
        raise LessonError(f"The lesson {path} has no docstring to take its title from.")
    guide = lesson.guide
    if guide is None:
        beside = (path.with_suffix(".md"), path.with_name("guide.md"))
        guide = next((candidate for candidate in beside if candidate.is_file()), None)
    elif not Path(guide).is_file():
        raise LessonError(f"The lesson {path} names a guide that is not there: {guide}.")
    for one in lesson.beside:
        if not Path(one).is_file():
            raise LessonError(f"The lesson {path} needs a file that is not there: {one}.")
    return LessonInfo(
        plugin=plugin,
        name=path.stem,
        title=title,
        path=path,
        beside=tuple(Path(one) for one in lesson.beside),
        start_methods=tuple(lesson.start_methods),
        expects=lesson.expects if isinstance(lesson.expects, Mapping) else tuple(lesson.expects),
        timeout_s=lesson.timeout_s,
        answer=lesson.answer,
        twin=_twin(plugin, lesson.twin),
        _guide=None if guide is None else Path(guide),
    )


def _twin(plugin: str, name: str | None) -> str | None:
    return name if name is None or "/" in name else f"{plugin}/{name}"


def _read_program(path: Path) -> str:
    with tokenize.open(path) as file:
        return file.read()
