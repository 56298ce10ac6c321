"""Pages about the program itself, each open at most once: runs, plugins, settings, the manual."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from procession.plugin.manager import Manager
from procession.recorder import library
from procession.recorder.library_limit import keep_within
from procession.ui.background import in_background
from procession.ui.interpreters import Interpreter
from procession.ui.pages.manual_page import ManualPage
from procession.ui.pages.plugins_page import PluginsPage
from procession.ui.pages.runs_page import RunsPage
from procession.ui.pages.runs_page_trash import Trash
from procession.ui.pages.settings_page import SettingsPage
from procession.ui.settings import Settings
from procession.ui.shell.tabs import Tabs
from procession.ui.theme import Theme

TOOL = "tool"
"""Property of a page that names it, for the session."""


class ToolPages(QObject):
    """Opens them in tabs, and keeps the library as the user wants it."""

    recording_wanted = Signal(object)
    """The `Path` of a recording to open."""
    library_changed = Signal()
    """Recordings have gone or have other names."""

    reload_wanted = Signal()
    """Load the plugins anew."""
    language_chosen = Signal(str)
    sizes_changed = Signal()
    python_chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        manager: Manager,
        language: str,
        tabs: Tabs,
        open_recordings: Callable[[], Collection[Path]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self._manager = manager
        self._language = language
        self._tabs = tabs
        self._open_recordings = open_recordings
        self._closed = False
        self._pythons: list[Interpreter] = []
        self.trash = Trash(self)
        self.trash.changed.connect(self.library_changed)

    def show(self, name: str) -> QWidget | None:
        """Open a page or go to it; None for a name that is unknown."""
        for page in self._tabs.all():
            if page.property(TOOL) == name:
                self._tabs.go_to(page)
                return page
        make = {
            "runs": self._runs,
            "plugins": self._plugins,
            "settings": self._settings_page,
            "manual": self._manual,
        }.get(name)
        if make is None:
            return None
        page, title, icon = make()
        page.setProperty(TOOL, name)
        self._tabs.add(page, title, icon, title)
        return page

    def current(self) -> str:
        """The name of the page in view; empty when it is another one."""
        page = self._tabs.current()
        return str(page.property(TOOL) or "") if page is not None else ""

    def offer(self, pythons: Sequence[Interpreter]) -> None:
        """Offer these Pythons as the default."""
        self._pythons = list(pythons)
        for page in self._tabs.all():
            if isinstance(page, SettingsPage):
                page.offer(self._pythons)

    def keep_library(self) -> None:
        """Remove the oldest recordings when all together are larger than the user wants."""
        limit = self._settings.library_limit
        spared = {*self._open_recordings(), *self.trash.hidden}
        in_background(
            lambda: keep_within(library.runs_folder(), limit, spared),
            self._kept,
            lambda error: None,  # the next run tries again
        )

    def runs_ended(self) -> None:
        """A run has ended: its recording is in the library now."""
        self.keep_library()
        self._refresh()

    def close(self) -> None:
        """The window closes: what was deleted goes now."""
        self._closed = True
        for page in self._tabs.all():
            if isinstance(page, RunsPage):
                page.close()
        self.trash.empty_now()

    def _kept(self, gone: list[Path]) -> None:
        if gone and not self._closed:
            self._refresh()
            self.library_changed.emit()

    def _refresh(self) -> None:
        for page in self._tabs.all():
            if isinstance(page, RunsPage):
                page.refresh()

    def _runs(self) -> tuple[QWidget, str, str]:
        page = RunsPage(self._theme, self.trash, self._settings.library_limit)
        page.open_wanted.connect(self.recording_wanted)
        page.changed.connect(self.library_changed)
        page.limit_wanted.connect(lambda: self.show("settings"))
        return page, self.tr("Runs"), "clock"

    def _plugins(self) -> tuple[QWidget, str, str]:
        page = PluginsPage(self._theme, self._manager, self._language)
        page.reload_wanted.connect(self.reload_wanted)
        return page, self.tr("Plugins"), "puzzle"

    def _manual(self) -> tuple[QWidget, str, str]:
        return ManualPage(self._theme, self._language), self.tr("Manual"), "help"

    def _settings_page(self) -> tuple[QWidget, str, str]:
        page = SettingsPage(self._theme, self._settings, self._pythons)
        page.language_chosen.connect(self.language_chosen)
        page.sizes_changed.connect(self.sizes_changed)
        page.python_chosen.connect(self.python_chosen)
        page.library_changed.connect(self._library_chosen)
        return page, self.tr("Settings"), "sliders"

    def _library_chosen(self) -> None:
        self.keep_library()
        for page in self._tabs.all():
            if isinstance(page, RunsPage):
                page.set_limit(self._settings.library_limit)
                page.refresh()
        self.library_changed.emit()
