"""The panel about what is selected in the timeline of a real run."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from procession.ui.main_window import MainWindow
from procession.ui.pages.run_page import RunPage
from procession.ui.pages.script_page import ScriptPage
from procession.ui.timeline.kinds import HELD, WAITING
from procession.ui.timeline.pick import Picked, span_at

SOURCE = """
import time
from multiprocessing import Event, Lock, Process

def keeps(lock, held):
    with lock:
        held.set()
        time.sleep(0.3)

def wants(lock, held):
    held.wait()
    with lock:
        pass

if __name__ == "__main__":
    lock, held = Lock(), Event()
    children = [Process(target=one, args=(lock, held), name=one.__name__) for one in (keeps, wants)]
    for child in children:
        child.start()
    for child in children:
        child.join()
"""


def selected_wait(page: RunPage) -> Picked:
    """The wait for the lock."""
    model = page.program.model
    assert model is not None
    lock = next(one.id for one in model.primitives.values() if one.name == "lock")
    waits = model.waiter_spans(lock)
    wait = span_at("span", ("process", int(waits.process[0])), waits, 0)
    assert wait.kind == WAITING
    return wait


def test_a_wait_tells_who_held_it_and_leads_there(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "kept.py"
    path.write_text(SOURCE, encoding="utf-8")
    script = window.desk.open_path(path)
    assert isinstance(script, ScriptPage)
    run = window.desk.run_script(script)
    assert run is not None
    page = window.tabs.current()
    assert isinstance(page, RunPage)
    qtbot.waitUntil(lambda: not run.live, timeout=60_000)
    assert not page.inspector.isVisible()
    wait = selected_wait(page)
    page.pane.timeline.show_picked(wait)
    assert page.inspector.isVisible()
    labels = page.inspector.findChildren(QLabel)
    told = "\n".join(label.accessibleName() or label.text() for label in labels)
    assert "wants" in told
    assert "waits for lock" in told
    assert "keeps, since" in told
    assert "kept.py:12" in told
    assert "Selected wait" in told
    assert "›  12     with lock:" in told
    QTest.mouseClick(page.inspector._blocker, Qt.MouseButton.LeftButton)
    hold = page.pane.timeline.look.selected
    assert hold is not None
    assert hold.kind == HELD
    assert hold.start_ns < wait.start_ns
    QTest.keyClick(page.pane.timeline, Qt.Key.Key_BracketRight)
    assert page.pane.timeline.look.selected == wait
    QTest.keyClick(page.pane.timeline, Qt.Key.Key_Escape)
    assert not page.inspector.isVisible()


def test_links_of_the_inspector_lead_to_source_and_lanes(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "kept.py"
    path.write_text(SOURCE, encoding="utf-8")
    script = window.desk.open_path(path)
    assert isinstance(script, ScriptPage)
    run = window.desk.run_script(script)
    assert run is not None
    page = window.tabs.current()
    assert isinstance(page, RunPage)
    qtbot.waitUntil(lambda: not run.live, timeout=60_000)
    page.pane.timeline.show_picked(selected_wait(page))
    page.inspector._place.linkActivated.emit(page.inspector._place.text().split('"')[1])
    assert page.dock.current() == "source"
    assert page.dock.source.view.textCursor().blockNumber() + 1 == 12
    page.inspector.followed.emit(("process", "2"))
    assert page.pane.timeline.look.lane == ("process", 2)
