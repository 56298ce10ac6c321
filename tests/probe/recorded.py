"""Records a program with the whole of Procession, and opens what it recorded."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procession.trace.feed import read_file
from procession.trace.links import ItemLinks, item_links
from procession.trace.model import Model

PROCESSION = [sys.executable, "-m", "procession"]


@dataclass
class Recorded:
    """What a program printed, and its recording."""

    out: str
    shown: dict[str, Any]
    model: Model

    def primitives(self, kind: str) -> list[dict[str, Any]]:
        """Those of a kind, as ``show --json`` lists them."""
        return [one for one in self.shown["primitives"] if one["kind"] == kind]

    def the(self, kind: str) -> dict[str, Any]:
        """The only one of a kind."""
        (only,) = self.primitives(kind)
        return dict(only)

    def links(self, kind: str) -> ItemLinks:
        """The items that went through the only one of a kind."""
        (number,) = [p.id for p in self.model.primitives.values() if p.kind == kind]
        return item_links(self.model.events_of(number))

    def pid(self, process: int) -> int:
        """The pid behind a number in a column `process`."""
        return self.model.processes[process].pid


def record(folder: Path, program: str, method: str) -> Recorded:
    """Run a program under observation; it must end well."""
    script = folder / "program.py"
    script.write_text(textwrap.dedent(program))
    path = folder / "run.procession"
    done = subprocess.run(
        [
            *(*PROCESSION, "record", "--quiet", "--python", sys.executable, "-o", str(path)),
            *("--start-method", method, str(script)),
        ],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    command = [*PROCESSION, "show", "--json", str(path)]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert shown.returncode == 0, shown.stderr
    model = Model()
    for message in read_file(path):
        model.feed(message)
    listed = json.loads(shown.stdout)
    assert (listed["lost"], listed["complete"]) == (0, True)
    return Recorded(done.stdout, listed, model)
