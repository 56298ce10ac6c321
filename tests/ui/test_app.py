"""The application from its start to its end, and errors nobody foresaw."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procession.ui import app as application
from procession.ui import background
from procession.ui.errors import ErrorCatcher, ErrorDialog
from procession.ui.main_window import MainWindow
from procession.ui.pages.script_page import ScriptPage
from procession.ui.theme import Theme

LONG_MS = 30_000


def windows() -> list[MainWindow]:
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, MainWindow) and one.isVisible()
    ]


def test_opens_files_and_ends_when_closed(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    script = tmp_path / "mine.py"
    script.write_text("print('hello')\n", encoding="utf-8")
    seen: list[type] = []

    def close() -> None:
        open_windows = windows()
        if not open_windows or background.busy():
            return
        timer.stop()
        page = open_windows[0].tabs.current()
        seen.append(type(page))
        open_windows[0].close()

    timer = QTimer()
    timer.timeout.connect(close)
    timer.start(20)
    status = application.run([str(script)])
    timer.stop()
    assert status == 0
    assert seen == [ScriptPage]
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)


def test_another_language_opens_the_window_anew(qtbot: QtBot, qapp: QApplication) -> None:
    titles: list[str] = []

    def step() -> None:
        open_windows = windows()
        if not open_windows or background.busy():
            return
        window = open_windows[0]
        titles.append(window.menu_row.menu_bar.actions()[0].text())
        if len(titles) == 1:
            window._choose_language("zh_CN" if titles[0] == "File" else "en")
        else:
            timer.stop()
            window.close()

    timer = QTimer()
    timer.timeout.connect(step)
    timer.start(20)
    application.run([])
    timer.stop()
    assert sorted(titles) == ["File", "文件"]


@pytest.mark.qt_no_exception_capture
def test_an_unforeseen_error_is_shown_once_and_can_be_copied(
    qtbot: QtBot, theme: Theme, capsys: pytest.CaptureFixture[str]
) -> None:
    catcher = ErrorCatcher(theme)
    catcher.install()
    reports: list[str] = []

    def accept() -> None:
        dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, ErrorDialog)]
        shown = [one for one in dialogs if one.isVisible()]
        if shown:
            shown[0]._copy()
            reports.append(QApplication.clipboard().text())
            shown[0].accept()

    timer = QTimer()
    timer.timeout.connect(accept)
    timer.start(10)
    try:
        try:
            raise RuntimeError("out of the blue")
        except RuntimeError:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: bool(reports), timeout=LONG_MS)
    finally:
        timer.stop()
        catcher.remove()
    assert "RuntimeError: out of the blue" in reports[0]
    assert "PySide6" in reports[0]
    assert "out of the blue" in capsys.readouterr().err


def test_numpy_is_imported_after_the_first_picture() -> None:
    """It takes as long as all of Qt: rather while the window can be seen already."""
    code = "import sys, procession.ui.app; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
