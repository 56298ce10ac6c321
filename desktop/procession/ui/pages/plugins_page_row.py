"""One plugin in the list: what it is, how it fares; open, all that is known and its traceback."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from procession.plugin.loaded import Plugin
from procession.ui.fonts import code_font
from procession.ui.icons import pixmap
from procession.ui.theme import Theme
from procession.ui.tokens import Tokens
from procession.ui.widgets.buttons import Button, IconButton
from procession.ui.widgets.chip import Chip, ChipKind
from procession.ui.widgets.labels import ElidedLabel, Label
from procession.ui.widgets.lines import Hairline
from procession.ui.widgets.switch import Switch

ROW = 52
BRINGS, VERSION, API, STATE, ON = 190, 72, 44, 128, 52
"""Widths of the columns in px."""
MOST_LINES = 14


@dataclass(frozen=True, slots=True)
class Told:
    """What the page knows about a plugin, in words."""

    title: str
    line: str
    brings: str
    api: str
    icon: str
    facts: tuple[tuple[str, str], ...]


class PluginRow(QWidget):
    """52 px; a click on its arrow opens what there is to say."""

    switched = Signal(str, bool)
    """The plugin's name, and whether it shall be on."""

    def __init__(
        self, theme: Theme, plugin: Plugin, told: Told, enabled: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.plugin = plugin
        self.told = told
        self.setAccessibleName(f"{told.title}, {self._state_word()[0]}")
        head = QWidget(self)
        head.setFixedHeight(ROW)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(12)
        self.arrow = IconButton(theme, "chevron-right", "", size=24, icon_size=14, checkable=True)
        self.arrow.toggled.connect(self._open)
        row.addWidget(self.arrow)
        self._icon = QLabel(self)
        self._icon.setFixedSize(20, 20)
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(ElidedLabel(told.title, "body"))
        words.addWidget(ElidedLabel(told.line, "secondary", "text3"))
        words.addStretch(1)
        row.addLayout(words, 1)
        self.brings = _cell(ElidedLabel(told.brings, "secondary", "text2"), BRINGS)
        row.addWidget(self.brings)
        row.addWidget(_cell(ElidedLabel(plugin.version, "secondary", "text2"), VERSION))
        row.addWidget(_cell(Label(told.api, "secondary", "text2"), API))
        holder = _cell(QWidget(self), STATE)
        chip = Chip(theme, *self._state_word(), parent=holder)
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(holder)
        name = self.tr("%1 is switched on").replace("%1", told.title)
        self.switch = Switch(theme, name, parent=self)
        self.switch.setChecked(enabled)
        self.switch.toggled.connect(lambda on: self.switched.emit(plugin.name, on))
        row.addWidget(_cell(self.switch, 36))
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(head)
        self._column.addWidget(Hairline(theme))
        theme.changed.connect(self._recolour)
        self._open(False)
        self._recolour(theme.tokens)

    @property
    def troubled(self) -> bool:
        """Whether it could not do what it wants."""
        return self.plugin.state in ("failed", "incompatible")

    def _state_word(self) -> tuple[str, ChipKind, str]:
        words: dict[str, tuple[str, ChipKind, str]] = {
            "active": (self.tr("Active"), "green", "check"),
            "disabled": (self.tr("Disabled"), "plain", "ring"),
            "incompatible": (self.tr("Incompatible"), "amber", "warning"),
        }
        return words.get(self.plugin.state, (self.tr("Failed"), "red", "error"))

    def _open(self, on: bool) -> None:
        self.arrow.set_icon("chevron-down" if on else "chevron-right")
        self.arrow.set_tip(self.tr("Show less") if on else self.tr("Show more"))
        if on and self._body is None:
            self._body = self._make_body()
            self._column.insertWidget(1, self._body)
        if self._body is not None:
            self._body.setVisible(on)

    def _make_body(self) -> QWidget:
        body = QFrame(self)
        body.setProperty("surface", "side")
        column = QVBoxLayout(body)
        column.setContentsMargins(80, 12, 16, 16)
        column.setSpacing(10)
        if self.plugin.reason:
            column.addWidget(Label(self.plugin.reason, "body", wrap=True, selectable=True))
        if self.plugin.traceback:
            column.addWidget(self._traceback())
            copy = Button(self._theme, self.tr("Copy traceback"), "copy", parent=body)
            copy.clicked.connect(lambda: QApplication.clipboard().setText(self.plugin.traceback))
            column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        facts = QFormLayout()
        facts.setHorizontalSpacing(24)
        facts.setVerticalSpacing(4)
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for word, value in self.told.facts:
            shown = Label(value, "secondary", "text", wrap=True, selectable=True)
            facts.addRow(Label(word, "secondary", "text3"), shown)
        column.addLayout(facts)
        return body

    def _traceback(self) -> QWidget:
        shown = QPlainTextEdit(self.plugin.traceback.rstrip(), self)
        shown.setReadOnly(True)
        shown.setProperty("kind", "form")
        shown.setFont(code_font("excerpt"))
        shown.setAccessibleName(self.tr("Traceback"))
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        lines = min(MOST_LINES, shown.blockCount())
        shown.setFixedHeight(lines * QFontMetrics(shown.font()).lineSpacing() + 24)
        # What went wrong stands at the end.
        shown.verticalScrollBar().setValue(shown.verticalScrollBar().maximum())
        return shown

    def _recolour(self, tokens: Tokens) -> None:
        colour = tokens.text2 if self.plugin.state == "active" else tokens.dis
        self._icon.setPixmap(pixmap(self.told.icon, colour, 18, self.devicePixelRatioF()))


def _cell(widget: QWidget, width: int) -> QWidget:
    widget.setFixedWidth(width)
    return widget
