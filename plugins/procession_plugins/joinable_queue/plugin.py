"""JoinableQueue: a queue that knows when all its work is done."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from procession.plugin.api import Finding, Lesson, Recording, Track, hookimpl
from procession_plugins.joinable_queue import answers

PROCESSION_API = 1
PROCESSION_ORDER = 80
PROCESSION_TITLES = {"en": "Joinable queue", "zh_CN": "可等待队列"}

_LESSONS = Path(__file__).with_name("lessons")


@hookimpl
def procession_lessons() -> Iterable[Lesson]:
    """Cooks who never go home, boxes within boxes, and a plate that breaks."""
    return [
        Lesson(_LESSONS / "last_order.py", answer=answers.last_order),
        Lesson(_LESSONS / "boxes_in_boxes.py", answer=answers.boxes_in_boxes),
        Lesson(
            _LESSONS / "dropped_plate.py",
            expects=("unfinished-tasks",),
            answer=answers.plate,
            twin="swept_up",
        ),
        Lesson(_LESSONS / "swept_up.py", answer=answers.plate, twin="dropped_plate"),
    ]


@hookimpl
def procession_probe() -> str:
    """Wraps task_done and join; the rest is the Queue's."""
    return "procession_plugins.joinable_queue.probe"


@hookimpl
def procession_tracks() -> Iterable[Track]:
    """A step curve of how many items it contains."""
    return [
        Track(
            kinds=("JoinableQueue",),
            style="depth",
            icon="queue",
            counts={
                "puts": "puts",
                "gets": "gets",
                "put_waits": "put_waits",
                "get_waits": "get_waits",
                "task_dones": "calls:task_done",
                "joins": "calls:join",
                "max_depth": "max_depth",
                "left": "left",
            },
        )
    ]


@hookimpl
def procession_findings(recording: Recording) -> Iterable[Finding]:
    """Joins that wait for a task_done() too many, and task_done() too often."""
    from procession_plugins.joinable_queue.findings import findings

    return findings(recording)
