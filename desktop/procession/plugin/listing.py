"""All plugins as a list, without running any: what is found, and how it fared when last loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from procession.plugin import choices, outcomes
from procession.plugin.api import API_VERSION
from procession.plugin.discovery import Found, discover
from procession.plugin.installed import add_to_path, plugins_folder
from procession.plugin.loaded import PluginState
from procession.plugin.trust import why_not

__all__ = ["Listed", "Origin", "listed"]

Origin = Literal["built-in", "installed", "site-packages"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One plugin."""

    name: str
    distribution: str
    version: str
    origin: Origin
    """``installed``: in the user's own folder; ``site-packages``: by pip, uv or their like."""
    state: PluginState
    reason: str
    traceback: str
    api: int
    summary: str
    offers: tuple[str, ...]
    """Names of its hooks, as they were when it was last loaded."""

    def as_json(self) -> dict[str, object]:
        """The row of ``procession plugins list --json``."""
        return {
            "name": self.name,
            "version": self.version,
            "distribution": self.distribution,
            "origin": self.origin,
            "api": self.api,
            "state": self.state,
            "reason": self.reason or None,
            "traceback": self.traceback or None,
            "summary": self.summary,
            "offers": list(self.offers),
        }


def listed() -> list[Listed]:
    """Every plugin that is found: built-in ones first, then by name. Raises nothing."""
    add_to_path()
    disabled, enabled, crashed = choices.disabled(), choices.enabled(), choices.crashed()
    kept = outcomes.kept()
    rows: dict[str, Listed] = {}
    for found in discover():
        if found.name in rows:
            continue
        before = kept.get(found.name, {})
        if before.get("version") != found.version:
            before = {}
        off = why_not(found, disabled, enabled, crashed)
        state, reason = _state(found, off, before)
        rows[found.name] = Listed(
            name=found.name,
            distribution=found.distribution,
            version=found.version,
            origin=_origin(found),
            state=state,
            reason=reason,
            traceback="" if state in ("active", "disabled") else str(before.get("traceback", "")),
            api=int(before.get("api", API_VERSION)),
            summary=str(before.get("summary", "")),
            offers=tuple(map(str, before.get("offers", ()))),
        )
    return list(rows.values())


def _state(found: Found, off: str, before: dict[str, object]) -> tuple[PluginState, str]:
    if off:
        return "disabled", off
    if found.entry_point is None:
        return "failed", found.problem
    if before.get("state") == "failed":
        return "failed", str(before.get("reason", ""))
    if before.get("state") == "incompatible":
        return "incompatible", str(before.get("reason", ""))
    return "active", ""


def _origin(found: Found) -> Origin:
    if found.builtin:
        return "built-in"
    return "installed" if str(plugins_folder()) in found.folder else "site-packages"
