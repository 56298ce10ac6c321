"""Which plugins the user wants: kept in the data folder, followed by every load.

A built-in plugin is on unless it was switched off. Anybody else's is off until it was switched
on, and that counts for the one version that the user was asked about.
"""

from __future__ import annotations

from collections.abc import Mapping

from procession.recorder.json_file import JsonFile
from procession.recorder.library import data_folder

__all__ = ["crashed", "disabled", "enabled", "forget", "set_crashed", "set_enabled"]


def disabled() -> frozenset[str]:
    """The names of plugins that are switched off; none when the file cannot be read."""
    names = _read().get("disabled")
    return frozenset(str(name) for name in names) if isinstance(names, list) else frozenset()


def enabled() -> Mapping[str, str]:
    """Name → version of other people's plugins that were switched on."""
    return _mapping("enabled")


def crashed() -> Mapping[str, str]:
    """Name → version of plugins that ended Procession while they were loaded."""
    return _mapping("crashed")


def set_enabled(name: str, on: bool, version: str = "") -> None:
    """Switch a plugin on or off from the next load on. Raises OSError.

    `version`: which one the user agreed to; empty for a built-in plugin.
    """
    file = _file()
    data = file.read()
    off = set(disabled()) - {name} if on else set(disabled()) | {name}
    agreed = {other: held for other, held in enabled().items() if other != name}
    if on and version:
        agreed[name] = version
    bad = {other: held for other, held in crashed().items() if other != name or not on}
    file.write({**data, "disabled": sorted(off), "enabled": agreed, "crashed": bad})


def set_crashed(name: str, version: str) -> None:
    """Keep a plugin from being loaded again until it is switched on anew. Raises OSError."""
    file = _file()
    file.write({**file.read(), "crashed": {**crashed(), name: version}})


def forget(name: str) -> None:
    """A plugin is gone; were it to come back, the user is asked again. Raises OSError."""
    file = _file()
    data = file.read()
    file.write(
        {
            **data,
            "disabled": sorted(set(disabled()) - {name}),
            "enabled": {other: held for other, held in enabled().items() if other != name},
            "crashed": {other: held for other, held in crashed().items() if other != name},
        }
    )


def _mapping(key: str) -> Mapping[str, str]:
    held = _read().get(key)
    if not isinstance(held, dict):
        return {}
    return {str(name): str(version) for name, version in held.items()}


def _read() -> Mapping[str, object]:
    try:
        return _file().read()
    except OSError:
        return {}


def _file() -> JsonFile:
    return JsonFile(data_folder() / "plugins.json", 1)
