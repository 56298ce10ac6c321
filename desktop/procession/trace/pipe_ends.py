"""Who may still have the other end of a pipe open: as long as anybody has, no end of file comes.

Whoever made a pipe has both ends, and so has every process that was forked from it since, until
it closes them. Ends that were handed over otherwise are known once they are used.
"""

from __future__ import annotations

import numpy as np

from procession import records
from procession.trace.in_flight import end_of
from procession.trace.wait_graph import Wait, WaitGraph

WRITING = 2
"""The value of a CALL of ``close`` on the writing end of a pipe of one direction."""


def keepers(graph: WaitGraph, wait: Wait) -> tuple[int, ...]:
    """Processes because of which a reader gets no end of file, though nobody writes any more.

    Empty when there is another explanation: somebody who has written lives, or nobody has ended.
    The reader comes first.
    """
    primitive = graph.model.primitives[wait.primitive]
    born = primitive.created_ns or 0
    gone = any(
        one.id not in graph.alive
        and (one.ended_ns or 0) >= born
        and one.role in ("child", "worker")
        for one in graph.model.processes.values()
    )
    if not gone:
        return ()
    mine = end_of(graph, wait)
    events = graph.model.events_of(wait.primitive)
    past = events["time_ns"] <= graph.at_ns
    put = past & (events["kind"] == records.PUT) & ((events["value"] != mine) | (mine == 0))
    writers = set(np.unique(events["process"][put]).tolist())
    if (writers - {wait.process}) & graph.alive:
        return ()
    found = [one for one in sorted(graph.alive) if _has(graph, wait, one, mine, graph.at_ns)]
    return tuple(sorted(found, key=lambda one: one != wait.process))


def _has(graph: WaitGraph, wait: Wait, process: int, mine: int, until_ns: int) -> bool:
    """Whether a process had, at an instant, the end that the reader does not read."""
    model = graph.model
    primitive = model.primitives[wait.primitive]
    known = model.processes[process]
    if process != primitive.process:
        parent, born = known.parent, known.started_ns or 0
        if not known.forked or parent not in model.processes or parent == process:
            return False
        if born < (primitive.created_ns or 0) or not _has(graph, wait, parent, mine, born):
            return False
    events = model.events_of(wait.primitive)
    chosen = np.flatnonzero(
        (events["process"] == process)
        & (events["time_ns"] <= until_ns)
        & (events["kind"] == records.CALL)
    )
    closed = {
        int(events["value"][at])
        for at in chosen.tolist()
        if model.text(int(events["aux"][at])) == "close"
    }
    if mine:
        return not closed - {mine}
    if primitive.details.get("duplex") == "no":
        return WRITING not in closed
    # Which end is read is not known; but nobody reads an end that he has closed.
    return not closed
