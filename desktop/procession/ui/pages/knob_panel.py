"""Knobs, start method, Run and Stop: pinned below the guide."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from procession.ui.interpreters import Interpreter
from procession.ui.pages.knob_form import KnobForm
from procession.ui.program import Phase, Program
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.buttons import Button
from procession.ui.widgets.interpreter_box import InterpreterBox
from procession.ui.widgets.labels import Label
from procession.ui.widgets.segmented import Segmented


class KnobPanel(QWidget):
    """How the program of a lesson is to be run."""

    reset_knobs = Signal()

    def __init__(
        self,
        theme: Theme,
        start_methods: Sequence[str],
        interpreters: list[Interpreter],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "surface")
        self.setProperty("edge", "top")
        self._program: Program | None = None
        self._ran = False
        self.form = KnobForm(theme, self)
        self.method = Segmented([(name, name) for name in start_methods], parent=self)
        self.run = Button(theme, self.tr("Run") + "   F5", "play", "primary", parent=self)
        self.run.setToolTip(self.tr("Run the program as it is shown (F5)"))
        self.stop = Button(theme, self.tr("Stop"), "stop", "tall", tone="red", parent=self)
        self.stop.setToolTip(self.tr("Stop the program and all of its processes"))
        self.stop.setEnabled(False)
        self.interpreter = InterpreterBox(interpreters, self)
        self._head = QWidget(self)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(Label(self.tr("Knobs"), "column_head", "text3"), 1)
        reset = Button(theme, self.tr("Reset"), "", "link", parent=self)
        reset.setToolTip(self.tr("Bring back the values of the lesson"))
        reset.clicked.connect(self.reset_knobs)
        head.addWidget(reset)
        method_row = QHBoxLayout()
        method_row.setSpacing(12)
        word = Label(self.tr("Start method"), "secondary", "text2")
        word.setMinimumWidth(SIZE.knob_label)
        method_row.addWidget(word)
        method_row.addWidget(self.method)
        method_row.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.run)
        buttons.addWidget(self.stop)
        buttons.addStretch(1)
        buttons.addWidget(self.interpreter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZE.pad_guide, 10, SIZE.pad_guide, 16)
        layout.setSpacing(4)
        layout.addWidget(self._head)
        layout.addWidget(self.form)
        layout.addSpacing(2)
        layout.addLayout(method_row)
        layout.addSpacing(10)
        layout.addLayout(buttons)
        self.form.validity_changed.connect(self._update)
        self.stop.clicked.connect(self._stop)

    @property
    def ready(self) -> bool:
        """Whether a run may be started: none goes on, and every field is right."""
        return self.form.valid and not (self._program is not None and self._program.live)

    def set_has_knobs(self, has: bool) -> None:
        """Show the form, or leave it out."""
        self._head.setVisible(has)
        self.form.setVisible(has)

    def watch(self, program: Program) -> None:
        """Follow this run: Stop is for it."""
        if self._program is not None:
            self._program.phase_changed.disconnect(self._update)
        self._program = program
        self._ran = True
        program.phase_changed.connect(self._update)
        program.destroyed.connect(self._forget)
        self._update()

    def _forget(self) -> None:
        self._program = None
        self._update()

    def _stop(self) -> None:
        if self._program is not None:
            self._program.stop()

    def _update(self) -> None:
        program = self._program
        live = program is not None and program.live
        self.run.setEnabled(self.form.valid and not live)
        self.run.setText((self.tr("Run again") if self._ran else self.tr("Run")) + "   F5")
        self.stop.setEnabled(program is not None and program.phase is Phase.LIVE)
