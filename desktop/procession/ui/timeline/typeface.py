"""The interface's fonts, made once: a frame asks for them hundreds of times."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont

from procession.ui import fonts


@cache
def font(role: str, weight: int | None = None) -> QFont:
    """The font of a type role of `tokens.TYPE`."""
    return fonts.font(role, weight=weight)
