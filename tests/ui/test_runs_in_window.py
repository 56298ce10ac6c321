"""Drives the window as a person would: lessons, scripts, Stop, input, and bad endings."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procession.ui.main_window import MainWindow
from procession.ui.pages.lesson_page import LessonPage
from procession.ui.pages.run_page import RunPage
from procession.ui.pages.run_words import state_word
from procession.ui.pages.script_page import ScriptPage
from procession.ui.program import Phase, Program

LONG_MS = 30_000


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(10, widget.height() // 2))


def wait_end(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: not program.live, timeout=LONG_MS)


def output(page: RunPage) -> str:
    return page.dock.console.view.toPlainText()


def script(tmp_path: Path, source: str, name: str = "program.py") -> Path:
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    return path


def run_script(qtbot: QtBot, window: MainWindow, path: Path, arguments: str = "") -> RunPage:
    page = window.desk.open_path(path)
    assert isinstance(page, ScriptPage)
    page.arguments.setText(arguments)
    click(qtbot, page.run)
    shown = window.tabs.current()
    assert isinstance(shown, RunPage)
    return shown


def wait_output(qtbot: QtBot, page: RunPage, text: str) -> None:
    qtbot.waitUntil(lambda: text in output(page), timeout=LONG_MS)


def test_first_lesson_runs_to_its_end(qtbot: QtBot, window: MainWindow) -> None:
    window.menus.actions[2].trigger()
    page = window.tabs.current()
    assert isinstance(page, LessonPage)
    click(qtbot, page.panel.run)
    program = window.desk.program()
    assert program is not None
    assert not page.panel.ready
    wait_end(qtbot, program)
    assert program.phase is Phase.ENDED, program.error
    assert (program.state, program.exit_status) == ("ended", 0)
    model = program.model
    assert model is not None
    assert model.processes[model.order_of_processes()[0][0]].name == "MainProcess"
    assert len(model.processes) == 4
    assert {one.exitcode for one in model.processes.values()} >= {0}
    recording = program.recording
    assert recording is not None
    # Its recorder makes one file of it once the window has all.
    qtbot.waitUntil(recording.is_file, timeout=LONG_MS)
    assert page.panel.ready
    click(qtbot, page.run_strip._open)
    shown = window.tabs.current()
    assert isinstance(shown, RunPage)
    assert shown.program is program
    wait_output(qtbot, shown, "main")
    shown.dock.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: shown.dock.processes.rows.rowCount() == 4, timeout=LONG_MS)


def test_lesson_runs_as_edited(qtbot: QtBot, window: MainWindow) -> None:
    window.open_lesson("process/finish_order")
    page = window.tabs.current()
    assert isinstance(page, LessonPage)
    runners = page.panel.form.field("RUNNERS")
    runners.setFocus()
    qtbot.keyClick(runners, Qt.Key.Key_Up)
    assert "RUNNERS = 4 " in page.source
    assert page.edited
    qtbot.keyClick(page, Qt.Key.Key_F5)
    program = window.desk.program()
    assert program is not None
    wait_end(qtbot, program)
    assert program.model is not None
    assert len(program.model.processes) == 5
    assert "RUNNERS = 3 " in page.lesson.source


def test_stop_ends_what_never_ends(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = script(
        tmp_path,
        "import multiprocessing, signal, threading\n"
        "def work():\n"
        "    signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "    print('child ready', flush=True)\n"
        "    threading.Event().wait()\n"
        "if __name__ == '__main__':\n"
        "    p = multiprocessing.Process(target=work)\n"
        "    p.start()\n"
        "    p.join()\n",
    )
    page = run_script(qtbot, window, path)
    wait_output(qtbot, page, "child ready")
    pids = [one.pid for one in page.program.model.processes.values()]
    assert len(pids) == 2
    click(qtbot, page._stop)
    assert page.program.phase is Phase.STOPPING
    wait_end(qtbot, page.program)
    assert page.program.state == "stopped"
    assert state_word(page.program).text == "Stopped"
    assert not [pid for pid in pids if psutil.pid_exists(pid)]


def test_answers_input(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = script(tmp_path, "name = input('name? ')\nprint(f'hello {name[::-1]}')\n")
    page = run_script(qtbot, window, path)
    wait_output(qtbot, page, "name?")
    line = page.dock.console.input
    qtbot.keyClicks(line, "Grace")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    wait_output(qtbot, page, "hello ecarG")
    wait_end(qtbot, page.program)
    assert page.program.exit_status == 0
    assert not line.isVisible()


def test_end_of_input(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = script(tmp_path, "import sys\nprint('go', flush=True)\nprint(len(sys.stdin.read()))\n")
    page = run_script(qtbot, window, path)
    wait_output(qtbot, page, "go")
    line = page.dock.console.input
    qtbot.keyClick(line, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    wait_end(qtbot, page.program)
    assert page.program.exit_status == 0


@pytest.mark.parametrize(
    ("source", "status", "word"),
    [
        ("import sys; sys.exit(3)", 3, "Ended, exit 3"),
        ("import os; os._exit(7)", 7, "Ended, exit 7"),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            128 + signal.SIGKILL,
            "Ended by signal 9",
        ),
        ("def broken(:\n    pass\n", 1, "Ended, exit 1"),
        ("import os\nos.closerange(0, 256)\n", 0, "Ended, exit 0"),
        ("import os\nos.environ.clear()\n", 0, "Ended, exit 0"),
    ],
    ids=["exit", "_exit", "signal", "syntax", "descriptors", "environment"],
)
def test_endings_are_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, source: str, status: int, word: str
) -> None:
    page = run_script(qtbot, window, script(tmp_path, source))
    wait_end(qtbot, page.program)
    assert page.program.phase is Phase.ENDED, page.program.error
    assert page.program.exit_status == status
    assert page._chip.text() == word
    assert page.program.recording is not None
    qtbot.waitUntil(page.program.recording.is_file, timeout=LONG_MS)


def test_arguments_and_folder(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "somewhere else"
    folder.mkdir()
    path = script(tmp_path, "import os, sys\nprint(sys.argv[1:], os.getcwd())\n")
    page = window.desk.open_path(path)
    assert isinstance(page, ScriptPage)
    page.arguments.setText("one 'two three")
    assert not page.run.isEnabled()
    page.arguments.setText("one 'two three'")
    page.folder.setText(str(tmp_path / "nowhere"))
    assert not page.run.isEnabled()
    page.folder.setText(str(folder))
    click(qtbot, page.run)
    shown = window.tabs.current()
    assert isinstance(shown, RunPage)
    wait_output(qtbot, shown, f"['one', 'two three'] {folder}")
    wait_end(qtbot, shown.program)


def test_runs_again(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    page = run_script(qtbot, window, script(tmp_path, "print('once')\n"))
    wait_end(qtbot, page.program)
    first = page.program.recording
    click(qtbot, page._again)
    again = window.tabs.current()
    assert isinstance(again, RunPage)
    assert again is not page
    wait_end(qtbot, again.program)
    assert again.program.exit_status == 0
    assert again.program.recording != first


def test_missing_interpreter_is_told(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    from procession.ui.interpreters import Interpreter

    page = window.desk.open_path(script(tmp_path, "print(1)\n"))
    assert isinstance(page, ScriptPage)
    page.interpreter.offer([Interpreter(str(tmp_path / "no-python"), "3.11.0")])
    click(qtbot, page.run)
    shown = window.tabs.current()
    assert isinstance(shown, RunPage)
    wait_end(qtbot, shown.program)
    assert shown.program.phase is Phase.FAILED
    assert shown.strip.isVisible()
    assert "no-python" in shown.strip.text()


@pytest.mark.skipif(sys.platform == "win32", reason="a flood through a pseudo-terminal")
def test_flood_of_output_is_survived(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    source = (
        "import sys\n"
        "for _ in range(100_000):\n"
        "    sys.stdout.write('x' * 99 + '\\n')\n"
        "print('the end')\n"
    )
    page = run_script(qtbot, window, script(tmp_path, source))
    wait_end(qtbot, page.program)
    wait_output(qtbot, page, "the end")
    assert page.program.exit_status == 0
