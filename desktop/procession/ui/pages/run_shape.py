"""How large the parts of run pages are: kept for the next page, and for the next start."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(slots=True)
class RunShape:
    """Px; 0: as designed."""

    dock: int = 0
    side: int = 0

    def take(self, kept: Any) -> None:
        """Take what was kept by `as_dict`; whatever makes no sense is left out."""
        for name in ("dock", "side"):
            value = kept.get(name) if isinstance(kept, dict) else None
            fits = isinstance(value, int) and 0 < value < 10_000
            setattr(self, name, value if fits else 0)

    def as_dict(self) -> dict[str, int]:
        """To be kept."""
        return {name: value for name, value in asdict(self).items() if value}


SHAPE = RunShape()
"""Of all run pages of this program."""
