"""The arrows of a selection: what ended a wait, who got what was released, whose task it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procession.trace.arrows import birth_links, freed_by, task_links
from procession.trace.states import Outcome
from procession.ui.timeline.kinds import CONTENDED, EXPECTED, HELD, IO, WAITING
from procession.ui.timeline.pick import Picked
from procession.ui.timeline.scene import Scene

if TYPE_CHECKING:
    from procession.trace.links import Link


def links_of(scene: Scene, picked: Picked) -> list[Link]:
    """Every arrow that begins or ends at what is selected."""
    model = scene.model
    if picked.task is not None:
        links = task_links(model, picked.task)
    elif picked.what == "process":
        links = birth_links(model, picked.process)
    elif picked.kind in (HELD, CONTENDED) and picked.primitive and picked.end_ns is not None:
        links = freed_by(model, picked.primitive, picked.process, picked.end_ns)
    else:
        cause = cause_of(scene, picked)
        links = [cause] if cause is not None else _sent(scene, picked)
    known = model.processes
    return [one for one in links if one.from_process in known and one.to_process in known]


def cause_of(scene: Scene, picked: Picked) -> Link | None:
    """The link that ends where this wait ended; None where no record tells."""
    if picked.kind not in (WAITING, EXPECTED, IO) or picked.end_ns is None:
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


def _sent(scene: Scene, picked: Picked) -> list[Link]:
    """Where the item went that was being put or sent during this wait."""
    if picked.kind not in (WAITING, IO) or picked.end_ns is None or not picked.primitive:
        return []
    links = scene.model.links_at(picked.primitive, picked.process, picked.thread, picked.end_ns)
    return [
        link
        for link in links
        if link.kind == "item"
        and (link.from_process, link.from_ns) == (picked.process, picked.end_ns)
        and link.to_process
    ]
