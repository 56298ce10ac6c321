"""How every plugin fared when it was last loaded: a list can be given without loading any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from procession.plugin.loaded import Plugin
from procession.recorder.json_file import JsonFile
from procession.recorder.library import data_folder

__all__ = ["keep", "kept"]

Outcome = dict[str, Any]


def keep(plugins: Iterable[Plugin], complete: bool = True) -> None:
    """Write down how these fared, if that is news. `complete`: there are no others."""
    before = kept()
    now = {} if complete else dict(before)
    now |= {plugin.name: _outcome(plugin) for plugin in plugins}
    if now != before:
        with suppress(OSError):
            _file().write({"plugins": now})


def kept() -> Mapping[str, Outcome]:
    """Name → version, state, reason, traceback, api, offers, summary at the last load."""
    try:
        held = _file().read().get("plugins")
    except OSError:
        return {}
    if not isinstance(held, dict):
        return {}
    return {str(name): one for name, one in held.items() if isinstance(one, dict)}


def _outcome(plugin: Plugin) -> Outcome:
    return {
        "distribution": plugin.distribution,
        "version": plugin.version,
        "state": plugin.state,
        "reason": plugin.reason,
        "traceback": plugin.traceback,
        "api": plugin.api,
        "summary": plugin.summary,
        "offers": plugin.offered,
    }


def _file() -> JsonFile:
    return JsonFile(data_folder() / "plugins-loaded.json", 1)
