"""What being observed costs a program: the same program bare and under ``procession record``.

Each program times its own busy part. Bare and observed runs alternate, so that whatever else the
machine does meets both; the medians are compared. The queue's program runs under VizTracer in the
same rounds, with what it does by default.

Of ``with lock:`` two readings of the clock, their stores into a page and looking up where the
block stands are 2.6 to 2.8 times the bare block by themselves, in Python: see "What a with block
costs" in ``docs/internals.md``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

ROUNDS = 9
VIZTRACER_SHARE = 1 / 3

LOCK = """
from multiprocessing import Lock
from time import perf_counter_ns

TURNS = 5_000

def work(lock):
    began = perf_counter_ns()
    for _ in range(TURNS):
        with lock:
            pass
    return (perf_counter_ns() - began) / TURNS

if __name__ == "__main__":
    lock = Lock()
    # The best of many: whatever else the machine does only adds.
    print(min(work(lock) for _ in range(60)))
"""

QUEUE = """
from multiprocessing import Process, Queue
from time import perf_counter_ns

ITEMS = 20_000

def produce(queue):
    for number in range(ITEMS):
        queue.put(number)

if __name__ == "__main__":
    queue = Queue()
    producer = Process(target=produce, args=(queue,))
    began = perf_counter_ns()
    producer.start()
    for _ in range(ITEMS):
        queue.get()
    producer.join()
    print((perf_counter_ns() - began) / ITEMS)
"""

POOL = """
from multiprocessing import Pool
from time import perf_counter_ns

TASKS = 1_000

def one_millisecond(number):
    until = perf_counter_ns() + 1_000_000
    while perf_counter_ns() < until:
        pass

if __name__ == "__main__":
    with Pool(2) as pool:
        pool.map(one_millisecond, range(4))
        began = perf_counter_ns()
        pool.map(one_millisecond, range(TASKS), chunksize=1)
        print((perf_counter_ns() - began) / TASKS)
"""


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    what: str
    program: str
    goal: float
    beside_viztracer: bool = False


ROWS = (
    Row("with lock: uncontended", LOCK, 2.5),
    Row("Queue put+get 20k items across processes", QUEUE, 1.25, beside_viztracer=True),
    Row("Pool of 1 ms tasks", POOL, 1.05),
)


def time_of(command: list[str]) -> float:
    """What a program says one turn took, in ns."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    return float(done.stdout)


def viztracer_in(folder: Path) -> str | None:
    """The path of VizTracer, installed into a venv of its own; None, said why, when it cannot."""
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    command = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "viztracer"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["pip failed"])[-1]
        print(f"overhead beside VizTracer's · skipped: it cannot be installed ({why})", flush=True)
        return None
    return str(scripts / "viztracer")


def measure(row: Row, folder: Path) -> bool:
    """Print one row of the table, or two; whether the goals are reached."""
    program = folder / "program.py"
    program.write_text(row.program)
    recording = str(folder / "run.procession")
    record = [sys.executable, "-m", "procession", "record", "--quiet", "--start-method", "fork"]
    observed = [*record, "--python", sys.executable, "-o", recording, str(program)]
    bare = [sys.executable, str(program)]
    time_of(bare)
    other = viztracer_in(folder / "venv") if row.beside_viztracer else None
    traced = [str(other), "--quiet", "-o", str(folder / "trace.json"), str(program)]
    here, reference, beside = [], [], []
    for _ in range(ROUNDS):
        reference.append(time_of(bare))
        here.append(time_of(observed))
        if other is not None:
            beside.append(time_of(traced))
    ours, plain = statistics.median(here), statistics.median(reference)
    ratio = ours / plain
    print(
        f"{row.what} · {ours:.0f} ns · {plain:.0f} ns · {ratio:.2f} · ≤ {row.goal} · "
        f"{'ok' if ratio <= row.goal else 'MISS'}",
        flush=True,
    )
    good = ratio <= row.goal
    return (not beside or compare(ours, plain, statistics.median(beside))) and good


def compare(ours: float, plain: float, theirs: float) -> bool:
    """Print our overhead beside VizTracer's; whether it is a third of it at most."""
    mine, other = max(ours - plain, 0.0), theirs - plain
    share = mine / other if other > 0 else float("inf")
    print(
        f"overhead beside VizTracer's · {mine:.0f} ns · {other:.0f} ns · {share:.2f} · "
        f"≤ {VIZTRACER_SHARE:.2f} · {'ok' if share <= VIZTRACER_SHARE else 'MISS'}",
        flush=True,
    )
    return share <= VIZTRACER_SHARE


def main() -> int:
    """Print the table's rows. Returns 1 when a goal is missed."""
    print(" · ".join(("what", "here", "reference", "ratio", "goal", "")))
    good = True
    for row in ROWS:
        with tempfile.TemporaryDirectory(prefix="procession-bench-") as folder:
            good &= measure(row, Path(folder))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
