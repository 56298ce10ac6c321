"""Who ended a wait: the release that came just before it woke."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from procession.trace.states import Outcome, State
from procession.ui.timeline.kinds import WAITING
from procession.ui.timeline.pick import Picked
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.stack import OPEN


@dataclass(frozen=True, slots=True)
class Release:
    """A release by `process` at `at_ns` after which `waiter` woke at `woke_ns`."""

    process: int
    at_ns: int
    waiter: int
    woke_ns: int


def release_before(scene: Scene, picked: Picked) -> Release | None:
    """The last release of the primitive during this wait, if the wait got it."""
    if picked.kind != WAITING or picked.end_ns is None or picked.outcome != Outcome.OK:
        return None
    track = scene.tracks.get(getattr(scene.model.primitives.get(picked.primitive), "kind", ""))
    if track is None or track.style not in ("holder", "slots"):
        return None
    holds = scene.model.holder_spans(picked.primitive)
    ended = (holds.end_ns != OPEN) & (holds.state == State.HELD)
    during = ended & (holds.end_ns >= picked.start_ns) & (holds.end_ns <= picked.end_ns)
    during &= holds.process != picked.process
    index = np.flatnonzero(during)
    if not len(index):
        return None
    last = int(index[np.argmax(holds.end_ns[index])])
    return Release(int(holds.process[last]), int(holds.end_ns[last]), picked.process, picked.end_ns)
