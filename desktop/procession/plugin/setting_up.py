"""Installing, switching on and off, and removing other people's plugins: each step whole."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from packaging.utils import canonicalize_name

from procession.plugin import choices
from procession.plugin.discovery import Found, discover
from procession.plugin.installed import Installed, add_to_path, installed, put, remove, staged
from procession.plugin.requirements import missing_requirements
from procession.plugin.trial import Tried, try_plugins
from procession.plugin.wheels import WheelInfo

__all__ = ["CannotDo", "Done", "disable", "enable", "find", "install", "uninstall"]


class CannotDo(Exception):
    """What was asked for cannot be done; the text is one clear sentence."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an installation came to."""

    where: Installed
    enabled: tuple[str, ...]
    missing: tuple[str, ...]
    """Requirements for want of which it was not switched on."""


def install(wheel: WheelInfo, try_out: Callable[..., list[Tried]] = try_plugins) -> Done:
    """Install a checked wheel and switch it on. Raises `BadWheel`, `CannotDo` and OSError.

    It is loaded once, apart, before it takes the place of what was there; if that fails nothing
    is changed. One that lacks a requirement is installed and stays off.
    """
    if not wheel.fits:
        raise CannotDo(f"{wheel.name} was written for API {wheel.api} of Procession.")
    _refuse_taken(wheel)
    with staged(wheel) as staging:
        if not wheel.missing:
            tried = try_out(wheel.plugins, staging)
            _refuse_failed(wheel.name, tried)
        elif any(one.name == canonicalize_name(wheel.name) for one in installed()):
            raise CannotDo(
                f"{wheel.name} {wheel.version} needs {', '.join(wheel.missing)}; "
                "what is installed of it was left as it is."
            )
        where = put(staging, wheel)
    _import_anew(wheel.packages)
    for name in wheel.plugins if not wheel.missing else ():
        choices.set_enabled(name, True, wheel.version)
    return Done(where, () if wheel.missing else wheel.plugins, wheel.missing)


def uninstall(name: str) -> Installed:
    """Take away what brings the plugin, or the distribution, `name`. Raises `CannotDo`, OSError."""
    wanted = canonicalize_name(name)
    plugins = [one for one in _all() if wanted in (canonicalize_name(one.name), _owner(one))]
    if any(one.builtin for one in plugins):
        raise CannotDo(f"{name} is part of Procession; it can be disabled, not uninstalled.")
    owners = {wanted} | {_owner(one) for one in plugins}
    held = [one for one in installed() if one.name in owners]
    if not held:
        if plugins:
            raise CannotDo(
                f"{name} was not installed by Procession; remove {plugins[0].distribution} "
                "with the tool that installed it."
            )
        raise CannotDo(f"There is no plugin {name}.")
    for one in held:
        remove(one)
    for plugin in _all_of(plugins, held):
        choices.forget(plugin.name)
    return held[0]


def enable(name: str, try_out: Callable[..., list[Tried]] = try_plugins) -> None:
    """Switch a plugin on, after it was loaded once, apart. Raises `CannotDo` and OSError."""
    plugin = find(name)
    if not plugin.builtin:
        if missing := missing_requirements(plugin.requires):
            raise CannotDo(f"{name} cannot be enabled: missing {', '.join(missing)}.")
        _refuse_failed(name, try_out([plugin.name]))
    choices.set_enabled(plugin.name, True, "" if plugin.builtin else plugin.version)


def disable(name: str) -> None:
    """Switch a plugin off from the next load on. Raises `CannotDo` and OSError."""
    choices.set_enabled(find(name).name, False)


def find(name: str) -> Found:
    """The plugin of that name, nothing of it loaded. Raises `CannotDo`."""
    for one in _all():
        if one.name == name:
            return one
    raise CannotDo(f"There is no plugin {name}; `procession plugins list` names those there are.")


def _all() -> list[Found]:
    add_to_path()
    return discover()


def _all_of(plugins: list[Found], held: list[Installed]) -> list[Found]:
    names = {one.name for one in held}
    return [one for one in plugins if _owner(one) in names]


def _owner(found: Found) -> str:
    return canonicalize_name(found.distribution)


def _import_anew(packages: Iterable[str]) -> None:
    """What this process has imported of an older version is forgotten, as far as that goes."""
    for name in [name for name in sys.modules if name.partition(".")[0] in packages]:
        del sys.modules[name]
    importlib.invalidate_caches()


def _refuse_taken(wheel: WheelInfo) -> None:
    own = canonicalize_name(wheel.name)
    for one in _all():
        if one.name in wheel.plugins and _owner(one) != own:
            raise CannotDo(f"It brings a plugin {one.name}, which {one.distribution} has already.")
        if _owner(one) == own and not any(held.name == own for held in installed()):
            raise CannotDo(f"{wheel.name} {one.version} is already installed, in {one.folder}.")


def _refuse_failed(name: str, tried: list[Tried]) -> None:
    for one in tried:
        if one.state != "active":
            raise CannotDo(f"{name} was not enabled. {one.reason}")
