"""How quick the window is: to come up, to show what happens, and to react meanwhile.

Everything is measured on the real window, with real programs under a real recorder.  The
references are an empty window: for the start one that has imported numpy too, for lateness one
beside the same program run bare.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, perf_counter_ns

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(
    prefix="procession-bench-"
)
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from procession.plugin.manager import load
from procession.ui import background
from procession.ui.app import make_application
from procession.ui.drafts import Drafts
from procession.ui.main_window import MainWindow
from procession.ui.pages.run_page import RunPage
from procession.ui.pages.script_page import ScriptPage
from procession.ui.program import Phase
from procession.ui.run_set import Run
from procession.ui.settings import Settings
from procession.ui.theme import Theme
from tests.benchmarks import synthetic
from tests.benchmarks.watching import Frames, Lateness, until

ROUNDS = 5
RECORDS = 10_000_000
DENSE = """
import time
from multiprocessing import Lock, Process

def work(lock, until):
    while time.monotonic() < until:
        with lock:
            pass

if __name__ == "__main__":
    lock, until = Lock(), time.monotonic() + 5
    children = [Process(target=work, args=(lock, until)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()
"""
SPARSE = """
import time
from multiprocessing import Lock

if __name__ == "__main__":
    lock = Lock()
    for _ in range(60):
        time.sleep(0.05)
        with lock:
            pass
"""
EMPTY = """
import sys
import numpy
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QTimer.singleShot(0, app.quit)
app = QApplication(sys.argv[:1])
window = Window()
window.resize(1440, 860)
window.show()
app.exec()
"""
OURS = """
from PySide6.QtCore import QTimer
from procession.ui import app, main_window
Window = main_window.MainWindow
def painted(self, event):
    super(Window, self).paintEvent(event)
    print("painted", flush=True)
    QTimer.singleShot(0, self.close)
Window.paintEvent = painted
app.run()
"""


@dataclass(frozen=True)
class Dense:
    """What was seen while a program with dense locks was watched."""

    late_ms: float
    events: int
    frames_a_second: float
    gap_ms: float


def start_ms(source: str) -> float:
    """From the start of a Python to its window's first picture."""
    began = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", source], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        while "painted" not in process.stdout.readline():
            if process.poll() is not None:
                raise RuntimeError("the window was not painted")
        took = perf_counter() - began
        process.stdout.read()
    return took * 1000


class Bench:
    """A window, and what is measured with it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._theme = Theme("light")
        self._theme.apply()
        settings = Settings(folder / "settings.json")
        self.window = MainWindow(
            self._theme, load(safe_mode=True), settings, drafts=Drafts(folder / "drafts")
        )
        self.window.resize(1600, 900)
        self.window.show()
        self.window.begin()
        until(lambda: not background.busy())

    def run(self, source: str, name: str) -> Run:
        """Run a program as a user would."""
        path = self._folder / name
        path.write_text(source, encoding="utf-8")
        page = self.window.desk.open_path(path)
        assert isinstance(page, ScriptPage)
        run = self.window.desk.run_script(page)
        assert run is not None
        return run

    def dense(self) -> Dense:
        """While a program with dense locks is watched."""
        run = self.run(DENSE, "dense.py")
        until(lambda: run.program.rows is not None)
        frames = Frames(self.window.desk.show_run(run).pane.timeline)
        measured = Lateness()
        until(lambda: not run.live)
        late = measured.stop()
        frames.stop()
        assert run.program.model is not None
        return Dense(late, run.program.model.events, frames.a_second, frames.gap_ms)

    def event_to_pixel(self) -> list[float]:
        """From the end of each hold to the picture that has it, ms."""
        run = self.run(SPARSE, "sparse.py")
        until(lambda: run.program.rows is not None)
        timeline = self.window.desk.show_run(run).pane.timeline
        known = 0
        times: list[float] = []

        def look() -> None:
            nonlocal known
            model, scene = run.program.model, timeline.scene
            if model is None or scene is None or timeline._stale or not scene.up_to_date:
                return
            spans = model.process_spans(1)
            if len(spans) > known:
                known = len(spans)
                newest = int(spans.end_ns.max()) + int(model.run["origin_ns"])
                times.append((perf_counter_ns() - newest) / 1e6)

        eye = QTimer()
        eye.setTimerType(Qt.TimerType.PreciseTimer)
        eye.timeout.connect(look)
        eye.start(2)
        until(lambda: not run.live)
        eye.stop()
        return times

    def first_picture_s(self) -> tuple[float, float]:
        """From opening a large recording to its page's first picture, and to all of its lanes."""
        path = self._folder / "large.procession"
        blocks = synthetic.lock_records(RECORDS, 16, 8)
        synthetic.write_recording(path, blocks, 8)
        del blocks
        began = perf_counter()
        page = self.window.desk.open_path(path)
        assert isinstance(page, RunPage)
        QApplication.processEvents()
        page.grab()
        first = perf_counter() - began
        until(lambda: page.program.phase is Phase.ENDED)
        return first, perf_counter() - began

    def close(self) -> None:
        """Let go of everything."""
        self.window.close()
        until(lambda: not background.busy())
        self._theme.close()


def bare_lateness(folder: Path) -> float:
    """Of an empty window beside the same program, not observed."""
    path = folder / "dense.py"
    window = QMainWindow()
    window.show()
    with subprocess.Popen([sys.executable, str(path)]) as program:
        measured = Lateness()
        until(lambda: program.poll() is not None)
    window.close()
    return measured.stop()


def row(what: str, here: str, reference: str, ratio: str, goal: str, good: bool) -> bool:
    """Print one row of the table; whether it is good."""
    verdict = "ok" if good else "MISS"
    print(f"{what} · {here} · {reference} · {ratio} · {goal} · {verdict}", flush=True)
    return good


def main() -> int:
    """Measure and print; exit status 1 when a goal is missed."""
    print(" · ".join(("what", "here", "reference", "ratio", "goal", "")))
    ours, empty = [], []
    for _ in range(ROUNDS):
        ours.append(start_ms(OURS))
        empty.append(start_ms(EMPTY))
    here, reference = statistics.median(ours), statistics.median(empty)
    good = row(
        "start to window",
        f"{here:.0f} ms",
        f"{reference:.0f} ms (empty, with numpy)",
        f"{here / reference:.2f}",
        "<= 1.5",
        here <= 1.5 * reference,
    )
    application = make_application()
    with tempfile.TemporaryDirectory(prefix="procession-bench-") as name:
        folder = Path(name)
        bench = Bench(folder)
        try:
            times = bench.event_to_pixel()
            dense = bench.dense()
            opened = bench.first_picture_s()
        finally:
            bench.close()
        bare = bare_lateness(folder)
    middle = statistics.median(times)
    good &= row(
        "event to pixel, median",
        f"{middle:.0f} ms",
        f"{max(times):.0f} ms (slowest of {len(times)})",
        f"{middle / 100:.2f}",
        "< 100 ms",
        middle < 100,
    )
    good &= row(
        f"window's lateness p99, {dense.events / 1e6:.1f} M records of dense locks",
        f"{dense.late_ms:.1f} ms",
        f"{bare:.1f} ms (empty window, program bare)",
        f"{dense.late_ms / max(bare, 0.1):.1f}",
        "<= 8 ms",
        dense.late_ms <= 8,
    )
    good &= row(
        "pictures of a dense live run",
        f"{dense.frames_a_second:.0f} a second",
        "60 a second",
        f"{dense.frames_a_second / 60:.2f}",
        ">= 55",
        dense.frames_a_second >= 55,
    )
    good &= row(
        "time between two of them, p99",
        f"{dense.gap_ms:.0f} ms",
        "17 ms (60 a second)",
        f"{dense.gap_ms / 16.7:.1f}",
        "<= 35 ms",
        dense.gap_ms <= 35,
    )
    good &= row(
        f"first picture of a recording of {RECORDS / 1e6:.0f} M records",
        f"{opened[0]:.2f} s",
        f"{opened[1]:.2f} s (all of it)",
        f"{opened[0] / opened[1]:.2f}",
        "< 1.5 s",
        opened[0] < 1.5,
    )
    assert isinstance(application, QApplication)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
