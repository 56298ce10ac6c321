"""The timeline of a program, kept up to date; a sentence where there is nothing to draw yet."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from procession.ui.program import Program
from procession.ui.theme import Theme

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.ui.timeline.view import TimelineView

MIN_PAUSE_MS, MAX_PAUSE_MS = 12, 400
PAUSES = 3
"""After each picture the timeline rests this many times as long as the picture took."""


class TimelinePane(QWidget):
    """Hands a program's model to a `TimelineView`, and tells it when there is more."""

    def __init__(
        self,
        theme: Theme,
        program: Program | None,
        tracks: Sequence[Track],
        *,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._compact = compact
        self._timeline: TimelineView | None = None
        self._tracks = tracks
        self._program: Program | None = None
        self._due = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._pause_over)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        if program is not None:
            self.show_program(program)

    @property
    def timeline(self) -> TimelineView:
        """The widget; made when it is first needed, because numpy comes with it."""
        if self._timeline is None:
            from procession.ui.timeline.view import TimelineView

            self._timeline = TimelineView(self)
            self._timeline.set_compact(self._compact)
            self._timeline.set_theme(self._theme.tokens)
            self._theme.changed.connect(self._timeline.set_theme)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self._timeline)
        return self._timeline

    def show_program(self, program: Program) -> None:
        """Draw another program."""
        if self._program is not None:
            self._program.changed.disconnect(self._refresh)
            self._program.replaced.disconnect(self._take_model)
            self._program.phase_changed.disconnect(self._refresh)
        self._program = program
        program.use_tracks(self._tracks)
        program.changed.connect(self._refresh)
        program.replaced.connect(self._take_model)
        program.phase_changed.connect(self._refresh)
        self._take_model()

    def _take_model(self) -> None:
        if self._program is not None and self._program.rows is not None:
            self.timeline.set_rows(self._program.rows, self._program.turns)

    def _refresh(self) -> None:
        """Bring the timeline up to date, at most as often as leaves the window time to react."""
        if self._program is None:
            return
        if not self.isVisible() or self._pause.isActive():
            self._due = True
            return
        self._due = False
        began = time.perf_counter_ns()
        self.timeline.refresh()
        # Painted here and now, so that what it costs is known.
        self.timeline.repaint()
        cost_ms = (time.perf_counter_ns() - began) // 1_000_000
        # On a busy machine one picture may have taken seconds: the next one is wanted anyway.
        self._pause.start(min(max(MIN_PAUSE_MS, PAUSES * cost_ms), MAX_PAUSE_MS))

    def _pause_over(self) -> None:
        if self._due:
            self._refresh()

    def showEvent(self, event: object) -> None:
        """Catch up with what came while nobody looked."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._refresh()
