"""The page of one run: what it is, its timeline, what is to be said about it, the dock below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QSplitter, QVBoxLayout, QWidget

from procession.ui import formats
from procession.ui.findings.banner import FindingBanner
from procession.ui.pages.dock import Dock
from procession.ui.pages.run_shape import SHAPE
from procession.ui.pages.timeline_pane import TimelinePane
from procession.ui.program import Phase, Program
from procession.ui.tables.cursor import Cursor
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from procession.plugin.api import Track

WINDOW_WIDE, PAGE_WIDE = 1280, 900
"""Narrower than this there is no room for a panel beside the timeline: it is a tab of the dock."""
SIDE, GRAPH = 320, 400
DOCK_AT_HANG = 288


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
        # Numpy comes with these, and with the timeline: not before the window is seen.
        from procession.ui.pages.run_head import RunHead
        from procession.ui.pages.run_links import RunLinks
        from procession.ui.pages.run_side import RunSide

        self._theme = theme
        self.program = program
        self.instant = Cursor()
        self._opened: set[object] = set()
        self._touched = False
        self.pane = TimelinePane(theme, program, tracks, parent=self)
        timeline = self.pane.timeline
        self.head = RunHead(theme, program, timeline, self)
        self.dock = Dock(theme, program, tracks, self, self.instant)
        self.strip = Strip(theme, self)
        self.banner = FindingBanner(theme, program, self)
        self.side = RunSide(theme, program, timeline, self.instant, self)
        self.side.hide()
        self.inspector = self.side.inspector
        self.links = RunLinks(program, timeline, self.dock, self)
        self._chip, self._stop, self._again = self.head.chip, self.head.stop, self.head.again
        self._progress = QProgressBar(self)
        self._again.setVisible(can_repeat)
        self._build()
        self._connect()
        self.setFocusProxy(timeline)
        self._phase_changed()
        self._found()

    def _build(self) -> None:
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(2)
        self._progress.hide()
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setHandleWidth(5)
        self._splitter.addWidget(self.pane)
        self._splitter.addWidget(self.dock)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setCollapsible(0, False)
        self.pane.setMinimumHeight(160)
        self.dock.setMinimumHeight(SIZE.dock_min)
        self._splitter.setSizes([500, SHAPE.dock or SIZE.dock + 40])
        self._beside = QSplitter(Qt.Orientation.Horizontal, self)
        self._beside.setHandleWidth(5)
        self._beside.addWidget(self._splitter)
        self._beside.setCollapsible(0, False)
        self._beside.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._progress)
        layout.addWidget(self.strip)
        layout.addWidget(self.banner)
        layout.addWidget(self._beside, 1)

    def _connect(self) -> None:
        self._again.clicked.connect(self.run_again)
        self.head.waits_wanted.connect(self.side.show_waits)
        self.side.wanted_changed.connect(self.place_side)
        self.side.followed.connect(self.links.follow)
        self.banner.followed.connect(self.links.follow)
        self.banner.waits_wanted.connect(lambda: self.side.show_waits(True))
        self.banner.all_wanted.connect(lambda: self.dock.show_tab("findings"))
        self.pane.timeline.cursor_changed.connect(lambda _: self.side.waits.refresh())
        self.dock.tabs.tabBarClicked.connect(self._tab_clicked)
        self._splitter.splitterMoved.connect(self._keep_shape)
        self._beside.splitterMoved.connect(self._keep_shape)
        program = self.program
        program.phase_changed.connect(self._phase_changed)
        program.progress.connect(self._show_progress)
        program.drawing.connect(self._show_drawing)
        program.changed.connect(self._grown)
        program.replaced.connect(self._replaced)
        if program.finder is not None:
            program.finder.changed.connect(self._found)

    # --- findings --------------------------------------------------------------------------

    def _found(self) -> None:
        """Other findings than before: tell of them, and of a new hang with all there is."""
        finder = self.program.finder
        if finder is None or self.program.model is None:
            return
        errors = finder.now.errors
        self.pane.timeline.set_findings([one.finding for one in errors])
        self.banner.show_errors(errors)
        self.head.refresh()
        self.side.waits.refresh()
        hangs = {one.key for one in errors if one.hang is not None}
        if hangs - self._opened:
            self._opened |= hangs
            self._show_hang()

    def _show_hang(self) -> None:
        self.side.show_waits(True)
        # Whoever types, or chose a page, is not interrupted.
        if self._touched or self.dock.console.input.hasFocus():
            return
        self.dock.show_tab("findings")
        sizes = self._splitter.sizes()
        if not SHAPE.dock and 0 < sizes[1] < DOCK_AT_HANG:
            self._splitter.setSizes([sum(sizes) - DOCK_AT_HANG, DOCK_AT_HANG])

    def _tab_clicked(self, number: int) -> None:
        self._touched = self._touched or number >= 0

    # --- the program -----------------------------------------------------------------------

    def _grown(self) -> None:
        self.head.refresh()
        self.side.waits.refresh()

    def _replaced(self) -> None:
        self._found()
        self._grown()

    def _phase_changed(self) -> None:
        program = self.program
        self.head.refresh()
        if program.phase is not Phase.LOADING:
            self._progress.hide()
        if program.phase is Phase.FAILED:
            self.strip.show_error(program.error)
        elif program.phase is Phase.ENDED:
            self._say_how_it_ended()

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
            self.head.say(text.replace("%1", str(done)).replace("%2", str(total)))

    def _show_bar(self, done: int, total: int) -> None:
        self._progress.setRange(0, 1000)
        self._progress.setValue(done * 1000 // max(1, total))
        self._progress.show()

    def _show_progress(self, done: int, total: int) -> None:
        self._show_bar(done, total)
        text = self.tr("Opening: %1 of %2 records")
        self.head.say(text.replace("%1", formats.count(done)).replace("%2", formats.count(total)))

    # --- room ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the panel beside the timeline is a tab of the dock."""
        super().resizeEvent(event)
        self.place_side()

    def place_side(self) -> None:
        """Put the panel where there is room for it, or away."""
        wanted = self.side.wanted
        self.head.waits.setChecked(wanted == "waits")
        self.banner.offer_waits(wanted != "waits")
        roomy = self.window().width() >= WINDOW_WIDE and self.width() >= PAGE_WIDE
        in_dock = self.dock.has_side
        if in_dock and (roomy or not wanted):
            self.dock.give_side()
        if not wanted:
            self.side.hide()
        elif roomy:
            self._show_beside(GRAPH if wanted == "waits" else SIDE)
        else:
            word = self.tr("Wait graph") if wanted == "waits" else self.tr("Selection")
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(16_777_215)
            self.dock.take_side(self.side, word)
            if not in_dock and wanted == "waits":
                self.dock.show_tab("side")
        if wanted == "waits":
            self.side.waits.refresh()

    def _show_beside(self, width: int) -> None:
        from procession.ui.pages.run_side import LEAST, MOST

        shown = self._beside.indexOf(self.side) >= 0 and self.side.isVisible()
        if self._beside.indexOf(self.side) < 0:
            self._beside.addWidget(self.side)
            self._beside.setCollapsible(1, False)
            self._beside.setStretchFactor(1, 0)
        self.side.setMinimumWidth(LEAST)
        self.side.setMaximumWidth(MOST)
        self.side.show()
        if not shown or (self._beside.sizes()[1] < width and not SHAPE.side):
            wanted = max(width, SHAPE.side)
            total = max(self._beside.width(), self.width())
            self._beside.setSizes([total - wanted - 5, wanted])

    def _keep_shape(self) -> None:
        SHAPE.dock = self._splitter.sizes()[1]
        if self._beside.indexOf(self.side) >= 0 and self.side.isVisible():
            SHAPE.side = self._beside.sizes()[1]
