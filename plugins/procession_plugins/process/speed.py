"""More processes at work than there are cores."""

from __future__ import annotations

from collections.abc import Iterator

from procession.plugin.api import Finding, Recording, span

LEAST_NS = 300_000_000
BUSY = 0.8
"""So much of the cores' time must the processes have used up together."""


def oversubscribed(recording: Recording) -> Iterator[Finding]:
    """Processes that compute at the same time and have to share the cores."""
    cores = recording.run.get("cores")
    if not recording.ended or not isinstance(cores, int) or cores < 1:
        return
    lives = [
        (one.started_ns, one.ended_ns, one.cpu_ns, number)
        for number, one in recording.processes.items()
        if one.role in ("child", "worker")
        and one.started_ns is not None
        and one.ended_ns is not None
        and one.cpu_ns is not None
        and one.ended_ns > one.started_ns
    ]
    if len(lives) <= cores:
        return
    # Where most live at once: just after one of them was born.
    together = max(
        ([life for life in lives if life[0] <= born < life[1]] for born, *_ in lives), key=len
    )
    if len(together) <= cores:
        return
    begin, stop = max(life[0] for life in together), min(life[1] for life in together)
    lasted = stop - begin
    if lasted < LEAST_NS:
        return
    used = sum(cpu * lasted / (end - start) for start, end, cpu, _ in together)
    each = [cpu / (end - start) for start, end, cpu, _ in together]
    if (
        used < BUSY * cores * lasted
        or sum(share > 0.1 * cores / len(each) for share in each) <= cores
    ):
        return
    yield Finding(
        rule="oversubscribed",
        level="info",
        certainty="likely",
        message=f"{len(together)} processes computed at once for {span(lasted)} on "
        f"{cores} core{'s' if cores > 1 else ''}: each had to wait for its turn.",
        fix=f"Start no more than {cores} that compute (os.cpu_count()); a Pool hands out the rest.",
        at_ns=begin,
        processes=tuple(sorted(number for *_, number in together)),
    )
