"""The panel beside the timeline: what is selected, or who waits for whom."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from procession.ui.pages.inspector import Inspector
from procession.ui.program import Program
from procession.ui.tables.cursor import Cursor
from procession.ui.theme import Theme
from procession.ui.timeline.view import TimelineView
from procession.ui.waits.panel import WaitPanel

LEAST, MOST = 280, 560


class RunSide(QWidget):
    """One of two panels, or nothing. What is selected takes the place of the graph."""

    followed = Signal(object)
    """A `links.Target`."""
    wanted_changed = Signal()
    """Another panel is wanted, or none."""

    def __init__(
        self,
        theme: Theme,
        program: Program,
        timeline: TimelineView,
        cursor: Cursor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.inspector = Inspector(theme, program, timeline, self)
        self.waits = WaitPanel(theme, program, cursor, self)
        self._waits_wanted = False
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.inspector)
        self._stack.addWidget(self.waits)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.inspector.followed.connect(self.followed)
        self.waits.followed.connect(self.followed)
        self.waits.closed.connect(lambda: self.show_waits(False))
        timeline.selected.connect(self._selected)

    @property
    def wanted(self) -> str:
        """``waits``, ``selection``, or empty: nothing is to be seen."""
        if self._waits_wanted:
            return "waits"
        return "selection" if self.inspector.picked is not None else ""

    def show_waits(self, on: bool) -> None:
        """Open or close the graph of who waits for whom."""
        if on != self._waits_wanted:
            self._waits_wanted = on
            self._choose()

    def _selected(self, picked: object) -> None:
        # A click on a span asks about that span; on a lane's label, about nothing.
        if self.inspector.picked is not None:
            self._waits_wanted = False
        self._choose()

    def _choose(self) -> None:
        self._stack.setCurrentWidget(self.waits if self._waits_wanted else self.inspector)
        self.wanted_changed.emit()
