"""The Source tab: the program's files as recorded, with waits and holds marked on their lines."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from procession.ui.alive import while_alive
from procession.ui.fonts import font
from procession.ui.program import Program
from procession.ui.source.hot_lines import Lines, lines_of
from procession.ui.source.source_view import SourceView
from procession.ui.tables.cursor import Cursor
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.buttons import IconButton
from procession.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from procession.trace.model import Model


class SourcePage(QWidget):
    """Read again while it is seen; the text of a file is set only when another one is chosen."""

    line_chosen = Signal(str, int)
    """A file and a line (from 1) that the user went to with the arrows."""

    def __init__(
        self, theme: Theme, program: Program, cursor: Cursor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._program = program
        self._cursor = cursor
        self._reading = self._again = False
        self._asked: tuple[object, ...] = ()
        self._files: list[str] = []
        self._shown = ""
        self.lines: Lines = {}
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(self.tr("File"))
        self.choice.setMinimumWidth(220)
        self.view = SourceView(theme, program, self)
        self._about = ElidedLabel("", "caption", "text3")
        self._previous = IconButton(
            theme, "chevron-up", self.tr("Previous marked line"), size=24, icon_size=14, parent=self
        )
        self._next = IconButton(
            theme, "chevron-down", self.tr("Next marked line"), size=24, icon_size=14, parent=self
        )
        head = QWidget(self)
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setProperty("surface", "side")
        head.setProperty("edge", "bottom")
        head.setFixedHeight(SIZE.dock_tabs + 4)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.choice)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        row.addWidget(self._about, 1)
        self._head = head
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.view, 1)
        self.choice.currentIndexChanged.connect(self._chosen)
        self._previous.clicked.connect(lambda: self._step(-1))
        self._next.clicked.connect(lambda: self._step(1))
        self._seen()

    def show_place(self, place: str) -> bool:
        """Show ``x.py:9``, or a whole path with a line; whether the recording has that file."""
        name, _, line = place.rpartition(":")
        self._list()
        fitting = [file for file in self._files if file == name or os.path.basename(file) == name]
        if not fitting or not line.isdigit():
            return False
        self.choice.setCurrentIndex(self._files.index(fitting[0]))
        self.view.ask_for(int(line))
        # Once more when the page has its size: it may have been shown just now.
        QTimer.singleShot(0, self.view, self.view.centerCursor)
        return True

    def refresh(self) -> None:
        """Read what was recorded of the lines again, if anybody sees them."""
        self._list()
        model = self._program.model
        if model is None or not self.isVisible():
            return
        asked = (id(model), model.revision, self._cursor.at_ns)
        if asked == self._asked:
            return
        if self._reading:
            self._again = True
            return
        self._reading, self._asked = True, asked
        self._program.read(
            lambda: lines_of(model, self._cursor.instant(model)), while_alive(self, self._take)
        )

    def _take(self, lines: Lines) -> None:
        self._reading = False
        self.lines = lines
        self._mark()
        if self._again:
            self._again = False
            self.refresh()

    def _mark(self) -> None:
        lines = self.lines.get(self._shown, {})
        self.view.show_lines(lines)
        self._about.setText(self.tr("%n marked line(s)", "", len(lines)) if self._shown else "")
        for button in (self._previous, self._next):
            button.setEnabled(bool(lines))

    def _list(self) -> None:
        model = self._program.model
        files = [] if model is None else _in_order(model)
        if files == self._files:
            return
        self._files = files
        self.choice.blockSignals(True)
        self.choice.clear()
        for file in files:
            self.choice.addItem(os.path.basename(file) or file)
            self.choice.setItemData(self.choice.count() - 1, file, Qt.ItemDataRole.ToolTipRole)
        self.choice.setCurrentIndex(files.index(self._shown) if self._shown in files else 0)
        self.choice.blockSignals(False)
        self._chosen()
        self._seen()

    def _seen(self) -> None:
        self._head.setVisible(bool(self._files))
        self.view.setVisible(bool(self._files))

    def _chosen(self) -> None:
        number = self.choice.currentIndex()
        model = self._program.model
        if model is None or not 0 <= number < len(self._files):
            return
        if self._files[number] != self._shown:
            self._shown = self._files[number]
            self.view.ask_for(0)
            self.view.set_source(model.sources.get(self._shown, ""))
        self._mark()

    def _step(self, direction: int) -> None:
        lines = sorted(self.lines.get(self._shown, {}))
        here = self.view.textCursor().blockNumber() + 1
        if direction > 0:
            found = next((line for line in lines if line > here), lines[0] if lines else 0)
        else:
            before = [line for line in lines if line < here]
            found = before[-1] if before else lines[-1] if lines else 0
        if found:
            self.view.ask_for(found)
            self.line_chosen.emit(self._shown, found)

    def showEvent(self, event: object) -> None:
        """Fill when shown."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Why there is nothing to see."""
        if self._files:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.surface))
        painter.setFont(font("body"))
        painter.setPen(QColor(self._theme.tokens.text3))
        area = self.rect().adjusted(16, 14, -16, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        text = self.tr("The recording has no source text of this program.")
        painter.drawText(area, int(flags) | Qt.TextFlag.TextWordWrap, text)


def _in_order(model: Model) -> list[str]:
    """The program's own file first, then by name; one that has two names only once."""
    name = os.path.basename(str(model.run.get("program") or ""))
    known = model.sources
    whole = {(os.path.basename(file), known[file]) for file in known if os.path.isabs(file)}
    files = [
        file
        for file in known
        if os.path.isabs(file) or (os.path.basename(file), known[file]) not in whole
    ]
    return sorted(files, key=lambda file: (os.path.basename(file) != name, file))
