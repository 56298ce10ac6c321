"""Shares of many layers at once, in whichever way costs least for the view.

Few spans in view: each is scattered into the columns it touches.  Many, and the whole run or a
good part of it in view: an `Overview` at regular instants is read.  Else each layer is searched.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from procession.ui.timeline.coverage import Layer, Shares, Times
from procession.ui.timeline.overview import Overview

FEW = 40_000
"""Spans in view up to which scattering is quicker than searching."""
FEWEST = 6_000
"""Spans in view up to which it is quicker than reading an overview."""

Counts = NDArray[np.int32]


def shares_of(
    layers: Sequence[Layer], edges: Times, overview: Overview | None = None
) -> tuple[Shares, Counts]:
    """The covered share of each column, and how many spans begin in it, layer by layer.

    Args:
        edges: the edges of equally wide columns, ns, shape (columns + 1,).

    Returns:
        two arrays of shape (layers, columns).
    """
    served = overview is not None and overview.serves(edges)
    # With the whole run in view, how many spans that are is known without a search.
    whole = served and overview is not None and overview.within(edges)
    if whole and overview is not None and sum(map(len, layers)) > FEWEST:
        return overview.columns(layers, edges)
    ends = edges[[0, -1]]
    windows = [_window(layer, ends) for layer in layers]
    if sum(stop - first for first, stop in windows) <= (FEWEST if served else FEW):
        return _scattered(layers, windows, edges)
    if served and overview is not None:
        return overview.columns(layers, edges)
    found = [layer.columns(edges) for layer in layers]
    shares = np.stack([one[0] for one in found])
    return shares, np.stack([one[1] for one in found]).astype(np.int32)


def _window(layer: Layer, ends: Times) -> tuple[int, int]:
    """The spans of a layer from the last begun before the view to the last begun in it."""
    first, stop = layer.start.values.searchsorted(ends, "right").tolist()
    return max(0, first - 1), stop


def _scattered(
    layers: Sequence[Layer], windows: list[tuple[int, int]], edges: Times
) -> tuple[Shares, Counts]:
    width = len(edges) - 1
    shares = np.zeros((len(layers), width), np.float32)
    counts = np.zeros((len(layers), width), np.int32)
    used = [number for number, (first, stop) in enumerate(windows) if stop > first]
    if not used:
        return shares, counts
    starts, before, after, sizes = [], [], [], []
    for number in used:
        first, stop = windows[number]
        starts.append(layers[number].start.values[first:stop])
        busy = layers[number].prefix[first : stop + 1]
        before.append(busy[:-1])
        after.append(busy[1:])
        sizes.append(stop - first)
    scale = width / float(edges[-1] - edges[0])
    begin = (np.concatenate(starts) - edges[0]) * scale
    end = begin + (np.concatenate(after) - np.concatenate(before)) * scale
    row = np.repeat(np.arange(len(used)), sizes)
    inside = begin >= 0
    here = row[inside] * width + np.minimum(begin[inside].astype(np.int64), width - 1)
    counts[used] = np.bincount(here, minlength=len(used) * width).reshape(-1, width)
    shares[used] = _ramps(row, begin, end, len(used), width)
    return shares, counts


def _ramps(
    row: NDArray[np.int64],
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
    rows: int,
    width: int,
) -> NDArray[np.float64]:
    """Coverage of unit columns: each span raises it at its begin and lowers it at its end.

    The share of the column that an edge lies in is changed by what of it is beyond the edge, the
    columns after it by one; the running sum of those changes is the coverage.
    """
    at = np.concatenate((np.clip(begin, 0, width), np.clip(end, 0, width)))
    sign = np.repeat((1.0, -1.0), len(begin))
    column = at.astype(np.int64)
    part = at - column
    place = np.concatenate((row, row)) * (width + 2) + column
    places = np.concatenate((place, place + 1))
    changes = np.concatenate((sign * (1 - part), sign * part))
    change = np.bincount(places, changes, rows * (width + 2)).reshape(rows, width + 2)
    np.cumsum(change, axis=1, out=change)
    return np.clip(change[:, :width], 0, 1)
