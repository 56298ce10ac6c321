"""The library of recordings, used as a person would, with recordings of a real program."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procession.plugin.manager import Manager
from procession.recorder import library
from procession.recorder.client import RecorderClient
from procession.recorder.library_notes import Note, Notes
from procession.recorder.plan import RunPlan
from procession.ui import background
from procession.ui.main_window import MainWindow
from procession.ui.pages.run_page import RunPage
from procession.ui.pages.runs_page import RunsPage
from procession.ui.pages.runs_page_rows import read_row
from procession.ui.program import Phase

LONG_MS = 30_000
SOURCE = """
from multiprocessing import Lock, Process
if __name__ == "__main__":
    lock = Lock()
    children = [Process(target=print, args=(n,)) for n in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
"""


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory, manager: Manager) -> Path:
    folder = tmp_path_factory.mktemp("recorded")
    program = folder / "small.py"
    program.write_text(SOURCE, encoding="utf-8")
    out = folder / "small.procession"
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


def copy(recording: Path, name: str, minute: int, **run: object) -> Path:
    """A recording of the library that began at this minute."""
    path = library.runs_folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(recording, path)
    values = {"title": name.partition(".")[0], "started": f"2026-11-20T10:{minute:02}:00Z", **run}
    connection = sqlite3.connect(path)
    with connection:
        for key, value in values.items():
            connection.execute(
                "INSERT INTO run (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, json.dumps(value)),
            )
        for _ in range(int(str(run.get("errors", 0)))):
            connection.execute("INSERT INTO finding (rule, level) VALUES ('r', 'error')")
    connection.close()
    os.utime(path, (1_700_000_000 + minute, 1_700_000_000 + minute))
    return path


@pytest.fixture
def runs(recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A library of five: one with findings, one cut short, one that is no recording."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = {
        "alpha": copy(recording, "alpha.procession", 1),
        "beta": copy(recording, "beta.procession", 2, errors=2, exit_status=1),
        "gamma": copy(recording, "gamma.procession", 3, duration_ns=9_000_000_000),
        "cut": copy(recording, "cut.procession.partial", 4, complete=None),
    }
    made["bad"] = library.runs_folder() / "bad.procession"
    made["bad"].write_bytes(b"nothing")
    return made


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, runs: dict[str, Path]) -> RunsPage:
    shown = window.tools.show("runs")
    assert isinstance(shown, RunsPage)
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
    return shown


def names(page: RunsPage) -> list[str]:
    return [page.table.rows.row(at).name for at in range(page.table.rows.rowCount())]


def choose(page: RunsPage, path: Path) -> None:
    page.table.choose(path)
    row = page.table.current()
    assert row is not None
    assert row.path == path


def settle(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)


def test_lists_the_library(page: RunsPage, runs: dict[str, Path]) -> None:
    assert names(page)[-3:] == ["gamma", "beta", "alpha"], "newest first"
    rows = {row.path: row for row in page.rows()}
    beta = rows[runs["beta"]]
    assert (beta.processes, beta.errors, beta.exit_status) == (3, 2, 1)
    assert beta.size == runs["beta"].stat().st_size
    words = {name: page.table.state_word(rows[path]).text for name, path in runs.items()}
    assert words["cut"] == "Cut short"
    assert words["bad"] == "Unreadable"
    assert words["alpha"] == "Ended, exit 0"
    assert page.head.line.text().startswith("5 recording(s)")


def test_sorts_by_each_column(page: RunsPage) -> None:
    ascending = Qt.SortOrder.AscendingOrder
    page.table.sortByColumn(0, ascending)
    assert names(page) == ["alpha", "bad", "beta", "cut", "gamma"]
    page.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "gamma"
    page.table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "beta"


def test_filters(qtbot: QtBot, page: RunsPage) -> None:
    QTest.keyClicks(page.search, "AL pha")
    assert names(page) == ["alpha"]
    page.search.setText("nothing like it")
    assert names(page) == []
    assert "No run fits" in page.table.empty
    page.search.clear()
    QTest.mouseClick(page.which._buttons["trouble"], Qt.MouseButton.LeftButton)
    assert sorted(names(page)) == ["bad", "beta", "cut"]


def test_enter_opens(
    qtbot: QtBot, window: MainWindow, page: RunsPage, runs: dict[str, Path]
) -> None:
    choose(page, runs["cut"])
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    shown = window.tabs.current()
    assert isinstance(shown, RunPage)
    qtbot.waitUntil(lambda: shown.program.phase is Phase.ENDED, timeout=LONG_MS)
    assert "incomplete" in shown.strip.text()
    choose(page, runs["bad"])
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert "bad.procession" in page.strip.text()


def test_names_notes_and_pins_stay(
    qtbot: QtBot, window: MainWindow, page: RunsPage, runs: dict[str, Path]
) -> None:
    choose(page, runs["alpha"])
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    assert page.details.name.hasFocus()
    QTest.keyClicks(page.details.name, "before the fix")
    QTest.keyClick(page.details.name, Qt.Key.Key_Return)
    assert "before the fix" in names(page)
    page.details.note.setFocus()
    QTest.keyClicks(page.details.note, "hangs with 3")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_P)
    settle(qtbot)
    kept = Notes(library.runs_folder()).all()
    assert kept == {"alpha.procession": Note("before the fix", "hangs with 3", True)}
    page.which._buttons["pinned"].click()
    assert names(page) == ["before the fix"]
    window.desk.close_page(page)
    again = window.tools.show("runs")
    assert isinstance(again, RunsPage)
    settle(qtbot)
    assert "before the fix" in names(again)


def test_delete_and_undo(qtbot: QtBot, page: RunsPage, runs: dict[str, Path]) -> None:
    choose(page, runs["beta"])
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert "beta" not in names(page)
    assert page.undo.isVisible()
    settle(qtbot)
    assert runs["beta"].exists(), "it can still be undone"
    page.undo.button.click()
    assert "beta" in names(page)
    assert not page.undo.isVisible()


def test_deleted_for_good_when_the_undo_is_gone(
    qtbot: QtBot, window: MainWindow, page: RunsPage, runs: dict[str, Path]
) -> None:
    Notes(library.runs_folder()).change("beta.procession", note="gone")
    for name in ("beta", "cut"):
        choose(page, runs[name])
        QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert "2 run(s)" in page.undo._text.text()
    page._trash._timer.timeout.emit()
    assert not page.undo.isVisible()
    qtbot.waitUntil(lambda: not runs["beta"].exists(), timeout=LONG_MS)
    settle(qtbot)
    assert not runs["cut"].exists()
    assert runs["alpha"].exists()
    assert Notes(library.runs_folder()).all() == {}


@pytest.mark.parametrize("what", ["page", "window"])
def test_deleted_for_good_when_closed(
    qtbot: QtBot, window: MainWindow, page: RunsPage, runs: dict[str, Path], what: str
) -> None:
    choose(page, runs["beta"])
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    if what == "page":
        window.desk.close_page(page)
    else:
        window.close()
    settle(qtbot)
    assert not runs["beta"].exists()
    assert runs["alpha"].exists()


def test_a_limit_spares_what_is_open(
    qtbot: QtBot, window: MainWindow, page: RunsPage, runs: dict[str, Path]
) -> None:
    opened = window.desk.open_path(runs["alpha"])
    assert isinstance(opened, RunPage)
    window._settings.library_limit = runs["alpha"].stat().st_size + 1
    window.tools.keep_library()
    settle(qtbot)
    assert runs["alpha"].exists()
    assert not runs["beta"].exists()
    window.tabs.go_to(page)
    settle(qtbot)
    assert sorted(names(page)) == ["alpha", "cut"]


def test_says_when_there_is_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    shown = window.tools.show("runs")
    assert isinstance(shown, RunsPage)
    settle(qtbot)
    assert "No runs yet" in shown.table.empty
    assert not shown.details.isVisible()


def test_a_live_partial_is_not_called_cut(runs: dict[str, Path]) -> None:
    connection = sqlite3.connect(runs["cut"])
    with connection:
        connection.execute("UPDATE process SET pid = ? WHERE id = 1", (os.getpid(),))
    connection.close()
    row = read_row(runs["cut"])
    assert row is not None
    assert row.fate == "live"
    os.utime(runs["cut"], (1_000_000_000, 1_000_000_000))
    row = read_row(runs["cut"])
    assert row is not None
    assert row.fate == "cut", "that process is younger than the recording"


def test_the_page_comes_back_with_the_window(window: MainWindow, page: RunsPage) -> None:
    session = window.desk.session()
    assert session.pages == ["tool:runs"]
    window.desk.close_page(page)
    window.desk.restore(session)
    assert isinstance(window.tabs.current(), RunsPage)
