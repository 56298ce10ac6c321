"""Every process, primitive, place and time that is named anywhere leads into the timeline."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from procession.ui.findings.told import Told
from procession.ui.pages.dock import Dock
from procession.ui.program import Program
from procession.ui.tables.run_table import RunTable
from procession.ui.tables.waits import WaitRow
from procession.ui.timeline.pick import Picked, span_at
from procession.ui.timeline.view import TimelineView

SEEN_PX = 6
"""A span that is drawn narrower than this is brought nearer when it is chosen elsewhere."""


class RunLinks(QObject):
    """Connects tables, findings, graph and inspector with the timeline, both ways."""

    def __init__(
        self, program: Program, timeline: TimelineView, dock: Dock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._timeline = timeline
        self._dock = dock
        dock.followed.connect(self.follow)
        dock.chosen.connect(self._chosen)
        dock.cursor_left.connect(lambda: timeline.set_cursor(None))
        dock.tabs.currentChanged.connect(lambda _: self._selected(timeline.look.selected))
        timeline.cursor_changed.connect(self._cursor)
        timeline.selected.connect(self._selected)

    def follow(self, target: object) -> None:
        """Go where a link leads: a `links.Target`."""
        if not isinstance(target, tuple):
            return
        kind, what = target
        if kind == "place":
            self._dock.show_tab("source")
            self._dock.source.show_place(what)
        elif kind == "time" and what.lstrip("-").isdigit():
            self.show_instant(int(what))
        elif kind in ("process", "primitive") and what.isdigit():
            self._show_lane(kind, int(what))

    def show_instant(self, at_ns: int) -> None:
        """Put the cursor there, and bring it into view."""
        with self._program.turns.look(wait=True):
            self._timeline.set_cursor(at_ns)
            x = self._timeline.view.x(at_ns)
            if not 20 <= x <= self._timeline.view.width - 20:
                self._timeline.show_instant(at_ns)

    def _show_lane(self, kind: str, number: int) -> None:
        with self._program.turns.look(wait=True):
            if kind == "process":
                picked = Picked("process", ("process", number), process=number)
            else:
                picked = Picked("primitive", ("primitive", number), primitive=number)
            self._timeline.show_picked(picked)

    def _chosen(self, page: str, row: Any) -> None:
        if page == "processes":
            self._show_lane("process", row.process.id)
        elif page == "primitives":
            self._show_lane("primitive", row.primitive.id)
        elif page == "waits":
            self._show_wait(row)
        elif page == "tasks":
            self._show_task(row)
        elif isinstance(row, Told):
            if row.finding.processes:
                self._show_lane("process", row.finding.processes[0])
            self.show_instant(row.finding.at_ns)

    def _show_wait(self, row: WaitRow) -> None:
        model = self._program.model
        if model is None:
            return
        with self._program.turns.look(wait=True):
            spans = model.process_spans(row.process)
            first = int(spans.start_ns.searchsorted(row.start_ns, "left"))
            last = int(spans.start_ns.searchsorted(row.start_ns, "right"))
            for at in range(first, last):
                if int(spans.thread[at]) == row.thread and int(spans.state[at]) == row.state:
                    self._show(span_at("span", ("process", row.process), spans, at))
                    return

    def _show_task(self, task: Any) -> None:
        if not task.worker or task.started_ns is None:
            if task.pool:
                self._show_lane("primitive", task.pool)
            return
        picked = Picked(
            "task",
            ("process", task.worker),
            process=task.worker,
            primitive=task.pool,
            start_ns=task.started_ns,
            end_ns=task.ended_ns,
            task=task,
        )
        with self._program.turns.look(wait=True):
            self._show(picked)

    def _show(self, picked: Picked) -> None:
        view = self._timeline.view
        scene = self._timeline.scene
        end = picked.end_ns
        if end is None:
            end = picked.start_ns if scene is None else scene.now_ns
        self._timeline.show_picked(picked)
        if (end - picked.start_ns) / view.ns_per_px < SEEN_PX and end > picked.start_ns:
            length = end - picked.start_ns
            self._timeline.show_range(picked.start_ns - 2 * length, end + 2 * length)

    def _cursor(self, at_ns: object) -> None:
        self._dock.show_cursor(int(at_ns) if isinstance(at_ns, int | float) else None)

    def _selected(self, picked: object) -> None:
        """The row of what is selected in the timeline is selected in its table."""
        if not isinstance(picked, Picked):
            return
        task = picked.task
        keys: dict[str, object] = {
            "processes": picked.process or None,
            "primitives": picked.primitive or None,
            "waits": (picked.process, picked.thread, picked.start_ns),
            "tasks": None if task is None else (task.pool, task.id),
        }
        table = self._dock.pages.table(self._dock.current())
        key = keys.get(self._dock.current())
        if isinstance(table, RunTable) and key is not None:
            table.select_key(key)
