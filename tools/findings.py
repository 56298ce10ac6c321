"""``make findings``: run the corpus of broken and clean programs and see what is told of each.

A program in ``tests/corpus/broken`` says in its first line what is to be found::

    # expects: lock-cycle; processes: one two; primitives: left right; lines: 6 8

Its twin in ``fixed`` and the programs in ``clean`` must give no error. The table says, for each
rule, how often it was found with the right objects and lines, missed, told of a program that does
not have it, and told so with certainty. Arguments choose programs and start methods by name;
``--seed=N`` runs them with random pauses where they synchronise (once for every seed given).
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "corpus"
METHODS = ("fork", "spawn", "forkserver")
HEAD = ("rule", "found", "missed", "false", "certain wrong", "")
ENOUGH = 0.95


@dataclass(frozen=True)
class Expected:
    """What the first line of a broken program says."""

    rule: str = ""
    processes: frozenset[str] = frozenset()
    primitives: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    """Start methods with which it goes wrong; all, when none is named."""

    @classmethod
    def of(cls, path: Path) -> "Expected":
        """Read a program's first line."""
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        if not first.startswith("# expects:"):
            return cls()
        rule, *more = first.removeprefix("# expects:").split(";")
        said = dict(part.strip().split(": ", 1) for part in more)
        return cls(rule.strip(), **{name: _words(said[name]) for name in said})


def _words(text: str) -> frozenset[str]:
    """A pipe's name is that of both its ends: ``reader, writer``."""
    return frozenset(text.replace(",", " ").split())


@dataclass
class Told:
    """What was found in one run."""

    path: Path
    method: str
    findings: list[dict[str, Any]]
    names: dict[int, str] = field(default_factory=dict)
    objects: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    def right(self, expected: Expected) -> bool:
        """Whether the expected rule was told, with the processes, objects and lines."""
        for one in self.findings:
            processes = {self.names.get(pid, "?") for pid in one["processes"]}
            known = [self.objects.get(number, "?") for number in one["primitives"]]
            primitives = _words(" ".join(known))
            lines = {place.rpartition(":")[2] for place in one["where"]}
            if (
                one["rule"] == expected.rule
                and expected.processes <= processes
                and expected.primitives <= primitives
                and expected.lines <= lines
            ):
                return True
        return False


def seeds(chosen: list[str]) -> list[int | None]:
    """What ``--seed=N`` among the arguments asks for; none: one run without pauses."""
    given = [word.partition("=")[2] for word in chosen if word.startswith("--seed=")]
    return [int(word) for word in given] or [None]


def programs(chosen: list[str]) -> Iterator[tuple[Path, str]]:
    """Every program with every start method, or those that the arguments choose."""
    methods = [word for word in chosen if word in METHODS] or METHODS
    names = [word for word in chosen if word not in METHODS and not word.startswith("--")]
    for path in sorted(CORPUS.glob("*/*.py")):
        if not names or any(name in f"{path.parent.name}/{path.stem}" for name in names):
            wanted = Expected.of(path).methods or METHODS
            yield from ((path, method) for method in methods if method in wanted)


def look(path: Path, method: str, folder: Path, seed: int | None = None) -> Told:
    """Check one program, with random pauses when there is a seed."""
    recording = folder / f"{path.parent.name}-{path.stem}-{method}-{seed}.procession"
    command = [sys.executable, "-m", "procession", "check", "--json", "--quiet", "-o", recording]
    options = ["--start-method", method, "--timeout", "40", "--stop-on-hang", "0.3", path]
    pauses = [] if seed is None else ["--delays", seed]
    done = _run([*command, *pauses, *options])
    try:
        findings = json.loads(done.stdout)
        shown = _run([sys.executable, "-m", "procession", "show", "--json", recording])
        run = json.loads(shown.stdout)
    except ValueError:
        return Told(path, method, [], trouble=done.stderr[-500:] or "said nothing")
    return Told(
        path,
        method,
        findings,
        {one["pid"]: one["name"] for one in run["processes"]},
        {one["id"]: one["name"] for one in run["primitives"]},
        "timed out" if done.returncode == 124 else "",
    )


def _run(command: list[Any]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        list(map(str, command)), capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


@dataclass
class Tally:
    """The numbers of one rule."""

    found: int = 0
    missed: int = 0
    false: int = 0
    certain_wrong: int = 0

    @property
    def ok(self) -> bool:
        """No wrong certainty, nothing false, nearly all found."""
        enough = self.found >= ENOUGH * (self.found + self.missed)
        return enough and not self.false and not self.certain_wrong


def tally(told: list[Told]) -> dict[str, Tally]:
    """Count by rule; what goes wrong is printed."""
    numbers: dict[str, Tally] = {}
    for one in told:
        expected = Expected.of(one.path) if one.path.parent.name == "broken" else Expected()
        name = f"{one.path.parent.name}/{one.path.stem} ({one.method})"
        if expected.rule:
            row = numbers.setdefault(expected.rule, Tally())
            if one.right(expected):
                row.found += 1
            else:
                row.missed += 1
                print(f"{name}: {expected.rule} is missing {one.trouble}")
                for finding in one.findings:
                    print(f"    told: {finding['rule']}: {finding['message']} {finding['where']}")
        elif one.trouble:
            numbers.setdefault("(runs)", Tally()).missed += 1
            print(f"{name}: {one.trouble}")
        for finding in one.findings:
            if finding["level"] != "error" or finding["rule"] == expected.rule:
                continue
            row = numbers.setdefault(finding["rule"], Tally())
            row.false += 1
            row.certain_wrong += finding["certainty"] == "certain"
            print(f"{name}: false {finding['rule']}: {finding['message']}")
    return numbers


def main(chosen: list[str]) -> int:
    """Run, print the table; 1 when anything is missed."""
    import tempfile

    # Programs that hang cost time, not processors: a few at once.
    with (
        tempfile.TemporaryDirectory(prefix="procession-findings-") as folder,
        ThreadPoolExecutor(3) as pool,
    ):
        runs = [
            pool.submit(look, *one, Path(folder), seed)
            for seed in seeds(chosen)
            for one in programs(chosen)
        ]
        told = [run.result() for run in runs]
    numbers = tally(told)
    rows: list[tuple[str, ...]] = [
        (
            rule,
            str(row.found),
            str(row.missed),
            str(row.false),
            str(row.certain_wrong),
            "ok" if row.ok else "MISS",
        )
        for rule, row in sorted(numbers.items())
    ]
    widths = [max(len(row[n]) for row in (HEAD, *rows)) for n in range(len(HEAD))]
    for line in (HEAD, *rows):
        print(" · ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)))
    print(f"{len(told)} runs of {len({one.path for one in told})} programs")
    return 0 if all(row.ok for row in numbers.values()) and told else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
