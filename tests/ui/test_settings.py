"""Settings: kept whatever happens, taking effect at once, and chosen on their page."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procession.recorder import library
from procession.ui import app as application
from procession.ui import background, fonts, motion
from procession.ui.interpreters import Interpreter, own
from procession.ui.main_window import MainWindow
from procession.ui.pages.lesson_page import LessonPage
from procession.ui.pages.run_page import RunPage
from procession.ui.pages.script_page import ScriptPage
from procession.ui.pages.settings_page import GB, SettingsPage
from procession.ui.program import Phase
from procession.ui.run_set import Run
from procession.ui.settings import Session, Settings

LONG_MS = 30_000


def settle(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> SettingsPage:
    shown = window.tools.show("settings")
    assert isinstance(shown, SettingsPage)
    settle(qtbot)
    return shown


def test_all_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "here" / "settings.json"
    settings = Settings(path)
    settings.theme, settings.language, settings.text_scale = "dark", "zh_CN", 125
    settings.code_size, settings.follow, settings.animations = 14, False, "off"
    settings.python, settings.library_limit = "/usr/bin/python3", 2 * GB
    settings.geometry = QByteArray(b"\0\1\xff")
    settings.session = Session(["tool:runs", "script:/a.py"], 1, "lessons")
    settings.explorer_width = 300
    settle(qtbot)
    settings.save()
    again = Settings(path)
    for name in (
        *("theme", "language", "text_scale", "code_size", "follow", "animations", "python"),
        *("library_limit", "geometry", "session", "explorer_width"),
    ):
        assert getattr(again, name) == getattr(settings, name), name
    assert again.backup is None


@pytest.mark.parametrize("text", ["", "{", '{"version": 3, "theme": "dark"}', "[1]"])
def test_what_cannot_be_read_is_backed_up_and_told(qtbot: QtBot, tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    settings = Settings(path)
    assert settings.theme == "system"
    assert settings.backup is not None
    assert settings.backup.read_text(encoding="utf-8") == text
    settings.theme = "dark"
    settle(qtbot)
    assert Settings(path).theme == "dark"


def test_values_of_wrong_types_are_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    wrong = {
        "version": 2,
        "theme": 3,
        "language": [],
        "text_scale": "big",
        "code_size": 99,
        "python": None,
        "library_limit": -5,
        "geometry": 7,
        "session": {"pages": 3, "current": "x"},
    }
    path.write_text(json.dumps(wrong), encoding="utf-8")
    settings = Settings(path)
    assert (settings.theme, settings.language, settings.text_scale) == ("system", "", 100)
    assert (settings.code_size, settings.python, settings.library_limit) == (12, "", 0)
    assert settings.geometry.isEmpty()
    assert settings.session == Session()


def test_the_store_of_version_1_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("procession.ui.settings._usual_path", lambda: tmp_path / "settings.json")
    old = QSettings("Procession", "Procession")
    old.setValue("theme", "dark")
    old.setValue("language", "zh_CN")
    old.sync()
    try:
        settings = Settings()
        assert (settings.theme, settings.language) == ("dark", "zh_CN")
    finally:
        old.clear()
        old.sync()


def test_two_windows_do_not_undo_each_other(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    one, other = Settings(path), Settings(path)
    one.theme = "dark"
    settle(qtbot)
    other.language = "en"
    settle(qtbot)
    assert (Settings(path).theme, Settings(path).language) == ("dark", "en")


KILLED = """
import os, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from procession.ui.settings import Settings
settings = Settings(Path(sys.argv[1]))
print("begun", flush=True)
number = 0
while True:
    number += 1
    settings._set("library_limit", number)
    settings._set("explorer_width", number)
    settings.save()
