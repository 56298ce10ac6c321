"""From span to span along a lane."""

from __future__ import annotations

import numpy as np

from procession.ui.timeline.kinds import KIND_OF, WAITING
from procession.ui.timeline.lanes import Lane
from procession.ui.timeline.pick import Picked, What, owner_of, span_at
from procession.ui.timeline.scene import Scene


def neighbour(scene: Scene, picked: Picked | None, lane: Lane, forward: bool) -> Picked | None:
    """The span of a lane that begins after (or before) the one picked."""
    if lane.kind == "primitive":
        spans = scene.model.holder_spans(lane.id)
        what: What = "hold"
        if not len(spans):
            # Nobody holds a queue: who waits for it is what there is to walk along.
            spans, what = scene.model.waiter_spans(lane.id), "wait"
        shown = np.ones(len(spans), np.bool_)
    else:
        process, thread = owner_of(lane)
        spans = scene.model.process_spans(process, thread)
        what = "span"
        kinds = KIND_OF[spans.state]
        shown = kinds >= 0
        if thread is None:
            shown &= (kinds < WAITING) | (spans.thread == 0)
    index = np.flatnonzero(shown)
    if not len(index):
        return None
    start = spans.start_ns[index]
    if picked is None:
        at = 0 if forward else len(index) - 1
    elif forward:
        at = int(np.searchsorted(start, picked.start_ns, "right"))
    else:
        at = int(np.searchsorted(start, picked.start_ns, "left")) - 1
    if not 0 <= at < len(index):
        return None
    return span_at(what, lane.name, spans, int(index[at]))
