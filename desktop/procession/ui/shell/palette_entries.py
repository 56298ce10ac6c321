"""What the palette finds: lessons, runs, processes of what is open, commands with their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from procession.plugin.manager import Manager
from procession.ui.run_set import Run
from procession.ui.shell.desk import Desk
from procession.ui.shell.recent import RecentRun, RecentWords

Section = Literal["lessons", "runs", "processes", "commands"]
MOST_PROCESSES = 200
"""Of each run: a list of thousands would help nobody, and cost time at every letter typed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somewhere to go, or something to do."""

    section: Section
    text: str
    detail: str
    icon: str
    go: Callable[[], object]
    key: str = ""
    """Its keys, as the platform writes them."""
    words: str = ""
    """More that it is found by, but that is not shown."""


class Entries(QObject):
    """Made anew whenever the palette opens: what it offers is what there is."""

    def __init__(self, manager: Manager, desk: Desk, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._manager = manager
        self._desk = desk
        self._language = language
        self._told = RecentWords(self)

    def all(
        self, runs: Sequence[Run], kept: Iterable[RecentRun], actions: Sequence[QAction]
    ) -> list[Entry]:
        """Everything, section by section."""
        return [
            *self._lessons(),
            *self._runs(runs, kept),
            *self._processes(runs),
            *self._commands(actions),
        ]

    def _lessons(self) -> list[Entry]:
        made = []
        for lesson in self._manager.lessons():
            plugin = self._manager.plugin(lesson.plugin).title(self._language)
            go = partial(self._desk.open_lesson, lesson)
            text = lesson.title_in(self._language)
            words = f"{lesson.title} {lesson.id}"
            made.append(Entry("lessons", text, plugin, "book", go, words=words))
        return made

    def _runs(self, runs: Sequence[Run], kept: Iterable[RecentRun]) -> list[Entry]:
        here = self.tr("open in this window")
        made = [
            Entry("runs", run.name, here, "recording", partial(self._desk.show_run, run))
            for run in runs
        ]
        for one in kept:
            go = partial(self._desk.open_path, one.path)
            detail = self._told.told(one)
            made.append(Entry("runs", one.title, detail, "clock", go, words=one.path.name))
        return made

    def _processes(self, runs: Sequence[Run]) -> list[Entry]:
        made = []
        for run in runs:
            model = run.program.model
            if model is None:
                continue
            for process in list(model.processes.values())[:MOST_PROCESSES]:
                if process.role == "helper":
                    continue
                name = process.name or self.tr("process %1").replace("%1", str(process.pid))
                detail = f"{process.pid} · {run.name}"
                go = partial(self._show_process, run, process.id)
                made.append(Entry("processes", name, detail, "process", go, words=process.target))
        return made

    def _commands(self, actions: Sequence[QAction]) -> list[Entry]:
        made = []
        for action in actions:
            if not action.isEnabled():
                continue
            native = QKeySequence.SequenceFormat.NativeText
            key = action.shortcut().toString(native).replace("+", " ")
            text = action.text().replace("&", "").partition("\t")[0]
            made.append(Entry("commands", text, "", "arrow-right", action.trigger, key))
        return made

    def _show_process(self, run: Run, number: int) -> None:
        from procession.ui.timeline.pick import Picked

        timeline = self._desk.show_run(run).pane.timeline
        lanes = timeline.scene.lanes if timeline.scene is not None else []
        for lane in lanes:
            if (lane.kind, lane.id) == ("process", number):
                timeline.show_lane(lane)
                timeline.select(Picked("process", ("process", number), process=number))
