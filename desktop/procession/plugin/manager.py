"""All plugins of this Procession: which there are, how they fare, and what they offer."""

from __future__ import annotations

import importlib.util
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from procession.plugin import choices, installed, outcomes
from procession.plugin.api import Finding, Lesson, Track
from procession.plugin.discovery import discover
from procession.plugin.lessons import LessonError, LessonInfo, info_of
from procession.plugin.loaded import Plugin, load_alone
from procession.plugin.loading import take_crashed
from procession.plugin.trust import why_not

if TYPE_CHECKING:
    from procession.trace.model import Model

__all__ = ["Manager", "UnknownLesson", "load"]


class UnknownLesson(LookupError):
    """There is no such lesson: one sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


class Manager:
    """The plugins, in the order in which they are listed.

    No method raises for what a plugin did: it is marked failed (`Plugin.state`, `reason`,
    `traceback`) and the others go on.
    """

    def __init__(self, plugins: Sequence[Plugin]) -> None:
        self.plugins: tuple[Plugin, ...] = tuple(
            sorted(plugins, key=lambda plugin: (plugin.order, plugin.name))
        )

    def __iter__(self) -> Iterator[Plugin]:
        return iter(self.plugins)

    def plugin(self, name: str) -> Plugin:
        """The plugin of that name. Raises KeyError."""
        for plugin in self.plugins:
            if plugin.name == name:
                return plugin
        raise KeyError(name)

    def lessons(self) -> list[LessonInfo]:
        """Every lesson, in the order of the plugins and, within one, of its own list."""
        return list(self._lessons)

    def lesson(self, lesson_id: str) -> LessonInfo:
        """The lesson named ``plugin/lesson``. Raises `UnknownLesson`, naming near ones."""
        for lesson in self._lessons:
            if lesson.id == lesson_id:
                return lesson
        plugin = lesson_id.partition("/")[0]
        near = [lesson.id for lesson in self._lessons if lesson.plugin == plugin]
        offer = near or [lesson.id for lesson in self._lessons]
        listed = ", ".join(offer) if offer else "none, as no plugin is active"
        raise UnknownLesson(f"There is no lesson {lesson_id!r}; there is {listed}.")

    def probes(self) -> list[tuple[str, str]]:
        """(plugin, path of its probe's file), found without importing the probe."""
        return list(self._probes)

    def tracks(self, model: Model | None = None) -> list[Track]:
        """How primitives are drawn and counted; the first track that names a kind counts."""
        return [
            track
            for plugin in self.plugins
            for track in plugin.call("procession_tracks", Track, recording=model)
        ]

    def finds(self) -> bool:
        """Whether any plugin looks for findings: without one a run need not be read for them."""
        return any(plugin.offers("procession_findings") for plugin in self.plugins)

    def findings(self, model: Model) -> list[Finding]:
        """What the plugins have to say about a run."""
        return [
            finding
            for plugin in self.plugins
            for finding in plugin.call("procession_findings", Finding, recording=model)
        ]

    @cached_property
    def _lessons(self) -> tuple[LessonInfo, ...]:
        return tuple(lesson for plugin in self.plugins for lesson in _lessons_of(plugin))

    @cached_property
    def _probes(self) -> tuple[tuple[str, str], ...]:
        found = []
        for plugin in self.plugins:
            for module in plugin.call("procession_probe"):
                path = _file_of(plugin, module)
                if path is not None:
                    found.append((plugin.name, path))
        return tuple(found)


def load(
    safe_mode: bool = False,
    disabled: Collection[str] | None = None,
    path: Sequence[str] | None = None,
    enabled: Mapping[str, str] | None = None,
) -> Manager:
    """Find and import the plugins.

    `safe_mode` loads built-in ones only; `disabled` names those that are switched off, `enabled`
    gives the versions of other people's that are switched on (default of both: the user's, see
    `choices`); `path` is searched in place of ``sys.path`` and the user's folder. Raises nothing
    for what a plugin does.
    """
    if disabled is None:
        disabled = choices.disabled()
    if path is None:
        installed.add_to_path()
        _remember_crashes()
    if enabled is None:
        enabled = choices.enabled()
    crashed = choices.crashed()
    plugins: dict[str, Plugin] = {}
    for found in discover(path):
        if safe_mode and not found.builtin:
            continue
        if found.name in plugins:
            other = plugins[found.name].distribution
            twin = Plugin(
                f"{found.name} ({found.distribution})",
                found.distribution,
                found.version,
                found.builtin,
            )
            twin.fail(f"The name {found.name} is taken by {other}.")
            plugins[twin.name] = twin
        else:
            reason = why_not(found, disabled, enabled, crashed)
            plugins[found.name] = load_alone(found, reason)
    if path is None:
        outcomes.keep(plugins.values(), complete=not safe_mode)
    return Manager(list(plugins.values()))


def _remember_crashes() -> None:
    for name, version in take_crashed():
        with suppress(OSError):
            choices.set_crashed(name, version)


def _lessons_of(plugin: Plugin) -> list[LessonInfo]:
    infos: dict[str, LessonInfo] = {}
    for lesson in plugin.call("procession_lessons", Lesson):
        try:
            info = info_of(plugin.name, lesson)
            if info.name in infos:
                raise LessonError(f"Two lessons are named {info.name}.")
            infos[info.name] = info
        except (LessonError, TypeError, ValueError) as error:
            plugin.fail(str(error), error, "procession_lessons")
    return list(infos.values())


def _file_of(plugin: Plugin, module: object) -> str | None:
    hook = "procession_probe"
    try:
        if not isinstance(module, str):
            raise TypeError(f"{hook} gave {module!r} where a module's name is expected")
        # Imports the packages around the probe, which for this reason are empty, but not itself.
        spec = importlib.util.find_spec(module)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        plugin.fail(f"Its probe cannot be found: {error}.", error, hook)
        return None
    if spec is None or spec.origin is None or not Path(spec.origin).is_file():
        plugin.fail(f"Its probe {module} is not a Python file.", None, hook)
        return None
    return spec.origin
