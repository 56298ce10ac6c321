"""The colours of terminal output, readable on both themes."""

from __future__ import annotations

from procession.ui.tokens import Tokens

_LIGHT = (
    "#1A1D21", "#B3202D", "#0B6E4F", "#7A5600", "#2748B8", "#8A2BA8", "#0C6A86", "#5D6672",
    "#48505B", "#C2212F", "#10754D", "#845A00", "#3454CC", "#9A3BB8", "#0E7A9A", "#1A1D21",
)  # fmt: skip
_DARK = (
    "#929BA8", "#FF7B80", "#4CC793", "#EDBB45", "#8AA4FF", "#D19AF0", "#7CCBE0", "#E7E9EC",
    "#B3BAC4", "#FF9CA0", "#7FD3A8", "#F5C542", "#9DB4FF", "#E0B8F7", "#9ADDEE", "#FFFFFF",
)  # fmt: skip
_STEPS = (0, 95, 135, 175, 215, 255)


def terminal_colour(colour: int | str, tokens: Tokens) -> str:
    """``#rrggbb`` of a terminal colour: an index of 0..255, or one given already."""
    if isinstance(colour, str):
        return colour
    if colour < 16:
        return (_DARK if tokens.dark else _LIGHT)[colour]
    if colour < 232:
        cube = colour - 16
        red, green, blue = (_STEPS[cube // 36], _STEPS[cube // 6 % 6], _STEPS[cube % 6])
        return f"#{red:02x}{green:02x}{blue:02x}"
    grey = 8 + (colour - 232) * 10
    return f"#{grey:02x}{grey:02x}{grey:02x}"
