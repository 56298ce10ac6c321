"""Looking for something in the run: a field over the lanes, opened by Ctrl+F."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from procession.trace.find import Found, find
from procession.ui import fonts
from procession.ui.icons import pixmap
from procession.ui.timeline.choosing import Choosing
from procession.ui.timeline.pick import Picked, span_at

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH, MARGIN = 420, 12
WAIT_MS = 120
"""After the last letter typed; then the run is searched."""


class FindBar(QFrame):
    """Finds processes, primitives, source lines and calls, and goes from one to the next."""

    def __init__(self, timeline: Choosing) -> None:
        super().__init__(timeline)
        self._timeline = timeline
        self._found: Found | None = None
        self._at = -1
        self._asked = 0
        self.setObjectName("findBar")
        self.setAutoFillBackground(True)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Process, object, source line or call"))
        self.field.setAccessibleName(self.tr("Find in the run"))
        self.field.setClearButtonEnabled(True)
        self.told = QLabel(self)
        self.told.setAccessibleName(self.tr("What was found"))
        self.only = self._button("filter", self.tr("Show only lanes with these words"))
        self.only.setCheckable(True)
        previous = self._button("chevron-up", self.tr("Previous (Shift+Enter)"))
        following = self._button("chevron-down", self.tr("Next (Enter)"))
        close = self._button("x", self.tr("Close (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 6)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.told)
        for button in (self.only, previous, following, close):
            row.addWidget(button)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._search)
        self.field.textChanged.connect(self._typed)
        self.only.toggled.connect(self._filter)
        previous.clicked.connect(lambda: self.step(-1))
        following.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.shut)
        timeline.scene_changed.connect(self._forget)

    def _button(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("findIcon", icon)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFixedSize(24, 24)
        button.setIconSize(QSize(14, 14))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def open(self) -> None:
        """Show it, ready to type."""
        self._dress()
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def shut(self) -> None:
        """Hide it; what was filtered is shown again."""
        self.only.setChecked(False)
        self.hide()
        self._timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """Stand at the top right of the lanes."""
        area = self._timeline.parts().lanes
        width = min(WIDTH, int(area.width()) - 2 * MARGIN)
        left = round(area.right()) - width - MARGIN - 8
        self.setGeometry(left, round(area.top()) + MARGIN, max(width, 120), 40)

    def look_for(self, text: str) -> None:
        """Open it with a text and search at once."""
        self.open()
        self.field.setText(text)
        self._search()

    @property
    def found(self) -> Found | None:
        """What the text was found in; None: not known yet."""
        return self._found

    def step(self, by: int) -> None:
        """Go to the next span found, or by -1 to the one before; from the last to the first."""
        if self._wait.isActive() or self._found is None:
            self._wait.stop()
            self._search(then=by)
            return
        found = self._found
        stops = len(found) or len(found.processes) + len(found.primitives)
        if not stops:
            return
        self._at = (self._at + by) % stops if self._at >= 0 else (0 if by > 0 else stops - 1)
        self._timeline.show_picked(self._picked(found, self._at))
        self._tell()

    def _picked(self, found: Found, at: int) -> Picked:
        """The span at a position; where there are none, a lane."""
        scene = self._timeline.scene
        if len(found) and scene is not None:
            process = int(found.process[at])
            spans = scene.model.process_spans(process)
            return span_at("span", ("process", process), spans, int(found.row[at]))
        if at < len(found.processes):
            number = found.processes[at]
            return Picked("process", ("process", number), process=number)
        number = found.primitives[at - len(found.processes)]
        return Picked("primitive", ("primitive", number), primitive=number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Shift back; Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.shut()
        # No key goes on to the timeline: it would zoom while somebody types.
        event.accept()

    def _typed(self) -> None:
        self._found, self._at = None, -1
        self._wait.start()
        if self.only.isChecked():
            self._filter(True)

    def _forget(self) -> None:
        self._found, self._at = None, -1
        self.told.clear()

    def _filter(self, on: bool) -> None:
        self._timeline.arrangement.filter(self.field.text() if on else "")
        self._timeline.arranged()

    def _search(self, then: int = 0) -> None:
        """On another thread; an answer that comes after the next question is dropped."""
        text = self.field.text()
        self._asked += 1
        asked = self._asked

        def done(found: Found) -> None:
            if asked != self._asked:
                return
            self._found, self._at = found, -1
            self._tell()
            if then:
                self.step(then)

        self._timeline.read(lambda scene: find(scene.model, text), done)

    def _tell(self) -> None:
        found = self._found
        if found is None or not self.field.text().strip():
            self.told.clear()
            return
        lanes = len(found.processes) + len(found.primitives)
        if self._at >= 0 and len(found):
            text = self.tr("%1 of %2").replace("%1", f"{self._at + 1:,}")
            self.told.setText(text.replace("%2", f"{found.count:,}"))
        elif not lanes and not found.count:
            self.told.setText(self.tr("nothing found"))
        else:
            parts = [self.tr("%Ln lane(s)", "", lanes)] if lanes else []
            parts += [self.tr("%Ln span(s)", "", found.count)] if found.count else []
            self.told.setText(" · ".join(parts))

    def _dress(self) -> None:
        theme = self._timeline.theme
        self.setStyleSheet(
            f"#findBar {{ background: {theme.raised}; border: 1px solid {theme.border2};"
            f" border-radius: 6px; }}"
            f"#findBar QLabel {{ color: {theme.text3}; padding: 0 4px; }}"
            f"#findBar QToolButton {{ border: none; border-radius: 4px; }}"
            f"#findBar QToolButton:hover {{ background: {theme.hover}; }}"
            f"#findBar QToolButton:checked {{ background: {theme.sel}; }}"
        )
        self.told.setFont(fonts.font("caption"))
        scale = self.devicePixelRatioF()
        children: list[QWidget] = self.findChildren(QToolButton)
        for button in children:
            name = button.property("findIcon")
            if isinstance(button, QToolButton) and name:
                button.setIcon(QIcon(pixmap(str(name), theme.text2, 14, scale)))
