"""One observed program as the window sees it: a model that grows, output, and a state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from procession.ui.findings.finder import Finder
from procession.ui.follower import Follower
from procession.ui.messages import Output
from procession.ui.timeline.turns import Turns

if TYPE_CHECKING:
    from procession.plugin.api import Track
    from procession.trace.model import Model
    from procession.ui.findings.told import Rule
    from procession.ui.timeline.run_rows import RunRows


class Phase(Enum):
    """Where a program stands in its life, as far as the window is concerned."""

    STARTING = "starting"
    """The recorder is being started."""
    LIVE = "live"
    """The program runs, or what it left behind does."""
    STOPPING = "stopping"
    """Stop was asked for; it has not ended yet."""
    LOADING = "loading"
    """A recording is being read."""
    ENDED = "ended"
    """Nothing more will come."""
    FAILED = "failed"
    """It could not be started or read; `Program.error` says why."""


class Program(QObject):
    """What pages and tables show. Signals come at most some 60 times a second."""

    changed = Signal()
    """The model grew."""
    replaced = Signal()
    """`model` is another object now."""
    phase_changed = Signal()
    printed = Signal(object)
    """A list of `Output`, in order."""
    progress = Signal(int, int)
    """While loading: how much of how much has been read."""
    drawing = Signal(int, int)
    """How many of how many lanes are made, where that takes long."""

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.phase = Phase.STARTING
        self.error = ""
        self.model: Model | None = None
        self.recording: Path | None = None
        """Where the recording is, or will be when the run has ended."""
        self.state = ""
        """How the run ended, as the recording says it: ``ended``, ``stopped``, …"""
        self.exit_status: int | None = None
        self.outputs: list[Output] = []
        """What was printed so far, for views that open later; the newest `KEPT` bytes."""
        self._kept = 0
        self._follower = Follower(self)
        self._follower.progress.connect(self.drawing)
        self._tracks: tuple[Track, ...] = ()
        self.finder: Finder | None = None
        """Looks for findings, once it was told by which rules."""

    @property
    def turns(self) -> Turns:
        """Who reads `model` takes a turn: ``with program.turns.look() as may:``."""
        return self._follower.turns

    @property
    def rows(self) -> RunRows | None:
        """What the timeline shows of `model`, shared by all views of it."""
        return self._follower.rows

    def use_tracks(self, tracks: Iterable[Track]) -> None:
        """How primitives are drawn; the first who says so decides."""
        if not self._tracks:
            self._tracks = tuple(tracks)
            if self.rows is not None and self._tracks:
                with self.turns.look(wait=True):
                    self.rows.use(self._tracks)
                self._follower.go()

    def read(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Read the model off the window's thread, where that may take long."""
        if self.rows is not None:
            self._follower.read(work, done)

    def read_all(self, works: list[Callable[[], Any]], done: Callable[[list[Any]], None]) -> None:
        """Like `read`, in several steps between which the window may look at the model."""
        if self.rows is not None:
            self._follower.read_all(works, done)

    def use_findings(self, rules: tuple[Rule, ...]) -> None:
        """Look for findings by these rules; the first who says so decides."""
        if self.finder is None:
            self.finder = Finder(self, rules)

    def _follow(self, rows: RunRows) -> None:
        """Show another model."""
        self.model = rows.model
        rows.use(self._tracks)
        self._follower.begin(rows)

    KEPT = 4 * 1024 * 1024

    @property
    def live(self) -> bool:
        """Whether the program may still do something."""
        return self.phase in (Phase.STARTING, Phase.LIVE, Phase.STOPPING)

    @property
    def output_kept(self) -> bool:
        """Whether all that was printed is in `outputs`: else nobody knows what was."""
        return bool(self.outputs)

    def stop(self) -> None:
        """Ask a live program to end."""

    def send_line(self, text: str) -> None:
        """Give a live program's standard input a text."""

    def end_input(self) -> None:
        """Let a live program see the end of its standard input."""

    def close(self) -> None:
        """Stop what runs and let go of everything."""

    def _set_phase(self, phase: Phase, error: str = "") -> None:
        if self.phase is not phase or error:
            self.phase = phase
            self.error = error or self.error
            self.phase_changed.emit()

    def _keep(self, outputs: list[Output]) -> None:
        self.outputs.extend(outputs)
        self._kept += sum(len(output.data) for output in outputs)
        drop = 0
        while self._kept > self.KEPT and drop < len(self.outputs) - 1:
            self._kept -= len(self.outputs[drop].data)
            drop += 1
        del self.outputs[:drop]
