"""How long spans of one kind are: a histogram whose bins can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from procession.trace.range_statistics import BINS, KindSpans
from procession.ui import formats
from procession.ui.fonts import font
from procession.ui.tokens import LIGHT, Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

AXIS = 18
HEAD = 20
PAD = 12


class Histogram(QWidget):
    """Bars for equal steps of length; a click, or Left, Right and Enter, choose one."""

    chosen = Signal(int)
    """The number of a bin that has spans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Tokens = LIGHT
        self._title = ""
        self._counts: Sequence[int] = ()
        self._longest = 0
        self._colour = LIGHT.text3
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(160)
        self.setAccessibleName(self.tr("Lengths"))

    def show_spans(self, title: str, spans: KindSpans | None, colour: str) -> None:
        """Show these, or none."""
        self._title, self._colour, self._at = title, colour, -1
        self._counts, self._longest = (), 0
        if spans is not None:
            counts, self._longest = spans.histogram()
            self._counts = counts.tolist()
        told = ", ".join(self._told(n) for n, count in enumerate(self._counts) if count)
        self.setAccessibleDescription(f"{title}: {told}" if told else title)
        self.update()

    def set_theme(self, theme: Tokens) -> None:
        """Paint with another palette."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bars."""
        return QSize(260, 140)

    def choose(self, number: int) -> None:
        """Choose a bin; one without spans cannot be chosen."""
        if 0 <= number < len(self._counts) and self._counts[number]:
            self._at = number
            self.update()
            self.chosen.emit(number)

    def bar(self, number: int) -> QRectF:
        """Where a bin stands, with what is above it."""
        area = self._area()
        step = area.width() / BINS
        return QRectF(area.left() + number * step, area.top(), step, area.height())

    def _area(self) -> QRectF:
        rect = QRectF(self.rect())
        return rect.adjusted(PAD, HEAD + 4, -PAD, -AXIS - 4)

    def _told(self, number: int) -> str:
        step = self._longest / BINS
        begin, end = formats.duration(number * step), formats.duration((number + 1) * step)
        text = self.tr("%1 to %2: %3").replace("%1", begin).replace("%2", end)
        return text.replace("%3", formats.count(self._counts[number]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        theme = self._theme
        area = self._area()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.side))
            painter.setFont(font("caption", weight=600))
            painter.setPen(QColor(theme.text2))
            room = round(self.width() - 2 * PAD)
            elide = Qt.TextElideMode.ElideMiddle
            title = painter.fontMetrics().elidedText(self._title, elide, room)
            painter.drawText(QPointF(PAD, HEAD - 5), title)
            painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), _ink(theme))
            most = max(self._counts, default=0)
            for number, count in enumerate(self._counts):
                if not count:
                    continue
                bar = self.bar(number).adjusted(1, 0, -1, 0)
                # A bin that is not empty is seen, however few stand in it.
                bar.setTop(area.bottom() - max(2.0, area.height() * count / most))
                colour = QColor(theme.accent if number == self._at else self._colour)
                painter.fillRect(bar, colour)
            painter.setFont(font("caption"))
            painter.setPen(QColor(theme.text3))
            below = QRectF(area.left(), area.bottom() + 4, area.width(), AXIS)
            if most:
                painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
                last = formats.duration(self._longest)
                painter.drawText(below, Qt.AlignmentFlag.AlignRight, last)
                top = QRectF(area.left(), area.top() - 4, area.width(), AXIS)
                painter.drawText(top, Qt.AlignmentFlag.AlignRight, formats.count(most))
            if self.hasFocus():
                painter.setPen(QPen(QColor(theme.accent), 2))
                painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _bin_at(self, place: QPointF) -> int:
        area = self._area()
        if not area.left() <= place.x() < area.right():
            return -1
        return int((place.x() - area.left()) * BINS / area.width())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bin there."""
        self.choose(self._bin_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go to the next bin that has spans; Enter to its next span."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if event.key() == Qt.Key.Key_Right else -1
            at = self._at + by if self._at >= 0 else (0 if by > 0 else BINS - 1)
            while 0 <= at < len(self._counts) and not self._counts[at]:
                at += by
            self.choose(at)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self._at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """What a bin is, beside the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._bin_at(QPointF(event.pos()))
            if 0 <= number < len(self._counts):
                QToolTip.showText(event.globalPos(), self._told(number), self)
            return True
        return super().event(event)


def _ink(theme: Tokens) -> QColor:
    return QColor(theme.border2)
