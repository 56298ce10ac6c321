"""Run as a process of its own: writes page files as it is told, a line at a time, and answers.

``open SEQUENCE CAPACITY`` · ``write SLOT KIND TIME VALUE`` · ``seal`` · ``die`` (SIGKILL)
"""

from __future__ import annotations

import mmap
import os
import signal
import sys
import time
from pathlib import Path

from procession import records


def main(folder: Path) -> None:
    token = int.from_bytes(os.urandom(8), "little") or 1
    page: mmap.mmap | None = None
    for line in sys.stdin:
        verb, *words = line.split()
        numbers = [int(word) for word in words]
        if verb == "open":
            sequence, capacity = numbers
            page = _open(folder, token, sequence, capacity)
        elif verb == "write" and page is not None:
            slot, kind, at, value = numbers
            record = records.RECORD.pack(at, 1, 0, value, 0, 0, kind, 0)
            start = records.HEADER_SIZE + slot * records.RECORD_SIZE
            page[start : start + records.RECORD_SIZE] = record
        elif verb == "seal" and page is not None:
            page[records.SEALED_OFFSET : records.SEALED_OFFSET + 4] = b"\1\0\0\0"
        elif verb == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        print("done", flush=True)


def _open(folder: Path, token: int, sequence: int, capacity: int) -> mmap.mmap:
    size = records.HEADER_SIZE + capacity * records.RECORD_SIZE
    path = folder / records.page_name(os.getpid(), token, sequence)
    path.write_bytes(bytes(size))
    with path.open("r+b") as file:
        page = mmap.mmap(file.fileno(), size)
    header = (capacity, sequence, os.getpid(), os.getppid(), token, 0, time.perf_counter_ns())
    records.HEADER.pack_into(page, 0, bytes(8), *header, 1, 0, 0, 0)
    page[:8] = records.MAGIC
    return page


if __name__ == "__main__":
    main(Path(sys.argv[1]))
