"""Painting the whole widget from a scene and a view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from procession.ui.timeline.around import in_view, paint_corner, signs_of
from procession.ui.timeline.canvas import Canvas
from procession.ui.timeline.cause import links_of
from procession.ui.timeline.heat import HEAT_BELOW, HeatPainter
from procession.ui.timeline.label_column import LabelColumn
from procession.ui.timeline.lanes import Lane
from procession.ui.timeline.legend import paint_legend
from procession.ui.timeline.look import Look
from procession.ui.timeline.losses import paint_losses
from procession.ui.timeline.minimap import Minimap
from procession.ui.timeline.overlay import (
    paint_arrow,
    paint_cursor,
    paint_hover,
    paint_range,
    paint_selection,
    span_rect,
)
from procession.ui.timeline.pace import Pace
from procession.ui.timeline.pick import Picked
from procession.ui.timeline.primitive_painter import PrimitivePainter
from procession.ui.timeline.process_painter import ProcessPainter
from procession.ui.timeline.regions import Regions
from procession.ui.timeline.ruler import cursor_flag, paint_flag, paint_ruler
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.viewport import Viewport
from procession.ui.timeline.words import Words, tag
from procession.ui.tokens import Tokens

if TYPE_CHECKING:
    from procession.plugin.api import Finding
    from procession.trace.links import Link


MOST_TOLD = 3
LINED = 6
"""px of a lane from which a line divides it from the next."""


class Painting:
    """The painters of one theme at one scale, and the picture of the lanes that they made."""

    def __init__(self, theme: Tokens, scale: float, words: Words) -> None:
        self.theme, self.scale, self._words = theme, scale, words
        self._labels = LabelColumn(theme, words)
        self._processes = ProcessPainter(theme, scale, words)
        self._primitives = PrimitivePainter(theme, scale, words)
        self._heat = HeatPainter(theme)
        self._minimap = Minimap()
        self._canvas: Canvas | None = None
        self._labels_key: tuple[object, ...] = ()
        self._labels_said = -1
        self.labels_late = False
        """Whether labels say what was a moment ago: paint again a little later."""
        self._labels_pace = Pace(4, at_least_ms=100)
        self._labels_image = QPixmap()
        self._cause_of: Picked | None = None
        self._links: list[Link] = []

    @property
    def minimap(self) -> Minimap:
        """The strip of the whole run."""
        return self._minimap

    @property
    def unfinished(self) -> bool:
        """Whether `draw_lanes` has to be called again for what it had no time for."""
        return self._heat.unfinished

    def draw_minimap(self, scene: Scene, area: QRectF) -> None:
        """Draw the whole run anew."""
        if area.height() > 0:
            self._minimap.update(scene, max(1, round(area.width())), self.scale, self.theme)

    def draw_lanes(
        self, scene: Scene, area: QRectF, view: Viewport, scroll: float, look: Look
    ) -> None:
        """Draw the lanes in view into the picture."""
        width, height = max(1, round(area.width())), max(1, round(area.height()))
        canvas = self._canvas
        if canvas is None or (canvas.width, canvas.height) != (width, height):
            canvas = self._canvas = Canvas(width, height, self.scale)
        canvas.ground(self.theme, view)
        fixed = scene.fixed
        shown = scene.between(scroll + fixed, scroll + height)
        self._draw_lanes(canvas, scene, shown, view, scroll, look)
        if fixed:
            # Over those that are scrolled below them.
            canvas.ground(self.theme, view, fixed)
            self._draw_lanes(canvas, scene, scene.pinned(), view, scroll, look)
            canvas.fill(QRectF(0, fixed - 1, width, 1), self.theme.border2)

    def _draw_lanes(
        self,
        canvas: Canvas,
        scene: Scene,
        shown: Sequence[Lane],
        view: Viewport,
        scroll: float,
        look: Look,
    ) -> None:
        width = canvas.width
        for finding in look.findings:
            self._tint(canvas, shown, finding, view, scroll)
        heads = [lane for lane in shown if lane.head]
        for lane in heads:
            canvas.fill(QRectF(0, lane.y(scroll), width, lane.height), self.theme.chrome)
        edges = [lane.y(scroll) + lane.height - 1 for lane in heads]
        canvas.lines(edges, self.theme.border)
        high = [lane for lane in shown if not lane.head and lane.height >= LINED]
        edges = [lane.y(scroll) + lane.height - 1 for lane in high]
        canvas.lines(edges, self.theme.grid_major)
        now = view.x(scene.now_ns)
        if scene.running and now < width and shown:
            phase = round(-view.left_ns / view.ns_per_px * self.scale) % 5040
            rows = shown[0].y(scroll), shown[-1].y(scroll) + shown[-1].height
            if not shown[-1].pinned:
                rows = rows[0], float(canvas.height)
            canvas.hatch(max(0.0, now), width, self.theme.border2, phase, rows=rows)
        low = [lane for lane in shown if not lane.head and lane.height < HEAT_BELOW]
        if low:
            self._heat.paint(canvas, scene, low, view, scroll)
        high = [lane for lane in shown if lane.height >= HEAT_BELOW]
        processes = [
            lane
            for lane in high
            if lane.kind in ("process", "thread") and scene.rows_of(lane) is not None
        ]
        if processes:
            self._processes.paint(canvas, scene, processes, view, scroll)
        primitives = [lane for lane in high if lane.kind == "primitive"]
        if primitives:
            self._primitives.paint(canvas, scene, primitives, view, scroll)
        if scene.model.losses:
            paint_losses(canvas, scene, [*processes, *low], view, scroll, self.theme, self._words)

    def _tint(
        self,
        canvas: Canvas,
        lanes: Sequence[Lane],
        finding: Finding,
        view: Viewport,
        scroll: float,
    ) -> None:
        meant = {("process", number) for number in finding.processes}
        meant |= {("primitive", number) for number in finding.primitives}
        for lane in lanes:
            if (lane.kind, lane.id) in meant:
                left = max(0.0, view.x(finding.at_ns))
                top = lane.y(scroll)
                canvas.tint(top, top + lane.height, left, self.theme.redbg, 0.6)

    def paint(
        self,
        painter: QPainter,
        scene: Scene,
        parts: Regions,
        view: Viewport,
        scroll: float,
        look: Look,
        may_look: bool = True,
    ) -> None:
        """Paint everything; the lanes as they were drawn last.

        Args:
            may_look: else a thread is changing the model: what needs it stays as it was.
        """
        theme = self.theme
        if self._canvas is not None:
            painter.drawImage(parts.lanes.topLeft(), self._canvas.image)
        if may_look and look.selected != self._cause_of:
            self._cause_of = look.selected
            self._links = [] if look.selected is None else links_of(scene, look.selected)
        self._paint_over(painter, scene, parts, view, scroll, look)
        self._paint_labels(painter, scene, parts, scroll, look, may_look)
        paint_corner(painter, scene, parts, view, theme, self._words)
        if parts.minimap.height() > 0:
            self._minimap.paint(painter, parts.minimap, view, theme)
            edge = QRectF(0, parts.minimap.bottom() - 1, parts.lanes.right(), 1)
            painter.fillRect(edge, QColor(theme.border))
        flag = scene.now_ns if scene.running and scene.model.processes else None
        signs = signs_of(look.findings, parts, view)
        rects = [rect for rect, _, _ in signs]
        if look.cursor_ns is not None:
            rects.append(cursor_flag(parts.ruler, view, look.cursor_ns)[0])
        paint_ruler(painter, parts.ruler, view, theme, flag, look.measure, rects)
        for rect, x, text in signs:
            bar = QRectF(x, parts.ruler.top(), 1.5, parts.lanes.bottom() - parts.ruler.top())
            painter.fillRect(bar, QColor(theme.red))
            paint_flag(painter, rect, text, theme.red, theme)
        if look.cursor_ns is not None:
            flag_rect, text = cursor_flag(parts.ruler, view, look.cursor_ns)
            if view.left_ns <= look.cursor_ns <= view.right_ns:
                paint_flag(painter, flag_rect, text, theme.text2, theme)
        if look.drop_y is not None:
            drop = QRectF(0, look.drop_y - 1, parts.lanes.right(), 2)
            painter.fillRect(drop, QColor(theme.accent))
        line = QRectF(parts.lanes.left() - 1, 0, 1, parts.lanes.bottom())
        painter.fillRect(line, QColor(theme.border))
        if parts.legend.height() > 0:
            aside = in_view(scene, view, self._words)
            paint_legend(painter, parts.legend, theme, self._words, aside)

    def _paint_labels(
        self,
        painter: QPainter,
        scene: Scene,
        parts: Regions,
        scroll: float,
        look: Look,
        may_look: bool,
    ) -> None:
        """The labels change less often than the view moves: their picture is kept."""
        area = parts.labels
        key = (
            (len(scene.lanes), scene.arrangement.version, scene.density, scroll),
            (area.width(), area.height(), look.lane, look.pointed),
        )
        # What a live run does at this instant changes faster than anybody reads.
        due = not scene.running or self._labels_pace.remaining_ms() == 0
        news = key != self._labels_key or (due and scene.drawn != self._labels_said)
        if news and may_look:
            self._labels_key, self._labels_said = key, scene.drawn
            with self._labels_pace:
                self._labels_image = self._draw_labels(scene, area, scroll, look)
        self.labels_late = scene.drawn != self._labels_said
        painter.drawPixmap(area.topLeft(), self._labels_image)

    def _draw_labels(self, scene: Scene, area: QRectF, scroll: float, look: Look) -> QPixmap:
        width, height = round(area.width() * self.scale), round(area.height() * self.scale)
        image = QPixmap(max(1, width), max(1, height))
        image.setDevicePixelRatio(self.scale)
        image.fill(QColor(self.theme.side))
        with QPainter(image) as painter:
            # Pinned ones last: they cover what is scrolled below them.
            last = -1
            for lane in (*scene.between(scroll, scroll + area.height()), *scene.pinned()):
                top = lane.y(scroll)
                if lane.top == last and not lane.pinned:
                    continue  # The first of those that share a pixel row stands for them.
                last = lane.top
                rect = QRectF(0, top, area.width(), lane.height)
                pointed = lane.name == look.pointed
                self._labels.paint(painter, scene, lane, rect, lane.name == look.lane, pointed)
        return image

    def _paint_over(
        self,
        painter: QPainter,
        scene: Scene,
        parts: Regions,
        view: Viewport,
        scroll: float,
        look: Look,
    ) -> None:
        area = parts.lanes
        painter.save()
        painter.setClipRect(area)
        painter.translate(area.topLeft())
        now = view.x(scene.now_ns)
        if scene.running and -2 <= now <= view.width + 2:
            painter.fillRect(QRectF(now, 0, 1.5, area.height()), QColor(self.theme.accent))
        if look.range_ns is not None:
            paint_range(painter, look.range_ns, view, area.height(), self.theme)
        if look.cursor_ns is not None:
            paint_cursor(painter, view.x(look.cursor_ns), area.height(), self.theme)
        for picked, paint in ((look.hovered, paint_hover), (look.selected, paint_selection)):
            if picked is None or not picked.timed:
                continue
            lane = scene.lane_of(*picked.lane)
            if lane is not None:
                rect = span_rect(picked, lane, view, scroll, scene.now_ns)
                if lane.pinned or rect.top() >= scene.fixed:
                    paint(painter, rect, view, self.theme)
        if self._cause_of == look.selected:
            for link in self._links:
                self._paint_link(painter, scene, link, view, scroll)
        painter.restore()

    def _paint_link(
        self, painter: QPainter, scene: Scene, link: Link, view: Viewport, scroll: float
    ) -> None:
        lanes = tuple(scene.lane_of("process", n) for n in (link.from_process, link.to_process))
        if lanes[0] is None or lanes[1] is None:
            return
        names = [tag(scene.model.processes[n].name) for n in (link.from_process, link.to_process)]
        # Many arrows from one process say what they are by their number.
        text = "" if len(self._links) > MOST_TOLD else self._words.link(link.kind, *names)
        paint_arrow(painter, link, (lanes[0], lanes[1]), view, scroll, self.theme, text)
