"""The icon of a plugin: that of its first lane, of what it is about, or of its name."""

from __future__ import annotations

from procession.plugin.api import Track
from procession.plugin.loaded import Plugin
from procession.ui.icons import icon_of_kind
from procession.ui.resource_files import resource_folder


def icon_of_plugin(plugin: Plugin) -> str:
    """The name of an icon, or the path of an SVG file of the plugin's."""
    tracks = plugin.call("procession_tracks", Track, recording=None)
    if tracks and tracks[0].icon != "dots":
        return str(tracks[0].icon)
    kinds = [kind for track in tracks for kind in track.kinds]
    if kinds:
        return icon_of_kind(kinds[0])
    named = (resource_folder() / "icons" / f"{plugin.name}.svg").is_file()
    return plugin.name if named else "puzzle"
