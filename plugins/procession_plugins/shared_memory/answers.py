"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording

_ROADS = ("Pipe", "Queue", "SimpleQueue", "JoinableQueue", "Manager", "Pool")


def darkroom(recording: Recording) -> int | None:
    """2: several processes attached the block, and there was nothing else to send it through."""
    kinds = {number: one.kind for number, one in recording.primitives.items()}
    blocks = [number for number, kind in kinds.items() if kind == "SharedMemory"]
    if not blocks or any(kind in _ROADS for kind in kinds.values()):
        return None
    return 2 if recording.statistics(blocks[0]).get("calls:attach") else None
