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


Rows = Sequence[Any]
