"""Writing rows of shares into the picture: one matrix product for all lanes of a band.

The shares of a pixel column add up to at most 1, so its colour is their weighted sum with what
lies behind; nothing is painted over anything.  A state's thickness is which of the rows around
the centre line take its colour.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from procession.ui.timeline.kinds import CONTENDED, EXPECTED, HELD, IO, KINDS, RUNNING, WAITING

Pixels = NDArray[np.uint8]
"""Rows × columns × (blue, green, red, unused): the bytes of a `QImage.Format_RGB32`."""
Floats = NDArray[np.float32]

THICKNESS = {HELD: 14.0, CONTENDED: 14.0, IO: 8.0, RUNNING: 6.0, WAITING: 4.0, EXPECTED: 2.0}
DENSE_PX = 8.0
TINT = 0.22
LEAST = 0.30
"""The share drawn of the single span that is narrower than a pixel, so that it can be seen."""


def colour(text: str) -> NDArray[np.float32]:
    """``#RRGGBB`` as (blue, green, red, 255)."""
    red, green, blue = (int(text[place : place + 2], 16) for place in (1, 3, 5))
    return np.array([blue, green, red, 255], np.float32)


def mix(over: NDArray[np.float32], under: NDArray[np.float32], alpha: float) -> Floats:
    """`over` at `alpha` on `under`."""
    return over * np.float32(alpha) + under * np.float32(1 - alpha)


def weights(shares: Floats, alive: Floats, dense: NDArray[np.bool_]) -> Floats:
    """What each column of each lane is made of.

    Args:
        shares: of held, contended, waiting, io, expected; (lanes, columns, 5).
        alive: share of the column in which the process lived; (lanes, columns).
        dense: columns with several spans; a lone thin span elsewhere is drawn thick enough.

    Returns:
        (lanes, columns, 7): the five, running, and background; sums are 1.
    """
    lanes, width, _ = shares.shape
    made = np.zeros((lanes, width, KINDS + 2), np.float32)
    made[..., :KINDS] = shares
    thin = (shares > 0) & (shares < LEAST) & ~dense[..., None]
    if thin.any():
        made[..., :KINDS][thin] = LEAST
    busy = made[..., :KINDS].sum(axis=2)
    over = busy > 1
    if over.any():
        made[over] /= busy[over][:, None]
        busy[over] = 1
    made[..., RUNNING] = np.clip(alive - busy, 0, 1)
    made[..., RUNNING + 1] = 1 - busy - made[..., RUNNING]
    return made


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
        nothing = np.zeros(4, np.float32)
        self._solid = np.stack([*(colour(text) for text in colours), nothing])
        self._edge = None if edge is None else colour(edge)
        self._scale = scale
        self._height = {kind: max(1, round(px * scale * thinner)) for kind, px in THICKNESS.items()}
        self.rows = self._height[HELD] + (self._height[HELD] & 1)
        self._dense_rows = max(2, round(DENSE_PX * scale * thinner))
        self._groups = self._row_groups()

    def _inside(self, kind: int, row: int) -> bool:
        offset = row - self.rows / 2 + 0.5
        return abs(offset) <= self._height[kind] / 2

    def _row_groups(self) -> list[tuple[list[int], Floats]]:
        """Rows that look alike, with the palette that draws them."""
        groups: dict[tuple[bool, ...], list[int]] = {}
        for row in range(self.rows):
            inside = tuple(self._inside(kind, row) for kind in range(KINDS + 1))
            if self._edge is not None and self._on_edge(row):
                inside += (True,)
            groups.setdefault(inside, []).append(row)
        made = []
        for inside, rows in groups.items():
            # Colours times their opacity, which is what the fourth byte says.
            palette = self._solid.copy()
            for kind in range(KINDS + 1):
                if not inside[kind]:
                    palette[kind] = 0
            palette[IO] *= np.float32(TINT)
            palette[EXPECTED] = 0  # dashed: drawn by `_patterns`
            palette[KINDS + 1] = 0
            if len(inside) > KINDS + 1 and self._edge is not None:
                palette[CONTENDED] = self._edge
            made.append((rows, palette))
        return made

    def _on_edge(self, row: int) -> bool:
        width = max(1, round(self._scale))
        inside = [r for r in range(self.rows) if self._inside(CONTENDED, r)]
        return row in inside[:width] or row in inside[-width:]

    def draw(
        self,
        picture: Pixels,
        tops: Sequence[int],
        made: Floats,
        dense: NDArray[np.bool_],
        phase: int,
    ) -> None:
        """Write the bands of several lanes.

        Args:
            picture: the whole picture; tops: its row of each band's first row; may lie outside.
            made: from `weights`, (lanes, columns, 7). dense: (lanes, columns).
            phase: device column of the run's beginning, which patterns hang on.
        """
        height = picture.shape[0]
        flat = made.reshape(-1, made.shape[2])
        inside = [min(max(first, 0), height - 1) for first in tops]
        # The ground is the same over the rows of a band: one of them stands for all.
        under = picture[inside].reshape(-1, 4).astype(np.float32)
        whole = picture.view(np.uint32)[..., 0]
        for rows, palette in self._groups:
            ink = flat @ palette
            ink += under * (1 - ink[:, 3:] * np.float32(1 / 255))
            lines = ink.astype(np.uint8).view(np.uint32).reshape(made.shape[:2])
            for lane, first in enumerate(tops):
                for row in rows:
                    if 0 <= first + row < height:
                        whole[first + row] = lines[lane]
        self._patterns(picture, tops, made, dense, phase)

    def _patterns(
        self,
        picture: Pixels,
        tops: Sequence[int],
        made: Floats,
        dense: NDArray[np.bool_],
        phase: int,
    ) -> None:
        x = np.arange(picture.shape[1]) - phase
        scale = self._scale
        dash = (x % round(7 * scale)) < 4 * scale
        running = self._solid[RUNNING]
        for lane, first in enumerate(tops):
            if first + self.rows <= 0 or first >= picture.shape[0]:
                continue
            if made[lane, :, IO].any():
                rows = self._height[IO]
                self._hatch(picture, first, rows, x, 5, 2, made[lane, :, IO], self._solid[IO])
            if made[lane, :, EXPECTED].any():
                alpha = np.where(dash, made[lane, :, EXPECTED], 0)
                for row in self._middle(first, self._height[EXPECTED], picture):
                    _blend(picture[row], self._solid[EXPECTED], alpha)
            if dense[lane].any():
                alpha = np.where(dense[lane], np.float32(0.75), np.float32(0))
                self._hatch(picture, first, self._dense_rows, x, 4, 1.5, alpha, running)

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
    total = shares.sum(axis=1)
    at = np.flatnonzero(total > 0)
    ink = shares[at] @ palette
    rest = (1 - np.minimum(total[at], 1))[:, None]
    for row in rows:
        if 0 <= row < picture.shape[0]:
            picture[row, at] = (ink + picture[row, at] * rest).astype(np.uint8)


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
