"""Several windows: opened, kept for next time, made anew in another language together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from procession.plugin.manager import Manager
from procession.ui import background
from procession.ui.main_window import MainWindow
from procession.ui.pages.lesson_page import LessonPage
from procession.ui.pages.script_page import ScriptPage
from procession.ui.settings import Settings
from procession.ui.theme import Theme
from procession.ui.windows import Windows

LONG_MS = 30_000


@pytest.fixture
def windows(qtbot: QtBot, theme: Theme, settings: Settings, manager: Manager) -> Iterator[Windows]:
    made = Windows(theme, settings, lambda: manager)
    yield made
    for window in list(made.all):
        window.close()
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)


def act(window: MainWindow, text: str) -> None:
    next(one for one in window.menus.actions if one.text() == text).trigger()


def test_both_windows_open_again_after_quit(
    qtbot: QtBot, windows: Windows, theme: Theme, settings: Settings, manager: Manager
) -> None:
    windows.begin("en", [])
    first = windows.all[0]
    first.open_lesson("lock/one_counter")
    act(first, "New window")
    second = windows.all[1]
    assert second.tabs.current() is None
    assert second.pos() != first.pos() or second.size() == first.size()
    second.tools.show("settings")
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
    act(second, "Quit")
    assert windows.all == []
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)

    again = Windows(theme, Settings(settings._file.path), lambda: manager)
    again.begin("en", [])
    assert [type(window.tabs.current()).__name__ for window in again.all] == [
        "LessonPage",
        "SettingsPage",
    ]
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
    again.all[1].close()
    again.all[0].close()
    assert Settings(settings._file.path).more_sessions == [], "one window was left at the end"


def test_a_change_of_language_makes_all_windows_anew(qtbot: QtBot, windows: Windows) -> None:
    windows.begin("en", [])
    windows.all[0].open_lesson("lock/one_counter")
    windows.open_new().tools.show("settings")
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
    windows.all[1]._come_back()
    qtbot.waitUntil(lambda: windows.come_back_wanted, timeout=LONG_MS)
    assert windows.all == []
    windows.come_back("zh_CN")
    assert not windows.come_back_wanted
    pages = [window.tabs.current() for window in windows.all]
    assert isinstance(pages[0], LessonPage)
    assert len(pages) == 2


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(QPoint(400, 400)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert event.isAccepted()


def test_scripts_open_and_bad_wheels_are_refused_unasked(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "question", lambda *args: asked.append(args[2]))
    script = tmp_path / "mine.py"
    script.write_text("pass\n")
    wheel = tmp_path / "broken-1.0-py3-none-any.whl"
    wheel.write_bytes(b"no zip")
    drop(window, script, wheel)
    assert isinstance(window.tabs.current(), ScriptPage)
    qtbot.waitUntil(lambda: "broken-1.0" in window.strip.text(), timeout=LONG_MS)
    assert asked == []
