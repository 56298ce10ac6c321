"""What is pointed at, selected and measured in one view."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procession.plugin.api import Finding
    from procession.ui.timeline.pick import Picked


@dataclass(slots=True)
class Look:
    """Everything that is drawn over the lanes and is no part of the run."""

    selected: Picked | None = None
    hovered: Picked | None = None
    lane: tuple[str, int] | None = None
    """The lane that the keyboard is in."""
    pointed: tuple[str, int] | None = None
    """The lane under the pointer."""
    measure: tuple[float, float] | None = None
    """From where to where was dragged in the ruler, ns; either may be the earlier."""
    cursor_ns: float | None = None
    """The instant whose state the tables show."""
    drop_y: float | None = None
    """Where a lane that is being dragged would go, px of the widget."""
    focused: bool = False
    findings: list[Finding] = field(default_factory=list)

    @property
    def range_ns(self) -> tuple[float, float] | None:
        """What is measured, the earlier instant first."""
        return None if self.measure is None else (min(self.measure), max(self.measure))
