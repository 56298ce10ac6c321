"""The end of growing columns of spans: those that may still matter."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from procession.ui.timeline.coverage import Times

Positions = NDArray[np.intp]
_NONE: Positions = np.zeros(0, np.intp)


class Tail:
    """Finds the spans that end after an instant, at the cost of those that may.

    Spans are in order of their starts.  Those that began before the instant last asked for and
    had ended by then are never looked at again; the few that had not are carried along.
    """

    def __init__(self) -> None:
        self._first = 0
        self._before = 0
        self._carried = _NONE

    def forget(self) -> None:
        """Begin again with nothing."""
        self._first, self._carried = 0, _NONE

    def after(self, start: Times, end: Times, since_ns: int) -> Positions:
        """Positions, ascending, of the spans that end after an instant; it never goes back.

        Args:
            start, end: all there are, ns, shape (n,).
        """
        first = self._first
        if first > len(start) or (first and int(start[first - 1]) != self._before):
            # Something came late, far back: everything may stand elsewhere now.
            self.forget()
            first = 0
        carried = self._carried[end[self._carried] > since_ns]
        found = np.concatenate((carried, np.flatnonzero(end[first:] > since_ns) + first))
        known = first + int(np.searchsorted(start[first:], since_ns, "left"))
        self._carried = found[found < known]
        self._first = known
        self._before = int(start[known - 1]) if known else 0
        return found
