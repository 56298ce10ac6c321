"""How findings tell what hangs on a hang."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procession.trace.naming import at, listed, primitive_name, process_name

if TYPE_CHECKING:
    from procession.trace.hangs import Hang
    from procession.trace.model import Model


def kept_waiting(model: Model, hang: Hang) -> str:
    """`` P2 waits for `lock`, which P1 holds (x.py:9).``: those who cannot help as they wait.

    Empty when nobody waits for what the waiting themselves hold.
    """
    parts = []
    for hold in hang.taken[:2]:
        mine = [
            wait
            for wait in hang.victims
            if wait.primitive == hold.primitive and wait.verb == "acquire"
        ]
        if not mine:
            continue
        who = listed(process_name(model, wait.process) for wait in mine)
        verb = "waits" if len({wait.process for wait in mine}) == 1 else "wait"
        holder = process_name(model, hold.process)
        parts.append(
            f" {who} {verb} for {primitive_name(model, hold.primitive)}{at(mine[0].where)}, "
            f"which {holder} holds{at(hold.where)}."
        )
    return "".join(parts)
