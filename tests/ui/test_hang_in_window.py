"""A program that hangs, as it is told in the window while it runs and after it was stopped."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procession.ui.main_window import MainWindow
from procession.ui.pages.run_page import RunPage
from procession.ui.pages.script_page import ScriptPage
from procession.ui.program import Phase

LONG_MS = 60_000

DEADLOCK = """
import multiprocessing
from multiprocessing import Event, Lock, Process

def take(first, second, mine, other):
    with first:
        mine.set()
        other.wait()
        with second:
            pass

if __name__ == "__main__":
    multiprocessing.set_start_method("METHOD")
    a, b = Lock(), Lock()
    one, two = Event(), Event()
    children = [
        Process(target=take, args=(a, b, one, two), name="left"),
        Process(target=take, args=(b, a, two, one), name="right"),
    ]
    for child in children:
        child.start()
    print("started", flush=True)
    for child in children:
        child.join()
"""


def run(qtbot: QtBot, window: MainWindow, path: Path, source: str) -> RunPage:
    path.write_text(source, encoding="utf-8")
    script = window.desk.open_path(path)
    assert isinstance(script, ScriptPage)
    assert window.desk.run_script(script) is not None
    page = window.tabs.current()
    assert isinstance(page, RunPage)
    return page


def hung(qtbot: QtBot, window: MainWindow, tmp_path: Path, method: str = "fork") -> RunPage:
    page = run(qtbot, window, tmp_path / "cross.py", DEADLOCK.replace("METHOD", method))
    qtbot.waitUntil(lambda: page.banner.isVisible(), timeout=LONG_MS)
    return page


def stopped(qtbot: QtBot, page: RunPage) -> None:
    QTest.mouseClick(page.head.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.program.phase is Phase.ENDED, timeout=LONG_MS)


def shown_graph(qtbot: QtBot, page: RunPage) -> None:
    graph = page.side.waits.graph
    qtbot.waitUntil(lambda: len(graph.picture.cycles) == 1, timeout=LONG_MS)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_deadlock_is_told_everywhere_while_it_lasts(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, method: str
) -> None:
    page = hung(qtbot, window, tmp_path, method)
    assert page.program.phase is Phase.LIVE
    assert "Neither can go on." in page.banner.text()
    assert page.head.chip.text().startswith("Hung for ")
    assert page.dock.current() == "findings"
    told = page.dock.findings.current()
    assert told is not None
    assert (told.finding.rule, told.finding.certainty) == ("lock-cycle", "certain")
    model = page.program.model
    assert model is not None
    names = {model.processes[one].name for one in told.finding.processes}
    assert names == {"left", "right"}
    details = page.dock.findings.details.text()
    assert "cross.py:9" in details
    assert "Only stopping the program." in details
    assert [one.rule for one in page.pane.timeline.look.findings] == ["lock-cycle"]
    assert page.side.wanted == "waits"
    shown_graph(qtbot, page)
    stopped(qtbot, page)
    assert page.head.chip.text() == "Stopped"
    finder = page.program.finder
    assert finder is not None
    qtbot.waitUntil(lambda: finder.now.hung_ns is None, timeout=LONG_MS)
    # They have ended since, but not while they held what the others wait for.
    assert "ended holding it" not in page.dock.findings.details.text()
    assert page.dock.findings.current() is not None
    recording = page.program.recording
    assert recording is not None
    qtbot.waitUntil(recording.is_file, timeout=LONG_MS)
    with sqlite3.connect(recording) as file:
        assert file.execute("SELECT rule, certainty FROM finding").fetchall() == [
            ("lock-cycle", "certain")
        ]
    file.close()


def test_the_wait_panel_is_read_and_walked_by_mouse_and_keys(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = hung(qtbot, window, tmp_path)
    shown_graph(qtbot, page)
    graph = page.side.waits.graph
    (cycle,) = graph.picture.cycles
    named = {graph.picture.nodes[key].name for key in cycle}
    assert named == {"left", "right", "a", "b"}
    text = graph.accessibleDescription()
    assert "left waits for b (cross.py:9)" in text
    assert "a held by left" in text
    assert "MainProcess waits for exit left" in text
    # No two nodes stand on each other, and each inside the drawing.
    boxes = list(graph.boxes.boxes.values())
    for number, one in enumerate(boxes):
        assert one.x >= 0
        assert one.right <= graph.width()
        for other in boxes[:number]:
            apart = one.x >= other.right or other.x >= one.right
            assert apart or one.y >= other.bottom or other.y >= one.bottom
    left = next(key for key in cycle if graph.picture.nodes[key].name == "left")
    middle = graph.boxes.boxes[left].centre
    QTest.mouseClick(
        graph, Qt.MouseButton.LeftButton, pos=QPoint(round(middle[0]), round(middle[1]))
    )
    assert page.pane.timeline.look.lane == left
    assert page.side.wanted == "waits"
    seen = set()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left) * 3:
        QTest.keyClick(graph, key)
        QTest.keyClick(graph, Qt.Key.Key_Return)
        seen.add(page.pane.timeline.look.lane)
    assert cycle <= seen
    QTest.mouseClick(page.head.waits, Qt.MouseButton.LeftButton)
    assert page.side.wanted == ""
    assert not page.side.isVisible()
    stopped(qtbot, page)


def test_links_lead_to_lane_source_and_instant(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = hung(qtbot, window, tmp_path)
    stopped(qtbot, page)
    told = page.dock.findings.current()
    assert told is not None
    page.banner.followed.emit(("place", "cross.py:9"))
    assert page.dock.current() == "source"
    view = page.dock.source.view
    assert view.textCursor().blockNumber() + 1 == 9
    page.links.follow(("time", str(told.finding.at_ns)))
    assert page.pane.timeline.look.cursor_ns == told.finding.at_ns
    assert page.instant.at_ns == told.finding.at_ns
    assert page.dock.tools.leave.isVisible()
    qtbot.waitUntil(
        lambda: "waits here" in view.note(9) or "wait here" in view.note(9), timeout=LONG_MS
    )
    page.dock.show_tab("primitives")
    table = page.dock.primitives.rows
    qtbot.waitUntil(lambda: table.rowCount() == 4, timeout=LONG_MS)
    now = {row.primitive.name: row.now for row in table.rows}
    assert now["a"].startswith("held by left")
    assert "waited for by right" in now["a"] or "waited for by left" in now["b"]
    QTest.mouseClick(page.dock.tools.leave, Qt.MouseButton.LeftButton)
    assert page.instant.at_ns is None


def test_where_it_is_narrow_the_panel_is_a_tab(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.resize(1100, 700)
    page = hung(qtbot, window, tmp_path)
    assert page.dock.has_side
    page.dock.show_tab("side")
    assert page.dock.current() == "side"
    shown_graph(qtbot, page)
    assert page.side.waits.isVisible()
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: not page.dock.has_side, timeout=LONG_MS)
    assert page.side.isVisible()
    stopped(qtbot, page)


def test_whoever_types_is_not_interrupted(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    page = run(qtbot, window, tmp_path / "cross.py", DEADLOCK.replace("METHOD", "spawn"))
    qtbot.waitUntil(lambda: page.program.phase is Phase.LIVE, timeout=LONG_MS)
    window.activateWindow()
    page.dock.console.input.setFocus()
    page.dock.tabs.tabBarClicked.emit(0)
    qtbot.waitUntil(lambda: page.banner.isVisible(), timeout=LONG_MS)
    assert page.dock.current() == "output"
    stopped(qtbot, page)


def test_a_run_that_ends_well_has_no_findings(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = run(qtbot, window, tmp_path / "fine.py", "print('fine')\n")
    qtbot.waitUntil(lambda: page.program.phase is Phase.ENDED, timeout=LONG_MS)
    page.dock.show_tab("findings")
    finder = page.program.finder
    assert finder is not None
    sentence = "No findings. The run ended as it should."
    qtbot.waitUntil(lambda: page.dock.findings.table._empty == sentence, timeout=LONG_MS)
    assert not page.banner.isVisible()
    assert page.dock.findings.table.rows.rowCount() == 0
    assert page.head.chip.text() == "Ended, exit 0"
