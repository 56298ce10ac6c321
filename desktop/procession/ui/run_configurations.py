"""How scripts are run: named configurations, kept in one file for all scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procession.recorder.json_file import Data, JsonFile
from procession.recorder.library import data_folder

VERSION = 1


@dataclass(frozen=True, slots=True)
class RunConfiguration:
    """One way to run a script. Empty texts: as the page of the script would have it."""

    name: str = ""
    module: str = ""
    """Run as ``python -m MODULE`` instead of the file."""
    arguments: str = ""
    """As they are typed, quotes and all."""
    folder: str = ""
    environment: str = ""
    """Lines of ``NAME=value``, in addition to the window's own environment."""
    python: str = ""
    start_method: str = ""
    timeout: str = ""
    """Seconds, as typed."""


_FIELDS = tuple(RunConfiguration.__dataclass_fields__)


class RunConfigurations:
    """Read when asked for, written at once: another window may have changed them."""

    def __init__(self, path: Path | None = None) -> None:
        self._file = JsonFile(path or data_folder() / "configurations.json", VERSION)

    def of(self, script: Path) -> list[RunConfiguration]:
        """Those of a script, by name; none when the file cannot be read."""
        try:
            kept = _of_script(self._file.read(), script)
        except OSError:
            return []
        made = (_configuration(name, value) for name, value in kept.items())
        return sorted(made, key=lambda one: one.name.casefold())

    def save(self, script: Path, configuration: RunConfiguration) -> None:
        """Keep one, in the place of one with the same name. Raises OSError."""
        data = self._file.read()
        kept = _of_script(data, script)
        values = {name: getattr(configuration, name) for name in _FIELDS if name != "name"}
        kept[configuration.name] = {name: value for name, value in values.items() if value}
        self._write(data, script, kept)

    def remove(self, script: Path, name: str) -> None:
        """Forget one; one that is not there is no error. Raises OSError."""
        data = self._file.read()
        kept = _of_script(data, script)
        kept.pop(name, None)
        self._write(data, script, kept)

    def _write(self, data: Data, script: Path, kept: Mapping[str, Any]) -> None:
        scripts = data.get("scripts")
        scripts = dict(scripts) if isinstance(scripts, dict) else {}
        if kept:
            scripts[str(script)] = kept
        else:
            scripts.pop(str(script), None)
        self._file.write({**data, "scripts": scripts})


def _of_script(data: Data, script: Path) -> dict[str, Any]:
    scripts = data.get("scripts")
    kept = scripts.get(str(script)) if isinstance(scripts, dict) else None
    return {str(name): value for name, value in kept.items()} if isinstance(kept, dict) else {}


def _configuration(name: str, value: Any) -> RunConfiguration:
    texts = value if isinstance(value, dict) else {}
    known = {one: texts[one] for one in _FIELDS if isinstance(texts.get(one), str)}
    return RunConfiguration(**{**known, "name": name})
