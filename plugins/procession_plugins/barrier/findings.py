"""Rules about barriers."""

from __future__ import annotations

from collections.abc import Iterator

from procession.plugin.api import (
    Finding,
    Recording,
    at,
    hangs,
    kept_waiting,
    listed,
    primitive_name,
    process_name,
)


def findings(recording: Recording) -> Iterator[Finding]:
    """Barriers that wait for somebody who cannot come."""
    for hang in hangs(recording):
        if hang.rule != "barrier-short":
            continue
        wait = hang.waits[0]
        parties = recording.primitives[wait.primitive].details.get("parties", "?")
        who = listed(process_name(recording, one.process) for one in hang.waits)
        yield Finding(
            rule="barrier-short",
            level="error",
            certainty="certain" if hang.certain else "likely",
            message=f"{who}{at(wait.where)} {'waits' if len(hang.waits) == 1 else 'wait'} at "
            f"{primitive_name(recording, wait.primitive)}: {len(hang.waits)} of {parties} "
            "parties are there, and all others have ended or wait, too."
            + kept_waiting(recording, hang),
            fix="Make the number of parties that of the processes that call wait(), and call "
            "abort() where one gives up.",
            at_ns=hang.at_ns,
            processes=hang.processes,
            primitives=hang.primitives,
            where=tuple(dict.fromkeys(one.where for one in hang.waits if one.where)),
        )
