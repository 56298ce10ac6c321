"""Painting process lanes: states, what is held meanwhile, tasks, and the end of a life."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from procession.ui.timeline.canvas import Canvas, alive_columns
from procession.ui.timeline.compose import (
    Floats,
    StateBand,
    colour,
    dense_columns,
    fill,
    visible,
)
from procession.ui.timeline.kinds import CONTENDED, HELD, KINDS, RUNNING
from procession.ui.timeline.lanes import Lane
from procession.ui.timeline.rows import ProcessRows
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.shares import shares_of
from procession.ui.timeline.task_rows import WorkerTasks
from procession.ui.timeline.typeface import font
from procession.ui.timeline.viewport import Viewport
from procession.ui.timeline.words import Words
from procession.ui.tokens import Tokens

if TYPE_CHECKING:
    from procession.trace.tasks import Task

TASK_TOP, TASK_HEIGHT = 4, 13
TASK_STATE_Y = 28.5
TASK_THINNER = 0.85
UNDER_OFFSET, UNDER_HEIGHT = 14, 3
THREADS_OFFSET = -14
COUNT_LEAST_PX = 12
PALE = 0.35
DENSE_THINNER = 0.7
MANY_TASKS_PX = 3


def centre(lane: Lane, scroll: float = 0.0) -> float:
    """px from the top of the lanes' area, scrolled by so much, to the middle of the state row."""
    return lane.y(scroll) + (TASK_STATE_Y if lane.tasks else lane.height / 2)


