"""Turning what a terminal would get into lines with styles.

Knows colours and weights (SGR), carriage return, backspace, tab, and erasing within the line;
other escape sequences are taken out.  It is incremental: a sequence or a character may be cut
anywhere.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

TAB = 8
LONGEST_LINE = 4_000
"""Characters; a longer line is broken, as a terminal would."""

_TOKEN = re.compile(
    r"\x1b\[(?P<args>[0-9;:?]*)(?P<final>[@-~])"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[@-Z\\^_]|\x1b[()][A-Za-z0-9]|\x1b[=>78c]"
    r"|(?P<control>[\x00-\x08\x0a-\x1a\x1c-\x1f\x7f\t])"
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;:?]*|\][^\x07\x1b]*\x1b?|[()])?$")


@dataclass(frozen=True, slots=True)
class Style:
    """How characters look; a colour is an index of 0..255, an ``#rrggbb``, or None."""

    foreground: int | str | None = None
    background: int | str | None = None
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    inverse: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one style."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Line:
    """The last line as it now is; when `ended`, a new one begins after it."""

    pieces: tuple[Piece, ...]
    ended: bool

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)


class Screen:
    """The line being written, and what is known about the stream so far."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._style = PLAIN
        # Runs of characters, not cells: nearly every write goes to the end of the line.
        self._runs: list[Piece] = []
        self._length = 0
        self._column = 0
        self._told = False

    def feed(self, data: bytes) -> Iterator[Line]:
        """Every line that ended, then the current one if it is, or was, not empty."""
        text = self._rest + self._decoder.decode(data)
        self._rest = ""
        unfinished = _UNFINISHED.search(text, max(0, len(text) - LONGEST_LINE))
        if unfinished:
            self._rest = text[unfinished.start() :]
            text = text[: unfinished.start()]
        for token in _TOKEN.finditer(text):
            written = token["text"]
            control = token["control"]
            if written is not None:
                yield from self._write(written)
            elif control == "\n":
                yield self._end()
            elif control is not None:
                self._control(control)
            elif token["final"] == "m":
                self._style = styled(self._style, token["args"])
            elif token["final"] == "K":
                self._erase(token["args"])
        # One that was erased after it was told has to be told once more.
        if text and (self._runs or self._told):
            self._told = bool(self._runs)
            yield Line(tuple(self._runs), ended=False)

    def _write(self, text: str) -> Iterator[Line]:
        while text:
            room = LONGEST_LINE - self._column
            part, text = text[:room], text[room:]
            after = self._cut(self._column + len(part), self._length)
            self._runs = self._cut(0, self._column)
            self._pad(self._column)
            self._runs += [Piece(part, self._style), *after]
            self._column += len(part)
            self._length = max(self._length, self._column)
            if self._column >= LONGEST_LINE:
                yield self._end()

    def _cut(self, start: int, end: int) -> list[Piece]:
        """The runs between two columns."""
        if start >= self._length or start >= end:
            return []
        if start == 0 and end >= self._length:
            return self._runs
        kept = []
        at = 0
        for run in self._runs:
            low, high = max(start - at, 0), min(end - at, len(run.text))
            if low < high:
                kept.append(Piece(run.text[low:high], run.style))
            at += len(run.text)
        return kept

    def _control(self, character: str) -> None:
        if character == "\r":
            self._column = 0
        elif character == "\b":
            self._column = max(0, self._column - 1)
        elif character == "\t":
            self._column = min(LONGEST_LINE - 1, (self._column // TAB + 1) * TAB)

    def _erase(self, args: str) -> None:
        if args in ("", "0"):
            self._runs = self._cut(0, self._column)
            self._length = min(self._length, self._column)
        elif args == "2":
            self._runs, self._length = [], 0
        elif args == "1":
            after = self._cut(self._column, self._length)
            self._runs = [Piece(" " * min(self._column, self._length), PLAIN), *after]

    def _pad(self, column: int) -> None:
        if column > self._length:
            self._runs.append(Piece(" " * (column - self._length), PLAIN))
            self._length = column

    def _end(self) -> Line:
        line = Line(tuple(self._runs), ended=True)
        self._runs = []
        self._length = self._column = 0
        self._told = False
        return line


def styled(style: Style, args: str) -> Style:
    """`style` after a sequence ``ESC [ args m``."""
    codes = [int(code) if code.isdigit() else 0 for code in args.replace(":", ";").split(";")]
    queue = iter(codes)
    for code in queue:
        style = _after(style, code, queue)
    return style


def _after(style: Style, code: int, more: Iterator[int]) -> Style:
    flags = {
        1: {"bold": True},
        2: {"dim": True},
        3: {"italic": True},
        4: {"underline": True},
        7: {"inverse": True},
        22: {"bold": False, "dim": False},
        23: {"italic": False},
        24: {"underline": False},
        27: {"inverse": False},
    }
    if code == 0:
        return PLAIN
    if code in flags:
        return replace(style, **flags[code])
    if 30 <= code <= 37:
        return replace(style, foreground=code - 30)
    if 90 <= code <= 97:
        return replace(style, foreground=code - 82)
    if 40 <= code <= 47:
        return replace(style, background=code - 40)
    if 100 <= code <= 107:
        return replace(style, background=code - 92)
    if code == 39:
        return replace(style, foreground=None)
    if code == 49:
        return replace(style, background=None)
    if code in (38, 48):
        colour = _extended(more)
        if colour is None:
            return style
        return (
            replace(style, foreground=colour) if code == 38 else replace(style, background=colour)
        )
    return style


def _extended(more: Iterator[int]) -> int | str | None:
    mode = next(more, 0)
    if mode == 5:
        return min(255, next(more, 0))
    if mode == 2:
        red, green, blue = (min(255, next(more, 0)) for _ in range(3))
        return f"#{red:02x}{green:02x}{blue:02x}"
    return None
