"""The formats a recording can be written in: our own, then those of plugins."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from procession.export.chrome_json import write_chrome_json
from procession.export.spans_csv import write_csv
from procession.plugin.api import Exporter, Recording
from procession.plugin.manager import Manager

__all__ = ["BUILT_IN", "exporters", "write"]

BUILT_IN = (
    Exporter("chrome", "Trace Event Format", ".json", write_chrome_json),
    Exporter("csv", "Comma-separated values", ".csv", write_csv),
)


def exporters(manager: Manager) -> dict[str, Exporter]:
    """Name → format. The first of a name counts."""
    found: Iterable[Exporter] = (
        one for plugin in manager for one in plugin.call("procession_exporters", Exporter)
    )
    named: dict[str, Exporter] = {}
    for one in (*BUILT_IN, *found):
        named.setdefault(one.name, one)
    return named


def write(exporter: Exporter, recording: Recording, path: Path) -> None:
    """Write a recording to `path`: whole, or nothing changes there.

    Raises OSError, and whatever a plugin's exporter raises.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".part", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        exporter.write(recording, temporary)
        # As any file that a program writes; a temporary one is private.
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