class ProcessPainter:
    """Paints process lanes of one theme at one scale."""

    def __init__(self, theme: Tokens, scale: float, words: Words) -> None:
        self._theme, self._scale, self._words = theme, scale, words
        states = theme.states
        colours = (
            states.held,
            states.contended,
            states.waiting,
            states.io,
            states.expected,
            states.running,
        )
        self._birth, self._quiet = QColor(states.running), QColor(theme.text3)
        self._crash = QColor(theme.red)
        edge = states.contended_edge if states.contended_edge != states.contended else None
        self._bands = {
            thinner: StateBand(colours, edge, scale, thinner)
            for thinner in (1.0, TASK_THINNER, DENSE_THINNER)
        }

    def paint(
        self, canvas: Canvas, scene: Scene, lanes: Sequence[Lane], view: Viewport, scroll: float
    ) -> None:
        """Paint `lanes`, all of processes, onto the canvas."""
        edges = view.edges(canvas.columns)
        # Patterns hang on the run, not on the window: they move with what they mark.
        phase = round(-view.left_ns / view.ns_per_px * canvas.scale) % 5040
        for thinner in self._bands:
            group = [lane for lane in lanes if _thinner(lane) == thinner]
            if group:
                self._paint_group(canvas, scene, group, edges, thinner, scroll, phase)
        with canvas.painter() as painter:
            painter.setFont(font("span"))
            for lane in lanes:
                rows = scene.processes.get(lane.id) if lane.kind == "process" else None
                if rows is not None:
                    self._paint_end(painter, scene, lane, rows, view, scroll)
                if lane.tasks:
                    self._paint_tasks(
                        painter, canvas, scene, scene.tasks.workers[lane.id], lane, view, scroll
                    )

    def _paint_group(
        self,
        canvas: Canvas,
        scene: Scene,
        lanes: Sequence[Lane],
        edges: NDArray[np.int64],
        thinner: float,
        scroll: float,
        phase: int,
    ) -> None:
        known = [rows for lane in lanes if (rows := scene.rows_of(lane)) is not None]
        kinds = [kind for kind in range(KINDS) if any(len(r.state[kind]) for r in known)]
        layers = [rows.state[kind] for kind in kinds for rows in known]
        shape = (len(kinds), len(lanes), canvas.columns)
        found, counts = shares_of(layers, edges, scene.overview)
        began = counts.reshape(shape).sum(axis=0)
        dense = dense_columns(began)
        drawn = visible(found.reshape(shape), dense)
        alive = alive_columns(edges, [(rows.born_ns, rows.until_ns) for rows in known])
        running = np.clip(alive - drawn.sum(axis=0), 0, 1)
        # Under the lines that say "too short to draw" running is pale, or it would hide them.
        running[dense] *= np.float32(PALE)
        band = self._bands[thinner]
        tops = [canvas.row(centre(lane, scroll)) - band.rows // 2 for lane in lanes]
        everything = np.concatenate((drawn, running[None]))
        band.draw(canvas.pixels, tops, [*kinds, RUNNING], everything, dense, phase)
        for index, lane in enumerate(lanes):
            self._strips(canvas, known[index], lane, edges, scroll)
            if dense[index].any() and lane.height >= 26:
                self._count(canvas, lane, dense[index], began[index], scroll)

    def _strips(
        self,
        canvas: Canvas,
        rows: ProcessRows,
        lane: Lane,
        edges: NDArray[np.int64],
        scroll: float,
    ) -> None:
        states = self._theme.states
        offset = UNDER_OFFSET if lane.height >= 36 else lane.height / 2 - UNDER_HEIGHT
        if len(rows.under[HELD]) or len(rows.under[CONTENDED]):
            shares, _ = shares_of(rows.under, edges)
            # Both kinds are drawn as a contended hold is: someone here keeps and waits at once.
            total = np.clip(shares.sum(axis=0)[:, None], 0, 1)
            top = canvas.row(centre(lane, scroll) + min(offset, lane.height - 6))
            palette = np.stack([colour(states.contended)])
            fill(canvas.pixels, self._thick(top), total, palette)
            if states.contended_edge != states.contended:
                edge = np.stack([colour(states.contended_edge)])
                thick = self._thick(top)
                line = max(1, round(self._scale))
                fill(canvas.pixels, range(thick.start, thick.start + line), total, edge)
                fill(canvas.pixels, range(thick.stop - line, thick.stop), total, edge)
        if len(rows.threads.layers[0]):
            shares = shares_of(rows.threads.layers, edges)[0].T
            top = canvas.row(centre(lane, scroll) + max(THREADS_OFFSET, -lane.height / 2 + 2))
            fill(canvas.pixels, self._thick(top), shares, np.stack([colour(states.waiting)]))

    def _thick(self, top: int) -> range:
        return range(top, top + max(2, round(UNDER_HEIGHT * self._scale)))

    def _count(
        self,
        canvas: Canvas,
        lane: Lane,
        dense: NDArray[np.bool_],
        began: NDArray[np.int64],
        scroll: float,
    ) -> None:
        """How many spans a stretch has that are too short to draw."""
        theme = self._theme
        change = np.flatnonzero(np.diff(np.concatenate(([0], dense.view(np.int8), [0]))))
        with canvas.painter() as painter:
            painter.setFont(font("span"))
            metrics = QFontMetricsF(painter.font())
            for first, last in change.reshape(-1, 2):
                length = (last - first) / canvas.scale
                text = f"{int(began[first:last].sum()):,}"
                width = metrics.horizontalAdvance(text)
                if length < max(COUNT_LEAST_PX, width + 8):
                    continue
                x = (first + last) / 2 / canvas.scale - width / 2
                y = centre(lane, scroll)
                back = QRectF(x - 4, y - 7, width + 8, 14)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.surface))
                painter.drawRoundedRect(back, 3, 3)
                painter.setPen(QColor(theme.text2))
                painter.drawText(back, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_end(
        self,
        painter: QPainter,
        scene: Scene,
        lane: Lane,
        rows: ProcessRows,
        view: Viewport,
        scroll: float,
    ) -> None:
        process = scene.model.processes[lane.id]
        y = centre(lane, scroll)
        born = view.x(rows.born_ns)
        if process.started_ns is not None and 0 <= born <= view.width:
            painter.fillRect(QRectF(born, y - 5, 1.5, 10), self._birth)
        if process.ended_ns is None:
            return
        x = view.x(process.ended_ns)
        if not -4 <= x <= view.width:
            return
        on_request = bool(process.exitcode) and scene.model.ended_on_request(process.id)
        crashed = bool(process.exitcode) and not on_request
        height = min(16, lane.height - 4)
        ink = self._crash if crashed else self._quiet
        painter.fillRect(QRectF(x, y - height / 2, 1.5, height), ink)
        if lane.height < 20:
            return
        text = self._words.ended(process.exitcode, process.ended_by, on_request)
        metrics = QFontMetricsF(painter.font())
        width = metrics.horizontalAdvance(text)
        if x + width + 8 > view.width:
            return
        painter.setPen(ink)
        painter.drawText(QPointF(x + 6, y + metrics.capHeight() / 2), text)

    def _paint_tasks(
        self,
        painter: QPainter,
        canvas: Canvas,
        scene: Scene,
        tasks: WorkerTasks,
        lane: Lane,
        view: Viewport,
        scroll: float,
    ) -> None:
        theme = self._theme
        shown = tasks.visible(view.left_ns, view.right_ns)
        top = lane.y(scroll) + TASK_TOP
        back = QColor(theme.raised if theme.dark else theme.sunken)
        if len(shown) > view.width / MANY_TASKS_PX:
            self._many_tasks(canvas, tasks, shown, view, top, back)
            return
        metrics = QFontMetricsF(painter.font())
        for index in shown:
            task = tasks.tasks[index]
            left = view.x(float(tasks.start[index]))
            right = view.x(float(tasks.end[index]))
            seen = max(left, 0.0)
            rect = QRectF(seen, top, max(1.5, min(right, view.width) - seen), TASK_HEIGHT)
            painter.fillRect(rect, back)
            bad = task.outcome in ("error", "lost")
            mark = theme.identity(scene.tasks.functions[task.function]).colour
            if left >= -2:
                painter.fillRect(QRectF(left, top, 2, TASK_HEIGHT), QColor(mark))
            text = task_name(task) + (f" · {task.outcome}" if bad else "")
            if metrics.horizontalAdvance(text) + 10 <= rect.width():
                painter.setPen(QColor(theme.red if bad else theme.text))
                y = top + TASK_HEIGHT / 2 + metrics.capHeight() / 2
                painter.drawText(QPointF(seen + 6, y), text)

    def _many_tasks(
        self,
        canvas: Canvas,
        tasks: WorkerTasks,
        shown: range,
        view: Viewport,
        top: float,
        back: QColor,
    ) -> None:
        """Tasks narrower than a few pixels: the share of each column that is spent in them."""
        edges = view.edges(canvas.columns)
        start = tasks.start[shown.start : shown.stop]
        length = tasks.end[shown.start : shown.stop] - start
        busy = np.concatenate(([0], np.cumsum(length)))
        at = np.maximum(np.searchsorted(start, edges, "right") - 1, 0)
        inside = np.clip(edges - start[at], 0, length[at])
        shares: Floats = (np.diff(busy[at] + inside) / np.maximum(np.diff(edges), 1)).astype(
            np.float32
        )[:, None]
        first = canvas.row(top)
        rows = range(first, first + canvas.row(TASK_HEIGHT))
        fill(canvas.pixels, rows, np.clip(shares, 0, 1), np.stack([colour(back.name())]))


def task_name(task: Task) -> str:
    """A task as it is called in bars and tips: its function and its number in the pool."""
    return f"{task.function} #{task.id if task.index else task.job}"


def _thinner(lane: Lane) -> float:
    if lane.tasks:
        return TASK_THINNER
    return DENSE_THINNER if lane.height < 20 else 1.0
