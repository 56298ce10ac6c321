"""Makes recordings of any size with the recorder's own store: processes that share locks.

The times and holders follow rules of a lock (one holder at a time, whoever waited longest is
next), so what is measured on them has the shape of a real run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from procession import records
from procession.recorder.store import Store

DTYPE = np.dtype(
    [
        ("time", "<i8"),
        ("object", "<u4"),
        ("place", "<u4"),
        ("value", "<i8"),
        ("aux", "<u4"),
        ("thread", "<u2"),
        ("kind", "u1"),
        ("flags", "u1"),
    ]
)
ORIGIN_NS = 5_000_000_000
VERB = 1000
"""Local id of the text "acquire"."""
CHUNK = 2048
"""Records in a chunk: 64 KiB, as the recorder writes them."""


def lock_records(
    count: int, processes: int, locks: int, waits: float = 0.3, seed: int = 1
) -> list[npt.NDArray[np.void]]:
    """About `count` records of processes that take turns holding locks, each always the same one.

    A share of `waits` of the acquisitions had to wait.  The local ids: 1…locks the locks, then
    places 100…107.  Times are raw clock readings, ascending in each process.
    """
    random = np.random.default_rng(seed)
    holds = max(int(count / (1 + waits)), processes)
    owner = random.integers(0, processes, holds)
    lock = owner % locks
    length = random.integers(200, 2_000, holds)
    start = np.empty(holds, np.int64)
    for number in range(locks):
        mine = np.flatnonzero(lock == number)
        gap = random.integers(50, 500, len(mine))
        start[mine] = ORIGIN_NS + np.cumsum(length[mine] + gap) - length[mine]
    end = start + length
    waited = random.random(holds) < waits
    made = []
    for number in range(processes):
        mine = np.flatnonzero(owner == number)
        late = np.flatnonzero(waited[mine])
        block = np.zeros(len(mine) + len(late), DTYPE)
        held, wait = block[: len(mine)], block[len(mine) :]
        held["time"], held["value"] = start[mine], end[mine]
        held["kind"] = records.HELD
        wait["kind"], wait["value"], wait["aux"] = records.WAIT_KEPT, -1, VERB
        # Nobody begins to wait before he has released.
        free = np.concatenate(([ORIGIN_NS], end[mine][:-1]))[late]
        wished = start[mine][late] - random.integers(20, 4_000, len(late))
        wait["time"] = np.maximum(wished, free + 5)
        block["object"] = number % locks + 1
        block["place"] = 100 + random.integers(0, 8, len(block))
        made.append(block[np.argsort(block["time"], kind="stable")])
    return made


def write_recording(path: Path, blocks: list[npt.NDArray[np.void]], locks: int) -> None:
    """Store records of processes 1…n as one finished recording at `path`."""
    last = max(int(block["time"].max()) for block in blocks) - ORIGIN_NS
    store = Store(path)
    store.set_run(program="synthetic.py", argv=[], origin_ns=ORIGIN_NS, duration_ns=last)
    store.set_run(state="ended", exit_status=0, complete=True, lost=0, python="3.11.0")
    for number in range(1, len(blocks) + 1):
        store.put("process", _process(number, last))
        for place in range(8):
            store.put(
                "place",
                {
                    "process": number,
                    "local": 100 + place,
                    "file": "/home/user/synthetic.py",
                    "line": 10 + place,
                    "function": "work",
                },
            )
        store.put("text", {"process": number, "local": VERB, "text": "acquire"})
    for lock in range(1, locks + 1):
        store.put("primitive", _lock(lock))
        for number in range(2, len(blocks) + 1):
            store.put("alias", {"process": number, "local": lock, "primitive": lock})
    for process, chunk in _in_turns(blocks):
        first, end = int(chunk["time"][0]) - ORIGIN_NS, int(chunk["time"][-1]) - ORIGIN_NS
        store.add_chunk(process, first, end, chunk.tobytes())
    store.commit()
    store.finish(None)


def write_chrome_json(path: Path, blocks: list[npt.NDArray[np.void]]) -> None:
    """The same records as complete events of Chrome's trace format, one JSON object."""
    with path.open("w") as file:
        file.write('{"traceEvents":[')
        comma = ""
        for process, block in enumerate(blocks, 1):
            for time, lock, place, value, kind in zip(
                *(block[name].tolist() for name in ("time", "object", "place", "value", "kind")),
                strict=True,
            ):
                name = "held" if kind == records.HELD else "waiting"
                event = {
                    "ph": "X",
                    "name": f"{name} lock{lock}",
                    "cat": name,
                    "pid": process,
                    "tid": 0,
                    "ts": (time - ORIGIN_NS) / 1000,
                    "dur": max(value - time, 0) / 1000,
                    "args": {"lock": lock, "line": place - 90},
                }
                file.write(comma + json.dumps(event))
                comma = ","
        file.write("]}")


def _in_turns(
    blocks: list[npt.NDArray[np.void]],
) -> Iterator[tuple[int, npt.NDArray[np.void]]]:
    longest = max(len(block) for block in blocks)
    for start in range(0, longest, CHUNK):
        for process, block in enumerate(blocks, 1):
            chunk = block[start : start + CHUNK]
            if len(chunk):
                yield process, chunk


def _process(number: int, last: int) -> dict[str, object]:
    return {
        "id": number,
        "pid": 4000 + number,
        "parent": None if number == 1 else 1,
        "forked": 0,
        "inherited": 0,
        "name": "MainProcess" if number == 1 else f"Process-{number - 1}",
        "role": "main" if number == 1 else "child",
        "daemon": 0,
        "started_ns": 0,
        "ended_ns": last,
        "exitcode": 0,
        "ended_by": "exit",
    }


def _lock(number: int) -> dict[str, object]:
    return {
        "id": number,
        "process": 1,
        "local": number,
        "kind": "Lock",
        "name": f"lock{number}",
        "place": 100,
        "created_ns": 0,
        "details": "{}",
    }
