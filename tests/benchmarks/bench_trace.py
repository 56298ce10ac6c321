"""Decoding, feeding and opening, against the goals; ratios within one run, medians of rounds."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from procession.trace.feed import read_file
from procession.trace.layout import decode
from procession.trace.model import Model
from tests.benchmarks import synthetic

RECORDS = 1_000_000
PROCESSES, LOCKS = 16, 8
ROUNDS = 5
DECODE_GOAL = 50.0
FEED_GOAL = 2.0
OPEN_GOAL = 0.1


def timed(action: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Seconds that `action` takes: the median of some rounds, after one that does not count."""
    action()
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        action()
        taken.append(perf_counter() - start)
    return median(taken)


def row(what: str, here: str, reference: str, ratio: str, goal: str, good: bool) -> bool:
    """Print one row of the table; returns `good`."""
    print(" · ".join((what, here, reference, ratio, goal, "ok" if good else "MISS")), flush=True)
    return good


@contextmanager
def recording() -> Iterator[tuple[Path, Path]]:
    """A recording of `RECORDS` records, and the same run as Chrome JSON."""
    blocks = synthetic.lock_records(RECORDS, PROCESSES, LOCKS)
    with tempfile.TemporaryDirectory(prefix="procession-bench-") as folder:
        path, chrome = Path(folder, "a.procession"), Path(folder, "a.json")
        synthetic.write_recording(path, blocks, LOCKS)
        synthetic.write_chrome_json(chrome, blocks)
        yield path, chrome


def decode_columns(batches: list[bytes]) -> int:
    """Every column of every batch, as arrays of their own."""
    total = 0
    for batch in batches:
        raw = decode(batch, 5)
        for name in raw.dtype.names or ():
            total += len(np.ascontiguousarray(raw[name]))
    return total


def feed(messages: list[bytes]) -> Model:
    """A model of these messages."""
    model = Model()
    for message in messages:
        model.feed(message)
    return model


def open_and_look(path: Path) -> Model:
    """Read a file and ask for every track that a first picture needs."""
    model = Model()
    for message in read_file(path):
        model.feed(message)
    for process in model.processes:
        model.process_spans(process)
    for primitive in model.primitives:
        model.holder_spans(primitive)
        model.waiter_spans(primitive)
    return model


def load_json(path: Path) -> Any:
    """The reference: the run as Chrome JSON, parsed and no more."""
    with path.open() as file:
        return json.load(file)


def main() -> int:
    """Print the table's rows. Returns 1 when a goal is missed."""
    print(" · ".join(("what", "here", "reference", "ratio", "goal", "")))
    good = True
    with recording() as (path, chrome):
        messages = list(read_file(path))
        batches = [message for message in messages if message[:1] == b"R"]
        count = feed(messages).events

        seconds = timed(lambda: decode_columns(batches))
        speed = count / seconds / 1e6
        good &= row(
            "decode records to columns",
            f"{speed:.0f} M/s",
            f"{count / 1e6:.1f} M records",
            f"{speed / DECODE_GOAL:.1f}",
            f"≥ {DECODE_GOAL:.0f} M/s",
            speed >= DECODE_GOAL,
        )
        small = [
            message if message[:1] != b"R" else message[:5] + message[start : start + 65536]
            for message in messages
            for start in (range(5, len(message), 65536) if message[:1] == b"R" else (0,))
        ]
        seconds = timed(lambda: feed(small))
        speed = count / seconds / 1e6
        good &= row(
            "feed 64 KiB batches",
            f"{speed:.1f} M/s",
            f"{len(small)} messages",
            f"{speed / FEED_GOAL:.1f}",
            f"≥ {FEED_GOAL:.0f} M/s",
            speed >= FEED_GOAL,
        )
        here = timed(lambda: open_and_look(path))
        reference = timed(lambda: load_json(chrome), rounds=3)
        ratio = here / reference
        good &= row(
            "open a recording",
            f"{here * 1e3:.0f} ms",
            f"json.load {reference * 1e3:.0f} ms",
            f"{ratio:.3f}",
            f"≤ {OPEN_GOAL}",
            ratio <= OPEN_GOAL,
        )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
