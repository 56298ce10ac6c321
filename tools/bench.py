"""``make bench``: run every benchmark and end with one table.

A benchmark is ``tests/benchmarks/bench_*.py``; it prints rows whose columns are separated by
`` · `` and whose last column is ``ok`` or ``MISS``. Machines are noisy: a benchmark with a MISS
is measured twice more, and a row is missed when it was missed every time.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = ["what", "here", "reference", "ratio", "goal", ""]
ROUNDS = 3


def rows_of(output: str) -> dict[str, list[str]]:
    """What → columns, of the lines that are rows of the table."""
    rows = {}
    for line in output.splitlines():
        columns = [column.strip() for column in line.split("·")]
        if len(columns) >= 3 and columns[-1] in ("ok", "MISS"):
            rows[columns[0]] = columns
    return rows


def measure(path: Path) -> tuple[dict[str, list[str]], bool]:
    """The rows of one benchmark, and whether it came to its end."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    kept: dict[str, list[str]] = {}
    for remaining in reversed(range(ROUNDS)):
        result = subprocess.run(
            [sys.executable, str(path)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        sys.stdout.write(result.stdout)
        sys.stdout.flush()
        rows = rows_of(result.stdout)
        # Exit status 1 is how a benchmark by itself reports a MISS.
        if not rows or result.returncode not in (0, 1):
            return kept, False
        for what, columns in rows.items():
            if what not in kept or kept[what][-1] == "MISS":
                kept[what] = columns
        if not remaining or all(columns[-1] == "ok" for columns in kept.values()):
            break
        print(f"{path.name}: a MISS, measuring again", file=sys.stderr, flush=True)
    return kept, True


def table(rows: list[list[str]]) -> str:
    """The rows under their head, in columns."""
    lines = [HEAD, *rows]
    count = max(len(row) for row in lines)
    lines = [[*row[:-1], *[""] * (count - len(row)), row[-1]] for row in lines]
    widths = [max(len(row[column]) for row in lines) for column in range(count)]
    return "\n".join(
        " · ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(" ·")
        for row in lines
    )


def main(names: list[str]) -> int:
    """Measure all benchmarks, or those named. Returns 0 when nothing is missed."""
    folder = ROOT / "tests" / "benchmarks"
    paths = sorted(folder.glob("bench_*.py"))
    if names:
        paths = [path for path in paths if path.stem.removeprefix("bench_") in names]
    if not paths:
        print("There is no such benchmark.", file=sys.stderr)
        return 2
    rows: list[list[str]] = []
    failed = []
    for path in paths:
        print(f"--- {path.name}", flush=True)
        measured, complete = measure(path)
        rows += measured.values()
        if not complete:
            failed.append(path.name)
    print()
    print(table(rows))
    for name in failed:
        print(f"{name} did not come to its end", file=sys.stderr)
    missed = any(row[-1] == "MISS" for row in rows)
    return 1 if failed or missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
