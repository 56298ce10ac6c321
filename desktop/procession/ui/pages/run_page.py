"""The page of one run: what it is, its timeline, and the dock below."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSplitter, QVBoxLayout, QWidget

from procession.ui import formats
from procession.ui.pages.dock import Dock
from procession.ui.pages.run_words import state_word
from procession.ui.pages.timeline_pane import TimelinePane
from procession.ui.program import Phase, Program
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.buttons import Button, IconButton
from procession.ui.widgets.chip import Chip
from procession.ui.widgets.labels import ElidedLabel
from procession.ui.widgets.lines import Hairline
from procession.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from procession.plugin.api import Track

MOST_KNOBS = 4
WIDE, MIDDLE = 1120, 860


class RunPage(QWidget):
    """Shows a `Program`, live or opened from its recording."""

    run_again = Signal()
    """The user wants the same program run once more."""

    def __init__(
        self,
        theme: Theme,
        program: Program,
        tracks: Sequence[Track],
        *,
        can_repeat: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.program = program
        self.pane = TimelinePane(theme, program, tracks, parent=self)
        self.dock = Dock(theme, program, tracks, self)
        self.strip = Strip(theme, self)
        self._chip = Chip(theme, parent=self)
        self._stop = Button(theme, self.tr("Stop"), "stop", tone="red", parent=self)
        self._again = IconButton(theme, "refresh", self.tr("Run again"), parent=self)
        self._line = ElidedLabel("", "excerpt", "text")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self._told: list[str] = []
        self._follow = Button(theme, self.tr("Follow"), "follow", "toggle", parent=self)
        self._progress = QProgressBar(self)
        self._again.setVisible(can_repeat)
        self._build()
        self._connect()
        self.setFocusProxy(self.pane.timeline)
        self._phase_changed()
        self._describe()

    def _build(self) -> None:
        toolbar = QWidget(self)
        toolbar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        toolbar.setProperty("surface", "surface")
        toolbar.setProperty("edge", "bottom")
        toolbar.setFixedHeight(SIZE.toolbar)
        row = QHBoxLayout(toolbar)
        row.setContentsMargins(SIZE.pad_bar, 0, SIZE.pad_bar, 0)
        row.setSpacing(8)
        row.addWidget(self._chip)
        row.addWidget(self._stop)
        row.addWidget(self._again)
        row.addWidget(Hairline(self._theme, vertical=True, length=20))
        row.addWidget(self._line)
        row.addLayout(self._chips)
        row.addStretch(1)
        timeline = self.pane.timeline
        for name, tip, slot in (
            ("zoom-out", self.tr("Zoom out"), timeline.zoom_out),
            ("zoom-in", self.tr("Zoom in"), timeline.zoom_in),
            ("fit", self.tr("Show the whole run"), timeline.fit),
        ):
            button = IconButton(self._theme, name, tip, parent=toolbar)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addWidget(self._follow)
        self._follow.setCheckable(True)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(2)
        self._progress.hide()
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setHandleWidth(5)
        # Numpy comes with it, and with the timeline: not before the window is seen.
        from procession.ui.pages.inspector import Inspector

        top = QWidget(self)
        beside = QHBoxLayout(top)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.pane, 1)
        self.inspector = Inspector(self._theme, self.program, timeline, top)
        beside.addWidget(self.inspector)
        self._splitter.addWidget(top)
        self._splitter.addWidget(self.dock)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setCollapsible(0, False)
        self.pane.setMinimumHeight(160)
        self.dock.setMinimumHeight(SIZE.dock_min)
        self._splitter.setSizes([500, SIZE.dock + 40])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(toolbar)
        layout.addWidget(self._progress)
        layout.addWidget(self.strip)
        layout.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self._stop.clicked.connect(self.program.stop)
        self._again.clicked.connect(self.run_again)
        timeline = self.pane.timeline
        self._follow.toggled.connect(self._set_following)
        timeline.following_changed.connect(self._follow.setChecked)
        self._follow.setChecked(bool(timeline.following))
        self.program.phase_changed.connect(self._phase_changed)
        self.program.progress.connect(self._show_progress)
        self.program.drawing.connect(self._show_drawing)
        self.program.changed.connect(self._describe)
        self.program.replaced.connect(self._describe)

    def _set_following(self, on: bool) -> None:
        if bool(self.pane.timeline.following) != on:
            self.pane.timeline.setProperty("following", on)

    def _phase_changed(self) -> None:
        program = self.program
        word = state_word(program)
        self._chip.set(word.text, word.kind, word.icon)
        self._stop.setVisible(program.live)
        self._stop.setEnabled(program.phase is Phase.LIVE)
        self._again.setEnabled(not program.live)
        self._follow.setVisible(program.live)
        if program.phase is not Phase.LOADING:
            self._progress.hide()
        if program.phase is Phase.FAILED:
            self.strip.show_error(program.error)
        elif program.phase is Phase.ENDED:
            self._say_how_it_ended()
        self._describe()

    def _say_how_it_ended(self) -> None:
        model = self.program.model
        if model is None:
            return
        if not model.complete:
            self.strip.show_warning(
                self.tr(
                    "This recording is incomplete: it was cut off before the run ended."
                    " What is here is what was written until then."
                )
            )
        elif model.lost:
            self.strip.show_warning(
                self.tr("%Ln record(s) could not be written; the lanes show where.", "", model.lost)
            )
        else:
            self.strip.hide()

    def _show_drawing(self, done: int, total: int) -> None:
        """While the lanes of an opened recording are made; a live one has no end to tell of."""
        if self.program.phase is Phase.LOADING:
            self._show_bar(done, total)
            text = self.tr("Drawing: %1 of %2 lanes")
            self._line.setText(text.replace("%1", str(done)).replace("%2", str(total)))

    def _show_bar(self, done: int, total: int) -> None:
        self._progress.setRange(0, 1000)
        self._progress.setValue(done * 1000 // max(1, total))
        self._progress.show()

    def _show_progress(self, done: int, total: int) -> None:
        self._show_bar(done, total)
        text = self.tr("Opening: %1 of %2 records")
        self._line.setText(
            text.replace("%1", formats.count(done)).replace("%2", formats.count(total))
        )

    def _describe(self) -> None:
        run = self.program.model.run if self.program.model else {}
        if run.get("program"):
            self._line.setText(_command_line(run))
        elif self.program.phase is not Phase.LOADING:
            self._line.setText(self.program.title)
        words = [str(run["start_method"])] if run.get("start_method") else []
        if run.get("python"):
            words.append(f"Python {run['python']}")
        knobs = run.get("knobs")
        if isinstance(knobs, dict):
            words += [f"{name} {value}" for name, value in list(knobs.items())[:MOST_KNOBS]]
        if words != self._told:
            self._told = words
            while (item := self._chips.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            for word in words:
                self._chips.addWidget(Chip(self._theme, word, parent=self))
            self._fit_chips()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the command line is worth more than the chips."""
        super().resizeEvent(event)
        self._fit_chips()
        self.inspector.fit()

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
