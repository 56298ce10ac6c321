"""Shared memory: blocks with a name, and lists kept in them."""

from __future__ import annotations

from collections.abc import Iterable

from procession.plugin.api import Finding, Recording, Track, hookimpl

PROCESSION_API = 1
PROCESSION_ORDER = 110
PROCESSION_TITLES = {"en": "Shared memory", "zh_CN": "共享内存"}


@hookimpl
def procession_probe() -> str:
    """Wraps making, attaching, closing and unlinking."""
    return "procession_plugins.shared_memory.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """Nothing is drawn: what is read and written is not seen, only who has the block."""
    return [
        Track(
            kinds=("SharedMemory", "ShareableList"),
            style="none",
            icon="dots",
            counts={
                "attaches": "calls:attach",
                "closes": "calls:close",
                "unlinks": "calls:unlink",
            },
        )
    ]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Blocks that are left behind, or unlinked too early."""
    from procession_plugins.shared_memory.findings import findings

    return findings(recording)
