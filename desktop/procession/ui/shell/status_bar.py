"""The status bar: what is true right now, and nothing else."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from procession.ui import formats
from procession.ui.icons import pixmap
from procession.ui.program import Phase, Program
from procession.ui.sampled import last_cpu_share, last_rss
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE, Tokens
from procession.ui.widgets.labels import Label

INTERVAL_MS = 250
WINDOW_S = 2.0
"""Over how long the rate of records is measured."""


class StatusBar(QWidget):
    """Tells about one program: how many records a second, lost ones, CPU and memory."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._program: Program | None = None
        self._seen: deque[tuple[float, int]] = deque()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "chrome")
        self.setProperty("edge", "top")
        self.setFixedHeight(SIZE.status)
        self._dot = QLabel(self)
        self._dot.hide()
        self._state = Label("", "status", "text2")
        self._records = Label("", "status", "text3")
        self._cpu = Label("", "status", "text3")
        self._memory = Label("", "status", "text3")
        self._language = Label("", "status", "text3")
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.pad_bar, 0, SIZE.pad_bar, 0)
        row.setSpacing(8)
        row.addWidget(self._dot)
        row.addWidget(self._state)
        row.addSpacing(8)
        row.addWidget(self._records)
        row.addStretch(1)
        for label in (self._cpu, self._memory, self._language):
            row.addWidget(label)
            row.addSpacing(8)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.refresh)
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)
        self.refresh()

    def set_language(self, name: str) -> None:
        """Name the language of the window."""
        self._language.setText(name)

    def watch(self, program: Program | None) -> None:
        """Tell about this program; None: there is none."""
        if self._program is not None:
            self._program.phase_changed.disconnect(self.refresh)
            self._program.destroyed.disconnect(self._forget)
        self._program = program
        self._seen.clear()
        if program is not None:
            program.phase_changed.connect(self.refresh)
            program.destroyed.connect(self._forget)
        self.refresh()

    def text(self) -> str:
        """Everything it says, for tests and screen readers."""
        labels = (self._state, self._records, self._cpu, self._memory)
        return "  ".join(label.text() for label in labels if label.text())

    def refresh(self) -> None:
        """Read the numbers again; only while the program is live is that repeated."""
        program = self._program
        live = program is not None and program.live
        if live != self._timer.isActive():
            self._timer.start() if live else self._timer.stop()
        self._dot.setVisible(live)
        for label in (self._records, self._cpu, self._memory):
            label.setText("")
        self._records.set_tone("text3")
        if program is None:
            self._state.setText(self.tr("Ready"))
        elif program.phase is Phase.FAILED:
            self._state.setText(self.tr("The program could not be run or read"))
        elif program.model is None:
            self._state.setText(
                self.tr("Opening") if program.phase is Phase.LOADING else self.tr("Starting")
            )
        else:
            self._tell(program)
        self.setAccessibleName(self.text())

    def _tell(self, program: Program) -> None:
        model = program.model
        assert model is not None
        if program.live:
            rate = self.tr("Recording: %1 records/s")
            self._state.setText(rate.replace("%1", formats.count(self._rate(model.events))))
        else:
            self._state.setText(
                self.tr("Recorded: %1").replace("%1", formats.duration(model.last_ns))
            )
        events = self.tr("%Ln record(s)", "", model.events)
        if model.lost:
            lost = self.tr("%Ln lost", "", model.lost)
            self._records.set_tone("red")
        else:
            lost = self.tr("none lost")
        self._records.setText(f"{events}, {lost}")
        if program.live:
            share, rss = last_cpu_share(model), last_rss(model)
            if share is not None:
                self._cpu.setText(self.tr("CPU %1 %").replace("%1", str(round(share * 100))))
            if rss is not None:
                self._memory.setText(self.tr("RSS %1").replace("%1", formats.size(rss)))

    def _rate(self, events: int) -> int:
        now = time.monotonic()
        if not self._seen or self._seen[-1][0] < now - INTERVAL_MS / 2000:
            self._seen.append((now, events))
        while len(self._seen) > 2 and self._seen[1][0] < now - WINDOW_S:
            self._seen.popleft()
        span = now - self._seen[0][0]
        return round((events - self._seen[0][1]) / span) if span > 0.1 else 0

    def _forget(self) -> None:
        self._program = None
        self.refresh()

    def _recolour(self, tokens: Tokens) -> None:
        self._dot.setPixmap(pixmap("dot", tokens.green, 6, self.devicePixelRatioF()))
