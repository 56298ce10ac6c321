"""What a thread of a process can be doing, and how a record's kind says so."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from procession import records


class State(IntEnum):
    """The states a timeline draws."""

    RUNNING = 0
    """In the program's own code: what is left of a life when nothing else is recorded."""
    HELD = 1
    """Keeps a lock or a slot of a semaphore."""
    CONTENDED = 2
    """Keeps it while another thread or process waits for it (derived, see `contention`)."""
    WAITING = 3
    """Waits for what another process keeps."""
    IO = 4
    """Blocked in a send or recv of a connection."""
    EXPECTED = 5
    """Waits as normal work: a join, a result, an item."""


class Outcome(IntEnum):
    """How a span ended."""

    OK = records.WOKE_OK
    TIMEOUT = records.WOKE_TIMEOUT
    ERROR = records.WOKE_ERROR
    PROCESS_ENDED = 3
    """The process ended in the middle of this wait."""
    REPLACED = 4
    """The end was not recorded; the thread's next wait on the same object began here."""


FLAG_TIMED = 1
"""Bit of a span's `flags`: the wait was given a time-out."""
FLAG_CALLED = 2
"""Bit of a span's `flags`: acquired by a call, not by ``with``."""
FLAG_INNER = 4
"""Bit of a span's `flags`: no call of the program's own, see `records.FLAG_UNCOUNTED`."""

_KINDS = 256


def _mask(*kinds: int) -> npt.NDArray[np.bool_]:
    mask = np.zeros(_KINDS, np.bool_)
    mask[list(kinds)] = True
    return mask


IS_WAIT = _mask(records.WAIT_KEPT, records.WAIT_EXPECTED, records.WAIT_IO)
IS_HOLD = _mask(records.HELD, records.ACQUIRE)
IS_SPAN = IS_WAIT | IS_HOLD
ENDS_WAIT = _mask(
    records.WAKE,
    records.HELD,
    records.ACQUIRE,
    records.PUT,
    records.GET,
    records.CALL,
    records.FAILED,
)
IS_CALL_HOLD = _mask(records.ACQUIRE, records.RELEASE, records.UNRELEASE)
IS_TASK = _mask(
    records.SUBMIT,
    records.SENT,
    records.ITEMS,
    records.BEGIN,
    records.DONE,
    records.RESULT,
    records.READ,
    records.GONE,
)
IS_MARK = _mask(records.STARTED, records.REAPED, records.EXITING)
IS_EVENT = IS_TASK | _mask(
    records.PUT,
    records.GET,
    records.WRITTEN,
    records.DROPPED,
    records.UNWRITTEN,
    records.SPOILED,
    records.PICKLED,
    records.CALL,
    records.FAILED,
    records.UNCALL,
    records.WROTE,
    records.UNRELEASE,
)
"""What is kept, one by one, with the primitive it happened to."""
HAS_TEXT = IS_WAIT | _mask(
    records.STARTED,
    records.EXITING,
    records.PUT,
    records.DROPPED,
    records.SPOILED,
    records.PICKLED,
    records.CALL,
    records.FAILED,
    records.UNCALL,
    records.SENT,
    records.BEGIN,
    records.DONE,
    records.RESULT,
    records.GONE,
)
"""Kinds whose aux field is the local id of a text."""

STATE_OF_KIND = np.zeros(_KINDS, np.uint8)
STATE_OF_KIND[[records.HELD, records.ACQUIRE]] = State.HELD
STATE_OF_KIND[records.WAIT_KEPT] = State.WAITING
STATE_OF_KIND[records.WAIT_IO] = State.IO
STATE_OF_KIND[records.WAIT_EXPECTED] = State.EXPECTED
