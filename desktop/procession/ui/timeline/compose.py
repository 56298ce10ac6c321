"""Writing rows of shares into the picture: one matrix product for all lanes of a band.

The shares of a pixel column add up to at most 1, so its colour is their weighted sum with what
lies behind; nothing is painted over anything.  A state's thickness is which of the rows around
the centre line take its colour.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from procession.ui.timeline.kinds import CONTENDED, EXPECTED, HELD, IO, RUNNING, WAITING

Pixels = NDArray[np.uint8]
"""Rows × columns × (blue, green, red, unused): the bytes of a `QImage.Format_RGB32`."""
Floats = NDArray[np.float32]

THICKNESS = {HELD: 14.0, CONTENDED: 14.0, IO: 8.0, RUNNING: 6.0, WAITING: 4.0, EXPECTED: 2.0}
DENSE_PX = 8.0
TINT = 0.22
HATCH, HATCH_PERIOD, HATCH_INK = 0.75, 4, 1.5
LEAST = 0.30
"""The share drawn of the single span that is narrower than a pixel, so that it can be seen."""


def colour(text: str) -> NDArray[np.float32]:
    """``#RRGGBB`` as (blue, green, red, 255)."""
    red, green, blue = (int(text[place : place + 2], 16) for place in (1, 3, 5))
    return np.array([blue, green, red, 255], np.float32)


def packed(text: str) -> int:
    """``#RRGGBB`` as the number that a pixel of the picture is."""
    return int(text[1:], 16)


def pixel(ink: NDArray[np.float32]) -> int:
    """(blue, green, red, …) as the number that a pixel of the picture is."""
    blue, green, red = (int(part) for part in ink[:3])
    return red << 16 | green << 8 | blue


def mix(over: NDArray[np.float32], under: NDArray[np.float32], alpha: float) -> Floats:
    """`over` at `alpha` on `under`."""
    return over * np.float32(alpha) + under * np.float32(1 - alpha)


def visible(shares: Floats, dense: NDArray[np.bool_]) -> Floats:
    """Shares as they are drawn: a lone span thinner than a pixel is drawn thick enough to see.

    Args:
        shares: (kinds, lanes, columns); dense: (lanes, columns), columns with several spans.
    """
    thin = (shares > 0) & (shares < LEAST)
    thin &= ~dense
    if thin.any():
        shares = np.where(thin, np.float32(LEAST), shares)
        total = shares.sum(axis=0)
        if (total > 1).any():
            shares /= np.maximum(total, 1)
    return shares


