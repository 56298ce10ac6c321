"""What a recorder is asked to do: everything it needs to know to run and record one program."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import uuid4

Terminal = Literal["inherit", "capture", "pty"]


def _nonce() -> str:
    return uuid4().hex[:16]


@dataclass(frozen=True, slots=True)
class RunPlan:
    """One program to run, and where its recording goes. Pickles."""

    output: str
    """Path of the recording; while it grows it has another, see `procession.recorder.target`."""
    script: str | None = None
    """A file, a folder or a zip with ``__main__.py``; else `module` is run as ``python -m``."""
    module: str | None = None
    args: tuple[str, ...] = ()
    cwd: str | None = None
    """Working folder; None: the recorder's own."""
    python: str = sys.executable
    python_version: str | None = None
    """Version of `python` where it is known before the program says so."""
    start_method: str | None = None
    """Default start method to set; None: the interpreter's own."""
    probes: tuple[tuple[str, str], ...] = ()
    """Plugin names and the paths of their ``probe.py``."""
    terminal: Terminal = "pty"
    """``inherit``: our standard streams, terminal, session and group. ``capture``: the same, but
    output passes through pipes and is stored. ``pty``: a session and a terminal of its own."""
    delays: int | None = None
    """Seed of random pauses at the program's synchronisation points; None: no pauses."""
    rows: int = 24
    columns: int = 80
    timeout_s: float | None = None
    env: Mapping[str, str] | None = None
    """The program's environment before the probe's entry is added; None: the recorder's own."""
    title: str | None = None
    lesson: str | None = None
    knobs: Mapping[str, object] = field(default_factory=dict)
    stream: bool = True
    """Send records, rows and output as they come; else only the last message is sent."""
    close_wait_s: float = 10.0
    """How long a silent reader may keep the file open after the end was announced."""
    nonce: str = field(default_factory=_nonce)
    """Makes the name of the run's private folder."""

    def __post_init__(self) -> None:
        """Raises ValueError unless exactly one of `script` and `module` is given."""
        if (self.script is None) == (self.module is None):
            raise ValueError("a run needs a script or a module")

    @property
    def program(self) -> str:
        """What is run, as the user named it: a path, or ``-m module``."""
        return self.script if self.script is not None else f"-m {self.module}"

    @property
    def argv(self) -> list[str]:
        """The command line: exactly what the user would have typed without Procession."""
        what = [self.script] if self.script is not None else ["-m", str(self.module)]
        return [self.python, *what, *self.args]
