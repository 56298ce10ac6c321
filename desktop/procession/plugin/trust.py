"""Whether a plugin may be loaded, before any of its code is."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from procession.plugin.discovery import Found
from procession.plugin.requirements import missing_requirements

__all__ = ["why_not"]


def why_not(
    found: Found, disabled: Collection[str], enabled: Mapping[str, str], crashed: Mapping[str, str]
) -> str:
    """One sentence on why this plugin is not to be loaded; empty: it may be."""
    if crashed.get(found.name) == found.version and not found.builtin:
        return "It ended Procession while it was loaded, and is off since then."
    if found.name in disabled:
        return "Switched off."
    if found.builtin or found.entry_point is None:
        return ""
    if lacking := missing_requirements(found.requires):
        return f"missing {', '.join(lacking)}"
    agreed = enabled.get(found.name)
    if agreed is None:
        return "Not switched on yet."
    if agreed != found.version:
        return f"Version {found.version} is new here, and not switched on yet; {agreed} was."
    return ""
