"""A small run whose every instant is known, as a real model and a real widget."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage

from procession import records
from procession.plugin.api import Track
from procession.trace.model import Model
from procession.ui.timeline.lanes import Lane
from procession.ui.timeline.process_painter import centre
from procession.ui.timeline.view import TimelineView
from tests.trace.story import Story

MS = 1_000_000
PATIENCE_MS = 60_000
"""A busy machine may take its time; nothing waits for all of it unless it fails."""
LOCK, QUEUE, POOL = 1, 2, 3
LOCK_ID, QUEUE_ID, POOL_ID = 5, 6, 7
"""Local ids, the same in every process."""
TRACKS = (
    Track(("Lock",), "holder", "lock"),
    Track(("Queue",), "depth", "queue"),
    Track(("Pool",), "backlog", "pool"),
)

Make = Callable[..., TimelineView]


def story(*, running: bool = False) -> Story:
    """Main joins from 10 to 95 ms; 2 holds the lock 20..50; 3 waits for it 30..50, holds it
    50..70, waits for an item 72..80 and is killed at 90. 2 puts at 60 and 78, ends at 85."""
    told = Story()
    state = "running" if running else "ended"
    told.run(state=state, complete=not running, duration_ns=100 * MS)
    told.process(1, name="MainProcess", ended_ns=None if running else 100 * MS, exitcode=0)
    two = {"started_ns": 10 * MS, "ended_ns": 85 * MS, "exitcode": 0, "ended_by": "exit"}
    three = {"started_ns": 12 * MS, "ended_ns": 90 * MS, "exitcode": -9, "ended_by": "signal"}
    told.process(2, name="Process-1", **two)
    told.process(3, name="ForkPoolWorker-2", **three)
    told.primitive(LOCK, "Lock", LOCK_ID, name="lock", created_ns=1 * MS)
    told.primitive(QUEUE, "Queue", QUEUE_ID, name="pages", created_ns=2 * MS)
    for process in (2, 3):
        told.alias(process, LOCK_ID, LOCK)
        told.alias(process, QUEUE_ID, QUEUE)
    told.wait(1, 10 * MS, 0, "join", kind=records.WAIT_EXPECTED)
    told.add(1, records.WAKE, 95 * MS)
    place = told.place(2, "/home/x/shop.py", 18)
    told.add(2, records.HELD, 20 * MS, LOCK_ID, 1_000_000_000 + 50 * MS, place=place)
    told.add(2, records.PUT, 60 * MS, QUEUE_ID)
    told.add(2, records.WRITTEN, 61 * MS, QUEUE_ID, 10)
    told.add(2, records.PUT, 78 * MS, QUEUE_ID)
    told.add(2, records.WRITTEN, 79 * MS, QUEUE_ID, 10)
    told.wait(3, 30 * MS, LOCK_ID, "acquire", place=told.place(3, "/home/x/shop.py", 18))
    told.held(3, 50 * MS, 70 * MS, LOCK_ID)
    told.add(3, records.GET, 71 * MS, QUEUE_ID, 10)
    told.wait(3, 72 * MS, QUEUE_ID, "get", kind=records.WAIT_EXPECTED)
    told.add(3, records.GET, 80 * MS, QUEUE_ID, 10)
    return told


def model(*, running: bool = False) -> Model:
    """The scenario, fed."""
    return story(running=running).model()


def lane_of(view: TimelineView, kind: str, number: int) -> Lane:
    """The lane of a process or a primitive."""
    assert view.scene is not None
    lane = view.scene.lane_of(kind, number)
    assert lane is not None
    return lane


def place_of(view: TimelineView, lane: Lane, time_ns: float, dy: float = 0.0) -> QPointF:
    """The point of the widget at an instant, `dy` px below the middle of a lane's state row."""
    area = view.parts().lanes
    middle = centre(lane) if lane.kind == "process" else float(lane.top)
    return QPointF(area.left() + view.view.x(time_ns), area.top() + middle + dy)


def picture(view: TimelineView) -> QImage:
    """The widget as it is seen now."""
    return view.grab().toImage()


def near(image: QImage, place: QPointF, colour: str, tolerance: int = 12) -> bool:
    """Whether the pixel at a point of the widget has about this colour."""
    scale = image.devicePixelRatio()
    seen = image.pixelColor(int(place.x() * scale), int(place.y() * scale))
    wanted = QColor(colour)
    parts = zip(seen.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
    return all(abs(a - b) <= tolerance for a, b in parts)
