"""The wait panel: the graph of one instant, and below it how that came about."""

from __future__ import annotations

import html

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from procession.ui import formats
from procession.ui.alive import while_alive
from procession.ui.findings.links import LinkLabel, link, time_link
from procession.ui.icons import pixmap
from procession.ui.program import Program
from procession.ui.tables.cursor import Cursor
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE, Tokens
from procession.ui.waits.graph_view import WaitGraphView
from procession.ui.waits.picture import Edge, Picture, picture_at
from procession.ui.widgets.buttons import IconButton
from procession.ui.widgets.labels import Label
from procession.ui.widgets.lines import Hairline

LATE_NS = 20_000_000
"""While a program runs: so long ago all of its processes' records have come."""
EVERY_MS = 150
MOST_STEPS = 14
WIDE = 680
"""Px from which the steps stand beside the graph."""


class WaitPanel(QWidget):
    """Read on the thread that feeds the model, and only while it is seen."""

    followed = Signal(object)
    """A `links.Target`: what was clicked."""
    closed = Signal()

    def __init__(
        self, theme: Theme, program: Program, cursor: Cursor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._program = program
        self._cursor = cursor
        self._reading = self._again = False
        self._asked: tuple[object, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(EVERY_MS)
        self._pause.timeout.connect(self.refresh)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "side")
        self.setAccessibleName(self.tr("Who waits for whom"))
        self._icon = QLabel(self)
        self._when = Label("", "caption", "text3")
        close = IconButton(theme, "x", self.tr("Close this panel"), size=24, icon_size=14)
        close.clicked.connect(self.closed)
        head = QWidget(self)
        head.setFixedHeight(SIZE.panel_head)
        row = QHBoxLayout(head)
        row.setContentsMargins(SIZE.pad_panel, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(Label(self.tr("Who waits for whom"), "card_title"), 1)
        row.addWidget(self._when)
        row.addWidget(close)
        self.graph = WaitGraphView(theme, self)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.graph)
        self._steps_head = Label(self.tr("How it formed"), "column_head", "text2")
        self._steps = LinkLabel(theme, "secondary", "text2", self)
        self._steps.followed.connect(self.followed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(Hairline(theme))
        self._below = self._formed()
        self._line = Hairline(theme)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(0)
        self._body.addWidget(self._scroll, 1)
        self._body.addWidget(self._line)
        self._body.addWidget(self._below)
        layout.addLayout(self._body, 1)
        self.graph.chosen.connect(lambda key: self.followed.emit((key[0], str(key[1]))))
        self.graph.pointed.connect(self._show_box)
        theme.changed.connect(self._recolour)
        self._recolour(theme.tokens)

    def _formed(self) -> QScrollArea:
        inner = QWidget(self)
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner.setProperty("surface", "side")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SIZE.pad_panel, 8, SIZE.pad_panel, 12)
        column.setSpacing(4)
        column.addWidget(self._steps_head)
        column.addWidget(self._steps)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
        scroll.setWidget(inner)
        return scroll

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is wide and low, the steps stand beside the graph."""
        super().resizeEvent(event)
        self._place_steps()

    def _place_steps(self) -> None:
        wide = self.width() >= WIDE
        way = QBoxLayout.Direction
        self._body.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._line.setVisible(not wide and not self._below.isHidden())
        inner = self._below.widget()
        wanted = inner.sizeHint().height() + 2 if inner is not None else 0
        if wide:
            self._below.setFixedWidth(min(460, self.width() // 2))
            self._below.setMaximumHeight(16_777_215)
            self._below.setMinimumHeight(0)
        else:
            self._below.setMinimumWidth(0)
            self._below.setMaximumWidth(16_777_215)
            self._below.setFixedHeight(min(wanted, max(90, self.height() * 2 // 5)))

    def refresh(self) -> None:
        """Read the graph again, if anybody sees it and there is anything new."""
        model = self._program.model
        if model is None or not self.isVisible():
            return
        asked = (id(model), model.revision, self._instant())
        if asked == self._asked:
            return
        if self._reading:
            self._again = True
            return
        if self._pause.isActive() and self._cursor.at_ns is None:
            # A run that goes on is told often enough; a cursor that is moved, at once.
            return
        self._pause.start()
        self._asked = asked
        at_ns = self._instant()
        finder = self._program.finder
        hangs = [one.hang for one in finder.now.told if one.hang] if finder else []
        now = self._program.live and self._cursor.at_ns is None
        self._reading = True
        self._program.read(
            lambda: picture_at(model, at_ns, hangs, now), while_alive(self, self._show)
        )

    def _instant(self) -> int:
        """Where the cursor is; else now, or where the run hung, or its end."""
        model, finder = self._program.model, self._program.finder
        assert model is not None
        if self._cursor.at_ns is not None:
            return self._cursor.at_ns
        if model.ended:
            # The waits of a hang end with the program: look at it as it was before.
            seen = [one.hang.seen_ns for one in finder.now.told if one.hang] if finder else []
            return max(seen, default=model.last_ns)
        return max(0, model.last_ns - LATE_NS)

    def _show(self, picture: Picture) -> None:
        self._reading = False
        self.graph.show_picture(picture)
        now = self._program.live and self._cursor.at_ns is None
        at = self.tr("now, at %1") if now else self.tr("at %1")
        self._when.setText(at.replace("%1", formats.instant(picture.at_ns)))
        self._tell_steps(picture)
        if self._again:
            self._again = False
            self.refresh()

    def _tell_steps(self, picture: Picture) -> None:
        tokens = self._theme.tokens
        edges = sorted(picture.edges, key=lambda edge: edge.since_ns)
        shown = edges[-MOST_STEPS:] if len(edges) > MOST_STEPS else edges
        rows = []
        if len(edges) > len(shown):
            before = self.tr("%n earlier step(s)", "", len(edges) - len(shown))
            rows.append(f'<tr><td colspan="3">{html.escape(before)}</td></tr>')
        for edge in shown:
            place = link(_line(edge.where), ("place", edge.where), tokens) if edge.where else ""
            rows.append(
                f'<tr><td width="58" style="white-space:nowrap">'
                f"{time_link(edge.since_ns, tokens)}</td>"
                f'<td style="padding-right:8px">{self._step(picture, edge)}</td>'
                f'<td align="right" width="1" style="white-space:nowrap">{place}</td></tr>'
            )
        self._steps.show_html(f'<table width="100%">{"".join(rows)}</table>' if rows else "")
        self._below.setVisible(bool(rows))
        self._place_steps()

    def _step(self, picture: Picture, edge: Edge) -> str:
        process = edge.target if edge.kind == "held" else edge.source
        other = edge.source if edge.kind == "held" else edge.target
        colour = self._theme.tokens.identity(process[1] - 1).colour
        if edge.kind == "held":
            text = self.tr("%1 acquired %2")
        elif edge.verb == "exit":
            text = self.tr("%1 began to wait for the end of %2")
        else:
            text = self.tr("%1 began to wait for %2")
        names = [html.escape(picture.nodes[key].name) for key in (process, other)]
        bar = f'<span style="color:{colour}">▍</span>'
        text = html.escape(text).replace("%1", f"{bar}{names[0]}").replace("%2", names[1])
        return f'<span style="color:{self._theme.tokens.text}">{text}</span>'

    def _show_box(self, box: QRectF) -> None:
        middle = box.center()
        self._scroll.ensureVisible(round(middle.x()), round(middle.y()), 80, 40)

    def showEvent(self, event: object) -> None:
        """Read what is shown."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def _recolour(self, tokens: Tokens) -> None:
        self._icon.setPixmap(pixmap("graph", tokens.text2, 16, self.devicePixelRatioF()))
        if self.graph.picture.edges:
            self._tell_steps(self.graph.picture)


def _line(place: str) -> str:
    """``x.py:9``, shortened to its end where the name is long."""
    return place if len(place) <= 22 else "…" + place[-21:]
