"""How long the timeline takes to paint many intervals, and what it keeps of each.

50 processes that share 8 locks, at 1600 × 900, through the real model and the real widget; only
drawing the picture and painting the widget are timed, as they are in a frame.  The reference is
the same picture with a tenth of the intervals.
"""

from __future__ import annotations

import json
import os
import statistics
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from procession.plugin.api import Track
from procession.trace.model import Model
from procession.ui.timeline.view import TimelineView
from procession.ui.tokens import LIGHT
from tests.benchmarks.synthetic import ORIGIN_NS, lock_records

LANES, LOCKS = 50, 8
WIDTH, HEIGHT = 1600, 900
ROUNDS = 15
BATCH = 1 << 20


def rows_message(table: str, rows: list[dict[str, object]]) -> bytes:
    """A ``J`` message with rows of one table."""
    return b"J" + json.dumps({"t": "rows", "table": table, "rows": rows}).encode()


def model_of(intervals: int) -> Model:
    """A finished run of about `intervals` waits and holds."""
    blocks = lock_records(intervals, LANES, LOCKS)
    last = max(int(block["time"].max()) for block in blocks) - ORIGIN_NS
    model = Model()
    run = {"origin_ns": ORIGIN_NS, "state": "ended", "duration_ns": last, "complete": True}
    rows = [{"key": key, "value": json.dumps(value)} for key, value in run.items()]
    model.feed(rows_message("run", rows))
    people = [
        {
            "id": number,
            "pid": 1000 + number,
            "parent": 1 if number > 1 else None,
            "name": f"Process-{number}",
            "started_ns": 0,
            "ended_ns": last,
            "exitcode": 0,
        }
        for number in range(1, LANES + 1)
    ]
    model.feed(rows_message("process", people))
    # Every process knows the locks by the same local ids: those of the first, its parent.
    locks = [
        {
            "id": number,
            "process": 1,
            "local": number,
            "kind": "Lock",
            "name": f"lock{number}",
            "created_ns": 0,
        }
        for number in range(1, LOCKS + 1)
    ]
    model.feed(rows_message("primitive", locks))
    aliases = [
        {"process": person, "local": number, "primitive": number}
        for person in range(2, LANES + 1)
        for number in range(1, LOCKS + 1)
    ]
    model.feed(rows_message("alias", aliases))
    for number, block in enumerate(blocks, 1):
        data = block.tobytes()
        for begin in range(0, len(data), BATCH):
            model.feed(b"R" + struct.pack("<I", number) + data[begin : begin + BATCH])
    return model


def median_ms(work: Callable[[], None]) -> float:
    """The median of several rounds, in ms."""
    work()
    times = []
    for _ in range(ROUNDS):
        begin = perf_counter_ns()
        work()
        times.append(perf_counter_ns() - begin)
    return statistics.median(times) / 1e6


class Painted:
    """A timeline of many intervals, and how long it takes to paint."""

    def __init__(self, intervals: int) -> None:
        self.model = model_of(intervals)
        self.intervals = sum(
            len(self.model.process_spans(number)) for number in self.model.processes
        )
        self.view = TimelineView()
        self.view.set_theme(LIGHT)
        self.view.set_density("dense")
        self.view.resize(WIDTH, HEIGHT)
        begin = perf_counter_ns()
        self.view.set_model(self.model, [Track(("Lock",), "holder")])
        self.view.set_density("dense")
        self.settle_s = (perf_counter_ns() - begin) / 1e9
        self._target = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)

    def frame(self) -> None:
        """Draw the lanes anew and paint the widget."""
        self.view.pan(0)
        with QPainter(self._target) as painter:
            self.view.paint(painter)

    def measure(self) -> tuple[float, float]:
        """ms of a frame of the whole run, and of one of its ten-thousandth part."""
        self.view.fit_whole()
        out = median_ms(self.frame)
        end = self.model.last_ns
        self.view.show_range(0.50 * end, 0.5001 * end)
        return out, median_ms(self.frame)

    @property
    def bytes_each(self) -> float:
        """What the state rows keep, bytes an interval (of a process lane)."""
        scene = self.view.scene
        if scene is None:
            raise RuntimeError("no model")
        rows = scene.processes.values()
        return sum(layer.nbytes for one in rows for layer in one.state) / self.intervals


def row(what: str, here: str, reference: str, ratio: str, goal: str, good: bool) -> bool:
    """Print one row of the table; whether it is good."""
    print(f"{what} · {here} · {reference} · {ratio} · {goal} · {'ok' if good else 'MISS'}")
    return good


def main() -> int:
    """Measure and print; exit status 1 when a goal is missed."""
    application = QApplication.instance() or QApplication([])
    results = {}
    for intervals in (1_000_000, 10_000_000):
        painted = Painted(intervals)
        out, near = painted.measure()
        results[intervals] = (out, near, painted.bytes_each)
        print(
            f"{painted.intervals} intervals: rows made in {painted.settle_s:.2f} s",
            file=sys.stderr,
        )
        painted.view.deleteLater()
        application.processEvents()
    small, large = results[1_000_000], results[10_000_000]
    growth = large[0] / small[0]
    good = [
        row(
            "paint 1e7 intervals, whole run",
            f"{large[0]:.1f} ms",
            f"{small[0]:.1f} ms (1e6)",
            f"{growth:.2f}",
            "<= 8 ms",
            large[0] <= 8,
        ),
        row(
            "paint 1e7 intervals, zoomed in",
            f"{large[1]:.1f} ms",
            f"{small[1]:.1f} ms (1e6)",
            f"{large[1] / small[1]:.2f}",
            "<= 6 ms",
            large[1] <= 6,
        ),
        row(
            "paint 1e7 against 1e6",
            f"{large[0]:.1f} ms",
            f"{small[0]:.1f} ms",
            f"{growth:.2f}",
            "<= 2",
            growth <= 2,
        ),
        row(
            "memory of an interval",
            f"{large[2]:.1f} B",
            f"{small[2]:.1f} B (1e6)",
            f"{large[2] / small[2]:.2f}",
            "<= 26 B",
            large[2] <= 26,
        ),
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
