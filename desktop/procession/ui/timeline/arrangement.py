"""How the user arranged the lanes of one view: pinned, hidden, folded, moved, filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from procession.ui.timeline.lanes import Name

if TYPE_CHECKING:
    from procession.trace.tables import Primitive, Process


@dataclass(slots=True)
class Arrangement:
    """Choices by lane name; a lane that is not named stands where the run puts it."""

    pinned: list[Name] = field(default_factory=list)
    """In the order of pinning."""
    hidden: set[Name] = field(default_factory=set)
    folded: set[int] = field(default_factory=set)
    """Processes whose children are not shown."""
    unfolded: set[int] = field(default_factory=set)
    """Processes whose threads have lanes of their own."""
    sections: frozenset[str] = frozenset()
    """Sections that are collapsed."""
    ranks: dict[Name, int] = field(default_factory=dict)
    """Places among siblings, where somebody moved them."""
    words: tuple[str, ...] = ()
    """Only lanes that have all of these in their name, kind, pid or function; lower case."""
    version: int = 0
    """Bumped by every change."""

    def filter(self, text: str) -> None:
        """Show only lanes with all words of `text`."""
        self.words = tuple(text.casefold().split())
        self.version += 1

    def pin(self, name: Name) -> None:
        """Keep a lane at the top, or let it go."""
        if name in self.pinned:
            self.pinned.remove(name)
        else:
            self.pinned.append(name)
        self.version += 1

    def hide(self, name: Name) -> None:
        """Do not show a lane."""
        self.hidden.add(name)
        if name in self.pinned:
            self.pinned.remove(name)
        self.version += 1

    def show_all(self) -> None:
        """Show every lane that was hidden or filtered out."""
        self.hidden.clear()
        self.words = ()
        self.version += 1

    def fold(self, process: int) -> None:
        """Show the children of a process, or do not."""
        self.folded ^= {process}
        self.version += 1

    def unfold_threads(self, process: int) -> None:
        """Give the threads of a process lanes, or do not."""
        self.unfolded ^= {process}
        self.version += 1

    def collapse(self, section: str) -> None:
        """Show a section's lanes, or do not."""
        self.sections ^= {section}
        self.version += 1

    def move(self, siblings: Sequence[Name], name: Name, to: int) -> bool:
        """Put a lane at index `to` of its siblings, given as they stand; whether it moved."""
        if name not in siblings:
            return False
        to = min(max(to, 0), len(siblings) - 1)
        if siblings[to] == name:
            return False
        order = [one for one in siblings if one != name]
        order.insert(to, name)
        if name in self.pinned:
            self.pinned = order
        else:
            self.ranks.update({one: rank for rank, one in enumerate(order)})
        self.version += 1
        return True

    def rank(self, name: Name) -> int:
        """Its place among siblings; those that nobody moved come after, in the run's order."""
        return self.ranks.get(name, 1 << 30)

    def shows_process(self, process: Process) -> bool:
        """Whether a process is neither hidden nor filtered out."""
        if ("process", process.id) in self.hidden:
            return False
        return self._has(process.name, str(process.pid or ""), process.target or "", process.role)

    def shows_primitive(self, primitive: Primitive) -> bool:
        """Whether a primitive is neither hidden nor filtered out."""
        if ("primitive", primitive.id) in self.hidden:
            return False
        return self._has(primitive.label, primitive.kind)

    def _has(self, *texts: str) -> bool:
        if not self.words:
            return True
        text = " ".join(texts).casefold()
        return all(word in text for word in self.words)
