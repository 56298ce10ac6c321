"""Fifty runs in one window leave nothing behind."""

from __future__ import annotations

import gc
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSocketNotifier, QTimer
from pytestqt.qtbot import QtBot

from procession.ui import background
from procession.ui.main_window import MainWindow
from procession.ui.pages.script_page import ScriptPage
from tests.ui.conftest import LONG_MS, open_descriptors

RUNS = 50
PROGRAM = """
from multiprocessing import Lock, Process

def work(lock):
    with lock:
        pass

if __name__ == "__main__":
    lock = Lock()
    child = Process(target=work, args=(lock,))
    child.start()
    child.join()
"""


def counted() -> dict[str, int]:
    """What a run could leave behind, as there is of it now."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
        gc.collect()
    alive = [one for one in gc.get_objects() if type(one) in (QTimer, QSocketNotifier)]
    return {
        "timers": sum(1 for one in alive if type(one) is QTimer and _active(one)),
        "notifiers": sum(1 for one in alive if type(one) is QSocketNotifier and _active(one)),
        "threads": psutil.Process().num_threads(),
        "descriptors": open_descriptors(),
    }


def _active(one: QTimer | QSocketNotifier) -> bool:
    try:
        return one.isActive() if isinstance(one, QTimer) else one.isEnabled()
    except RuntimeError:  # its C++ side is gone
        return False


@pytest.mark.slow
def test_runs_leave_nothing_behind(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "small.py"
    path.write_text(PROGRAM, encoding="utf-8")
    page = window.desk.open_path(path)
    assert isinstance(page, ScriptPage)
    before: dict[str, int] = {}
    for number in range(RUNS):
        run = window.desk.run_script(page)
        assert run is not None
        qtbot.waitUntil(lambda run=run: not run.live, timeout=LONG_MS)
        shown = window.desk.show_run(run)
        qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
        scene = shown.pane.timeline.scene
        assert scene is not None
        assert len(scene.model.processes) == 2
        window.desk.close_page(shown)
        if number == 4:
            # Threads of Qt's pool and caches are there by now.
            before = counted()
    after = counted()
    # The pool's threads come and go; everything else must not have grown with the runs.
    assert after["threads"] <= before["threads"] + 4, (before, after)
    for what in ("timers", "notifiers", "descriptors"):
        assert after[what] <= before[what] + 2, (before, after)
