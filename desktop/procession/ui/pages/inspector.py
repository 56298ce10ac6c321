"""What is selected in the timeline: state, how long, who held it, who else waited, the source."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from procession.ui import formats
from procession.ui.fonts import code_font
from procession.ui.pages.selection_facts import Facts, facts_of
from procession.ui.program import Program
from procession.ui.theme import Theme
from procession.ui.timeline.pick import Picked
from procession.ui.timeline.view import TimelineView
from procession.ui.tokens import SIZE
from procession.ui.widgets.buttons import Button, IconButton
from procession.ui.widgets.labels import ElidedLabel, Label

WIDTH = 320
ROOM = 900
"""Width of the page from which there is room beside the timeline."""


class Inspector(QWidget):
    """Hidden while nothing is selected."""

    def __init__(
        self, theme: Theme, program: Program, timeline: TimelineView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._program, self._timeline = program, timeline
        self._picked: Picked | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "side")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Selection"))
        self._title = ElidedLabel("", "body")
        self._number = Label("", "hero", selectable=True)
        self._state = Label("", "body", "text2", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, SIZE.knob_label)
        self._grid.setColumnStretch(1, 1)
        self._source = Label("", "excerpt", "text2")
        self._source.setFont(code_font("excerpt"))
        self._source.setMaximumWidth(WIDTH - 2 * SIZE.pad_panel)
        self._blocker = Button(theme, self.tr("Blocker") + "   [", parent=self)
        self._blocker.setToolTip(self.tr("Go to what blocks this span ([), and back (])"))
        self._blocker.clicked.connect(self._to_blocker)
        close = IconButton(theme, "x", self.tr("Clear the selection (Esc)"), size=24, icon_size=14)
        close.clicked.connect(lambda: timeline.select(None))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(close)
        buttons = QHBoxLayout()
        buttons.addWidget(self._blocker)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.pad_panel, 8, SIZE.pad_bar, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._number)
        column.addWidget(self._state)
        column.addSpacing(6)
        column.addLayout(self._grid)
        column.addSpacing(6)
        column.addWidget(self._source)
        column.addSpacing(6)
        column.addLayout(buttons)
        column.addStretch(1)
        self.hide()
        timeline.selected.connect(self.show_picked)
        program.changed.connect(self._grown)

    def show_picked(self, picked: object) -> None:
        """Tell about this, or about nothing."""
        self._picked = picked if isinstance(picked, Picked) and picked.timed else None
        self.fit()
        self._tell(wait=True)

    def fit(self) -> None:
        """Seen when something is selected and there is room."""
        page = self.parentWidget()
        self.setVisible(self._picked is not None and (page is None or page.width() >= ROOM))

    def _grown(self) -> None:
        if self._picked is not None and self._picked.end_ns is None and self.isVisible():
            self._tell(wait=False)

    def _tell(self, wait: bool) -> None:
        scene, picked = self._timeline.scene, self._picked
        if scene is None or picked is None:
            return
        with self._program.turns.look(wait) as may:
            if may:
                self._show(facts_of(scene, picked, self._timeline.words))

    def _show(self, facts: Facts) -> None:
        self._title.setText(facts.who)
        self._number.setText(formats.duration(facts.length_ns))
        self._state.setText(facts.what)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        begin, end = formats.instant(facts.begin_ns), formats.instant(facts.end_ns)
        span = self.tr("%1 to %2").replace("%1", begin)
        goes_on = self.tr("%1, it goes on").replace("%1", begin)
        rows = [(self.tr("When"), span.replace("%2", end) if facts.over else goes_on)]
        if facts.holder:
            since = self.tr("%1, since %2").replace("%1", facts.holder)
            told = since.replace("%2", formats.instant(facts.held_since_ns))
            rows.append((self.tr("Held by"), told))
        if facts.also_waiting:
            rows.append((self.tr("Also waited"), ", ".join(facts.also_waiting)))
        if facts.file:
            place = f"{os.path.basename(facts.file)}:{facts.line}"
            rows.append((self.tr("At"), f"{place} {facts.function}".rstrip()))
        for number, (word, value) in enumerate(rows):
            self._grid.addWidget(Label(word, "secondary", "text3"), number, 0)
            self._grid.addWidget(ElidedLabel(value, "secondary"), number, 1)
        self._source.setText(facts.excerpt)
        self._source.setVisible(bool(facts.excerpt))
        self._blocker.setEnabled(facts.blocked)

    def _to_blocker(self) -> None:
        with self._program.turns.look(wait=True):
            self._timeline.walk_to_blocker()
        self._timeline.setFocus()
