"""The form of knobs: what it shows, what it says is wrong, what it tells."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from procession.plugin import knobs
from procession.ui.pages.knob_form import KnobForm
from procession.ui.theme import Theme
from procession.ui.widgets.number_field import NumberField
from procession.ui.widgets.switch import Switch

SOURCE = """
WORKERS = 3      # knob: 1..16 how many
PAUSE = 2.5      # knob: 0.0..50.0 pause, in ms
ORDER = "same"   # knob: same | opposite which order
LOCKED = True    # knob: yes | no take the lock
NAME = "Ada"     # knob: whom to greet
"""


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> KnobForm:
    made = KnobForm(theme)
    qtbot.addWidget(made)
    made.show_knobs(knobs.parse(SOURCE))
    made.show()
    return made


def field(form: KnobForm, name: str) -> NumberField:
    found = form.field(name)
    assert isinstance(found, NumberField)
    return found


def test_shows_the_values(form: KnobForm) -> None:
    assert field(form, "WORKERS").text() == "3"
    assert field(form, "PAUSE").text() == "2.5"
    order, locked, name = (form.field(one) for one in ("ORDER", "LOCKED", "NAME"))
    assert isinstance(order, QComboBox)
    assert order.currentText() == "same"
    assert isinstance(locked, Switch)
    assert locked.isChecked()
    assert isinstance(name, QLineEdit)
    assert name.text() == "Ada"
    assert form.message("WORKERS") == "1 to 16, how many"


@pytest.mark.parametrize("typed", ["17", "0", "-1", "2.5", "", "many"])
def test_says_at_the_field_what_is_wrong(qtbot: QtBot, form: KnobForm, typed: str) -> None:
    told: list[object] = []
    form.changed.connect(lambda *what: told.append(what))
    number = field(form, "WORKERS")
    number.lineEdit().clear()
    qtbot.keyClicks(number.lineEdit(), typed)
    assert not form.valid
    assert form.message("WORKERS") == "A whole number from 1 to 16"
    # The first digit of 17 and of 2.5 was right while it stood alone.
    assert all(one in (("WORKERS", 1), ("WORKERS", 2)) for one in told)
    number.lineEdit().clear()
    with qtbot.waitSignal(form.validity_changed):
        qtbot.keyClicks(number.lineEdit(), "8")
    assert form.valid
    assert form.message("WORKERS") == "1 to 16, how many"
    assert told[-1] == ("WORKERS", 8)


def test_arrows_stay_within_the_range(qtbot: QtBot, form: KnobForm) -> None:
    number = field(form, "WORKERS")
    for _ in range(20):
        qtbot.keyClick(number, Qt.Key.Key_Up)
    assert number.text() == "16"
    for _ in range(20):
        qtbot.keyClick(number, Qt.Key.Key_Down)
    assert number.text() == "1"


def test_tells_each_kind_of_change(qtbot: QtBot, form: KnobForm) -> None:
    told: list[object] = []
    form.changed.connect(lambda *what: told.append(what))
    order, locked, name = (form.field(one) for one in ("ORDER", "LOCKED", "NAME"))
    assert isinstance(order, QComboBox)
    order.setCurrentText("opposite")
    qtbot.mouseClick(locked, Qt.MouseButton.LeftButton)
    assert isinstance(name, QLineEdit)
    name.setText("Bo")
    field(form, "PAUSE").set_text("0.5")
    assert told == [("ORDER", "opposite"), ("LOCKED", False), ("NAME", "Bo"), ("PAUSE", 0.5)]


def test_showing_new_values_tells_nothing(form: KnobForm) -> None:
    told: list[object] = []
    form.changed.connect(lambda *what: told.append(what))
    form.show_knobs(knobs.parse(SOURCE.replace("= 3", "= 5").replace("True", "False")))
    assert field(form, "WORKERS").text() == "5"
    assert told == []
