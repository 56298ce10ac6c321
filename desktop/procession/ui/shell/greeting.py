"""What the library holds: the welcome page's recent runs and its sample, the explorer's list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from procession.ui.background import in_background
from procession.ui.opened_program import OpenedProgram
from procession.ui.pages.welcome import WelcomePage
from procession.ui.shell.recent import RecentRun, RecentWords, recent_runs

LARGE = 8 * 1024 * 1024
"""Bytes: a larger recording is not read just to greet."""


class Greeting(QObject):
    """Reads the library beside the window's thread."""

    changed = Signal()
    """`recent` is another list."""

    def __init__(
        self,
        welcome: WelcomePage,
        hidden: Callable[[], Collection[Path]],
        seen: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """`hidden`: recordings about to be deleted; `seen`: is the welcome page in view."""
        super().__init__(parent)
        self._welcome = welcome
        self._hidden = hidden
        self._seen = seen
        self._closed = False
        self._sample: OpenedProgram | None = None
        self.recent: list[RecentRun] = []

    def look(self) -> None:
        """Read the library again."""
        in_background(recent_runs, self.show, lambda error: None)

    def show(self, runs: Sequence[RecentRun]) -> None:
        """List the kept runs."""
        if self._closed:
            return
        hidden = self._hidden()
        self.recent = [run for run in runs if run.path not in hidden]
        self._welcome.show_recent(self.recent)
        self._show_sample()
        self.changed.emit()

    def close(self) -> None:
        """What is still read is for nobody."""
        self._closed = True
        if self._sample is not None:
            self._sample.close()

    def _show_sample(self) -> None:
        """The newest run that ended by itself, on the welcome page, while that is seen."""
        if self._sample is not None or not self._seen():
            return
        fitting = (run for run in self.recent if run.state == "ended" and _size(run.path) < LARGE)
        run = next(fitting, None)
        if run is None:
            return
        self._sample = OpenedProgram(run.path, self)
        words = RecentWords(self).told(run)
        self._sample.replaced.connect(partial(self._sample_read, run.title, words))
        self._sample.start()

    def _sample_read(self, title: str, words: str) -> None:
        if self._sample is not None and not self._closed:
            self._welcome.show_sample(self._sample, title, words)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # deleted meanwhile
        return LARGE
