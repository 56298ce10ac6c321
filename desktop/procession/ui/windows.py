"""The windows that are open: one or several, brought back together with other words or sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer

from procession.plugin.manager import Manager
from procession.ui.main_window import MainWindow
from procession.ui.run_set import Run, Runs
from procession.ui.settings import Session, Settings
from procession.ui.theme import Theme

STEP = 28
"""Px by which a new window stands beside the one before."""
WIDTH, HEIGHT = 1440, 860


@dataclass(slots=True)
class _Kept:
    """A window that comes back: its pages, and the runs that go on meanwhile."""

    session: Session
    runs: Runs
    handed: dict[str, Run] = field(default_factory=dict)
    word: str = ""


class Windows(QObject):
    """Makes them; closing the last one ends the program."""

    def __init__(self, theme: Theme, settings: Settings, load: Callable[[], Manager]) -> None:
        """`load` loads the plugins, which may have been switched on or off meanwhile."""
        super().__init__()
        self._theme = theme
        self._settings = settings
        self._load = load
        self._manager = load()
        self._language = "en"
        self._coming_back: list[_Kept] = []
        self._quitting = False
        self.all: list[MainWindow] = []

    @property
    def come_back_wanted(self) -> bool:
        """All were closed to be made anew."""
        return bool(self._coming_back)

    def begin(self, language: str, paths: Sequence[Path]) -> None:
        """Open the windows of last time, and these files in the first."""
        self._language = language
        first = self._open(self._settings.session)
        for session in self._settings.more_sessions:
            self._open(session)
        first.open_paths(paths)
        first.raise_()

    def come_back(self, language: str) -> None:
        """Open again what was closed for that."""
        self._language = language
        self._manager = self._load()
        kept, self._coming_back = self._coming_back, []
        for one in kept:
            window = self._open(one.session, one.runs, one.handed)
            if one.word:
                window.strip.show_note(one.word)

    def open_new(self) -> MainWindow:
        """One more window, empty."""
        before = self.all[-1] if self.all else None
        window = self._open(Session())
        if before is not None:
            window.resize(before.size())
            window.move(before.pos() + QPoint(STEP, STEP))
        return window

    def quit(self) -> bool:
        """Close all; what was open opens again next time. Not when a program shall run on."""
        sessions = [window.session() for window in self.all]
        self._quitting = True
        for window in list(self.all):
            if not window.close():
                self._quitting = False
                return False
        if sessions:
            self._settings.session = sessions[0]
            self._settings.more_sessions = sessions[1:]
            self._settings.save()
        return True

    def _open(
        self, session: Session, runs: Runs | None = None, handed: dict[str, Run] | None = None
    ) -> MainWindow:
        window = MainWindow(self._theme, self._manager, self._settings, self._language, runs=runs)
        window.resize(WIDTH, HEIGHT)
        window.restore(session, shape=not self.all)
        window.desk.take_over(handed or {})
        window.new_window_wanted.connect(self.open_new)
        window.close_all = self.quit
        window.come_back = self._close_to_come_back
        window.gone.connect(lambda: self._gone(window))
        self.all.append(window)
        window.show()
        QTimer.singleShot(0, window, window.begin)
        return window

    def _close_to_come_back(self) -> None:
        for window in list(self.all):
            window.restart_wanted = True
            session = window.session()
            window.close()
            self._coming_back.append(
                _Kept(session, window.runs, window.handed, window.parting_word)
            )

    def _gone(self, window: MainWindow) -> None:
        self.all.remove(window)
        if not self.all and not self._quitting and not window.restart_wanted:
            self._settings.more_sessions = []
            self._settings.save()
        window.deleteLater()
