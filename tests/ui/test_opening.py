"""Opening recordings and files that are none: by path, by drop, again next time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from procession.plugin.manager import Manager
from procession.recorder.client import RecorderClient
from procession.recorder.plan import RunPlan
from procession.ui import background
from procession.ui.drafts import Drafts
from procession.ui.main_window import MainWindow
from procession.ui.pages.lesson_page import LessonPage
from procession.ui.pages.run_page import RunPage
from procession.ui.pages.script_page import ScriptPage
from procession.ui.program import Phase
from procession.ui.settings import Settings
from procession.ui.theme import Theme

LONG_MS = 30_000
SOURCE = """
from multiprocessing import Lock, Process

def work(lock):
    for _ in range(50):
        with lock:
            pass

if __name__ == "__main__":
    lock = Lock()
    children = [Process(target=work, args=(lock,), name=f"child {n}") for n in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print("all done")
"""


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory, manager: Manager) -> Path:
    """A real recording of a small program."""
    folder = tmp_path_factory.mktemp("recorded")
    program = folder / "two_children.py"
    program.write_text(SOURCE, encoding="utf-8")
    out = folder / "two.procession"
    client = RecorderClient(
        RunPlan(output=str(out), script=str(program), probes=tuple(manager.probes()))
    )
    try:
        while True:
            if b'"t":"end"' in client.connection.recv_bytes():
                client.send({"do": "close"})
    except EOFError:
        client.close()
    return out


def open_and_wait(qtbot: QtBot, window: MainWindow, path: Path) -> RunPage:
    page = window.desk.open_path(path)
    assert isinstance(page, RunPage)
    ends = (Phase.ENDED, Phase.FAILED)
    qtbot.waitUntil(lambda: page.program.phase in ends, timeout=LONG_MS)
    return page


def test_opens_a_recording(qtbot: QtBot, window: MainWindow, recording: Path) -> None:
    page = open_and_wait(qtbot, window, recording)
    assert page.program.phase is Phase.ENDED, page.program.error
    assert page._chip.text() == "Ended, exit 0"
    assert page.head._line.text() == "python two_children.py"
    view = page.dock.console.view
    qtbot.waitUntil(lambda: "all done" in view.toPlainText(), timeout=LONG_MS)
    page.dock.tabs.setCurrentIndex(1)
    rows = page.dock.processes.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 3, timeout=LONG_MS)
    names = [rows.row(number).process.name for number in range(rows.rowCount())]
    assert sorted(names) == ["MainProcess", "child 0", "child 1"]
    page.dock.tabs.setCurrentIndex(2)
    rows = page.dock.primitives.rows
    qtbot.waitUntil(lambda: page.dock.primitives.rows.rowCount() == 1, timeout=LONG_MS)
    assert [(rows.row(0).primitive.name, rows.row(0).counts.split()[1])] == [("lock", "100")]
    assert not page.dock.console.input.isVisible()
    again = window.desk.open_path(recording)
    assert again is page
    assert "none lost" in window.status.text()


def test_tables_are_sorted_by_their_numbers(
    qtbot: QtBot, window: MainWindow, recording: Path
) -> None:
    page = open_and_wait(qtbot, window, recording)
    page.dock.tabs.setCurrentIndex(1)
    table = page.dock.processes
    qtbot.waitUntil(lambda: table.rows.rowCount() == 3, timeout=LONG_MS)
    pid = [column.title for column in table.rows.columns].index("PID")
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        table.sortByColumn(pid, order)
        pids = [table.rows.row(number).process.pid for number in range(3)]
        assert pids == sorted(pids, reverse=order is Qt.SortOrder.DescendingOrder)
    cell = table.rows.index(0, pid)
    aligned = table.rows.data(cell, Qt.ItemDataRole.TextAlignmentRole)
    assert aligned & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.procession", b"", ""),
        ("text.procession", b"not a database at all, but long enough to be one" * 9, ""),
        ("missing.procession", None, "There is no file"),
        ("data.bin", b"\x00\x01\x02" * 50, "neither a Python program nor a recording"),
    ],
)
def test_bad_files_are_told(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    name: str,
    content: bytes | None,
    told: str,
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    page = window.desk.open_path(path)
    if told:
        assert page is None
        assert window.strip.isVisible()
        assert told in window.strip.text()
        return
    assert isinstance(page, RunPage)
    qtbot.waitUntil(lambda: page.program.phase is Phase.FAILED, timeout=LONG_MS)
    assert page.strip.isVisible()
    assert name in page.strip.text()
    assert "Traceback" not in page.strip.text()


def test_a_cut_off_recording_is_told(
    qtbot: QtBot, window: MainWindow, recording: Path, tmp_path: Path
) -> None:
    path = tmp_path / "cut.procession"
    shutil.copy(recording, path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    page = open_and_wait(qtbot, window, path)
    assert page.strip.isVisible()


def test_a_folder_without_main_is_told(window: MainWindow, tmp_path: Path) -> None:
    assert window.desk.open_path(tmp_path) is None
    assert "__main__.py" in window.strip.text()


def test_what_is_dropped_is_opened(qtbot: QtBot, window: MainWindow, recording: Path) -> None:
    data = QMimeData()
    program = recording.with_name("two_children.py")
    data.setUrls([QUrl.fromLocalFile(str(program)), QUrl.fromLocalFile(str(recording))])
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    kinds = [type(page) for page in window.tabs.all()]
    assert kinds == [ScriptPage, RunPage]
    page = window.tabs.current()
    assert isinstance(page, RunPage)
    qtbot.waitUntil(lambda: page.program.phase is Phase.ENDED, timeout=LONG_MS)


def test_what_was_open_is_open_again(
    qtbot: QtBot,
    theme: Theme,
    manager: Manager,
    settings: Settings,
    tmp_path: Path,
    recording: Path,
) -> None:
    drafts = Drafts(tmp_path / "drafts")
    first = MainWindow(theme, manager, settings, drafts=drafts)
    first.resize(1440, 860)
    first.show()
    first.open_lesson("lock/one_counter")
    lesson = first.tabs.current()
    assert isinstance(lesson, LessonPage)
    lesson.code.editor.replace_source(lesson.source + "\n# mine\n")
    open_and_wait(qtbot, first, recording)
    assert first.close()
    first.deleteLater()
    second = MainWindow(theme, manager, settings, drafts=drafts)
    second.restore()
    second.show()
    kinds = [type(page) for page in second.tabs.all()]
    assert kinds == [LessonPage, RunPage]
    restored = second.tabs.all()[0]
    assert isinstance(restored, LessonPage)
    assert restored.source.endswith("# mine\n")
    assert restored.edited
    restored.code.reset_wanted.emit()
    assert not restored.edited
    restored.code.editor.undo()
    assert restored.edited
    assert second.explorer.isVisible()
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
    second.close()
    second.deleteLater()