"""


def test_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for _ in range(3):
        path.unlink(missing_ok=True)
        writer = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begun\n"
        while not path.exists():
            assert writer.poll() is None
        writer.kill()
        writer.wait()
        writer.stdout.close()
        settings = Settings(path)
        assert settings.backup is None
        assert settings.library_limit == settings.explorer_width > 0


def test_choices_are_written_at_once(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, tmp_path: Path
) -> None:
    page.theme_choice._buttons["dark"].click()
    assert window._theme.tokens.dark
    page.animations._buttons["off"].click()
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    motion.apply("system")
    QTest.mouseClick(page.follow, Qt.MouseButton.LeftButton)
    page.limit.setCurrentIndex(page.limit.findData(5 * GB))
    page.limit.activated.emit(page.limit.currentIndex())
    settle(qtbot)
    kept = Settings(tmp_path / "settings.json")
    assert (kept.theme, kept.follow, kept.library_limit) == ("dark", False, 5 * GB)
    window._theme.choose("light")
    assert page.theme_choice.value() == "light", "chosen elsewhere it is shown here"


def test_every_control_is_named(page: SettingsPage) -> None:
    controls = (page.language, page.theme_choice, page.text_scale, page.code_size, page.limit)
    assert all(one.accessibleName() for one in (*controls, page.python, page.follow))


def test_the_library_moves(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    page.choose_folder(tmp_path / "elsewhere")
    settle(qtbot)
    assert library.runs_folder() == tmp_path / "elsewhere"
    assert page.folder.text() == str(tmp_path / "elsewhere")
    QTest.mouseClick(page._usual, Qt.MouseButton.LeftButton)
    settle(qtbot)
    assert library.runs_folder() == tmp_path / "data" / "procession" / "runs"


def test_the_preferred_python_comes_first(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, tmp_path: Path
) -> None:
    window._settings.python = "/opt/python"
    window._found_pythons([own(), Interpreter("/opt/python", "3.12.1")])
    assert page.python.interpreter().path == "/opt/python"
    script = tmp_path / "a.py"
    script.write_text("print()", encoding="utf-8")
    opened = window.desk.open_path(script)
    assert isinstance(opened, ScriptPage)
    assert opened.interpreter.interpreter().path == "/opt/python"


def test_a_run_is_not_followed_when_that_is_off(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.follow = False
    window.open_lesson("process/finish_order")
    lesson = window.tabs.current()
    assert isinstance(lesson, LessonPage)
    run = window.desk.run_lesson(lesson)
    assert run is not None
    shown = window.desk.show_run(run)
    qtbot.waitUntil(lambda: run.program.phase is Phase.LIVE, timeout=LONG_MS)
    assert not shown.pane.timeline.following


SLOW = "import sys\nprint('ready', flush=True)\nprint('got', sys.stdin.readline())\n"


def drive(steps: list[Callable[[MainWindow], bool]]) -> None:
    """Run the application; each step is called until it is true, the last one ends it."""
    failed: list[BaseException] = []

    def step() -> None:
        shown = [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, MainWindow) and one.isVisible() and not one.restart_wanted
        ]
        try:
            if shown and steps and steps[0](shown[0]):
                steps.pop(0)
        except BaseException as error:
            # The application's own catcher would show it in a window that nobody reads.
            failed.append(error)
            steps.clear()
        if not steps:
            finish(shown)

    def finish(shown: list[MainWindow]) -> None:
        if timer.isActive():
            timer.stop()
            for one in shown:
                one.runs.close()  # else a dialog would ask about what still runs
                one.restart_wanted = False
                one.runs.all.clear()
                one.close()

    timer = QTimer()
    timer.timeout.connect(step)
    timer.start(10)
    application.run([])
    timer.stop()
    if failed:
        raise failed[0]
    assert not steps


def test_the_language_changes_at_once_and_programs_go_on(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else the window restores what another test's window had open.
    monkeypatch.setattr("procession.ui.settings._usual_path", lambda: tmp_path / "settings.json")
    script = tmp_path / "slow.py"
    script.write_text(SLOW, encoding="utf-8")
    runs: list[Run] = []

    def begin(window: MainWindow) -> bool:
        opened = window.desk.open_path(script)
        assert isinstance(opened, ScriptPage)
        run = window.desk.run_script(opened)
        assert run is not None
        runs.append(run)
        window.tools.show("settings")
        return True

    def choose(window: MainWindow) -> bool:
        if not any(b"ready" in output.data for output in runs[0].program.outputs):
            return False
        page = window.tabs.current()
        assert isinstance(page, SettingsPage)
        page.language._buttons["zh_CN"].click()
        return True

    def goes_on(window: MainWindow) -> bool:
        if window.menu_row.menu_bar.actions()[0].text() != "文件":
            return False
        kinds = [type(page) for page in window.tabs.all()]
        assert kinds == [ScriptPage, RunPage, SettingsPage]
        assert window.runs.all == runs
        assert runs[0].live
        runs[0].program.send_line("hello\n")
        return True

    def has_ended(window: MainWindow) -> bool:
        if runs[0].live:
            return False
        page = window.tabs.all()[1]
        assert isinstance(page, RunPage)
        assert page._chip.text() == "已结束，退出码 0"
        back = window.tabs.current()
        assert isinstance(back, SettingsPage)
        back.text_scale._buttons["125"].click()
        return True

    def larger(window: MainWindow) -> bool:
        if fonts.font("body").pixelSize() == 13:
            return False
        page = window.tabs.current()
        assert isinstance(page, SettingsPage)
        page.text_scale._buttons["100"].click()
        return True

    def as_before(window: MainWindow) -> bool:
        if fonts.font("body").pixelSize() != 13:
            return False
        window._settings.language = "en"
        return True

    drive([begin, choose, goes_on, has_ended, larger, as_before])
    settle(qtbot)
    assert runs[0].program.exit_status == 0
