"""A script of the user's with knobs: the form edits what is shown; only Save writes the file."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procession.ui.main_window import MainWindow
from procession.ui.pages.run_page import RunPage
from procession.ui.pages.script_page import ScriptPage
from procession.ui.theme import Theme
from procession.ui.widgets.number_field import NumberField

SOURCE = (
    b'import sys\r\nCOUNT = 2  # knob: 1..9 how many\r\nprint("caf\xe9", COUNT, sys.path[0])\r\n'
)
LATIN = b"# -*- coding: latin-1 -*-\r\n" + SOURCE


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, tmp_path: Path) -> ScriptPage:
    """The page of a script in another encoding, with the line ends of Windows."""
    path = tmp_path / "turned.py"
    path.write_bytes(LATIN)
    path.chmod(0o750)
    made = ScriptPage(theme, path, [])
    qtbot.addWidget(made)
    made.show()
    return made


def turn(page: ScriptPage, value: int) -> None:
    field = page.form.field("COUNT")
    assert isinstance(field, NumberField)
    field.lineEdit().selectAll()
    QTest.keyClicks(field.lineEdit(), str(value))


def test_a_knob_changes_what_is_shown_and_not_the_file(page: ScriptPage) -> None:
    turn(page, 7)
    assert "COUNT = 7  # knob" in page.editor.toPlainText()
    assert page.edited
    assert page.run.text().startswith("Save and run")
    assert page.path.read_bytes() == LATIN


def test_saving_keeps_encoding_line_ends_and_mode(page: ScriptPage) -> None:
    turn(page, 7)
    page._save.click()
    assert page.path.read_bytes() == LATIN.replace(b"COUNT = 2", b"COUNT = 7")
    assert stat.S_IMODE(page.path.stat().st_mode) == 0o750
    assert not page.edited
    assert not page._save.isEnabled()
    assert sorted(one.name for one in page.path.parent.iterdir()) == ["turned.py"]


def test_what_another_program_wrote_is_not_saved_over(page: ScriptPage) -> None:
    turn(page, 7)
    theirs = b"print('theirs, and longer')\n"
    page.path.write_bytes(theirs)
    assert not page.save()
    assert page.path.read_bytes() == theirs
    assert "not saved over" in page.strip.text()
    assert page.edited


def test_an_unedited_page_runs_what_is_in_the_file_now(qtbot: QtBot, page: ScriptPage) -> None:
    page.path.write_bytes(LATIN.replace(b"COUNT = 2", b"COUNT = 15 - 11"))
    with qtbot.waitSignal(page.run_wanted):
        QTest.mouseClick(page.run, Qt.MouseButton.LeftButton)
    assert "15 - 11" in page.editor.toPlainText()


def test_save_and_run_runs_from_the_scripts_own_folder(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "turned.py"
    path.write_bytes(LATIN)
    page = window.desk.open_path(path)
    assert isinstance(page, ScriptPage)
    turn(page, 5)
    QTest.mouseClick(page.run, Qt.MouseButton.LeftButton)
    shown = window.tabs.current()
    assert isinstance(shown, RunPage)
    qtbot.waitUntil(lambda: not shown.program.live, timeout=60_000)
    printed = b"".join(one.data for one in shown.program.outputs).decode()
    assert printed.split() == ["café", "5", str(tmp_path)]
