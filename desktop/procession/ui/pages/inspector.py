"""What is selected in the timeline: state, how long, who held it, who else waited, the source."""

from __future__ import annotations

import html
import os

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from procession.ui import formats
from procession.ui.alive import while_alive
from procession.ui.findings.links import LinkLabel, joined, link, time_link
from procession.ui.fonts import code_font
from procession.ui.pages.selection_facts import Facts, facts_of
from procession.ui.pages.wait_numbers import WaitNumbers, WaitNumbersView, numbers_of
from procession.ui.program import Program
from procession.ui.theme import Theme
from procession.ui.timeline.kinds import CONTENDED, EXPECTED, HELD, IO, WAITING
from procession.ui.timeline.pick import Picked
from procession.ui.timeline.view import TimelineView
from procession.ui.tokens import SIZE, Tokens
from procession.ui.widgets.buttons import Button, IconButton
from procession.ui.widgets.labels import ElidedLabel, Label
from procession.ui.widgets.lines import Hairline

MOST_NAMES = 8


class Inspector(QWidget):
    """Tells about the selection of one timeline."""

    followed = Signal(object)
    """A `links.Target`."""

    def __init__(
        self, theme: Theme, program: Program, timeline: TimelineView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._program, self._timeline = program, timeline
        self.picked: Picked | None = None
        self._facts: Facts | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "side")
        self.setAccessibleName(self.tr("Selection"))
        self._title = ElidedLabel("", "card_title")
        self._number = Label("", "hero", selectable=True)
        self._state = LinkLabel(theme, "body", "text2")
        self._who = LinkLabel(theme, "secondary", "text2")
        self._why = LinkLabel(theme, "secondary", "text2")
        self._place = LinkLabel(theme, "secondary", "text2")
        self._source = Label("", "excerpt", "text2")
        self._source.setFont(code_font("excerpt"))
        self._numbers = WaitNumbersView(theme, self)
        for label in (self._state, self._who, self._why, self._place):
            label.followed.connect(self.followed)
        self._blocker = Button(theme, self.tr("Blocker") + "   [", parent=self)
        self._blocker.setToolTip(self.tr("Go to what blocks this span ([), and back (])"))
        self._blocker.clicked.connect(self._to_blocker)
        self._root = Button(theme, self.tr("Root cause"), parent=self)
        self._root.setToolTip(self.tr("Go along what blocks each other, to its end"))
        self._root.clicked.connect(self._to_root)
        close = IconButton(theme, "x", self.tr("Clear the selection (Esc)"), size=24, icon_size=14)
        close.clicked.connect(lambda: timeline.select(None))
        previous = IconButton(
            theme, "back", self.tr("Previous span of this lane (,)"), size=24, icon_size=14
        )
        previous.clicked.connect(lambda: self._walk(False))
        following = IconButton(
            theme, "arrow-right", self.tr("Next span of this lane (.)"), size=24, icon_size=14
        )
        following.clicked.connect(lambda: self._walk(True))
        head = QWidget(self)
        head.setFixedHeight(SIZE.panel_head)
        row = QHBoxLayout(head)
        row.setContentsMargins(SIZE.pad_panel, 0, 8, 0)
        row.setSpacing(2)
        row.addWidget(self._title, 1)
        for button in (previous, following, close):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(Hairline(theme))
        layout.addWidget(self._body(), 1)
        timeline.selected.connect(self.show_picked)
        program.changed.connect(self._grown)
        theme.changed.connect(lambda: self._tell(wait=False))

    def _body(self) -> QScrollArea:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._blocker)
        buttons.addWidget(self._root)
        buttons.addStretch(1)
        inner = QWidget(self)
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner.setProperty("surface", "side")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SIZE.pad_panel, 12, SIZE.pad_panel, 12)
        column.setSpacing(6)
        self._lines = [Hairline(self._theme) for _ in range(3)]
        column.addWidget(self._state)
        column.addWidget(self._number)
        column.addWidget(self._who)
        column.addWidget(self._lines[0])
        column.addWidget(self._why)
        column.addLayout(buttons)
        column.addWidget(self._lines[1])
        column.addWidget(self._place)
        column.addWidget(self._source)
        column.addWidget(self._lines[2])
        column.addWidget(self._numbers)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

    def show_picked(self, picked: object) -> None:
        """Tell about this, or about nothing."""
        self.picked = picked if isinstance(picked, Picked) and picked.timed else None
        self._numbers.show_numbers(None, 0)
        self._tell(wait=True)
        self._read_numbers()

    def _grown(self) -> None:
        if self.picked is not None and self.picked.end_ns is None and self.isVisible():
            self._tell(wait=False)

    def _tell(self, wait: bool) -> None:
        scene, picked = self._timeline.scene, self.picked
        if scene is None or picked is None:
            return
        with self._program.turns.look(wait) as may:
            if may:
                self._facts = facts_of(scene, picked, self._timeline.words)
        if self._facts is not None:
            self._show(self._facts)

    def _read_numbers(self) -> None:
        """Of very many waits that takes a while: not here."""
        model, picked, facts = self._program.model, self.picked, self._facts
        if model is None or picked is None or facts is None or picked.kind != WAITING:
            return
        primitive = facts.primitive
        if not primitive:
            return

        def take(numbers: WaitNumbers | None) -> None:
            if self.picked == picked and self._facts is not None:
                self._numbers.show_numbers(numbers, self._facts.length_ns)
                self._lines[2].setVisible(numbers is not None)

        self._program.read(lambda: numbers_of(model, primitive), while_alive(self, take))

    def _show(self, facts: Facts) -> None:
        tokens = self._theme.tokens
        self._title.setText(self._heading(facts.kind))
        self._number.setText(formats.duration(facts.length_ns))
        swatch = f'<span style="color:{_swatch(facts.kind, tokens)}">▬</span> '
        what = html.escape(facts.what[:1].upper() + facts.what[1:])
        if facts.primitive:
            what = link(facts.what, ("primitive", str(facts.primitive)), tokens)
        self._state.show_html(swatch + what)
        begin = time_link(facts.begin_ns, tokens)
        span = html.escape(self.tr("%1 to %2")).replace("%2", time_link(facts.end_ns, tokens))
        goes_on = html.escape(self.tr("%1, it goes on"))
        who = self._name(facts.who, facts.process) if facts.process else html.escape(facts.who)
        if facts.pid:
            who += f' <span style="color:{tokens.text3}">· {facts.pid}</span>'
        when = (span if facts.over else goes_on).replace("%1", begin)
        self._who.show_html(joined([who, when]))
        why = self._reasons(facts)
        self._why.show_html(joined(why))
        self._why.setVisible(bool(why))
        self._lines[0].setVisible(bool(why) or facts.blocked)
        self._blocker.setVisible(facts.blocked)
        self._root.setVisible(facts.blocked)
        if facts.file:
            place = f"{os.path.basename(facts.file)}:{facts.line}"
            at = html.escape(self.tr("At %1")).replace(
                "%1", link(place, ("place", f"{facts.file}:{facts.line}"), tokens)
            )
            self._place.show_html(f"{at} {html.escape(facts.function)}".rstrip())
        self._place.setVisible(bool(facts.file))
        self._lines[1].setVisible(bool(facts.file))
        self._source.setText(facts.excerpt)
        self._source.setVisible(bool(facts.excerpt))
        if facts.kind != WAITING:
            self._lines[2].hide()

    def _reasons(self, facts: Facts) -> list[str]:
        tokens = self._theme.tokens
        lines = []
        if facts.holder:
            text = html.escape(self.tr("Held by %1, since %2"))
            holder = self._name(facts.holder, facts.holder_id)
            since = time_link(facts.held_since_ns, tokens)
            lines.append(text.replace("%1", holder).replace("%2", since))
        if facts.also_waiting:
            names = [self._name(name, number) for name, number in facts.also_waiting[:MOST_NAMES]]
            if len(facts.also_waiting) > MOST_NAMES:
                more = self.tr("%n more", "", len(facts.also_waiting) - MOST_NAMES)
                names.append(html.escape(more))
            text = html.escape(self.tr("Also waited: %1"))
            lines.append(text.replace("%1", ", ".join(names)))
        if facts.ended_by:
            text = self.tr("It ended because %1 released.")
            if facts.ended_by_item:
                text = self.tr("It ended because %1 put an item.")
            name = self._name(facts.ended_by, facts.ended_by_id)
            lines.append(html.escape(text).replace("%1", name))
        return lines

    def _name(self, name: str, number: int) -> str:
        tokens = self._theme.tokens
        colour = tokens.identity(number - 1).colour
        bar = f'<span style="color:{colour}">▍</span>'
        return bar + link(name, ("process", str(number)), tokens)

    def _heading(self, kind: int) -> str:
        if kind == WAITING:
            return self.tr("Selected wait")
        if kind in (HELD, CONTENDED):
            return self.tr("Selected hold")
        if kind == EXPECTED:
            return self.tr("Selected expected wait")
        return self.tr("Selection")

    def _to_blocker(self) -> None:
        with self._program.turns.look(wait=True):
            self._timeline.walk_to_blocker()
        self._timeline.setFocus()

    def _to_root(self) -> None:
        with self._program.turns.look(wait=True):
            self._timeline.walk_to_root()
        self._timeline.setFocus()

    def _walk(self, forward: bool) -> None:
        with self._program.turns.look(wait=True):
            self._timeline.walk_along(forward)


def _swatch(kind: int, tokens: Tokens) -> str:
    """The colour of a state."""
    states = tokens.states
    return {
        HELD: states.held,
        CONTENDED: states.contended,
        WAITING: states.waiting,
        IO: states.io,
        EXPECTED: states.expected,
    }.get(kind, states.running)
