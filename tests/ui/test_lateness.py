"""The window stays quick while programs run: what one turn of its event loop costs.

Measured in processor time of the window's own thread, which other programs on a busy machine do
not change.
"""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from procession.ui import background
from procession.ui.main_window import MainWindow
from procession.ui.pages.script_page import ScriptPage

LONG_MS = 60_000
TURN_MS = 8
SOURCE = """
import time
from multiprocessing import Lock, Process, Queue

def work(lock, queue):
    for number in range(400):
        with lock:
            time.sleep(0.001)
        queue.put(number)

if __name__ == "__main__":
    lock, queue = Lock(), Queue()
    children = [Process(target=work, args=(lock, queue)) for _ in range(3)]
    for child in children:
        child.start()
    for _ in range(1200):
        queue.get()
    for child in children:
        child.join()
    for number in range(2000):
        print("line", number)
"""


class Turns:
    """Notes the processor time between two ticks of a timer that is due at every turn."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self._last = time.thread_time()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def stop(self) -> None:
        self._timer.stop()

    def share(self, part: float) -> float:
        """The cost in ms that this part of the turns stays below."""
        return sorted(self.costs)[int(part * (len(self.costs) - 1))]

    def _tick(self) -> None:
        now = time.thread_time()
        self.costs.append((now - self._last) * 1000)
        self._last = now


def test_turns_are_short_while_a_program_runs(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.begin()
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
    path = tmp_path / "busy.py"
    path.write_text(SOURCE, encoding="utf-8")
    page = window.desk.open_path(path)
    assert isinstance(page, ScriptPage)
    run = window.desk.run_script(page)
    assert run is not None
    turns = Turns()
    qtbot.waitUntil(lambda: not run.live, timeout=LONG_MS)
    turns.stop()
    assert run.program.exit_status == 0
    assert run.program.model is not None
    assert run.program.model.events > 3000
    assert len(turns.costs) > 200
    told = f"p50 {turns.share(0.5):.1f}, p95 {turns.share(0.95):.1f}, max {turns.share(1):.1f} ms"
    # The goal is TURN_MS, which `make bench` measures; here a slow machine must pass, too.
    assert turns.share(0.95) <= 6 * TURN_MS, told
