"""The menus: every command of the window, with its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget


@dataclass(frozen=True, slots=True)
class Commands:
    """What the menus call."""

    open_script: Callable[[], object]
    open_recording: Callable[[], object]
    first_lesson: Callable[[], object]
    new_window: Callable[[], object]
    close_page: Callable[[], object]
    print: Callable[[], object]
    export: Callable[[], object]
    """The lesson in view as a hand-out."""
    present: Callable[[], object]
    quit: Callable[[], object]
    edit: Callable[[str], object]
    """``undo``, ``redo``, ``cut``, ``copy``, ``paste`` or ``selectAll`` where the cursor is."""
    show_explorer: Callable[[str], object]
    show_page: Callable[[str], object]
    """``runs``, ``plugins``, ``settings`` or ``manual``."""
    search: Callable[[], object]
    next_page: Callable[[int], object]
    choose_theme: Callable[[str], object]
    choose_language: Callable[[str], object]
    run: Callable[[], object]
    stop: Callable[[], object]
    show_keys: Callable[[], object]
    about: Callable[[], object]


class Menus(QObject):
    """Fills a menu bar; `actions` lists what quick open offers."""

    def __init__(self, bar: QMenuBar, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.actions: list[QAction] = []
        self._file(bar, commands)
        self._edit(bar, commands)
        self._view(bar, commands)
        self._run(bar, commands)
        self._help(bar, commands)
        # One row high, whatever script its words are in: then it can stand in the middle.
        bar.setFixedHeight(bar.sizeHint().height())

    def choose(self, theme: str, language: str) -> None:
        """Mark the theme and the language in use."""
        for action in (*self._themes.actions(), *self._languages.actions()):
            if action.data() in (theme, language):
                action.setChecked(True)

    def _file(self, bar: QMenuBar, do: Commands) -> None:
        menu = bar.addMenu(self.tr("File"))
        menu.addAction(self._action(self.tr("Open script…"), "Ctrl+O", do.open_script))
        menu.addAction(self._action(self.tr("Open recording…"), "Ctrl+Shift+O", do.open_recording))
        menu.addAction(self._action(self.tr("First lesson"), "Ctrl+1", do.first_lesson))
        menu.addAction(self._action(self.tr("New window"), "Ctrl+Shift+N", do.new_window))
        menu.addSeparator()
        menu.addAction(self._action(self.tr("Export as hand-out…"), "", do.export))
        menu.addAction(self._action(self.tr("Print…"), "Ctrl+P", do.print))
        menu.addSeparator()
        menu.addAction(self._action(self.tr("Close page"), "Ctrl+W", do.close_page))
        menu.addSeparator()
        settings = self._action(self.tr("Settings…"), "Ctrl+,", lambda: do.show_page("settings"))
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        menu.addAction(settings)
        leave = self._action(self.tr("Quit"), "Ctrl+Q", do.quit)
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        menu.addAction(leave)

    def _edit(self, bar: QMenuBar, do: Commands) -> None:
        menu = bar.addMenu(self.tr("Edit"))
        # No keys here: the fields have them, and a menu's key would take them away.
        for word, name in (
            (self.tr("Undo"), "undo"),
            (self.tr("Redo"), "redo"),
            (self.tr("Cut"), "cut"),
            (self.tr("Copy"), "copy"),
            (self.tr("Paste"), "paste"),
            (self.tr("Select all"), "selectAll"),
        ):
            menu.addAction(self._action(word, "", partial(do.edit, name), listed=False))
            if name == "redo":
                menu.addSeparator()

    def _view(self, bar: QMenuBar, do: Commands) -> None:
        menu = bar.addMenu(self.tr("View"))
        lessons = self._action(
            self.tr("Lessons"), "Ctrl+Shift+L", lambda: do.show_explorer("lessons")
        )
        runs = self._action(self.tr("Runs"), "Ctrl+Shift+R", lambda: do.show_explorer("runs"))
        library = self._action(
            self.tr("All recordings"), "Ctrl+Shift+A", lambda: do.show_page("runs")
        )
        menu.addActions([lessons, runs, library])
        menu.addAction(self._action(self.tr("Plugins"), "", lambda: do.show_page("plugins")))
        menu.addAction(self._action(self.tr("Search"), "Ctrl+K", do.search, listed=False))
        menu.addSeparator()
        menu.addAction(self._action(self.tr("Next page"), "Ctrl+Tab", lambda: do.next_page(1)))
        menu.addAction(
            self._action(self.tr("Previous page"), "Ctrl+Shift+Tab", lambda: do.next_page(-1))
        )
        menu.addAction(self._action(self.tr("Present the lesson"), "F11", do.present))
        menu.addSeparator()
        self._themes = QActionGroup(self)
        themes = menu.addMenu(self.tr("Theme"))
        for word, value in (
            (self.tr("As the system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
        ):
            action = self._action(word, "", partial(do.choose_theme, value), listed=False)
            self._choice(action, value, self._themes)
            themes.addAction(action)
        self._languages = QActionGroup(self)
        languages = menu.addMenu(self.tr("Language"))
        # A language is named in itself, for whoever cannot read the one in use.
        for word, value in (("English", "en"), ("简体中文", "zh_CN")):
            action = self._action(word, "", partial(do.choose_language, value), listed=False)
            self._choice(action, value, self._languages)
            languages.addAction(action)

    def _run(self, bar: QMenuBar, do: Commands) -> None:
        menu = bar.addMenu(self.tr("Run"))
        # F5 belongs to the pages: each knows what it runs.
        menu.addAction(self._action(self.tr("Run") + "\tF5", "", do.run, listed=False))
        menu.addAction(self._action(self.tr("Stop"), "Shift+F5", do.stop))

    def _help(self, bar: QMenuBar, do: Commands) -> None:
        menu = bar.addMenu(self.tr("Help"))
        menu.addAction(self._action(self.tr("Manual"), "F1", lambda: do.show_page("manual")))
        menu.addAction(self._action(self.tr("Keys"), "?", do.show_keys))
        about = self._action(self.tr("About Procession"), "", do.about)
        about.setMenuRole(QAction.MenuRole.AboutRole)
        menu.addAction(about)

    def _action(
        self, text: str, key: str, do: Callable[[], object], *, listed: bool = True
    ) -> QAction:
        action = QAction(text, self._window)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda *_: do())
        self._window.addAction(action)
        if listed:
            self.actions.append(action)
        return action

    def _choice(self, action: QAction, value: str, group: QActionGroup) -> None:
        action.setCheckable(True)
        action.setData(value)
        group.addAction(action)
