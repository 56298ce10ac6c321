"""Numbers about all waits for one primitive, and a histogram with the bin of the one selected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from procession.ui import formats
from procession.ui.fonts import font
from procession.ui.theme import Theme

if TYPE_CHECKING:
    from procession.trace.model import Model

BINS = 16
HEIGHT = 150
PLOT = 64


@dataclass(frozen=True, slots=True)
class WaitNumbers:
    """Lengths in ns."""

    name: str
    count: int
    total_ns: int
    median_ns: int
    most_ns: int
    """95 of 100 waits are not longer."""
    longest_ns: int
    bins: tuple[int, ...]
    """How many waits of each length, in equal steps from 0 to the longest."""


def numbers_of(model: Model, primitive: int) -> WaitNumbers | None:
    """Of all waits for a primitive; None without any."""
    import numpy as np

    waits = model.waiter_spans(primitive)
    if not len(waits):
        return None
    length = np.maximum(np.minimum(waits.end_ns, model.last_ns) - waits.start_ns, 0)
    median, most = np.percentile(length, (50, 95))
    longest = int(length.max())
    counts, _ = np.histogram(length, BINS, (0, max(1, longest)))
    known = model.primitives.get(primitive)
    return WaitNumbers(
        known.label if known else "?",
        len(waits),
        int(length.sum()),
        int(median),
        int(most),
        longest,
        tuple(counts.tolist()),
    )


class WaitNumbersView(QWidget):
    """Hidden until there are numbers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._numbers: WaitNumbers | None = None
        self._this_ns = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.hide()

    def show_numbers(self, numbers: WaitNumbers | None, this_ns: int) -> None:
        """Show these, and where the selected wait of `this_ns` stands among them."""
        self._numbers, self._this_ns = numbers, this_ns
        self.setVisible(numbers is not None)
        if numbers is not None:
            told = "  ".join(f"{word} {value}" for word, value in self._values(numbers))
            self.setAccessibleName(f"{self._title(numbers)}: {numbers.count}. {told}")
        self.update()

    def sizeHint(self) -> QSize:
        """A title, four numbers, the histogram, its axis."""
        return QSize(280, HEIGHT)

    def _title(self, numbers: WaitNumbers) -> str:
        return self.tr("All waits for %1").replace("%1", numbers.name)

    def _values(self, numbers: WaitNumbers) -> list[tuple[str, str]]:
        return [
            (self.tr("Total"), formats.duration(numbers.total_ns)),
            (self.tr("Median"), formats.duration(numbers.median_ns)),
            (self.tr("95 %"), formats.duration(numbers.most_ns)),
            (self.tr("Longest"), formats.duration(numbers.longest_ns)),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        numbers, tokens = self._numbers, self._theme.tokens
        if numbers is None:
            return
        painter = QPainter(self)
        width = self.width()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font("column_head"))
        painter.setPen(QColor(tokens.text2))
        count = formats.count(numbers.count)
        room = width - QFontMetrics(painter.font()).horizontalAdvance(count) - 12
        title = painter.fontMetrics().elidedText(
            self._title(numbers), Qt.TextElideMode.ElideMiddle, room
        )
        painter.drawText(QRectF(0, 0, room, 18), left, title)
        painter.setPen(QColor(tokens.text3))
        painter.drawText(QRectF(0, 0, width, 18), right, count)
        for at, (word, value) in enumerate(self._values(numbers)):
            box = QRectF(at * width / 4, 22, width / 4, 16)
            painter.setFont(font("caption"))
            painter.setPen(QColor(tokens.text3))
            painter.drawText(box, left, word)
            painter.setFont(font("secondary", weight=500))
            painter.setPen(QColor(tokens.text))
            painter.drawText(box.translated(0, 17), left, value)
        self._paint_bins(painter, numbers, QRectF(0, 66, width, PLOT))

    def _paint_bins(self, painter: QPainter, numbers: WaitNumbers, area: QRectF) -> None:
        tokens = self._theme.tokens
        highest = max(numbers.bins)
        step = area.width() / BINS
        here = min(BINS - 1, self._this_ns * BINS // max(1, numbers.longest_ns))
        for at, many in enumerate(numbers.bins):
            if not many:
                continue
            # A bin that is not empty is seen, however few stand in it.
            height = max(2.0, (area.height() - 2) * many / highest)
            bar = QRectF(area.left() + at * step + 1, area.bottom() - height, step - 2, height)
            colour = tokens.states.waiting if at == here else tokens.border2
            painter.fillRect(bar, QColor(colour))
        painter.fillRect(
            QRectF(area.left(), area.bottom(), area.width(), 1), QColor(tokens.border2)
        )
        painter.setFont(font("caption"))
        painter.setPen(QColor(tokens.text3))
        below = QRectF(area.left(), area.bottom() + 3, area.width(), 15)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, formats.duration(numbers.longest_ns))
