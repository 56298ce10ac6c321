"""How often work that grows with the run may be done."""

from __future__ import annotations

from time import perf_counter_ns
from types import TracebackType

MS = 1_000_000


class Pace:
    """Rests for `rest` times as long as the work took, measured by ``with``."""

    def __init__(self, rest: int, at_least_ms: int = 0) -> None:
        self._rest = rest
        self._at_least_ns = at_least_ms * MS
        self._begun_ns = 0
        self._next_ns = 0

    def remaining_ms(self) -> int:
        """How long to rest yet, rounded up; 0: the work may be done."""
        return max(0, -(-(self._next_ns - perf_counter_ns()) // MS))

    def __enter__(self) -> None:
        self._begun_ns = perf_counter_ns()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        now = perf_counter_ns()
        took = now - self._begun_ns
        # Less than a frame is always worth it.
        rest = self._rest * took if took > 2 * MS else 0
        self._next_ns = now + max(self._at_least_ns, rest)