class StateBand:
    """The state row of process lanes, at one scale and in one theme."""

    def __init__(
        self,
        colours: Sequence[str],
        edge: str | None,
        scale: float,
        thinner: float = 1.0,
    ) -> None:
        """
        Args:
            colours: of held, contended, waiting, io, expected, running.
            edge: lines above and below a contended hold, where the theme has them.
            scale: device pixels a px. thinner: factor on every thickness.
        """
        self._solid = np.stack([colour(text) for text in colours])
        self._edge = None if edge is None else packed(edge)
        self._inks = [packed(text) for text in colours]
        self._scale = scale
        self._height = {kind: max(1, round(px * scale * thinner)) for kind, px in THICKNESS.items()}
        self.rows = self._height[HELD] + (self._height[HELD] & 1)
        self._dense_rows = max(2, round(DENSE_PX * scale * thinner))

    def _inside(self, kind: int, row: int) -> bool:
        return abs(row - self.rows / 2 + 0.5) <= self._height[kind] / 2

    def _groups(self, kinds: Sequence[int]) -> dict[tuple[tuple[int, int], ...], list[int]]:
        """Rows that look alike: the planes of `kinds` in them with their colours → the rows."""
        edge_rows: set[int] = set()
        if self._edge is not None:
            width = max(1, round(self._scale))
            inside = [row for row in range(self.rows) if self._inside(CONTENDED, row)]
            edge_rows = {*inside[:width], *inside[-width:]}
        groups: dict[tuple[tuple[int, int], ...], list[int]] = {}
        for row in range(self.rows):
            planes = []
            for plane, kind in enumerate(kinds):
                # Expected waits are dashed: drawn by `_patterns`.
                if kind == EXPECTED or not self._inside(kind, row):
                    continue
                ink = self._inks[kind]
                if kind == CONTENDED and row in edge_rows and self._edge is not None:
                    ink = self._edge
                planes.append((plane, ink))
            if planes:
                groups.setdefault(tuple(planes), []).append(row)
        return groups

    def draw(
        self,
        picture: Pixels,
        tops: Sequence[int],
        kinds: Sequence[int],
        shares: Floats,
        dense: NDArray[np.bool_],
        phase: int,
    ) -> None:
        """Write the bands of several lanes.

        Args:
            picture: the whole picture; tops: its row of each band's first row; may lie outside.
            kinds: what each plane of `shares` is. shares: (kinds, lanes, columns).
            dense: (lanes, columns). phase: device column of the run's beginning, which patterns
                hang on.
        """
        height, width = picture.shape[:2]
        whole = picture.view(np.uint32)[..., 0]
        top = np.array(tops)
        # The ground is the same over the rows of a band: one of them stands for all.
        under = whole[np.clip(top, 0, height - 1)]
        tints = [TINT if kind == IO else 1.0 for kind in kinds]
        parts = [
            (share * np.float32(256 * tint)).astype(np.uint32)
            for share, tint in zip(shares, tints, strict=True)
        ]
        running = np.uint32(self._inks[RUNNING])
        hatched = bool(dense.any())
        hatch: dict[int, NDArray[np.bool_]] = {}
        every = round(HATCH_PERIOD * self._scale)
        for planes, rows in self._groups(kinds).items():
            lines = mixed([(parts[plane], ink) for plane, ink in planes], under)
            lined = lines
            if hatched and any(self._in_hatch(row) for row in rows):
                over = np.uint32(256 * HATCH)
                lined = np.where(dense, mixed([(over, int(running))], lines), lines)
            for row in rows:
                at = top + row
                seen = (at >= 0) & (at < height)
                drawn = lines
                if lined is not lines and self._in_hatch(row):
                    at_phase = row % every
                    if at_phase not in hatch:
                        hatch[at_phase] = self._hatch_line(width, row, phase)
                    on = hatch[at_phase]
                    drawn = np.where(on, lined, lines)
                whole[at[seen]] = drawn if seen.all() else drawn[seen]
        self._patterns(picture, tops, kinds, shares, phase)

    def _in_hatch(self, row: int) -> bool:
        return abs(row - self.rows / 2 + 0.5) <= self._dense_rows / 2

    def _hatch_line(self, width: int, row: int, phase: int) -> NDArray[np.bool_]:
        """Which columns of a row lie on the lines that mark what is too short to draw."""
        every = round(HATCH_PERIOD * self._scale)
        line: NDArray[np.bool_] = (np.arange(width) - phase + row) % every < HATCH_INK * self._scale
        return line

    def _patterns(
        self,
        picture: Pixels,
        tops: Sequence[int],
        kinds: Sequence[int],
        shares: Floats,
        phase: int,
    ) -> None:
        x = np.arange(picture.shape[1]) - phase
        scale = self._scale
        dash = (x % round(7 * scale)) < 4 * scale
        for plane, kind in enumerate(kinds):
            if kind not in (IO, EXPECTED):
                continue
            for lane, first in enumerate(tops):
                share = shares[plane, lane]
                outside = first + self.rows <= 0 or first >= picture.shape[0]
                if outside or not share.any():
                    continue
                if kind == IO:
                    rows = self._height[IO]
                    self._hatch(picture, first, rows, x, 5, 2, share, self._solid[IO])
                    continue
                alpha = np.where(dash, share, 0)
                for row in self._middle(first, self._height[EXPECTED], picture):
                    _blend(picture[row], self._solid[EXPECTED], alpha)

    def _middle(self, first: int, rows: int, picture: Pixels) -> range:
        begin = first + (self.rows - rows) // 2
        return range(max(0, begin), min(picture.shape[0], begin + rows))

    def _hatch(
        self,
        picture: Pixels,
        first: int,
        rows: int,
        x: NDArray[np.int64],
        period: float,
        width: float,
        alpha: Floats,
        ink: Floats,
    ) -> None:
        """Lines at 45°, `width` of every `period` px."""
        every, wide = round(period * self._scale), width * self._scale
        for row in self._middle(first, rows, picture):
            here = np.clip(wide - ((x + row - first) % every), 0, 1).astype(np.float32)
            _blend(picture[row], ink, alpha * here)


