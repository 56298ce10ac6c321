"""What ended a wait: the release, or the put, that came before it woke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procession.trace.states import Outcome
from procession.ui.timeline.kinds import EXPECTED, WAITING
from procession.ui.timeline.pick import Picked
from procession.ui.timeline.scene import Scene

if TYPE_CHECKING:
    from procession.trace.links import Link


def cause_of(scene: Scene, picked: Picked) -> Link | None:
    """The link that ends where this wait ended; None where no record tells."""
    if picked.kind not in (WAITING, EXPECTED) or picked.end_ns is None:
        return None
    if picked.outcome != Outcome.OK or not picked.primitive:
        return None
    links = scene.model.links_at(picked.primitive, picked.process, picked.thread, picked.end_ns)
    for link in links:
        ends_here = link.to_process == picked.process and link.to_ns == picked.end_ns
        # A release from before the wait began did not end it.
        during = link.kind == "item" or link.from_ns >= picked.start_ns
        if ends_here and during and link.from_process in scene.model.processes:
            return link
    return None
