"""Reads and writes of shared values: of a write it is told when its thread had read before.

A read is remembered and not recorded; programs ask in loops. Both are noted inside the critical
section of the single access, so that their times are in the order in which they happened.
"""

from _thread import get_ident

from ..records import WROTE, WROTE_AGE_BITS
from .caller import place_from
from .wrapping import swallow
from .writer import clock, emit, writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_MOST = 4096
"""So many reads of one object are remembered."""
_MAX_AGE = (1 << WROTE_AGE_BITS) - 1
_MAX_INDEX = (1 << 63 - WROTE_AGE_BITS) - 1


class Updates:
    """What the threads of one process have read of one object."""

    __slots__ = ("_reads",)

    def __init__(self) -> None:
        self._reads: dict[tuple[int, int], tuple[int, int, Any]] = {}

    def read(self, index: int, accessor: "FrameType") -> None:
        """This thread has just read the part `index`, in the library's function `accessor`."""
        try:
            if len(self._reads) >= _MOST:
                self._reads.clear()
            now = clock()
            self._reads[get_ident(), index] = (now, place_from(accessor.f_back), writer.epoch)
        except Exception as fault:
            swallow(fault)
            return

    def wrote(self, known: int, index: int, accessor: "FrameType") -> None:
        """This thread has just written it."""
        try:
            if not 0 <= index <= _MAX_INDEX:
                return
            now = clock()
            age, read_at = 0, 0
            last = self._reads.pop((get_ident(), index), None)
            # What was read before a fork the other process has read.
            if last is not None and last[2] is writer.epoch:
                age, read_at = min(max(now - last[0], 1), _MAX_AGE), last[1]
            where = place_from(accessor.f_back)
            emit(WROTE, known, where, index << WROTE_AGE_BITS | age, read_at, now)
        except Exception as fault:
            swallow(fault)
            return
