"""Statistics of the stretch of time that was measured, below the lanes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from procession.trace.range_statistics import (
    KindNumbers,
    KindSpans,
    RangeStatistics,
    SpanKind,
    spans_of_kind,
    statistics_of,
)
from procession.ui import fonts, formats
from procession.ui.timeline.choosing import Choosing
from procession.ui.timeline.histogram import Histogram
from procession.ui.timeline.kinds import HELD, KIND_OF
from procession.ui.timeline.pick import span_at
from procession.ui.timeline.range_style import dress
from procession.ui.timeline.share_bars import ShareBars
from procession.ui.timeline.sortable_item import SORT_ROLE, SortableItem
from procession.ui.timeline.status import name_of, wait_sentence
from procession.ui.timeline.ticks import duration

HEIGHT = 196
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WAIT_MS = 80
"""After the range last changed; then its numbers are worked out."""


class RangeStrip(QFrame):
    """Shares by process, numbers by kind of span, and a histogram of the kind chosen."""

    def __init__(self, timeline: Choosing) -> None:
        super().__init__(timeline)
        self.setObjectName("rangeStrip")
        self.setAccessibleName(self.tr("Statistics of the range"))
        self._timeline = timeline
        self._asked = 0
        self._range: tuple[int, int] | None = None
        self._kinds: dict[int, SpanKind] = {}
        self._spans: KindSpans | None = None
        self._cycle: tuple[int, int] = (-1, 0)
        self.title = QLabel(self)
        self._zoom = QPushButton(self.tr("Zoom to it"), self)
        self._zoom.clicked.connect(self._zoom_there)
        self._close = QToolButton(self)
        self._close.setToolTip(self.tr("Close (Esc)"))
        self._close.setAccessibleName(self.tr("Close (Esc)"))
        self._close.clicked.connect(lambda: timeline.measure(None))
        self.bars = ShareBars(timeline.words)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self.bars)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName(self.tr("Shares by process"))
        self.table = self._make_table()
        self.histogram = Histogram(self)
        self.histogram.chosen.connect(self._choose_bin)
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._work_out)
        timeline.measured.connect(self._measured)
        timeline.scene_changed.connect(self._forget)

    def _make_table(self) -> QTreeWidget:
        table = QTreeWidget(self)
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setSortingEnabled(True)
        table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setAccessibleName(self.tr("Kinds of spans"))
        table.setHeaderLabels(
            [
                self.tr("Spans"),
                self.tr("Count"),
                self.tr("In range"),
                self.tr("Median"),
                self.tr("95 %"),
                self.tr("Longest"),
            ]
        )
        for column in range(1, 6):
            table.headerItem().setTextAlignment(column, RIGHT)
        table.currentItemChanged.connect(self._choose_kind)
        return table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 6, 0)
        head.addWidget(self.title)
        head.addSpacing(12)
        head.addWidget(self._zoom)
        head.addStretch(1)
        head.addWidget(self._close)
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(1)
        columns.addWidget(self._scroll, 5)
        columns.addWidget(self.table, 6)
        columns.addWidget(self.histogram, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addLayout(columns, 1)

    def _forget(self) -> None:
        self._asked += 1
        self._range = None
        self._wait.stop()

    def _measured(self, range_ns: object) -> None:
        if not isinstance(range_ns, tuple):
            self._forget()
            return
        self._range = round(range_ns[0]), round(range_ns[1])
        begin, end = self._range
        text = self.tr("%1 to %2").replace("%1", _instant(begin)).replace("%2", _instant(end))
        self.title.setText(f"{text} · {duration(end - begin)}")
        self._wait.start()

    def _work_out(self) -> None:
        if self._range is None:
            return
        begin, end = self._range
        self._asked += 1
        asked = self._asked

        def done(numbers: RangeStatistics) -> None:
            if asked == self._asked:
                self.show_numbers(numbers)

        self._timeline.read(lambda scene: statistics_of(scene.model, begin, end), done)

    def show_numbers(self, numbers: RangeStatistics) -> None:
        """Show what was worked out."""
        scene = self._timeline.scene
        if scene is None:
            return
        dress(self, self._close, self._timeline.theme)
        self.title.setFont(fonts.font("secondary", weight=600))
        self._zoom.setFont(fonts.font("caption"))
        for part in (self.bars, self.histogram):
            part.set_theme(self._timeline.theme)
        words, processes = self._timeline.words, scene.model.processes
        rows = [
            (number, processes[number].name or words.unnamed(number), shares)
            for number, shares in numbers.shares
        ]
        self.bars.show_shares(rows, numbers.to_ns - numbers.from_ns)
        self.table.blockSignals(True)
        self.table.setSortingEnabled(False)
        self.table.clear()
        self._kinds = {}
        for index, one in enumerate(numbers.kinds):
            self._kinds[index] = one.kind
            self.table.addTopLevelItem(self._item(index, one))
        self.table.setSortingEnabled(True)
        for column in range(1, 6):
            self.table.setColumnWidth(column, 74)
        self.table.setColumnWidth(0, max(120, self.table.width() - 5 * 74 - 20))
        self.table.blockSignals(False)
        if numbers.kinds:
            first = self.table.topLevelItem(0)
            assert first is not None
            self.table.setCurrentItem(first)
        else:
            self.histogram.show_spans(self.tr("Nothing waits or holds here."), None, "")

    def _item(self, index: int, one: KindNumbers) -> QTreeWidgetItem:
        told = self._told(one.kind)
        values = (one.count, one.total_ns, one.median_ns, one.most_ns, one.longest_ns)
        texts = [formats.count(one.count), *(duration(value) for value in values[1:])]
        item = SortableItem([told, *texts])
        item.setToolTip(0, told)
        item.setData(0, SORT_ROLE, told.casefold())
        item.setData(0, SORT_ROLE + 1, index)
        for column, value in enumerate(values, 1):
            item.setData(column, SORT_ROLE, value)
            item.setTextAlignment(column, RIGHT)
        return item

    def _told(self, kind: SpanKind) -> str:
        scene, words = self._timeline.scene, self._timeline.words
        if scene is None:
            return ""
        which = int(KIND_OF[kind.state])
        if which == HELD:
            return words.holds([name_of(scene, kind.primitive)])
        return wait_sentence(scene, which, kind.primitive, kind.verb, words)

    def _choose_kind(self, item: QTreeWidgetItem | None) -> None:
        index = None if item is None else item.data(0, SORT_ROLE + 1)
        if item is None or index not in self._kinds or self._range is None:
            return
        kind, title = self._kinds[index], item.text(0)
        begin, end = self._range
        self._asked += 1
        asked = self._asked

        def done(spans: KindSpans) -> None:
            if asked == self._asked:
                self._spans, self._cycle = spans, (-1, 0)
                states = self._timeline.theme.states
                held = int(KIND_OF[kind.state]) == HELD
                self.histogram.show_spans(title, spans, states.held if held else states.running)

        self._timeline.read(lambda scene: spans_of_kind(scene.model, kind, begin, end), done)

    def _choose_bin(self, number: int) -> None:
        """Select a span of the bin; of the same bin again, the next one."""
        spans, scene = self._spans, self._timeline.scene
        if spans is None or scene is None:
            return
        inside = spans.in_bin(number)
        if not len(inside):
            return
        last, at = self._cycle
        at = (at + 1) % len(inside) if last == number else 0
        self._cycle = (number, at)
        chosen = int(inside[at])
        process = int(spans.process[chosen])
        known = scene.model.process_spans(process)
        picked = span_at("span", ("process", process), known, int(spans.row[chosen]))
        self._timeline.show_picked(picked)

    def _zoom_there(self) -> None:
        if self._range is not None:
            self._timeline.show_range(*self._range)


def _instant(time_ns: int) -> str:
    return duration(time_ns) if time_ns > 0 else "0 s"
