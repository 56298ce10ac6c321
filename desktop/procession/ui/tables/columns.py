"""What a table of the run shows: columns, each knowing how to read and order its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `text` is shown, `key` orders (None sorts last); a number stands at the right."""

    title: str
    text: Callable[[Any], str]
    key: Callable[[Any], Any]
    number: bool = False
    width: int = 100
    tone: Callable[[Any], str] | None = None
    """The token of its colour; None or empty for plain text."""
    icon: Callable[[Any], str] | None = None
    """Name of an icon before the text."""
    identity: Callable[[Any], int | None] | None = None
    """Index of the process colour whose bar stands before the text."""
    code: bool = False
    stretch: bool = False
    icon_tone: Callable[[Any], str] | None = None
    """The token of the icon's colour; None: that of plain text."""
    chip: Callable[[Any], str] | None = None
    """The certainty whose chip the text is drawn in; empty: none."""
    link: bool = False
    """Drawn as a link: it leads to a line of the source."""
    fit: bool = False
    """As wide as its longest text, within reason."""


Rows = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How rows are to be shown: which, and in which order."""

    sorted_by: int = -1
    """Index of a column; -1: in the order of the run."""
    descending: bool = False
    words: tuple[str, ...] = ()
    """What a row must contain, all of it, in lower case."""


def arranged(rows: Rows, columns: Sequence[Column], how: Arrangement) -> list[Any]:
    """The rows that are wanted, in the order wanted. Needs no widget: may run on a thread."""
    kept = list(rows)
    if how.words:
        kept = [row for row in kept if _matches(row, columns, how.words)]
    if not 0 <= how.sorted_by < len(columns):
        return kept
    key = columns[how.sorted_by].key
    known = [row for row in kept if key(row) is not None]
    unknown = [row for row in kept if key(row) is None]
    return sorted(known, key=key, reverse=how.descending) + unknown


def _matches(row: Any, columns: Sequence[Column], words: tuple[str, ...]) -> bool:
    text = "\n".join(column.text(row) for column in columns).lower()
    return all(word in text for word in words)
