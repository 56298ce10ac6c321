"""The states that a process lane draws, in the order of their columns."""

from __future__ import annotations

from typing import Final

import numpy as np

from procession.trace.states import State

HELD: Final = 0
CONTENDED: Final = 1
WAITING: Final = 2
IO: Final = 3
EXPECTED: Final = 4
KINDS: Final = 5
RUNNING: Final = 5
"""Only in pictures: running is what is left of a process's life."""

PRECEDENCE = (WAITING, IO, EXPECTED, CONTENDED, HELD)
"""What the one row of a lane shows when several are true: a wait hides what is still held."""

KIND_OF = np.full(256, -1, np.int8)
"""From `State` to the columns above; -1: drawn as running."""
for _state, _kind in (
    (State.HELD, HELD),
    (State.CONTENDED, CONTENDED),
    (State.WAITING, WAITING),
    (State.IO, IO),
    (State.EXPECTED, EXPECTED),
):
    KIND_OF[int(_state)] = _kind
