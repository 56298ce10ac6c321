"""Reading a recording into a model, on a thread that is not the window's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from procession.ui.messages import OUTPUT, Output, output_of

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.trace.feed import Position
    from procession.trace.model import Model
    from procession.ui.timeline.run_rows import RunRows

BIT = 8 * 1024 * 1024
"""Bytes of records after which views of the model are brought up to date."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held."""

    model: Model
    outputs: list[Output]
    rows: RunRows
    """Of the model; up to date where that was asked for."""


def read_all(path: Path, progress: Progress | None = None) -> Reading:
    """Read a finished (or cut-off) recording. Raises `trace.open.RecordingError`, OSError."""
    return _read(path, None, progress)


def read_until(path: Path, chunk: int, output: int, tracks: Iterable[Track] = ()) -> Reading:
    """Read a recording that grows, up to and with chunk and output of these ids; make its rows."""
    from procession.trace.feed import Position

    reading = _read(path, Position(chunk, output), None)
    reading.rows.use(tracks)
    reading.rows.update()
    return reading


def _read(path: Path, until: Position | None, progress: Progress | None) -> Reading:
    from procession.trace.feed import read_file
    from procession.trace.model import Model
    from procession.ui.timeline.run_rows import RunRows

    model = Model()
    outputs = []
    size = 0
    for message in read_file(path, until=until, progress=progress):
        if message[:1] and message[0] == OUTPUT:
            outputs.append(output_of(message))
        model.feed(message)
        size += len(message)
        if size > BIT:
            # Bit by bit it costs less, and none of it is long.
            size = 0
            for primitive in list(model.primitives):
                model.views(primitive)
    return Reading(model, outputs, RunRows(model))


def after(outputs: list[Output], count: int) -> list[Output]:
    """What comes after the first `count` bytes."""
    kept = []
    for output in outputs:
        if count >= len(output.data):
            count -= len(output.data)
            continue
        kept.append(Output(output.stream, output.at_ns, output.data[count:]))
        count = 0
    return kept
