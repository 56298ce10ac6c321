"""The run of a lesson, below its code: state, timeline or output, and the way to its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from procession.ui import formats
from procession.ui.console.console import Console
from procession.ui.pages.run_words import state_word
from procession.ui.pages.timeline_pane import TimelinePane
from procession.ui.program import Phase, Program
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.buttons import Button
from procession.ui.widgets.chip import Chip
from procession.ui.widgets.labels import ElidedLabel
from procession.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from procession.plugin.api import Track

WIDE = 520


class RunStrip(QWidget):
    """Hidden until there was a first run."""

    open_wanted = Signal(object)
    """The `Program` shown."""

    def __init__(
        self, theme: Theme, tracks: Sequence[Track], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tracks = tracks
        self._program: Program | None = None
        self._chip = Chip(theme, parent=self)
        self._words = ElidedLabel("", "secondary", "text2")
        self._choice = Segmented(
            [("timeline", self.tr("Timeline")), ("output", self.tr("Output"))], parent=self
        )
        self._open_word = self.tr("Open the run")
        self._open = Button(theme, self._open_word, "external", parent=self)
        self._open.setAccessibleName(self._open_word)
        self._open.setToolTip(self._open_word)
        self._open.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.pane = TimelinePane(theme, None, tracks, compact=True, parent=self)
        self.console = Console(theme, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.pane)
        self._stack.addWidget(self.console)
        head = QWidget(self)
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setProperty("surface", "side")
        head.setProperty("edge", "bottom")
        head.setFixedHeight(SIZE.panel_head)
        row = QHBoxLayout(head)
        row.setContentsMargins(SIZE.pad_panel, 0, SIZE.pad_bar, 0)
        row.setSpacing(10)
        row.addWidget(self._chip)
        row.addWidget(self._words, 1)
        row.addStretch(0)
        row.addWidget(self._choice)
        row.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._stack, 1)
        self.setMinimumHeight(SIZE.dock_min)
        self._choice.changed.connect(self._choose)
        self._open.clicked.connect(self._open_clicked)

    def show_program(self, program: Program) -> None:
        """Watch another run."""
        old = self._program
        if old is not None:
            old.changed.disconnect(self._describe)
            if old.finder is not None:
                old.finder.changed.disconnect(self._describe)
            old.phase_changed.disconnect(self._describe)
            old.printed.disconnect(self.console.show_output)
            self.console.entered.disconnect(old.send_line)
            self.console.input_ended.disconnect(old.end_input)
        self._program = program
        self.console.view.clear_output()
        self.console.show_output(program.outputs)
        program.changed.connect(self._describe)
        if program.finder is not None:
            program.finder.changed.connect(self._describe)
        program.phase_changed.connect(self._describe)
        program.printed.connect(self.console.show_output)
        program.destroyed.connect(self._forget)
        self.console.entered.connect(program.send_line)
        self.console.input_ended.connect(program.end_input)
        self.pane.show_program(program)
        self._describe()
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the button is its icon, and the state says enough."""
        super().resizeEvent(event)
        self._words.setVisible(self.width() >= WIDE)
        self._open.setText(self._open_word if self.width() >= WIDE else "")

    def _forget(self) -> None:
        self._program = None
        self._open.setEnabled(False)

    def _describe(self) -> None:
        program = self._program
        if program is None:
            return
        word = state_word(program)
        self._chip.set(word.text, word.kind, word.icon)
        self._open.setEnabled(True)
        self.console.set_live(program.live, program.output_kept)
        if program.phase is Phase.FAILED:
            self._words.setText(program.error)
            return
        model = program.model
        if model is None:
            self._words.setText("")
            return
        parts = [
            self.tr("%n process(es)", "", len(model.processes)),
            self.tr("%n primitive(s)", "", len(model.primitives)),
            formats.duration(model.last_ns),
        ]
        errors = program.finder.now.errors if program.finder is not None else []
        self._words.set_tone("red" if errors else "text2")
        if errors:
            # What is wrong is worth more than how much there is.
            self._words.setText(errors[0].finding.message.replace("`", ""))
        else:
            self._words.setText(", ".join(parts))

    def _choose(self, value: str) -> None:
        self._stack.setCurrentIndex(1 if value == "output" else 0)

    def _open_clicked(self) -> None:
        if self._program is not None:
            self.open_wanted.emit(self._program)
