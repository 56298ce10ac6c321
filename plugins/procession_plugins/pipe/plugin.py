"""Pipe: messages between two ends."""

from __future__ import annotations

from collections.abc import Iterable

from procession.plugin.api import Finding, Recording, Track, hookimpl

PROCESSION_API = 1
PROCESSION_ORDER = 60
PROCESSION_TITLES = {"en": "Pipe", "zh_CN": "管道"}


@hookimpl
def procession_probe() -> str:
    """Wraps the methods of connections, and what makes them."""
    return "procession_plugins.pipe.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """A step curve of how many messages are under way, both ways together."""
    return [
        Track(
            kinds=("Pipe",),
            style="depth",
            icon="pipe",
            counts={"sends": "sends", "recvs": "recvs", "bytes": "bytes"},
        )
    ]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Messages and ends of file that never come, sends that nobody reads."""
    from procession_plugins.pipe.findings import findings

    return findings(recording)
