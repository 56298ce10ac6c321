"""Sentences about a run as rich text: names, places and times in them lead somewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QWidget

from procession.ui import formats
from procession.ui.fonts import code_families, font
from procession.ui.theme import Theme
from procession.ui.tokens import Tokens

if TYPE_CHECKING:
    from procession.plugin.api import Finding
    from procession.trace.model import Model

Target = tuple[str, str]
"""What a link leads to: ``("process", "2")``, ``("primitive", "3")``, ``("place", "x.py:9")``,
``("time", "435000000")``."""

_PLACE = r"[^\s()\[\]`,;]+\.pyw?:\d+"
_CODE = r"`[^`]+`"


def href(target: Target) -> str:
    """The target as the address of a link."""
    return f"{target[0]}:{quote(target[1], safe='')}"


def target_of(address: str) -> Target:
    """The other way."""
    kind, _, what = address.partition(":")
    return kind, unquote(what)


def names_in(model: Model, finding: Finding) -> dict[str, Target]:
    """What the sentences of a finding call its processes and primitives."""
    from procession.trace.naming import primitive_name, process_name

    names: dict[str, Target] = {}
    for number in finding.primitives:
        if number in model.primitives:
            names[primitive_name(model, number)] = ("primitive", str(number))
    for number in finding.processes:
        if number in model.processes:
            names[process_name(model, number)] = ("process", str(number))
    # Others that hang on it are named, too.
    for process in model.processes.values():
        if process.name:
            names.setdefault(process.name, ("process", str(process.id)))
    return names


def marked(text: str, names: dict[str, Target], tokens: Tokens, back: str = "") -> str:
    """`text` as HTML: everything of a program's is escaped; names and places become links.

    `back` is the colour behind code, as ``#rrggbb``.
    """
    known = sorted(names, key=len, reverse=True)
    # Not within a word: a process "P1" is not meant by "P12".
    parts = [rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in known if name[:1] != "`"]
    parts = [re.escape(name) for name in known if name[:1] == "`"] + [_PLACE, _CODE, *parts]
    made, at = [], 0
    for found in re.finditer("|".join(parts), text):
        made.append(html.escape(text[at : found.start()]))
        made.append(_piece(found[0], names, tokens, back or tokens.sunken))
        at = found.end()
    made.append(html.escape(text[at:]))
    return "".join(made)


def _piece(word: str, names: dict[str, Target], tokens: Tokens, back: str) -> str:
    target = names.get(word)
    if target is None and re.fullmatch(_PLACE, word):
        target = ("place", word)
    shown = html.escape(word)
    if word.startswith("`"):
        family = html.escape(", ".join(f"'{one}'" for one in code_families()))
        inner = html.escape(word.strip("`")).replace(" ", "&nbsp;")
        shown = (
            f'<span style="font-family:{family};background-color:{back}">&nbsp;{inner}&nbsp;</span>'
        )
    return shown if target is None else link(shown, target, tokens, raw=True)


def link(text: str, target: Target, tokens: Tokens, *, raw: bool = False) -> str:
    """A link as HTML; `raw`: `text` is HTML already."""
    shown = text if raw else html.escape(text)
    style = f"color:{tokens.link};text-decoration:none"
    return f'<a href="{href(target)}" style="{style}">{shown}</a>'


def time_link(ns: int, tokens: Tokens) -> str:
    """An instant that leads to its place on the timeline."""
    return link(formats.instant(ns), ("time", str(ns)), tokens)


class LinkLabel(QLabel):
    """Rich text made by this module; its links can be reached by keyboard."""

    followed = Signal(object)
    """A `Target`."""

    def __init__(
        self, theme: Theme, role: str = "body", tone: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFont(font(role))
        self.setProperty("tone", tone)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.linkActivated.connect(lambda address: self.followed.emit(target_of(address)))

    def show_html(self, text: str) -> None:
        """Show this, and tell it as plain text to those who do not see it."""
        if self.text() != text:
            self.setText(text)
            self.setAccessibleName(plain(text))


def plain(text: str) -> str:
    """HTML as plain text."""
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def joined(parts: Iterable[str]) -> str:
    """Pieces of HTML, one a line."""
    return "<br>".join(parts)
