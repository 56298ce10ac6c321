"""What there is to say about one finding: why, where each process stands, what ends it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from procession.ui.findings.links import LinkLabel, joined, link, marked, names_in, time_link
from procession.ui.findings.told import Told
from procession.ui.program import Program
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.labels import Label

if TYPE_CHECKING:
    from procession.trace.wait_graph import Wait

MOST_CALLERS = 3
MOST = 12
"""Processes named one by one."""


class FindingDetails(QWidget):
    """Three columns about the finding that is selected."""

    followed = Signal(object)
    """A `links.Target`."""

    def __init__(self, theme: Theme, program: Program, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._program = program
        self._told: Told | None = None
        inner = QWidget(self)
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner.setProperty("surface", "surface")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(SIZE.pad_panel, 10, SIZE.pad_panel, 12)
        whole.setSpacing(10)
        self._sentence = LinkLabel(theme, "body", "text", inner)
        self._sentence.followed.connect(self.followed)
        whole.addWidget(self._sentence)
        row = QHBoxLayout()
        row.setSpacing(24)
        whole.addLayout(row)
        whole.addStretch(1)
        self._heads: list[Label] = []
        self._texts: list[LinkLabel] = []
        for _ in range(3):
            column = QVBoxLayout()
            column.setSpacing(4)
            head = Label("", "column_head", "text2")
            text = LinkLabel(theme, "secondary", "text2")
            text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            text.followed.connect(self.followed)
            column.addWidget(head)
            column.addWidget(text)
            column.addStretch(1)
            row.addLayout(column, 1)
            self._heads.append(head)
            self._texts.append(text)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        theme.changed.connect(self._tell)
        self.hide()

    def show_told(self, told: Told | None) -> None:
        """Tell about this finding, or about none."""
        self._told = told
        self.setVisible(told is not None)
        self._tell()

    def text(self) -> str:
        """All that is said."""
        labels = (self._sentence, *self._texts)
        return "\n".join(label.accessibleName() for label in labels)

    def _tell(self) -> None:
        told, model = self._told, self._program.model
        if told is None or model is None:
            return
        columns = [
            (self._why_word(told), joined(self._why(told))),
            (
                self.tr("Where each one stands") if told.hang else self.tr("Where"),
                joined(self._where(told)),
            ),
            (self.tr("What ends it") if told.hang else self.tr("What to do"), self._end(told)),
        ]
        names = names_in(model, told.finding)
        self._sentence.show_html(marked(told.finding.message, names, self._theme.tokens))
        for head, text, (word, content) in zip(self._heads, self._texts, columns, strict=True):
            head.setText(word)
            text.show_html(content)
            text.setVisible(bool(content))
            head.setVisible(bool(content))

    def _why_word(self, told: Told) -> str:
        return {
            "certain": self.tr("Why it is certain"),
            "likely": self.tr("Why it is likely"),
        }.get(told.finding.certainty, self.tr("Why it is possible"))

    def _why(self, told: Told) -> list[str]:
        finding, tokens = told.finding, self._theme.tokens
        certainty = finding.certainty
        if told.hang is not None and certainty == "certain":
            why = self.tr(
                "No process of the run can end it any more: each one that could has ended,"
                " or waits itself without a time-out."
            )
        elif told.hang is not None:
            why = self.tr(
                "For a second and longer nothing has shown that it will end. A process that"
                " runs, or one outside, could still end it."
            )
        elif certainty == "certain":
            why = self.tr("It follows from what was recorded.")
        elif certainty == "likely":
            why = self.tr("What was recorded points to it, but does not prove it.")
        else:
            why = self.tr("It did not come to that in this run; in another one it may.")
        since = self.tr("Since %1.") if told.hang is not None else self.tr("At %1.")
        lines = [
            html.escape(why),
            html.escape(since).replace("%1", time_link(finding.at_ns, tokens)),
        ]
        if told.hang is not None and (others := len(told.hang.victims)):
            hangs = self.tr("%n other wait(s) hang on it.", "", others)
            lines.append(html.escape(hangs))
        return lines

    def _where(self, told: Told) -> list[str]:
        tokens, model = self._theme.tokens, self._program.model
        assert model is not None
        lines = []
        if told.hang is None:
            for number in told.finding.processes[:MOST]:
                lines.append(self._name(number))
            lines += [link(place, ("place", place), tokens) for place in told.finding.where[:MOST]]
            return lines
        waits = (*told.hang.waits, *told.hang.victims)
        for wait in waits[:MOST]:
            since = self.tr("since %1")
            place = link(wait.where, ("place", wait.where), tokens) if wait.where else ""
            parts = [
                self._name(wait.process),
                place,
                html.escape(f"{wait.verb}()" if wait.verb else ""),
            ]
            lines.append(
                " ".join(part for part in parts if part)
                + self._callers(wait)
                + f' <span style="color:{tokens.text3}">'
                + html.escape(since).replace("%1", time_link(wait.since_ns, tokens))
                + "</span>"
            )
        if len(waits) > MOST:
            more = self.tr("and %n more", "", len(waits) - MOST)
            lines.append(html.escape(more))
        # Who has ended later, as when the program was stopped, did not cause this.
        seen = told.hang.seen_ns
        ends = {hold: model.processes[hold.process].ended_ns for hold in told.hang.holds}
        dead = [hold for hold, end in ends.items() if end is not None and end <= seen]
        for hold in dead[:MOST]:
            ended = self.tr("ended holding it")
            place = link(hold.where, ("place", hold.where), tokens) if hold.where else ""
            lines.append(f"{self._name(hold.process)} {html.escape(ended)} {place}")
        return lines

    def _callers(self, wait: Wait) -> str:
        """From where the waiting line was called, as far as that is known."""
        tokens = self._theme.tokens
        places = [place for place in wait.stack[1 : 1 + MOST_CALLERS] if place.short]
        if not places:
            return ""
        text = html.escape(self.tr("called from %1"))
        links = ", ".join(
            link(place.short, ("place", f"{place.file}:{place.line}"), tokens) for place in places
        )
        return f' <span style="color:{tokens.text3}">{text.replace("%1", links)}</span>'

    def _name(self, number: int) -> str:
        model = self._program.model
        process = model.processes.get(number) if model is not None else None
        if process is None:
            return ""
        tokens = self._theme.tokens
        name = process.name or self.tr("process %1").replace("%1", str(process.pid))
        colour = tokens.identity(number - 1).colour
        bar = f'<span style="color:{colour}">▍</span>'
        return bar + link(name, ("process", str(number)), tokens)

    def _end(self, told: Told) -> str:
        finding = told.finding
        model = self._program.model
        assert model is not None
        lines = []
        if told.hang is not None and finding.certainty == "certain":
            finder = self._program.finder
            if not self._program.live:
                lines.append(self.tr("The program was ended."))
            elif finder is not None and finder.now.hung_ns is not None:
                lines.append(self.tr("Only stopping the program."))
            else:
                lines.append(self.tr("Only ending these processes."))
        elif told.hang is not None:
            lines.append(self.tr("Perhaps a process that does what it has not done so far."))
        made = [html.escape(line) for line in lines]
        if finding.fix:
            tokens = self._theme.tokens
            word = html.escape(self.tr("Fix:"))
            names = names_in(model, finding)
            made.append(
                f'<span style="font-weight:600;color:{tokens.text}">{word}</span> '
                + marked(finding.fix, names, tokens)
            )
        return joined(made)
