"""How fast the recorder takes full page files into a recording.

1 and 8 writers' page files full of lock records, in memory, as observed processes leave them; the
recording is on the temporary folder's disk.  The reference is a plain loop that copies the same
page files into one file there.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter_ns

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from procession.recorder.collector import Collector
from procession.recorder.observed import Observed
from procession.recorder.registry import Registry
from procession.recorder.sources import Sources
from procession.recorder.store import Store
from procession.recorder.structure import Structure
from procession.records import (
    HEADER,
    HEADER_SIZE,
    HELD,
    MAGIC,
    PAGE_SIZE,
    RECORD,
    page_name,
    slots_of,
)

MEGABYTES = 128
ROUNDS = 7
GOAL = 0.6


def page(pid: int, sequence: int, opened: int) -> bytes:
    """A sealed page full of holds that were released."""
    slots = slots_of(PAGE_SIZE)
    header = HEADER.pack(MAGIC, slots, sequence, pid, 1, pid, 0, opened, 1, 1, 0, 0)
    records = b"".join(
        RECORD.pack(opened + 1000 * slot, 1, 2, opened + 1000 * slot + 400, 0, 0, HELD, 0)
        for slot in range(slots)
    )
    return (header.ljust(HEADER_SIZE, b"\0") + records).ljust(PAGE_SIZE, b"\0")


def lay_out(folder: Path, writers: int, contents: list[bytes]) -> list[Path]:
    """The page files of some writers."""
    paths = []
    for number in range(MEGABYTES):
        writer, sequence = number % writers, number // writers
        path = folder / page_name(100 + writer, 100 + writer, sequence)
        content = bytearray(contents[writer])
        HEADER.pack_into(
            content, 0, *HEADER.unpack_from(content)[:2], sequence, *HEADER.unpack_from(content)[3:]
        )
        path.write_bytes(content)
        paths.append(path)
    return paths


def record(pages: Path, output: Path, origin: int) -> tuple[int, int]:
    """Take all pages into a recording; ns, and how many events it has."""
    began = perf_counter_ns()
    store = Store(output)
    store.start()
    registry = Registry(store, origin)
    registry.main(1, 0)
    sent = 0

    def send(process: Observed, records: bytes) -> None:
        nonlocal sent
        sent += len(records)

    collector = Collector(
        pages,
        store,
        registry,
        Structure(store, Sources("."), origin),
        origin,
        send,
        lambda process: None,
    )
    collector.find()
    while any(pages.iterdir()):
        while collector.read():
            collector.write()
            store.commit()
    collector.write(everything=True)
    events = store.events
    store.finish(None)
    return perf_counter_ns() - began, events


def copy(paths: list[Path], output: Path) -> int:
    """The reference: a plain loop over the same files, in ns."""
    began = perf_counter_ns()
    with output.open("wb", buffering=0) as out:
        for path in paths:
            with path.open("rb", buffering=0) as file:
                out.write(file.read())
    return perf_counter_ns() - began


def measure(writers: int, memory: Path, disk: Path) -> bool:
    """One row of the table; whether the goal is reached."""
    origin = perf_counter_ns()
    contents = [page(100 + writer, 0, origin) for writer in range(writers)]
    here, reference = [], []
    for _ in range(ROUNDS):
        paths = lay_out(memory, writers, contents)
        reference.append(copy(paths, disk / "copy"))
        (disk / "copy").unlink()
        took, events = record(memory, disk / "run.procession", origin)
        here.append(took)
        assert events == MEGABYTES * slots_of(PAGE_SIZE), events
        (disk / "run.procession").unlink()
    size = MEGABYTES * PAGE_SIZE / 1e6
    ours = size / statistics.median(here) * 1e9
    plain = size / statistics.median(reference) * 1e9
    ratio = ours / plain
    name = f"record page files, {writers} writer{'s' if writers > 1 else ''}"
    print(
        f"{name} · {ours:.0f} MB/s · {plain:.0f} MB/s · {ratio:.2f} · ≥ {GOAL} · "
        f"{'ok' if ratio >= GOAL else 'MISS'}",
        flush=True,
    )
    return ratio >= GOAL


def main() -> int:
    """Print the table's rows. Returns 1 when a goal is missed."""
    print(" · ".join(("what", "here", "reference", "ratio", "goal", "")))
    base = "/dev/shm" if os.path.isdir("/dev/shm") else None
    good = True
    for writers in (1, 8):
        memory = Path(tempfile.mkdtemp(prefix="procession-bench-", dir=base))
        disk = Path(tempfile.mkdtemp(prefix="procession-bench-"))
        try:
            good &= measure(writers, memory, disk)
        finally:
            shutil.rmtree(memory)
            shutil.rmtree(disk)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
