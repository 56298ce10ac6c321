"""Which plugins the user has switched off: kept in the data folder, followed by every load."""

from __future__ import annotations

from procession.recorder.json_file import JsonFile
from procession.recorder.library import data_folder

__all__ = ["disabled", "set_enabled"]


def disabled() -> frozenset[str]:
    """The names of plugins that are switched off; none when the file cannot be read."""
    try:
        names = _file().read().get("disabled")
    except OSError:
        return frozenset()
    return frozenset(str(name) for name in names) if isinstance(names, list) else frozenset()


def set_enabled(name: str, on: bool) -> None:
    """Switch a plugin on or off from the next load on. Raises OSError."""
    file = _file()
    data = file.read()
    names = set(disabled())
    names = names - {name} if on else names | {name}
    file.write({**data, "disabled": sorted(names)})


def _file() -> JsonFile:
    return JsonFile(data_folder() / "plugins.json", 1)
