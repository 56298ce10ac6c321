"""What was recorded of each line of the program: how long was waited there, who stands there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procession.trace.model import Model


@dataclass(slots=True)
class Line:
    """One line of a file."""

    waits: int = 0
    waited_ns: int = 0
    """For what others kept; expected waits are not counted in."""
    expected_ns: int = 0
    held: int = 0
    """How often something was acquired here."""
    waiting: list[int] = field(default_factory=list)
    """Processes that wait here at the cursor."""
    holding: list[int] = field(default_factory=list)
    """Processes that hold what they acquired here at the cursor."""


Lines = dict[str, dict[int, Line]]
"""File → line → what was recorded of it."""


def lines_of(model: Model, at_ns: int) -> Lines:
    """The lines of all files; may take long where very much was recorded."""
    import numpy as np

    from procession.trace.spans import OPEN
    from procession.trace.states import State

    many = len(model.places)
    waits, held = np.zeros(many, np.int64), np.zeros(many, np.int64)
    waited, expected = np.zeros(many, np.float64), np.zeros(many, np.float64)
    found: Lines = {}
    now = model.last_ns
    for process in list(model.processes):
        spans = model.process_spans(process)
        if not len(spans):
            continue
        length = np.maximum(np.minimum(spans.end_ns, now) - spans.start_ns, 0)
        kept = (spans.state == State.WAITING) | (spans.state == State.IO)
        normal = spans.state == State.EXPECTED
        holds = spans.state == State.HELD
        waits += np.bincount(spans.place[kept | normal], minlength=many)[:many]
        held += np.bincount(spans.place[holds], minlength=many)[:many]
        waited += np.bincount(spans.place[kept], length[kept], many)[:many]
        expected += np.bincount(spans.place[normal], length[normal], many)[:many]
        here = (spans.start_ns <= at_ns) & (spans.end_ns > at_ns)
        here |= (spans.end_ns == OPEN) & (spans.start_ns <= at_ns)
        for index in np.flatnonzero(here).tolist():
            line = _line(found, model, int(spans.place[index]))
            if line is not None:
                state = int(spans.state[index])
                (line.holding if state == State.HELD else line.waiting).append(process)
    for number in np.flatnonzero(waits + held).tolist():
        line = _line(found, model, number)
        if line is not None:
            line.waits += int(waits[number])
            line.held += int(held[number])
            line.waited_ns += int(waited[number])
            line.expected_ns += int(expected[number])
    return found


def _line(found: Lines, model: Model, number: int) -> Line | None:
    place = model.place(number)
    if not place.file or place.line <= 0:
        return None
    return found.setdefault(place.file, {}).setdefault(place.line, Line())
