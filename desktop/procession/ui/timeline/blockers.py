"""From a span that is blocked to the one that blocks it."""

from __future__ import annotations

from procession.ui.timeline.cause import cause_of
from procession.ui.timeline.kinds import CONTENDED, HELD, KIND_OF, WAITING
from procession.ui.timeline.pick import Picked, span_at
from procession.ui.timeline.scene import Scene


def blocker_of(scene: Scene, picked: Picked) -> Picked | None:
    """What keeps this from going on: of a wait the hold that it waits for; of a hold the last
    wait of its holder meanwhile. None where nothing does, or no record tells.

    Of several holders of a semaphore it is the one that came last.
    """
    if picked.kind == WAITING and picked.primitive:
        return _holder(scene, picked)
    if picked.kind in (HELD, CONTENDED):
        return _wait_meanwhile(scene, picked)
    return None


def waiters_beside(scene: Scene, picked: Picked) -> list[int]:
    """Processes that waited for the same primitive during some of this span, itself left out."""
    end = scene.now_ns if picked.end_ns is None else picked.end_ns
    waits = scene.model.waiter_spans(picked.primitive)
    stop = int(waits.start_ns.searchsorted(end, "left"))
    waits = waits.take(slice(0, stop))
    mine = (waits.end_ns > picked.start_ns) & (KIND_OF[waits.state] == WAITING)
    return sorted({int(one) for one in waits.process[mine]} - {picked.process})


def _holder(scene: Scene, picked: Picked) -> Picked | None:
    end = scene.now_ns if picked.end_ns is None else picked.end_ns
    holders, _ = scene.model.views(picked.primitive)
    found = holders.covering(max(picked.start_ns, end - 1))
    link = None if len(found) else cause_of(scene, picked)
    if link is not None:
        # It had been released a moment before the waiter woke: whose release was it?
        found = holders.covering(link.from_ns - 1)
    elif not len(found):
        found = holders.covering(picked.start_ns)
    spans = holders.spans()
    others = [
        int(at)
        for at in found
        if (int(spans.process[at]), int(spans.thread[at])) != (picked.process, picked.thread)
    ]
    if not others:
        return None
    at = others[-1]
    return span_at("span", ("process", int(spans.process[at])), spans, at)


def _wait_meanwhile(scene: Scene, picked: Picked) -> Picked | None:
    end = scene.now_ns if picked.end_ns is None else picked.end_ns
    spans = scene.model.process_spans(picked.process)
    during = (spans.start_ns < end) & (spans.end_ns > picked.start_ns)
    during &= (spans.thread == picked.thread) & (KIND_OF[spans.state] == WAITING)
    found = during.nonzero()[0]
    if not len(found):
        return None
    return span_at("span", ("process", picked.process), spans, int(found[-1]))
