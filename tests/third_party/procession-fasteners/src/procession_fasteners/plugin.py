"""InterProcessLock of fasteners: one process at a time, by a lock on a file."""

from __future__ import annotations

from collections.abc import Iterable

from procession.plugin.api import Finding, Recording, Track, hookimpl

PROCESSION_API = 1
PROCESSION_TITLES = {"en": "File lock (fasteners)", "zh_CN": "文件锁（fasteners）"}


@hookimpl
def procession_probe() -> str:
    """Watches acquire and release."""
    return "procession_fasteners.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """A lane with the holder; those who try again and again stand below."""
    counts = {
        "acquires": "acquires",
        "contended": "contended",
        "timeouts": "timeouts",
        "releases": "releases",
    }
    return [Track(kinds=("InterProcessLock",), style="holder", icon="lock", counts=counts)]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """File locks that keep nobody out."""
    from procession_fasteners.findings import findings

    return findings(recording)