def mixed(
    parts: Sequence[tuple[NDArray[np.uint32] | np.uint32, int]], under: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """Pixels of colours in parts of 256, together at most 256, over what lies behind.

    Red and blue are reckoned in one number, green in another: neither spills into the other
    while the parts add up to no more than 256.
    """
    red_blue, green = np.uint32(0xFF00FF), np.uint32(0x00FF00)
    rest = np.full_like(under, 256)
    sums = [np.zeros_like(under), np.zeros_like(under)]
    for part, ink in parts:
        rest -= part
        for total, mask in zip(sums, (red_blue, green), strict=True):
            total += part * (np.uint32(ink) & mask)
    made = np.zeros_like(under)
    for total, mask in zip(sums, (red_blue, green), strict=True):
        total += rest * (under & mask)
        made |= (total >> np.uint32(8)) & mask
    return made


def _blend(line: Pixels, ink: Floats, alpha: Floats) -> None:
    """Lay `ink` at `alpha` (columns) over one row of the picture."""
    at = np.flatnonzero(alpha > 0)
    part = alpha[at][:, None]
    line[at] = (ink * part + line[at] * (1 - part)).astype(np.uint8)


def fill(picture: Pixels, rows: range, shares: Floats, palette: Floats) -> None:
    """Draw columns of mixed colours over some rows.

    Args:
        shares: (columns, colours), each 0..1, sums at most 1. palette: (colours, 4).
    """
    height = len(picture)
    seen = range(max(rows.start, 0), min(rows.stop, height))
    total = shares.sum(axis=1)
    at = np.flatnonzero(total > 0)
    if not len(at) or not len(seen):
        return
    ink = shares[at] @ palette
    rest = (1 - np.minimum(total[at], 1))[:, None]
    # The ground is the same over these rows: one of them stands for all.
    line = (ink + picture[seen.start, at] * rest).astype(np.uint8)
    if len(at) == picture.shape[1]:
        picture[seen.start : seen.stop] = line
    else:
        picture[seen.start : seen.stop, at] = line


def dense_columns(began: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Columns, of (lanes, columns), in stretches where spans are too short to draw.

    A stretch is at least four columns in each of which two or more spans begin; gaps of two
    columns belong to it.
    """
    many = began >= 2
    if not many.any():
        return many
    closed = _all(_any(many, 2), 2, beyond=True)
    return _any(_all(closed, 3, beyond=False), 3)


def _any(mask: NDArray[np.bool_], back: int) -> NDArray[np.bool_]:
    """Whether one of the `back` columns before, or the column itself, is set."""
    made = mask.copy()
    for by in range(1, back + 1):
        made[..., by:] |= mask[..., :-by]
    return made


def _all(mask: NDArray[np.bool_], ahead: int, beyond: bool) -> NDArray[np.bool_]:
    """Whether the column and the `ahead` columns after it are set; `beyond` the right edge."""
    made = mask.copy()
    for by in range(1, ahead + 1):
        made[..., :-by] &= mask[..., by:]
        made[..., -by:] &= beyond
    return made
