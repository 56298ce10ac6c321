"""The form made from a program's knobs. What is wrong is said at the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QWidget,
)

from procession.plugin.knobs import Knob, KnobError, Value
from procession.ui.fonts import font
from procession.ui.restyle import set_property
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.labels import ElidedLabel, Label
from procession.ui.widgets.number_field import NumberField
from procession.ui.widgets.switch import Switch

_ROW = 34


class KnobForm(QWidget):
    """One row a knob: its name, its field, and what it means or what is wrong."""

    changed = Signal(str, object)
    """Name of a knob and its new, valid value."""
    validity_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._knobs: dict[str, Knob] = {}
        self._fields: dict[str, QWidget] = {}
        self._helps: dict[str, Label] = {}
        self._wrong: set[str] = set()
        self._translated: dict[str, str] = {}
        self._filling = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, SIZE.knob_label)
        self._grid.setColumnStretch(2, 1)

    @property
    def valid(self) -> bool:
        """Whether every field holds a value that its knob takes."""
        return not self._wrong

    def field(self, name: str) -> QWidget:
        """The field of a knob. Raises KeyError."""
        return self._fields[name]

    def message(self, name: str) -> str:
        """What stands beside the field: its help, or what is wrong."""
        return self._helps[name].text()

    def translate_help(self, helps: Mapping[str, str]) -> None:
        """Say this of knobs, by name, instead of what the program says of them."""
        self._translated = dict(helps)

    def show_knobs(self, knobs: Sequence[Knob]) -> None:
        """Show these with their values; fields are made anew only when the knobs are others."""
        shapes = [_shape(knob) for knob in knobs]
        if shapes != [_shape(knob) for knob in self._knobs.values()]:
            self._make(knobs)
        self._knobs = {knob.name: knob for knob in knobs}
        self._filling = True
        for knob in knobs:
            self._fill(knob)
        self._filling = False

    def _make(self, knobs: Sequence[Knob]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._fields.clear()
        self._helps.clear()
        self._wrong.clear()
        for row, knob in enumerate(knobs):
            name = ElidedLabel(knob.name, "excerpt")
            name.setMaximumWidth(160)
            name.setMinimumWidth(SIZE.knob_label)
            field = self._field(knob)
            field.setAccessibleName(knob.name)
            field.setAccessibleDescription(self._help(knob))
            helped = ElidedLabel(self._help(knob), "secondary", "text3")
            name.setBuddy(field)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(helped, row, 2)
            self._grid.setRowMinimumHeight(row, _ROW - 4)
            self._fields[knob.name] = field
            self._helps[knob.name] = helped

    def _field(self, knob: Knob) -> QWidget:
        name = knob.name
        if knob.type == "bool":
            switch = Switch(self._theme, name)
            switch.toggled.connect(lambda on: self._entered(name, on))
            return switch
        if knob.type == "choice":
            box = QComboBox()
            box.setFont(font("body"))
            box.setMinimumWidth(SIZE.knob_input)
            box.addItems([str(choice) for choice in knob.choices or ()])
            box.currentTextChanged.connect(lambda text: self._entered(name, text))
            return box
        if knob.type == "text":
            line = QLineEdit()
            line.setFont(font("body"))
            line.setFixedWidth(SIZE.knob_input * 2)
            line.textChanged.connect(lambda text: self._entered(name, text))
            return line
        number = NumberField(
            whole=knob.type == "int", low=knob.low, high=knob.high, step=_step(knob)
        )
        number.setFont(font("body"))
        number.setFixedWidth(SIZE.knob_input)
        number.text_changed.connect(lambda text: self._entered(name, text))
        return number

    def _fill(self, knob: Knob) -> None:
        field = self._fields[knob.name]
        value = knob.default
        if isinstance(field, Switch):
            field.setChecked(bool(value))
        elif isinstance(field, QComboBox):
            field.setCurrentText(str(value))
        elif isinstance(field, QLineEdit):
            if field.text() != value:
                field.setText(str(value))
        elif isinstance(field, NumberField) and not field.shows(value):
            field.set_text(_number(value))
        self._mark(knob, "")

    def _entered(self, name: str, value: object) -> None:
        if self._filling:
            return
        knob = self._knobs[name]
        try:
            accepted: Value = knob.check(value)
        except KnobError:
            self._mark(knob, self._what_is_right(knob))
            return
        self._mark(knob, "")
        self.changed.emit(name, accepted)

    def _mark(self, knob: Knob, problem: str) -> None:
        was_valid = self.valid
        if problem:
            self._wrong.add(knob.name)
        else:
            self._wrong.discard(knob.name)
        label = self._helps[knob.name]
        label.setText(problem or self._help(knob))
        label.set_tone("red" if problem else "text3")
        field = self._fields[knob.name]
        target = field.lineEdit() if isinstance(field, QAbstractSpinBox) else field
        set_property(field, "bad", bool(problem))
        set_property(target, "bad", bool(problem))
        if was_valid != self.valid:
            self.validity_changed.emit(self.valid)

    def _what_is_right(self, knob: Knob) -> str:
        if knob.low is None or knob.high is None:
            return self.tr("Type a number")
        text = (
            self.tr("A whole number from %1 to %2")
            if knob.type == "int"
            else self.tr("A number from %1 to %2")
        )
        return text.replace("%1", _number(knob.low)).replace("%2", _number(knob.high))

    def _help(self, knob: Knob) -> str:
        said = self._translated.get(knob.name, knob.help)
        if knob.low is None or knob.high is None:
            return said
        span = self.tr("%1 to %2")
        span = span.replace("%1", _number(knob.low)).replace("%2", _number(knob.high))
        return self.tr("%1, %2").replace("%1", span).replace("%2", said) if said else span


def _shape(knob: Knob) -> tuple[object, ...]:
    return (knob.name, knob.type, knob.low, knob.high, knob.choices, knob.help)


def _number(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)


def _step(knob: Knob) -> float:
    if knob.type == "int" or knob.low is None or knob.high is None:
        return 1
    span = float(knob.high) - float(knob.low)
    return 0.1 if span <= 2 else 0.5 if span <= 10 else 1
