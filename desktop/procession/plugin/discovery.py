"""Finding plugins: entry points of the group ``procession.plugins``, nothing imported yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions

__all__ = ["GROUP", "Found", "discover"]

GROUP = "procession.plugins"
_OWN = "procession"


@dataclass(frozen=True, slots=True)
class Found:
    """One entry point and the distribution that brings it."""

    name: str
    entry_point: EntryPoint | None
    """None when the distribution's list of entry points cannot be read."""
    distribution: str
    version: str
    problem: str = ""
    folder: str = ""
    """Where the distribution is installed."""
    requires: tuple[str, ...] = ()
    """What the distribution says that it needs."""

    @property
    def builtin(self) -> bool:
        """Whether it comes with Procession itself."""
        return self.distribution == _OWN


def discover(path: Sequence[str] | None = None) -> list[Found]:
    """Every plugin on `path` (default: ``sys.path``), built-in ones first, then by name.

    Of two copies of one distribution the first on the path counts, as for an import.
    """
    found = [plugin for distribution in _with_plugins(path) for plugin in _read(distribution)]
    return sorted(found, key=lambda plugin: (not plugin.builtin, plugin.name))


def _with_plugins(path: Sequence[str] | None) -> Iterable[Distribution]:
    # Most distributions have none: look at the raw text before anything is parsed, which is
    # what makes this a matter of milliseconds.
    everything = distributions() if path is None else distributions(path=list(path))
    seen: set[str] = set()
    for distribution in everything:
        text = distribution.read_text("entry_points.txt")
        if text is None or GROUP not in text:
            continue
        name = (distribution.name or "").lower()
        if name not in seen:
            seen.add(name)
            yield distribution


def _read(distribution: Distribution) -> list[Found]:
    name, version = distribution.name or "unknown", distribution.version or ""
    folder = str(distribution.locate_file(""))
    # What a distribution of ours needs is checked by whoever installs us.
    requires = tuple(distribution.requires or ()) if name != _OWN else ()
    try:
        entry_points = list(distribution.entry_points.select(group=GROUP))
    except Exception as error:
        # A damaged list is that distribution's trouble, not everybody's.
        problem = f"The list of entry points of {name} cannot be read: {error}."
        return [Found(name, None, name, version, problem, folder)]
    return [Found(point.name, point, name, version, "", folder, requires) for point in entry_points]
