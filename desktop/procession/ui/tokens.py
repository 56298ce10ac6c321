"""The design system as data: every colour, size and type role of the window.

Nothing here needs Qt, so that the numbers can be tested and read by anything.  Colours are
``#RRGGBB`` texts, sizes are device-independent pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

ThemeName = Literal["light", "dark"]

INK = "#0B0D10"
WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class StateColours:
    """The colours of what a process does, and of text drawn on them."""

    held: str
    contended: str
    contended_edge: str
    waiting: str
    running: str
    io: str
    expected: str
    on_held: str
    on_contended: str


@dataclass(frozen=True, slots=True)
class SyntaxColours:
    """The colours of Python source; each is readable on line tints too."""

    keyword: str
    string: str
    number: str
    comment: str
    name: str
    builtin: str


@dataclass(frozen=True, slots=True)
class Identity:
    """One colour that names a process or a task function, and the text colour on it."""

    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme."""

    name: ThemeName
    chrome: str
    side: str
    surface: str
    sunken: str
    raised: str
    hover: str
    sel: str
    border: str
    border2: str
    ctl: str
    text: str
    text2: str
    text3: str
    dis: str
    accent: str
    link: str
    btn: str
    btn_border: str
    btn_text: str
    red: str
    redbg: str
    redborder: str
    amber: str
    amberbg: str
    amberborder: str
    green: str
    greenbg: str
    greenborder: str
    bluebg: str
    blueborder: str
    grid_major: str
    grid_minor: str
    certain: str
    on_certain: str
    states: StateColours
    syntax: SyntaxColours
    identities: tuple[Identity, ...]

    def identity(self, index: int) -> Identity:
        """The colour of the process (or task function) born as number `index`, from 0."""
        return self.identities[index % len(self.identities)]

    @property
    def dark(self) -> bool:
        """Whether this is a dark theme."""
        return self.name == "dark"


LIGHT = Tokens(
    name="light",
    chrome="#F4F5F7",
    side="#F8F9FA",
    surface="#FFFFFF",
    sunken="#EDEFF2",
    raised="#FFFFFF",
    hover="#EBEDF1",
    sel="#E3E9FC",
    border="#E0E3E8",
    border2="#CDD2DA",
    ctl="#7F8793",
    text="#1A1D21",
    text2="#48505B",
    text3="#5D6672",
    dis="#9AA2AD",
    accent="#3A5BD9",
    link="#3454CC",
    btn="#3A5BD9",
    btn_border="#2F4CBD",
    btn_text=WHITE,
    red="#C2212F",
    redbg="#FDEEEE",
    redborder="#F2BFC3",
    amber="#845A00",
    amberbg="#FFF5DC",
    amberborder="#EBD190",
    green="#10754D",
    greenbg="#E7F5EE",
    greenborder="#B5DECB",
    bluebg="#EEF2FE",
    blueborder="#C6D2F8",
    grid_major="#E9EBEF",
    grid_minor="#F3F4F6",
    certain="#C2212F",
    on_certain=WHITE,
    states=StateColours(
        held="#159A67",
        contended="#F0B429",
        contended_edge="#946C00",
        waiting="#CC1F33",
        running="#8C95A2",
        io="#2F6BB5",
        expected="#5D6672",
        on_held=INK,
        on_contended="#3A2B00",
    ),
    syntax=SyntaxColours(
        keyword="#8A2BA8",
        string="#0B6E4F",
        number="#9C4200",
        comment="#5D6672",
        name="#2748B8",
        builtin="#0C6A86",
    ),
    identities=(
        Identity("#093EB2", WHITE),
        Identity("#946083", WHITE),
        Identity("#AF4D00", WHITE),
        Identity("#3AA0BD", INK),
        Identity("#7D1758", WHITE),
        Identity("#7563DD", WHITE),
        Identity("#9F9700", INK),
        Identity("#C78274", INK),
        Identity("#106C50", WHITE),
        Identity("#1A3D00", WHITE),
    ),
)

