"""What the search in the menu row finds: lessons, runs, commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from procession.plugin.manager import Manager
from procession.ui.run_set import Run
from procession.ui.shell.desk import Desk
from procession.ui.shell.quick_open import Goal
from procession.ui.shell.recent import RecentRun, RecentWords


class Goals(QObject):
    """Makes the list anew whenever runs have changed."""

    def __init__(self, manager: Manager, desk: Desk, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._manager = manager
        self._desk = desk
        self._language = language
        self._words = RecentWords(self)

    def all(
        self, runs: Iterable[Run], kept: Iterable[RecentRun], actions: Sequence[QAction]
    ) -> list[Goal]:
        """Lessons first, then runs of the window, kept runs, commands."""
        goals = []
        for lesson in self._manager.lessons():
            text = lesson.title_in(self._language)
            plugin = self._manager.plugin(lesson.plugin).title(self._language)
            goals.append(
                Goal(f"{text} · {plugin}", "book", partial(self._desk.open_lesson, lesson))
            )
        for run in runs:
            goals.append(Goal(run.name, "recording", partial(self._desk.show_run, run)))
        for one in kept:
            text = f"{one.title} · {self._words.told(one)}"
            goals.append(Goal(text, "clock", partial(self._desk.open_path, one.path)))
        return goals + [Goal(one.text(), "arrow-right", one.trigger) for one in actions]
