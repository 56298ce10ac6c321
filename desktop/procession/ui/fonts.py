"""Fonts for the type roles of `tokens.TYPE`."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

from procession.ui.tokens import CODE_FAMILIES, TYPE, UI_FALLBACKS


@cache
def ui_families() -> tuple[str, ...]:
    """The system's interface font, then fallbacks that exist here."""
    known = set(QFontDatabase.families())
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    # Where no desktop sets an interface font, the system's is an alias such as "Sans Serif",
    # which resolves to whatever comes first; our own list is better then.
    first = [system.family()] if system.family() == QFontInfo(system).family() else []
    return tuple(dict.fromkeys([*first, *(name for name in UI_FALLBACKS if name in known)]))


@cache
def code_families() -> tuple[str, ...]:
    """Fixed-width families that exist here, best first."""
    known = set(QFontDatabase.families())
    found = [name for name in CODE_FAMILIES if name in known]
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return tuple(dict.fromkeys([*found, system]))


def _weight(value: int) -> QFont.Weight:
    return {
        400: QFont.Weight.Normal,
        500: QFont.Weight.Medium,
        600: QFont.Weight.DemiBold,
        700: QFont.Weight.Bold,
    }[value]


_sizes = {"text": 1.0, "code": 0}
"""Factor of the interface's text; px of the code in the editor, 0: as designed."""


def use_sizes(text_scale: int, code_size: int) -> None:
    """Make fonts larger or smaller from now on: per cent of the designed size, px of code."""
    _sizes["text"] = text_scale / 100
    _sizes["code"] = 0 if code_size == round(TYPE["code"].size) else code_size


def text_factor() -> float:
    """By how much the user wants the interface's text larger than designed."""
    return _sizes["text"]


def _size(role: str) -> float:
    if role == "code" and _sizes["code"]:
        return _sizes["code"]
    return TYPE[role].size * (1 if role == "code" else _sizes["text"])


def font(role: str, *, weight: int | None = None, scale: float = 1.0) -> QFont:
    """The interface font of a type role, with tabular figures where the font has them."""
    kind = TYPE[role]
    made = QFont(list(ui_families()))
    size = _size(role) * scale
    made.setPixelSize(round(size))
    screen = QGuiApplication.primaryScreen()
    if size != round(size) and screen is not None:
        # setPixelSize takes whole pixels; half ones go through points.
        made.setPointSizeF(size * 72 / screen.logicalDotsPerInch())
    made.setWeight(_weight(weight or kind.weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def code_font(role: str = "code", scale: float = 1.0) -> QFont:
    """The fixed-width font of a type role, without ligatures."""
    made = QFont(list(code_families()))
    made.setPixelSize(round(_size(role) * scale))
    made.setStyleHint(QFont.StyleHint.Monospace)
    made.setFixedPitch(True)
    made.setFeature(QFont.Tag("liga"), 0)
    made.setFeature(QFont.Tag("calt"), 0)
    return made
