"""``check``: what is wrong, in sentences like a good compiler's, and an exit status to act on."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procession.cli.options import Options
from procession.cli.progress import Progress
from procession.recorder.errors import BadInput

if TYPE_CHECKING:
    from procession.plugin.api import Finding
    from procession.plugin.manager import Manager
    from procession.trace.model import Model

OK, ERRORS, TIMEOUT = 0, 1, 124
HANG_S = 1.0
"""So long must a program have hung before it is stopped, unless told otherwise."""
_LEVELS = ("error", "warning", "info")
_SQLITE = b"SQLite format 3"


def check(options: Options, manager: Manager) -> int:
    """Run or read what the options name; 0, 1 for errors, 124 for a time-out."""
    words = options.program
    if len(words) == 1 and _is_recording(words[0]):
        told = _Told(options.json)
        _read(words[0], manager, told)
        return told.status
    if options.json:
        # The program's own output must not come between: it goes where our messages go.
        with _stdout_to_stderr():
            status, told = _run(options, manager)
    else:
        status, told = _run(options, manager)
    if told.taken:
        told.print()
    if not told.taken:
        return status
    # A program's own exit status says nothing here, even when it looks like one of ours.
    return TIMEOUT if status == TIMEOUT and options.timeout is not None else told.status


class _Told:
    """What was found, as it is printed."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._rows: list[tuple[dict[str, Any], list[str]]] = []
        self.taken = False

    def take(self, model: Model, findings: list[Finding]) -> None:
        """Keep the findings of a run."""
        from procession.cli.excerpts import excerpt
        from procession.trace.summary import Summary, finding_json

        self.taken = True
        summary = Summary(model, ())
        for found in findings:
            row = {name: getattr(found, name) for name in _NAMES}
            told = finding_json(summary, {**row, "place": found.where})
            self._rows.append((told, [] if self._as_json else excerpt(model, found)))
        self._rows.sort(key=lambda row: (_LEVELS.index(row[0]["level"]), row[0]["at_ns"]))

    def print(self) -> None:
        """Write them to standard output."""
        if self._as_json:
            print(json.dumps([row for row, _ in self._rows], indent=1, ensure_ascii=False))
            return
        for row, lines in self._rows:
            where = f"{row['where'][0]}: " if row["where"] else ""
            print(f"{where}{row['level']}: {row['message']} [{row['rule']}, {row['certainty']}]")
            for line in lines:
                print(line)
            if row["fix"]:
                print(f"    {row['fix']}")
        print(self._in_all())

    def _in_all(self) -> str:
        levels = [row["level"] for row, _ in self._rows]
        names = (("error", "error"), ("warning", "warning"), ("info", "note"))
        counts = [
            f"{levels.count(level)} {name}{'' if levels.count(level) == 1 else 's'}"
            for level, name in names
            if level in levels
        ]
        return ", ".join(counts) or "no findings"

    @property
    def status(self) -> int:
        """1 when any of them is an error."""
        return ERRORS if any(row["level"] == "error" for row, _ in self._rows) else OK


_NAMES = ("rule", "level", "certainty", "message", "fix", "at_ns", "processes", "primitives")


def _is_recording(name: str) -> bool:
    try:
        with Path(name).open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE or name.endswith(".procession")
    except OSError:
        return False


def _read(name: str, manager: Manager, told: _Told) -> None:
    from procession.trace.feed import read_file
    from procession.trace.model import Model
    from procession.trace.open import RecordingError

    model = Model()
    try:
        with Progress(f"reading {name}") as progress:
            for message in read_file(Path(name), progress=progress):
                model.feed(message)
    except RecordingError as error:
        raise BadInput(str(error)) from None
    told.take(model, manager.findings(model))
    told.print()


def _run(options: Options, manager: Manager) -> tuple[int, _Told]:
    from procession.cli.recording import make_plan, program_of
    from procession.cli.running import run_plan

    told = _Told(options.json)
    what = program_of(options)
    if options.stop_on_hang is None:
        options.stop_on_hang = HANG_S
    with tempfile.TemporaryDirectory(prefix="procession-check-") as folder:
        quiet = options.quiet or options.output is None
        if options.output is None:
            options.output = str(Path(folder) / "check.procession")
        plan = make_plan(options, manager, what)
        status = run_plan(plan, manager, quiet, options.stop_on_hang, told.take)
    return status, told


@contextmanager
def _stdout_to_stderr() -> Iterator[None]:
    sys.stdout.flush()
    ours = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        os.dup2(ours, 1)
        os.close(ours)
