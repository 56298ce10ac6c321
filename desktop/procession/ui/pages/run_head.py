"""The head of a run's page: its state, Stop, run again, what it is, and the view's buttons."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from procession.ui import formats
from procession.ui.pages.run_words import hung_since, state_word
from procession.ui.program import Phase, Program
from procession.ui.theme import Theme
from procession.ui.timeline.view import TimelineView
from procession.ui.tokens import SIZE
from procession.ui.widgets.buttons import Button, IconButton
from procession.ui.widgets.chip import Chip
from procession.ui.widgets.labels import ElidedLabel
from procession.ui.widgets.lines import Hairline

MOST_KNOBS = 4
WIDE, MIDDLE = 1180, 920
HUNG_MS = 250
"""How often the length of a hang is told anew."""


class RunHead(QWidget):
    """44 px above the timeline."""

    waits_wanted = Signal(bool)
    """Open the graph of who waits for whom, or close it."""
    find_wanted = Signal()

    def __init__(
        self, theme: Theme, program: Program, timeline: TimelineView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._program = program
        self._timeline = timeline
        self._told: list[str] = []
        self.chip = Chip(theme, parent=self)
        self.stop = Button(theme, self.tr("Stop"), "stop", tone="red", parent=self)
        self.again = IconButton(theme, "refresh", self.tr("Run again"), parent=self)
        self.follow = Button(theme, self.tr("Follow"), "follow", "toggle", parent=self)
        self.waits = IconButton(
            theme, "graph", self.tr("Who waits for whom"), checkable=True, parent=self
        )
        self._line = ElidedLabel("", "excerpt", "text")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self._ticks = QTimer(self)
        self._ticks.setInterval(HUNG_MS)
        self._ticks.timeout.connect(self._tell_state)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "surface")
        self.setProperty("edge", "bottom")
        self.setFixedHeight(SIZE.toolbar)
        self._build()
        self.stop.clicked.connect(program.stop)
        self.waits.clicked.connect(self.waits_wanted)
        self.follow.toggled.connect(self._set_following)
        timeline.following_changed.connect(self.follow.setChecked)
        self.follow.setChecked(bool(timeline.following))

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.pad_bar, 0, SIZE.pad_bar, 0)
        row.setSpacing(8)
        row.addWidget(self.chip)
        row.addWidget(self.stop)
        row.addWidget(self.again)
        row.addWidget(Hairline(self._theme, vertical=True, length=20))
        row.addWidget(self._line)
        row.addLayout(self._chips)
        row.addStretch(1)
        timeline = self._timeline
        find = IconButton(self._theme, "search", self.tr("Find in the run (Ctrl+F)"), parent=self)
        find.clicked.connect(timeline.find_wanted)
        row.addWidget(find)
        row.addWidget(self.waits)
        row.addWidget(Hairline(self._theme, vertical=True, length=20))
        for name, tip, slot in (
            ("zoom-out", self.tr("Zoom out"), timeline.zoom_out),
            ("zoom-in", self.tr("Zoom in"), timeline.zoom_in),
            ("fit", self.tr("Show the whole run"), timeline.fit),
        ):
            button = IconButton(self._theme, name, tip, parent=self)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addWidget(self.follow)
        self.follow.setCheckable(True)

    def refresh(self) -> None:
        """Tell about the program as it is now."""
        program = self._program
        self._tell_state()
        self.stop.setVisible(program.live)
        self.stop.setEnabled(program.phase is Phase.LIVE)
        self.again.setEnabled(not program.live)
        self.follow.setVisible(program.live)
        self._describe()

    def say(self, text: str) -> None:
        """Say this in the place of the program's command line."""
        self._line.setText(text)

    def _tell_state(self) -> None:
        word = state_word(self._program)
        if self.chip.text() != word.text:
            self.chip.set(word.text, word.kind, word.icon)
        hung = hung_since(self._program) is not None
        if hung != self._ticks.isActive():
            self._ticks.start() if hung else self._ticks.stop()

    def _set_following(self, on: bool) -> None:
        if bool(self._timeline.following) != on:
            self._timeline.setProperty("following", on)

    def _describe(self) -> None:
        run = self._program.model.run if self._program.model else {}
        if run.get("program"):
            self._line.setText(_command_line(run))
        elif self._program.phase is not Phase.LOADING:
            self._line.setText(self._program.title)
        words = [str(run["start_method"])] if run.get("start_method") else []
        if run.get("python"):
            words.append(f"Python {run['python']}")
        knobs = run.get("knobs")
        if isinstance(knobs, dict):
            words += [f"{name} {value}" for name, value in list(knobs.items())[:MOST_KNOBS]]
        lost = self._program.model.lost if self._program.model else 0
        if lost:
            words.insert(0, self.tr("%1 records lost").replace("%1", formats.count(lost)))
        if words != self._told:
            self._told = words
            while (item := self._chips.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            for number, word in enumerate(words):
                kind = "red" if lost and not number else "plain"
                self._chips.addWidget(
                    Chip(self._theme, word, "red" if kind == "red" else "plain", parent=self)
                )
            self._fit_chips()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the command line is worth more than the chips."""
        super().resizeEvent(event)
        self._fit_chips()

    def _fit_chips(self) -> None:
        room = self._chips.count() if self.width() >= WIDE else 2 if self.width() >= MIDDLE else 0
        for number in range(self._chips.count()):
            item = self._chips.itemAt(number)
            if item is not None and (chip := item.widget()) is not None:
                chip.setVisible(number < room)


def _command_line(run: Mapping[str, Any]) -> str:
    """What the user would have typed: ``python crawl.py --depth 2``."""
    argv = run.get("argv")
    words = [str(run["program"]), *map(str, argv if isinstance(argv, list) else [])]
    return " ".join(["python", *(_short(word) for word in words)])


def _short(word: str) -> str:
    """A path by its last part; what holds a blank in quotes."""
    if os.path.isabs(word):
        word = os.path.basename(word)
    return f'"{word}"' if " " in word and not word.startswith("-m ") else word
