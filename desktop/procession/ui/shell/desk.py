"""What lies open: opens pages, starts runs for them, and closes both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from procession.plugin.lessons import LessonInfo
from procession.plugin.manager import Manager
from procession.ui.drafts import Drafts
from procession.ui.findings.told import rules_of
from procession.ui.interpreters import Interpreter
from procession.ui.live_program import LiveProgram
from procession.ui.pages.lesson_page import LessonPage
from procession.ui.pages.run_page import RunPage
from procession.ui.pages.script_page import ScriptPage
from procession.ui.program import Phase, Program
from procession.ui.run_set import Run, Runs
from procession.ui.settings import Session
from procession.ui.shell.files import look_at
from procession.ui.shell.plans import lesson_plan, script_plan
from procession.ui.shell.tabs import Tabs
from procession.ui.theme import Theme

if TYPE_CHECKING:
    from procession.plugin.api import Track


class Desk(QObject):
    """Pages and the runs that they show. A run goes when no page shows it any more."""

    problem = Signal(str)
    """A sentence about something that could not be opened or run."""
    tool_wanted = Signal(str)
    """A page about the program itself was open: ``runs``, ``settings``, …"""
    page_changed = Signal()
    """Another page is seen, or it watches another program."""

    def __init__(
        self,
        theme: Theme,
        manager: Manager,
        tabs: Tabs,
        runs: Runs,
        drafts: Drafts,
        language: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._manager = manager
        self._tabs = tabs
        self._runs = runs
        self._drafts = drafts
        self._language = language
        self._tracks: list[Track] = manager.tracks()
        self._rules = rules_of(manager)
        runs.added.connect(self._find)
        self._interpreters: list[Interpreter] = []
        self._of_page: dict[QWidget, Run] = {}
        self.follow = True
        """Whether the timeline of a run that begins goes along with it."""
        tabs.close_wanted.connect(self.close_page)
        tabs.current_changed.connect(self.page_changed)

    def _find(self, run: Run) -> None:
        for program in run.programs:
            program.use_findings(self._rules)

    @property
    def tracks(self) -> list[Track]:
        """How the plugins want primitives to be drawn."""
        return self._tracks

    def offer(self, found: list[Interpreter]) -> None:
        """Offer these Pythons on every page."""
        self._interpreters = found
        for page in self._tabs.all():
            if isinstance(page, LessonPage):
                page.panel.interpreter.offer(found)
            elif isinstance(page, ScriptPage):
                page.offer(found)

    def program(self) -> Program | None:
        """The program that the page in view watches."""
        page = self._tabs.current()
        run = self._of_page.get(page) if page is not None else None
        return run.program if run is not None else None

    def lesson(self) -> LessonInfo | None:
        """The lesson in view."""
        page = self._tabs.current()
        return page.lesson if isinstance(page, LessonPage) else None

    def open_lesson(self, lesson: LessonInfo) -> LessonPage:
        """Open a lesson, or go to its page."""
        for page in self._tabs.all():
            if isinstance(page, LessonPage) and page.lesson.id == lesson.id:
                self._tabs.go_to(page)
                return page
        siblings = [one for one in self._manager.lessons() if one.plugin == lesson.plugin]
        number = [one.id for one in siblings].index(lesson.id) + 1
        title = self._manager.plugin(lesson.plugin).title(self._language)
        page = LessonPage(
            self._theme,
            lesson,
            self._drafts,
            self._tracks,
            self._interpreters,
            place=(title, number, len(siblings)),
            language=self._language,
        )
        page.run_wanted.connect(lambda: self.run_lesson(page))
        page.open_run.connect(self._open_program)
        self._tabs.add(page, lesson.title_in(self._language), "book", lesson.id)
        return page

    def open_path(self, path: Path) -> QWidget | None:
        """Open a script or a recording; None, and a `problem`, when it is neither."""
        given = look_at(path)
        if given.kind == "bad":
            self.problem.emit(given.problem)
            return None
        if given.kind == "script":
            return self._open_script(given.path)
        for page in self._tabs.all():
            if isinstance(page, RunPage) and page.program.recording == given.path:
                self._tabs.go_to(page)
                return page
        return self.show_run(self._run_of(given.path) or self._runs.open(given.path))

    def show_run(self, run: Run) -> RunPage:
        """Open the page of a run, or go to it."""
        for page in self._tabs.all():
            if isinstance(page, RunPage) and page.program is run.program:
                self._tabs.go_to(page)
                return page
        can_repeat = isinstance(run.program, LiveProgram)
        made = RunPage(self._theme, run.program, self._tracks, can_repeat=can_repeat)
        made.run_again.connect(lambda: self._repeat(made))
        self._of_page[made] = run
        run.program.replaced.connect(lambda: self._replaced(made, run))
        if not self.follow and run.live:
            made.pane.timeline.setProperty("following", False)
        self._tabs.add(made, run.name, "recording", str(run.program.recording or ""))
        return made

    def run_lesson(self, page: LessonPage) -> Run | None:
        """Run the program of a lesson as it stands."""
        try:
            plan = lesson_plan(page, self._manager, self._language)
        except OSError as error:
            page.strip.show_error(self._cannot_run(error))
            return None
        run = self._runs.start(page.lesson.title_in(self._language), [plan])
        self._watch(page, run)
        page.show_run(run.program)
        return run

    def run_script(self, page: ScriptPage) -> Run | None:
        """Run a script as its page says, and go to the page of the run."""
        try:
            plan = script_plan(page, self._manager)
        except (OSError, ValueError) as error:
            page.strip.show_error(self._cannot_run(error))
            return None
        run = self._runs.start(page.path.name, [plan])
        self._watch(page, run)
        page.watch(run.program)
        self.show_run(run)
        return run

    def run_current(self) -> None:
        """Run what the page in view is about."""
        page = self._tabs.current()
        if isinstance(page, LessonPage) and page.panel.ready:
            self.run_lesson(page)
        elif isinstance(page, ScriptPage) and page.run.isEnabled():
            self.run_script(page)
        elif isinstance(page, RunPage) and not page.program.live:
            self._repeat(page)

    def stop_current(self) -> None:
        """Stop the program that the page in view watches."""
        program = self.program()
        if program is not None:
            program.stop()

    def close_page(self, page: QWidget) -> bool:
        """Close a page; one whose program still runs only after asking."""
        run = self._of_page.get(page)
        others = [one for one, its in self._of_page.items() if its is run and one is not page]
        if run is not None and run.live and not others and not self._may_stop(run):
            return False
        self._of_page.pop(page, None)
        self._tabs.remove(page)
        if run is not None and not others:
            self._runs.drop(run)
        self.page_changed.emit()
        return True

    def session(self) -> Session:
        """What is open, to open it again next time."""
        pages = []
        for page in self._tabs.all():
            if isinstance(page, LessonPage):
                page.keep_draft()
                pages.append(f"lesson:{page.lesson.id}")
            elif isinstance(page, ScriptPage):
                pages.append(f"script:{page.path}")
            elif isinstance(page, RunPage) and page.program.recording is not None:
                pages.append(f"recording:{page.program.recording}")
            elif page.property("tool"):
                pages.append(f"tool:{page.property('tool')}")
        current = self._tabs.current()
        return Session(pages, self._tabs.all().index(current) if current else -1)

    def hand_over(self) -> dict[str, Run]:
        """Give away the runs that lessons and scripts watch, by their entry in the session."""
        handed = {}
        for page, run in self._of_page.items():
            if isinstance(page, LessonPage):
                handed[f"lesson:{page.lesson.id}"] = run
            elif isinstance(page, ScriptPage):
                handed[f"script:{page.path}"] = run
        self._of_page.clear()
        return handed

    def take_over(self, handed: dict[str, Run]) -> None:
        """Go on with the runs of a desk that has given them away."""
        for page in self._tabs.all():
            if isinstance(page, LessonPage) and (run := handed.get(f"lesson:{page.lesson.id}")):
                self._watch(page, run)
                page.show_run(run.program)
            elif isinstance(page, ScriptPage) and (run := handed.get(f"script:{page.path}")):
                self._watch(page, run)
                page.watch(run.program)

    def restore(self, session: Session) -> None:
        """Open what was open; what is there no more is left out."""
        for entry in session.pages:
            kind, _, what = entry.partition(":")
            if kind == "lesson":
                lessons = [one for one in self._manager.lessons() if one.id == what]
                if lessons:
                    self.open_lesson(lessons[0])
            elif kind == "tool":
                self.tool_wanted.emit(what)
            elif kind == "recording" and (run := self._run_of(Path(what))) is not None:
                self.show_run(run)
            elif Path(what).exists():
                self.open_path(Path(what))
        if 0 <= session.current < len(self._tabs.all()):
            self._tabs.go_to(self._tabs.all()[session.current])

    def _open_script(self, path: Path) -> ScriptPage:
        for page in self._tabs.all():
            if isinstance(page, ScriptPage) and page.path == path:
                self._tabs.go_to(page)
                return page
        made = ScriptPage(self._theme, path, self._interpreters)
        made.run_wanted.connect(lambda: self.run_script(made))
        self._tabs.add(made, path.name, "file", str(path))
        return made

    def _run_of(self, recording: Path) -> Run | None:
        for run in self._runs.all:
            if run.program.recording == recording and run.program.phase is not Phase.FAILED:
                return run
        return None

    def _replaced(self, page: RunPage, run: Run) -> None:
        if page not in self._of_page:  # closed, or the window has handed its runs over
            return
        self._tabs.rename(page, run.name)
        if not self.follow and run.live:
            page.pane.timeline.setProperty("following", False)

    def _open_program(self, program: Program) -> None:
        for run in self._runs.all:
            if program in run.programs:
                self.show_run(run)

    def _repeat(self, page: RunPage) -> None:
        run = self._of_page.get(page)
        if run is None or not isinstance(page.program, LiveProgram):
            return
        for other, its in self._of_page.items():
            if its is run and isinstance(other, LessonPage):
                again = self.run_lesson(other)
                if again is not None:
                    self.show_run(again)
                return
            if its is run and isinstance(other, ScriptPage):
                self.run_script(other)
                return
        try:
            self.show_run(self._runs.again(run))
        except OSError as error:
            page.strip.show_error(self._cannot_run(error))

    def _watch(self, page: QWidget, run: Run) -> None:
        """The page follows `run` from now on; what it followed before may go."""
        before = self._of_page.get(page)
        self._of_page[page] = run
        if before is not None and before not in self._of_page.values():
            self._runs.drop(before)
        self.page_changed.emit()

    def _may_stop(self, run: Run) -> bool:
        parent = self._tabs.window()
        question = self.tr("%1 is still running. Stop it and close the page?")
        answer = QMessageBox.question(
            parent, self.tr("Close the page"), question.replace("%1", run.name)
        )
        return answer == QMessageBox.StandardButton.Yes

    def _cannot_run(self, error: Exception) -> str:
        reason = getattr(error, "strerror", None) or str(error)
        return self.tr("The program cannot be run: %1.").replace("%1", reason)
