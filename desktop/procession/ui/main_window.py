"""The main window: puts the parts of the shell together and opens pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from procession.plugin.lessons import LessonInfo
from procession.plugin.manager import Manager
from procession.ui import interpreters
from procession.ui.background import in_background
from procession.ui.drafts import Drafts
from procession.ui.icons import app_icon
from procession.ui.interpreters import Interpreter
from procession.ui.pages import run_shape
from procession.ui.pages.welcome import WelcomePage
from procession.ui.program import Phase
from procession.ui.run_set import Run, Runs
from procession.ui.settings import Session, Settings
from procession.ui.shell.actions import Commands, Menus
from procession.ui.shell.ask import Ask
from procession.ui.shell.desk import Desk
from procession.ui.shell.explorer import Explorer
from procession.ui.shell.frame import Frame
from procession.ui.shell.greeting import Greeting
from procession.ui.shell.keys_dialog import KeysDialog
from procession.ui.shell.menu_row import MenuRow
from procession.ui.shell.opening import Opening, dropped
from procession.ui.shell.palette_entries import Entries, Entry
from procession.ui.shell.rail import Rail
from procession.ui.shell.recent import RecentRun
from procession.ui.shell.status_bar import StatusBar
from procession.ui.shell.tabs import Tabs
from procession.ui.shell.teaching import Teaching
from procession.ui.shell.tool_pages import ToolPages
from procession.ui.theme import Theme, ThemeChoice
from procession.ui.tokens import SIZE
from procession.ui.translations import system_language
from procession.ui.watcher import Strategy
from procession.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from procession.ui.plugins.installing import Installing

ROOMY = 1180
"""A window narrower than this shows explorer and page side by side only when asked to."""


class MainWindow(QMainWindow):
    """One window. Pages are the desk's business, commands the menus'; this holds them together."""

    new_window_wanted = Signal()
    gone = Signal()
    """It was closed."""

    def __init__(
        self,
        theme: Theme,
        manager: Manager,
        settings: Settings,
        language: str = "en",
        *,
        drafts: Drafts | None = None,
        strategy: Strategy | None = None,
        runs: Runs | None = None,
    ) -> None:
        """`runs` are those of a window that was closed to come back as this one."""
        super().__init__()
        self.setWindowTitle("Procession")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(SIZE.window_min_width, SIZE.window_min_height)
        self.setAcceptDrops(True)
        # Else the first button would have the focus, and its ring, before anybody pressed a key.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._theme = theme
        self._manager = manager
        self._settings = settings
        self._language = language
        self._closed = False
        self._pythons: list[Interpreter] = []
        run_shape.SHAPE.take(settings.run_shape)
        self.close_all: Callable[[], object] = self.close
        """What Quit does; whoever keeps several windows closes them all."""
        self.come_back: Callable[[], object] = self.close
        """Close to be made anew; so must the other windows."""
        self.restart_wanted = False
        """Set when the window was closed to come back in another language or size."""
        self.handed: dict[str, Run] = {}
        """What lessons and scripts watched when it was closed to come back."""
        self.runs = Runs(self, strategy) if runs is None else runs
        self.runs.setParent(self)
        self.tabs = Tabs(theme, self)
        self.desk = Desk(theme, manager, self.tabs, self.runs, drafts or Drafts(), language, self)
        lessons = manager.lessons()
        self._first: LessonInfo | None = lessons[0] if lessons else None
        self._ask = Ask(theme, self)
        self.opening = Opening(self._ask, self.desk, self)
        self._installing: Installing | None = None
        self.parting_word = ""
        """What the window that comes back has to say."""
        self.tools = ToolPages(
            theme, settings, manager, language, self.tabs, self._open_recordings, self
        )
        self._entries = Entries(manager, self.desk, language, self)
        self.welcome = WelcomePage(theme, self._first, self.desk.tracks, language)
        self.explorer = Explorer(theme, manager, language)
        self.rail = Rail(theme, self)
        self.menu_row = MenuRow(theme, self)
        self.strip = Strip(theme, self)
        self.status = StatusBar(theme, self)
        self.greeting = Greeting(
            self.welcome, lambda: self.tools.trash.hidden, lambda: self.tabs.current() is None, self
        )
        self.teaching = Teaching(theme, self.desk, self.tabs.current, language, self)
        self.setMenuWidget(self.menu_row)
        self.frame = Frame(
            self.rail,
            self.explorer,
            self.welcome,
            self.tabs,
            self.strip,
            self.status,
            explorer_width=settings.explorer_width,
            parent=self,
        )
        self.setCentralWidget(self.frame)
        self._connect()
        self.menus = Menus(self.menu_row.menu_bar, self._commands(), self)
        self.menus.choose(theme.choice, language)
        self.status.set_language("简体中文" if language == "zh_CN" else "English")
        self._page_changed()

    def begin(self) -> None:
        """What takes longer, after the first picture: looks for Pythons and for kept runs."""
        preferred = self._settings.python
        in_background(
            lambda: interpreters.find_with(preferred), self._found_pythons, lambda error: None
        )
        # Numpy takes its time: rather now than when the first run begins.
        in_background(_import_model, lambda _: None, lambda error: None)
        self.greeting.look()
        self.tools.keep_library()
        if self._settings.backup is not None:
            text = self.tr(
                "The settings could not be read, so those of the start are used. The old"
                " file is kept as %1."
            )
            self.strip.show_warning(text.replace("%1", str(self._settings.backup)))

    @property
    def recent(self) -> list[RecentRun]:
        """The kept runs, newest first."""
        return self.greeting.recent

    def show_recent(self, runs: Sequence[RecentRun]) -> None:
        """List these as the kept runs."""
        self.greeting.show(runs)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open scripts and recordings; install wheels, after asking."""
        self.opening.paths(paths)

    def open_lesson(self, lesson_id: str) -> None:
        """Open ``plugin/lesson`` with the explorer beside it. Raises `UnknownLesson`."""
        self._open_from_welcome(self._manager.lesson(lesson_id))

    def restore(self, session: Session | None = None, *, shape: bool = True) -> None:
        """The pages of last time, and the window's shape; a further window has its own."""
        if shape and not self._settings.geometry.isEmpty():
            self.restoreGeometry(self._settings.geometry)
        session = self._settings.session if session is None else session
        self.desk.restore(session)
        if session.pages or session.explorer:
            self.frame.show_explorer(session.explorer)

    def session(self) -> Session:
        """What is open."""
        session = self.desk.session()
        session.explorer = self.frame.view
        return session

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The explorer gives way when pages would not have the room they need."""
        super().resizeEvent(event)
        was_wide = event.oldSize().width() >= ROOMY
        if was_wide and event.size().width() < ROOMY and self.tabs.current() is not None:
            self.frame.show_explorer("")

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing has the focus at first, unless a page wants it."""
        super().showEvent(event)
        page = self.tabs.current()
        (page or self).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask when programs run; keep what was open; let go of everything."""
        live = [run for run in self.runs.all if run.live]
        if live and not self.restart_wanted and not self._ask.may_quit(len(live)):
            event.ignore()
            return
        self._closed = True
        self._settings.session = self.session()
        self._settings.geometry = self.saveGeometry()
        if width := self.frame.explorer_width:
            self._settings.explorer_width = width
        self._settings.run_shape = run_shape.SHAPE.as_dict()
        self._settings.save()
        self.teaching.close()
        self.greeting.close()
        self.status.watch(None)
        self.tools.close()
        if self.restart_wanted:
            self.handed = self.desk.hand_over()
            self.runs.setParent(None)
        else:
            self.runs.close()
        event.accept()
        self.gone.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """The whole window takes files."""
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        if paths := dropped(event.mimeData()):
            event.acceptProposedAction()
            self.opening.paths(paths)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.frame.show_explorer)
        self.rail.page_wanted.connect(self.tools.show)
        self.menu_row.keys_wanted.connect(self._show_keys)
        self.explorer.lesson_chosen.connect(self.desk.open_lesson)
        self.explorer.run_chosen.connect(self.desk.show_run)
        self.explorer.recording_chosen.connect(self.desk.open_path)
        self.welcome.lesson_wanted.connect(self._open_from_welcome)
        self.welcome.script_wanted.connect(self.opening.ask_for_script)
        self.welcome.recording_wanted.connect(self.opening.ask_for_recording)
        self.welcome.recording_chosen.connect(self.desk.open_path)
        self.welcome.all_runs_wanted.connect(lambda: self.tools.show("runs"))
        self.tools.recording_wanted.connect(self.desk.open_path)
        self.tools.library_changed.connect(self.greeting.look)
        self.greeting.changed.connect(self._list_runs)
        self.teaching.problem.connect(self.strip.show_warning)
        self.opening.wheel_given.connect(self._install)
        self.desk.tool_wanted.connect(self.tools.show)
        self.desk.follow = self._settings.follow
        self.tools.language_chosen.connect(self._choose_language)
        self.tools.sizes_changed.connect(self._come_back)
        self.tools.reload_wanted.connect(self._come_back)
        self.tools.python_chosen.connect(lambda: self._found_pythons(self._pythons))
        self.desk.problem.connect(self.strip.show_error)
        self.desk.page_changed.connect(self._page_changed)
        self.runs.changed.connect(self._runs_changed)
        self._theme.changed.connect(self._theme_changed)
        self.menu_row.palette_field.set_provider(self._offer)

    def _commands(self) -> Commands:
        return Commands(
            open_script=self.opening.ask_for_script,
            open_recording=self.opening.ask_for_recording,
            first_lesson=self._open_first,
            new_window=self.new_window_wanted.emit,
            close_page=self._close_page,
            print=self.teaching.print,
            export=self.teaching.export,
            present=self.teaching.present,
            quit=lambda: self.close_all(),
            edit=self._edit,
            show_explorer=self.frame.show_explorer,
            show_page=self.tools.show,
            search=self.menu_row.palette_field.open,
            next_page=self.tabs.step,
            choose_theme=self._choose_theme,
            choose_language=self._choose_language,
            run=self.desk.run_current,
            stop=self.desk.stop_current,
            show_keys=self._show_keys,
            about=self._ask.about,
        )

    def _page_changed(self) -> None:
        if self._closed:
            return
        has_pages = self.tabs.current() is not None
        self.frame.show_pages(has_pages)
        self.status.watch(self.desk.program())
        self.explorer.select_lesson(self.desk.lesson())
        self.rail.mark_page(self.tools.current())

    def _runs_changed(self) -> None:
        if self._closed:
            return
        self._list_runs()
        if all(run.program.phase is not Phase.STARTING for run in self.runs.all) and not any(
            run.live for run in self.runs.all
        ):
            self.greeting.look()
            self.tools.runs_ended()

    def _open_recordings(self) -> set[Path]:
        paths = {program.recording for run in self.runs.all for program in run.programs}
        return {path for path in paths if path is not None}

    def _list_runs(self) -> None:
        here = {run.program.recording for run in self.runs.all}
        kept = [run for run in self.recent if run.path not in here]
        self.explorer.show_runs(self.runs.all, kept)

    def _offer(self) -> list[Entry]:
        here = {run.program.recording for run in self.runs.all}
        kept = [run for run in self.recent if run.path not in here]
        return self._entries.all(self.runs.all, kept, self.menus.actions)

    def _found_pythons(self, found: list[Interpreter]) -> None:
        if self._closed:
            return
        # The preferred one first: pages opened from now on begin with it.
        preferred = self._settings.python
        self._pythons = sorted(found, key=lambda one: one.path != preferred)
        self.desk.offer(self._pythons)
        self.tools.offer(self._pythons)

    def _open_from_welcome(self, lesson: LessonInfo) -> None:
        if self.width() >= ROOMY:
            self.frame.show_explorer("lessons")
        self.desk.open_lesson(lesson)

    def _open_first(self) -> None:
        if self._first is not None:
            self._open_from_welcome(self._first)

    def _close_page(self) -> None:
        page = self.tabs.current()
        if page is not None:
            self.desk.close_page(page)

    def _edit(self, command: str) -> None:
        target = getattr(QApplication.focusWidget(), command, None)
        if callable(target):
            target()

    def _choose_theme(self, choice: str) -> None:
        known: dict[str, ThemeChoice] = {"light": "light", "dark": "dark"}
        self._theme.choose(known.get(choice, "system"))

    def _theme_changed(self) -> None:
        self._settings.theme = self._theme.choice
        self.menus.choose(self._theme.choice, self._language)

    def _choose_language(self, language: str) -> None:
        """``en``, ``zh_CN``, or empty: the system's."""
        self._settings.language = language
        if (language or system_language()) != self._language:
            self._come_back()

    def _install(self, wheel: Path) -> None:
        if self._installing is None:
            # Here, because what reads wheels takes its time to import.
            from procession.ui.plugins.installing import Installing

            self._installing = Installing(self._theme, self)
            self._installing.refused.connect(self.strip.show_error)
            self._installing.installed.connect(self._installed)
        self._installing.begin(wheel)

    def _installed(self, sentence: str) -> None:
        self.parting_word = sentence
        self._come_back()

    def _come_back(self) -> None:
        """Words and fonts are chosen when widgets are made: make them anew, runs going on."""
        self.restart_wanted = True
        # Not from within a button of the window that goes.
        QTimer.singleShot(0, self, self.come_back)

    def _show_keys(self) -> None:
        KeysDialog(self._theme, self.menus.actions, self).exec()


def _import_model() -> None:
    import procession.trace.hangs
    import procession.trace.model
    import procession.ui.timeline.view  # noqa: F401
