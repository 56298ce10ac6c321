"""``make oracle``: CPython's own suites, bare and observed; nothing may differ.

usage: python -m tests.oracle [--python VERSION]... [--jobs N] [--keep FOLDER] [PART]...
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.oracle.both_ways import Bench, Compared
from tests.oracle.interpreters import Interpreter, installed
from tests.oracle.parts import Part, missing_of, parts_of, write_modules

HEAD = ["module", "version", "tests", "differing", "goal", "seconds bare", "observed", ""]


def row_of(python: Interpreter, part: Part, compared: Compared) -> list[str]:
    """One line of the table."""
    passed = not compared.differing and compared.tests > 0
    return [
        part.name,
        python.name,
        str(compared.tests),
        str(len(compared.differing)),
        "0",
        f"{compared.bare.seconds:.0f}",
        f"{compared.observed.seconds:.0f}",
        "ok" if passed else "MISS",
    ]


def table(rows: list[list[str]]) -> str:
    """The rows under their head, in columns."""
    lines = [HEAD, *rows]
    widths = [max(len(row[column]) for row in lines) for column in range(len(HEAD))]
    return "\n".join(
        " · ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(" ·")
        for row in lines
    )


def main(words: list[str]) -> int:
    """Run what was asked for. Returns 0 when there was something to run and nothing differs."""
    parser = argparse.ArgumentParser(prog="make oracle", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help="words of names of parts")
    parser.add_argument("--python", action="append", default=[], metavar="VERSION")
    parser.add_argument("--jobs", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave logs and recordings")
    options = parser.parse_args(words)
    pythons = installed()
    jobs: list[tuple[Interpreter, Part]] = []
    for python in pythons:
        if options.python and not any(python.name.startswith(v) for v in options.python):
            continue
        if python.why_not:
            print(f"not run: {python.name} {python.path}: {python.why_not}")
            continue
        for name in missing_of(python):
            print(f"not run: {python.name} has no {name}")
        jobs += [
            (python, part)
            for part in parts_of(python)
            if not options.parts or all(w in part.name.split() for w in options.parts)
        ]
    if not jobs:
        print("there is nothing to run", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="procession-oracle-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True, parents=True)
        bench = Bench(folder, write_modules(folder))

        def compare(job: tuple[Interpreter, Part]) -> list[str]:
            compared = bench.compare(*job)
            row = row_of(*job, compared)
            print(" · ".join(row), flush=True)
            for name, (bare, observed) in compared.differing.items():
                print(f"    {name}: bare {bare}, observed {observed}", flush=True)
            for name in compared.flaky:
                print(f"    {name} differed once, not when run alone", flush=True)
            return row

        with ThreadPoolExecutor(max(1, options.jobs)) as pool:
            rows = list(pool.map(compare, jobs))
    print()
    print(table(rows))
    return 0 if all(row[-1] == "ok" for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
