"""A wheel given to the window: what it brings is shown, and nothing happens without a yes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procession.plugin.installed import installed
from procession.plugin.listing import listed
from procession.ui import background
from procession.ui.plugins.install_dialog import InstallDialog
from procession.ui.plugins.installing import Installing
from procession.ui.theme import Theme
from tests.plugin.wheel_maker import make_wheel

LONG_MS = 60_000


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "path", list(sys.path))


@pytest.fixture
def installing(qtbot: QtBot, theme: Theme) -> Installing:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return Installing(theme, window)


def asked(qtbot: QtBot, installing: Installing, wheel: Path) -> InstallDialog:
    installing.begin(wheel)
    qtbot.waitUntil(lambda: installing.dialog is not None, timeout=LONG_MS)
    assert installing.dialog is not None
    assert installed() == []
    return installing.dialog


def gone(qtbot: QtBot, installing: Installing) -> None:
    qtbot.waitUntil(lambda: installing.dialog is None and not background.busy(), timeout=LONG_MS)


def test_yes_installs_and_enables(qtbot: QtBot, installing: Installing, tmp_path: Path) -> None:
    told: list[str] = []
    installing.installed.connect(told.append)
    wheel = make_wheel(tmp_path, {"pd_one.py": ""}, name="pd_one")
    dialog = asked(qtbot, installing, wheel)
    QTest.mouseClick(dialog.install, Qt.MouseButton.LeftButton)
    gone(qtbot, installing)
    assert told == ["pd_one 1.0 is installed and on."]
    assert next(one for one in listed() if one.name == "pd_one").state == "active"


def test_escape_installs_nothing(qtbot: QtBot, installing: Installing, tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, {"pd_two.py": ""}, name="pd_two")
    dialog = asked(qtbot, installing, wheel)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    gone(qtbot, installing)
    assert installed() == []


def test_one_that_does_not_load_is_told_in_the_dialog(
    qtbot: QtBot, installing: Installing, tmp_path: Path
) -> None:
    wheel = make_wheel(tmp_path, {"pd_bad.py": "1 / 0"}, name="pd_bad")
    dialog = asked(qtbot, installing, wheel)
    QTest.keyClick(dialog.install, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.install.isEnabled, timeout=LONG_MS)
    assert "ZeroDivisionError" in dialog.strip.text()
    assert installed() == []
    QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    gone(qtbot, installing)


def test_one_that_lacks_something_says_so_first(
    qtbot: QtBot, installing: Installing, tmp_path: Path
) -> None:
    told: list[str] = []
    installing.installed.connect(told.append)
    more = "Requires-Dist: no_such_thing>=3\n"
    wheel = make_wheel(tmp_path, {"pd_needy.py": ""}, name="pd_needy", metadata=more)
    dialog = asked(qtbot, installing, wheel)
    assert "no_such_thing>=3" in dialog.strip.text()
    QTest.mouseClick(dialog.install, Qt.MouseButton.LeftButton)
    gone(qtbot, installing)
    assert told == ["pd_needy 1.0 is installed and off: it needs no_such_thing>=3."]


def test_a_bad_wheel_is_refused_without_a_question(
    qtbot: QtBot, installing: Installing, tmp_path: Path
) -> None:
    told: list[str] = []
    installing.refused.connect(told.append)
    installing.begin(make_wheel(tmp_path, {"queue.py": ""}, name="pd_evil"))
    qtbot.waitUntil(lambda: bool(told), timeout=LONG_MS)
    assert told[0].endswith("is refused. It brings a module named queue, which Python itself has.")
    assert installing.dialog is None
