"""The design system's colours: contrast as promised, everything a colour, icons for all names."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from PySide6.QtWidgets import QApplication

from procession.ui.icons import icon_of_kind, pixmap
from procession.ui.resource_files import resource_folder
from procession.ui.tokens import DARK, LIGHT, Tokens

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@BOTH
def test_text_is_readable_wherever_it_stands(tokens: Tokens) -> None:
    grounds = (tokens.surface, tokens.side, tokens.chrome, tokens.sunken, tokens.raised)
    for ink in (tokens.text, tokens.text2, tokens.text3):
        for ground in (*grounds, tokens.sel):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(tokens.link, tokens.surface) >= 4.5
    assert contrast(tokens.btn_text, tokens.btn) >= 4.5
    for name in ("red", "amber", "green"):
        ink, tint = getattr(tokens, name), getattr(tokens, f"{name}bg")
        assert contrast(ink, tint) >= 4.5, name
    assert contrast(tokens.on_certain, tokens.certain) >= 4.5


@BOTH
def test_syntax_is_readable_on_line_tints(tokens: Tokens) -> None:
    for name, ink in asdict(tokens.syntax).items():
        for ground in (tokens.surface, tokens.bluebg, tokens.redbg):
            assert contrast(ink, ground) >= 4.5, (name, ground)


@BOTH
def test_outlines_of_inputs_are_seen(tokens: Tokens) -> None:
    for ground in (tokens.surface, tokens.side, tokens.chrome):
        assert contrast(tokens.ctl, ground) >= 3


@BOTH
def test_identities_are_ten_and_their_labels_readable(tokens: Tokens) -> None:
    assert len({one.colour for one in tokens.identities}) == 10
    for one in tokens.identities:
        assert contrast(one.text, one.colour) >= 3
    assert tokens.identity(10) == tokens.identities[0]


def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    names = [path.stem for path in (resource_folder() / "icons").glob("*.svg")]
    assert {icon_of_kind(kind) for kind in ("Lock", "Queue", "Pool", "Process", "?")} <= {*names}
    for name in names:
        image = pixmap(name, "#3366CC", 32).toImage()
        inks = {
            image.pixelColor(x, y).name()
            for x in range(32)
            for y in range(32)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert inks, name
        if name != "app":
            assert "#3366cc" in inks, name
