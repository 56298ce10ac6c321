"""What each process did of a stretch of time, as one bar a process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from procession.trace.states import State
from procession.ui.fonts import font
from procession.ui.timeline.kinds import CONTENDED, EXPECTED, HELD, IO, RUNNING, WAITING
from procession.ui.timeline.words import Words
from procession.ui.tokens import LIGHT, Tokens

ROW = 22
NAME = 132
TOLD = 190
PAD = 12
KINDS = (
    (State.WAITING, WAITING),
    (State.IO, IO),
    (State.EXPECTED, EXPECTED),
    (State.CONTENDED, CONTENDED),
    (State.HELD, HELD),
    (State.RUNNING, RUNNING),
)
"""In the order in which they are stacked."""


class ShareBars(QWidget):
    """Rows of a name, a bar, and its greatest shares in words."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme: Tokens = LIGHT
        self._rows: list[tuple[int, str, Mapping[State, int]]] = []
        self._length = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(
        self, rows: Sequence[tuple[int, str, Mapping[State, int]]], length_ns: int
    ) -> None:
        """Show (process, its name, ns of each state), of a range of `length_ns`."""
        self._rows, self._length = list(rows), max(1, length_ns)
        told = "; ".join(f"{name}: {self.told(shares)}" for _, name, shares in self._rows)
        self.setAccessibleName(told)
        self.setFixedHeight(max(1, len(self._rows)) * ROW)
        self.update()

    def set_theme(self, theme: Tokens) -> None:
        """Paint with another palette."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(420, max(1, len(self._rows)) * ROW)

    def told(self, shares: Mapping[State, int]) -> str:
        """The greatest shares, in per cent of the range."""
        parts = [(self.parts(shares)[kind], kind) for _, kind in KINDS]
        parts.sort(reverse=True)
        named = [
            f"{self._words.state(kind)} {100 * part / self._length:.0f} %"
            for part, kind in parts[:2]
            if part * 200 >= self._length
        ]
        return ", ".join(named)

    @staticmethod
    def parts(shares: Mapping[State, int]) -> dict[int, int]:
        """ns by kind; what is held while others wait is told apart from what is held else."""
        found = {kind: shares.get(state, 0) for state, kind in KINDS}
        found[HELD] = max(0, found[HELD] - found[CONTENDED])
        # Who runs and holds is drawn as holding.
        found[RUNNING] = max(0, found[RUNNING] - found[HELD] - found[CONTENDED])
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are in view."""
        theme, states = self._theme, self._theme.states
        inks = {
            WAITING: states.waiting,
            IO: states.io,
            EXPECTED: states.expected,
            CONTENDED: states.contended,
            HELD: states.held,
            RUNNING: states.running,
        }
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.side))
            painter.setFont(font("caption"))
            metrics = painter.fontMetrics()
            first = max(0, event.rect().top() // ROW)
            told_at = self.width() - PAD - TOLD
            for number in range(first, min(len(self._rows), event.rect().bottom() // ROW + 1)):
                process, name, shares = self._rows[number]
                top = number * ROW
                identity = QColor(theme.identity(process - 1).colour)
                painter.fillRect(QRectF(PAD, top + 5, 4, 12), identity)
                painter.setPen(QColor(theme.text))
                text = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, NAME - 16)
                painter.drawText(QPointF(PAD + 12, top + 15), text)
                left = float(PAD + NAME)
                room = max(40.0, told_at - 12 - left)
                painter.fillRect(QRectF(left, top + 6, room, 10), QColor(theme.sunken))
                total = max(self._length, sum(self.parts(shares).values()))
                for kind, part in self.parts(shares).items():
                    width = room * part / total
                    painter.fillRect(QRectF(left, top + 6, width, 10), QColor(inks[kind]))
                    left += width
                painter.setPen(QColor(theme.text3))
                told = metrics.elidedText(self.told(shares), Qt.TextElideMode.ElideRight, TOLD)
                painter.drawText(QPointF(told_at, top + 15), told)