DARK = Tokens(
    name="dark",
    chrome="#1B1D22",
    side="#181A1E",
    surface="#141619",
    sunken="#0F1113",
    raised="#23262C",
    hover="#262A31",
    sel="#26304F",
    border="#2A2E35",
    border2="#3B414B",
    ctl="#767F8C",
    text="#E7E9EC",
    text2="#B3BAC4",
    text3="#929BA8",
    dis="#5E6672",
    accent="#8AA4FF",
    link="#8AA4FF",
    btn="#4263DB",
    btn_border="#5575EA",
    btn_text=WHITE,
    red="#FF7B80",
    redbg="#311A1D",
    redborder="#6A2F34",
    amber="#EDBB45",
    amberbg="#2C2413",
    amberborder="#5A4719",
    green="#4CC793",
    greenbg="#15291F",
    greenborder="#25523D",
    bluebg="#1C2440",
    blueborder="#33437A",
    grid_major="#22252B",
    grid_minor="#1A1C20",
    certain="#FF7B80",
    on_certain="#1A0507",
    states=StateColours(
        held="#2FC48D",
        contended="#F5C542",
        contended_edge="#F5C542",
        waiting="#F2505A",
        running="#69727F",
        io="#8DB6F7",
        expected="#929BA8",
        on_held="#06231A",
        on_contended="#2E2200",
    ),
    syntax=SyntaxColours(
        keyword="#D19AF0",
        string="#7FD3A8",
        number="#F2B27C",
        comment="#929BA8",
        name="#9DB4FF",
        builtin="#7CCBE0",
    ),
    identities=(
        Identity("#4179DD", INK),
        Identity("#BA8CB0", INK),
        Identity("#E39000", INK),
        Identity("#7AE1FA", INK),
        Identity("#A25593", WHITE),
        Identity("#93A6FF", INK),
        Identity("#D2CF64", INK),
        Identity("#C7694D", INK),
        Identity("#199B75", INK),
        Identity("#AFDBA5", INK),
    ),
)

THEMES = MappingProxyType({"light": LIGHT, "dark": DARK})


@dataclass(frozen=True, slots=True)
class Size:
    """Heights, widths and radii."""

    menu_row: int = 36
    tab_row: int = 36
    toolbar: int = 44
    dock_tabs: int = 32
    panel_head: int = 38
    section_head: int = 22
    legend: int = 26
    status: int = 24
    button: int = 28
    button_small: int = 24
    button_primary: int = 32
    tree_row: int = 28
    table_row: int = 34
    console_row: int = 20
    input_line: int = 34
    rail: int = 48
    explorer: int = 256
    explorer_min: int = 200
    explorer_max: int = 400
    guide: int = 496
    guide_min: int = 400
    guide_max: int = 720
    code_min: int = 420
    code_least: int = 320
    run_strip: int = 164
    dock: int = 200
    dock_min: int = 120
    timeline_min: int = 560
    label_column: int = 208
    knob_label: int = 92
    knob_input: int = 92
    welcome: int = 1240
    radius_chip: int = 4
    radius_button: int = 5
    radius_radio: int = 6
    radius_card: int = 8
    pad_bar: int = 12
    pad_panel: int = 16
    pad_guide: int = 28
    window_min_width: int = 1024
    window_min_height: int = 640


SIZE = Size()

UI_FALLBACKS = (
    "Segoe UI",
    "SF Pro Text",
    "Inter",
    "Noto Sans",
    "DejaVu Sans Condensed",
    "Noto Sans CJK SC",
    "Microsoft YaHei UI",
    "PingFang SC",
)
CODE_FAMILIES = (
    "JetBrains Mono",
    "Cascadia Mono",
    "SF Mono",
    "Menlo",
    "DejaVu Sans Mono",
    "Noto Sans Mono CJK SC",
)


@dataclass(frozen=True, slots=True)
class TypeRole:
    """Size and line height in px, and CSS weight."""

    size: float
    line: int
    weight: int = 400


TYPE = MappingProxyType(
    {
        "span": TypeRole(10, 14, 500),
        "caption": TypeRole(11, 16),
        "column_head": TypeRole(11, 16, 600),
        "chip": TypeRole(11, 16, 500),
        "status": TypeRole(11.5, 16),
        "secondary": TypeRole(12, 20),
        "body": TypeRole(13, 20),
        "button": TypeRole(12.5, 20, 500),
        "code": TypeRole(12.5, 20),
        "excerpt": TypeRole(12, 20),
        "guide": TypeRole(14, 23),
        "card_title": TypeRole(14, 20, 600),
        "section_title": TypeRole(15, 20, 600),
        "page_title": TypeRole(21, 30, 600),
        "hero": TypeRole(26, 36, 600),
    }
)
