"""The banner above the timeline: the first error, how sure it is, its fix, and how many more."""

from __future__ import annotations

import html

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from procession.ui.findings.certainty import CertaintyChip
from procession.ui.findings.links import LinkLabel, link, marked, names_in
from procession.ui.findings.told import Told
from procession.ui.icons import pixmap
from procession.ui.program import Program
from procession.ui.restyle import set_property
from procession.ui.theme import Theme
from procession.ui.widgets.buttons import Button, IconButton

HEIGHT = 76
LINES = 2
NARROW = 900


class FindingBanner(QFrame):
    """Hidden without an error. One that was closed comes back when there is another error."""

    followed = Signal(object)
    """A link was followed: a `links.Target`."""
    waits_wanted = Signal()
    """Show who waits for whom."""
    all_wanted = Signal()
    """Show all findings."""

    def __init__(self, theme: Theme, program: Program, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._program = program
        self._told: list[Told] = []
        self._closed: set[object] = set()
        self._offered = True
        set_property(self, "surface", "strip-red")
        self.setMinimumHeight(HEIGHT)
        self.setAccessibleName(self.tr("What is wrong"))
        self._icon = QLabel(self)
        self._sentence = LinkLabel(theme, "card_title", parent=self)
        self._fix = LinkLabel(theme, "body", "text2", parent=self)
        self._certainty = CertaintyChip(theme, self)
        self._rule = CertaintyChip(theme, self)
        self._waits = Button(theme, self.tr("Who waits for whom"), "graph", parent=self)
        self._waits.clicked.connect(self.waits_wanted)
        close = IconButton(theme, "x", self.tr("Close this message"), size=24, icon_size=14)
        close.clicked.connect(self._close)
        for label in (self._sentence, self._fix):
            label.followed.connect(self._follow)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._sentence, 1)
        first.addWidget(self._certainty, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._rule, 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(4)
        text.addStretch(1)
        text.addLayout(first)
        text.addWidget(self._fix)
        text.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(text, 1)
        row.addWidget(self._waits, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._tell)
        self.hide()

    def show_errors(self, told: list[Told]) -> None:
        """Tell about the first of these; nothing when there are none, or when it was closed."""
        self._told = told
        keys = {one.key for one in told}
        self.setVisible(bool(keys - self._closed))
        self._tell()

    def offer_waits(self, on: bool) -> None:
        """Offer the graph of who waits for whom; not where it is seen already."""
        if on != self._offered:
            self._offered = on
            self._tell()

    def text(self) -> str:
        """Everything it says."""
        return f"{self._sentence.accessibleName()} {self._fix.accessibleName()}"

    def _close(self) -> None:
        self._closed = {one.key for one in self._told}
        self.hide()

    def _follow(self, target: object) -> None:
        if target == ("all", ""):
            self.all_wanted.emit()
        else:
            self.followed.emit(target)

    def _tell(self) -> None:
        model = self._program.model
        if not self._told or model is None:
            return
        tokens = self._theme.tokens
        first = self._told[0]
        finding = first.finding
        names = names_in(model, finding)
        self._certainty.show_certainty(finding.certainty)
        self._rule.show_rule(finding.rule)
        self._waits.setVisible(self._offered and first.hang is not None)
        sentence = _cut(finding.message, self._room(), self._sentence.font())
        back = tokens.raised if tokens.dark else tokens.surface
        self._sentence.show_html(marked(sentence, names, tokens, back))
        self._sentence.setToolTip(
            f"<p>{html.escape(finding.message)}</p>" if sentence != finding.message else ""
        )
        parts = []
        if finding.fix:
            word = html.escape(self.tr("Fix:"))
            fix = _cut(finding.fix, self._room(), self._fix.font(), lines=1)
            bold = f'<span style="font-weight:600;color:{tokens.text}">{word}</span> '
            parts.append(bold + marked(fix, names, tokens, back))
        if len(self._told) > 1:
            more = self.tr("and %n more", "", len(self._told) - 1)
            parts.append(link(more, ("all", ""), tokens))
        self._fix.show_html(" &nbsp; ".join(parts))
        self._fix.setVisible(bool(parts))
        self._icon.setPixmap(pixmap("error", tokens.red, 18, self.devicePixelRatioF()))

    def _room(self) -> int:
        """Px of a line of the sentence."""
        beside = self._certainty.sizeHint().width() + self._rule.sizeHint().width()
        if not self._waits.isHidden():
            beside += self._waits.sizeHint().width()
        return max(200, self.width() - beside - 150)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the sentence as there is room for."""
        super().resizeEvent(event)
        wide = self.width() >= NARROW
        self._waits.setText(self.tr("Who waits for whom") if wide else "")
        self._waits.setToolTip("" if wide else self.tr("Who waits for whom"))
        self._waits.setAccessibleName(self.tr("Who waits for whom"))
        self._tell()


def _cut(text: str, width: int, used: QFont, lines: int = LINES) -> str:
    """As many words of `text` as fit into so many lines."""
    metrics = QFontMetrics(used)
    flags = int(Qt.TextFlag.TextWordWrap)

    def fits(shown: str) -> bool:
        box = metrics.boundingRect(QRect(0, 0, width, 10_000), flags, shown)
        return box.height() < (lines + 0.6) * metrics.lineSpacing()

    if fits(text):
        return text
    words = text.split(" ")
    low, high = 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(" ".join(words[:middle]) + " …"):
            low = middle
        else:
            high = middle - 1
    return " ".join(words[:low]) + " …"
