"""What each key and each movement of the mouse does in the timeline, for people."""

from __future__ import annotations

from PySide6.QtCore import QObject

Meaning = tuple[str, str]
"""Keys, and what they do."""


class KeyList(QObject):
    """In the language of the window."""

    def moving(self) -> list[Meaning]:
        """Moving in time and among spans."""
        return [
            ("W  S", self.tr("Zoom in, zoom out")),
            ("A  D", self.tr("Earlier, later")),
            (self.tr("Wheel"), self.tr("Zoom at the pointer")),
            (self.tr("Drag"), self.tr("Move in time")),
            ("F", self.tr("Centre the selection, again: fit it")),
            ("Home", self.tr("Show the whole run")),
            ("End", self.tr("Follow the newest instant")),
            ("Ctrl+Z  Ctrl+Y", self.tr("Back to where you looked before, and forth")),
            (",  .", self.tr("Previous, next span of the lane")),
            ("[  ]", self.tr("To what blocks the selected span, and back")),
            ("R", self.tr("To the root of what blocks it")),
            ("M", self.tr("Measure the selection, or what is in view")),
            (self.tr("Drag in the ruler"), self.tr("Measure; a click tells the state then")),
        ]

    def lanes(self) -> list[Meaning]:
        """Arranging lanes, and finding."""
        return [
            ("Ctrl+F", self.tr("Find processes, objects, source lines, calls")),
            (self.tr("Up  Down"), self.tr("Choose a lane")),
            (self.tr("Shift + wheel"), self.tr("Scroll the lanes")),
            (self.tr("Ctrl + wheel"), self.tr("Higher or lower lanes")),
            ("P", self.tr("Pin the lane to the top")),
            ("H  Shift+H", self.tr("Hide the lane; show all")),
            ("Enter", self.tr("Fold or unfold the lane")),
            ("T", self.tr("Show the threads of a process")),
            (self.tr("Alt + Up, Down"), self.tr("Move the lane")),
            ("Esc", self.tr("Clear the selection")),
        ]
