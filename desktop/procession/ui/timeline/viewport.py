"""Which part of the run is in view, and how time becomes pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MIN_NS_PER_PX = 0.5
MAX_NS_PER_PX = 1e12
FIT_MARGIN_PX = 12
FARTHEST_NS = float(1 << 62)


@dataclass(slots=True)
class Viewport:
    """A window on time: its left edge (ns), scale (ns a px) and width (px)."""

    left_ns: float = 0.0
    ns_per_px: float = 1e6
    width: int = 1

    @property
    def right_ns(self) -> float:
        """The instant at the right edge."""
        return self.left_ns + self.ns_per_px * self.width

    @property
    def span_ns(self) -> float:
        """How much time is in view."""
        return self.ns_per_px * self.width

    def x(self, time_ns: float) -> float:
        """Where an instant is, px from the left edge; may lie outside."""
        return (time_ns - self.left_ns) / self.ns_per_px

    def time(self, x: float) -> float:
        """The instant at `x` px from the left edge, ns."""
        return self.left_ns + x * self.ns_per_px

    def edges(self, columns: int) -> NDArray[np.int64]:
        """The edges of `columns` equal columns over the width, ns, shape (columns + 1,)."""
        times = self.left_ns + np.arange(columns + 1) * (self.span_ns / columns)
        # A damaged recording may name instants at the end of what 64 bits hold.
        edges: NDArray[np.int64] = np.clip(times, -FARTHEST_NS, FARTHEST_NS).astype(np.int64)
        return edges

    def resize(self, width: int) -> None:
        """Take another width, keeping the left edge and the scale."""
        self.width = max(1, width)

    def zoom(self, factor: float, x: float) -> None:
        """Show `factor` times less time; the instant at `x` stays where it is."""
        fixed = self.time(x)
        self.ns_per_px = min(max(self.ns_per_px / factor, MIN_NS_PER_PX), MAX_NS_PER_PX)
        self.left_ns = fixed - x * self.ns_per_px

    def pan(self, px: float) -> None:
        """Move the view `px` to the right."""
        self.left_ns += px * self.ns_per_px

    def show(self, begin_ns: float, end_ns: float, margin: float = FIT_MARGIN_PX) -> None:
        """Show ``[begin_ns, end_ns]`` with `margin` px on both sides."""
        room = max(1.0, self.width - 2 * margin)
        scale = (end_ns - begin_ns) / room
        self.ns_per_px = min(max(scale, MIN_NS_PER_PX), MAX_NS_PER_PX)
        middle = (begin_ns + end_ns) / 2
        self.left_ns = middle - self.ns_per_px * self.width / 2

    def keep_near(self, begin_ns: float, end_ns: float) -> None:
        """Pan back until some of ``[begin_ns, end_ns]`` is in the inner half of the view."""
        half = self.span_ns / 2
        self.left_ns = min(max(self.left_ns, begin_ns - half), max(end_ns, begin_ns) - half)
