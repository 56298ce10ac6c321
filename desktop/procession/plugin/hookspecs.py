"""Every hook that a plugin may implement. A hook may leave out parameters it does not need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pluggy

from procession.plugin.api import Exporter, Finding, Lesson, Panel, Track

if TYPE_CHECKING:
    from procession.plugin.api import Recording

hookspec = pluggy.HookspecMarker("procession")


@hookspec
def procession_lessons() -> Iterable[Lesson]:
    """Plain programs and their guides."""
    raise NotImplementedError


@hookspec
def procession_probe() -> str:
    """The name of the module that observed processes load: wrappers for a primitive.

    It may import the standard library and ``procession.probe`` only, and has a function
    ``install(watch)``.
    """
    raise NotImplementedError


@hookspec
def procession_tracks(recording: Recording | None) -> Iterable[Track]:
    """How this plugin's primitives are drawn and counted.

    `recording` is None when no run is open yet.
    """
    raise NotImplementedError


@hookspec
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """What the program should be told. Called when new records came, at most ten times a second."""
    raise NotImplementedError


@hookspec
def procession_panels(window: Any) -> Iterable[Panel]:
    """Dock widgets: the one hook that may use Qt."""
    raise NotImplementedError


@hookspec
def procession_exporters() -> Iterable[Exporter]:
    """Formats to export a recording to."""
    raise NotImplementedError


@hookspec
def procession_engines() -> Iterable[Any]:
    """Where a Pool's tasks run: this machine, a cluster."""
    raise NotImplementedError
