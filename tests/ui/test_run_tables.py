"""The tables of a real run: sorted, filtered, copied, and linked with the timeline."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procession.ui.main_window import MainWindow
from procession.ui.pages.run_page import RunPage
from procession.ui.pages.script_page import ScriptPage
from procession.ui.program import Phase
from procession.ui.tables.run_table import RunTable

LONG_MS = 60_000

SOURCE = """
from multiprocessing import Lock, Pool, Process, Queue

def puts(queue, lock):
    for number in range(5):
        with lock:
            queue.put(number)

def double(number):
    return 2 * number

if __name__ == "__main__":
    queue, lock = Queue(), Lock()
    children = [Process(target=puts, args=(queue, lock), name=f"giver-{n}") for n in range(3)]
    for child in children:
        child.start()
    for _ in range(15):
        queue.get()
    for child in children:
        child.join()
    with Pool(2) as pool:
        pool.map(double, range(6), chunksize=1)
"""


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> RunPage:
    """The page of a run that has ended."""
    path = tmp_path / "givers.py"
    path.write_text(SOURCE, encoding="utf-8")
    script = window.desk.open_path(path)
    assert isinstance(script, ScriptPage)
    assert window.desk.run_script(script) is not None
    made = window.tabs.current()
    assert isinstance(made, RunPage)
    qtbot.waitUntil(lambda: made.program.phase is Phase.ENDED, timeout=LONG_MS)
    return made


def click_row(table: RunTable, number: int, column: int = 0) -> None:
    place = table.visualRect(table.rows.index(number, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


def test_waits_come_longest_first_and_lead_into_the_timeline(qtbot: QtBot, page: RunPage) -> None:
    page.dock.show_tab("waits")
    table = page.dock.waits
    qtbot.waitUntil(lambda: table.rows.rowCount() > 3, timeout=LONG_MS)
    lengths = [row.length_ns for row in table.rows.rows]
    assert lengths == sorted(lengths, reverse=True)
    total = page.dock.pages.waits.total
    assert total == table.rows.rowCount()
    assert page.dock.tabs.tabText(4) == f"Waits  {total}"
    row = table.rows.row(1)
    click_row(table, 1)
    picked = page.pane.timeline.look.selected
    assert picked is not None
    assert (picked.process, picked.thread, picked.start_ns) == row.key
    # And back: what is selected in the timeline is selected in the table.
    other = table.rows.row(0)
    table.clearSelection()
    page.dock.show_tab("output")
    page.links._show_wait(other)
    page.dock.show_tab("waits")
    chosen = table.selectionModel().selectedRows()
    assert [table.rows.row(one.row()).key for one in chosen] == [other.key]


def test_a_place_leads_to_the_source(qtbot: QtBot, page: RunPage) -> None:
    page.dock.show_tab("waits")
    table = page.dock.waits
    qtbot.waitUntil(lambda: table.rows.rowCount() > 3, timeout=LONG_MS)
    where = [column.link for column in table.rows.columns].index(True)
    number = next(n for n, row in enumerate(table.rows.rows) if "givers.py" in row.place)
    place = table.rows.row(number).place
    table.scrollTo(table.rows.index(number, where))
    click_row(table, number, where)
    assert page.dock.current() == "source"
    source = page.dock.source
    assert source.view.textCursor().blockNumber() + 1 == int(place.rpartition(":")[2])
    assert source.choice.currentText() == "givers.py"
    assert "class" not in source.view.toPlainText()
    qtbot.waitUntil(
        lambda: "wait" in source.view.note(int(place.rpartition(":")[2])), timeout=LONG_MS
    )
    QTest.mouseClick(source._next, Qt.MouseButton.LeftButton)
    assert source.view.note(source.view.textCursor().blockNumber() + 1)


def test_rows_are_filtered_sorted_and_copied(qtbot: QtBot, page: RunPage) -> None:
    page.dock.show_tab("processes")
    table = page.dock.processes
    qtbot.waitUntil(lambda: table.rows.rowCount() == 6, timeout=LONG_MS)
    field = page.dock.tools.filter
    QTest.keyClicks(field, "giver")
    assert {row.process.name for row in table.rows.rows} == {"giver-0", "giver-1", "giver-2"}
    table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    names = [row.process.name for row in table.rows.rows]
    assert names == ["giver-2", "giver-1", "giver-0"]
    click_row(table, 1)
    assert page.pane.timeline.look.lane == ("process", table.rows.row(1).process.id)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text())))
    assert rows[0][0] == "Process"
    assert [row[0] for row in rows[1:]] == names
    QTest.keyClicks(field, " nobody")
    assert table.rows.rowCount() == 0
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert table.rows.rowCount() == 6
    # Each table keeps a filter of its own.
    page.dock.show_tab("tasks")
    qtbot.waitUntil(lambda: page.dock.tasks.rows.rowCount() == 6, timeout=LONG_MS)
    assert field.text() == ""


def test_enter_chooses_a_task(qtbot: QtBot, page: RunPage) -> None:
    page.dock.show_tab("tasks")
    table = page.dock.tasks
    qtbot.waitUntil(lambda: table.rows.rowCount() == 6, timeout=LONG_MS)
    table.selectRow(2)
    QTest.keyClick(table, Qt.Key.Key_Return)
    picked = page.pane.timeline.look.selected
    assert picked is not None
    assert picked.task is not None
    assert picked.task.id == table.rows.row(2).id
    assert picked.lane == ("process", table.rows.row(2).worker)
