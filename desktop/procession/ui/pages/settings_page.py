"""The settings page: every choice takes effect at once and is written down at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from procession.recorder import library
from procession.recorder.library_limit import kept_in
from procession.ui import formats, motion
from procession.ui.alive import while_alive
from procession.ui.background import in_background
from procession.ui.fonts import font
from procession.ui.interpreters import Interpreter
from procession.ui.pages.page_head import PageHead
from procession.ui.pages.settings_page_rows import Section
from procession.ui.settings import CODE_SIZES, TEXT_SCALES, Settings
from procession.ui.theme import Theme, ThemeChoice
from procession.ui.widgets.buttons import Button
from procession.ui.widgets.interpreter_box import InterpreterBox
from procession.ui.widgets.labels import ElidedLabel, Label
from procession.ui.widgets.segmented import Segmented
from procession.ui.widgets.strip import Strip
from procession.ui.widgets.switch import Switch

WIDTH = 820
GB = 1_000_000_000
LIMITS = (0, GB // 2, GB, 2 * GB, 5 * GB, 10 * GB, 20 * GB, 50 * GB)


class SettingsPage(QWidget):
    """Appearance, programs, the library."""

    language_chosen = Signal(str)
    """A language, or empty: the system's."""
    sizes_changed = Signal()
    """Text shall be larger or smaller."""
    library_changed = Signal()
    """The library is elsewhere, or may be larger or smaller."""
    python_chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        interpreters: Sequence[Interpreter],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self.strip = Strip(theme, self)
        head = PageHead(self.tr("Settings"), self)
        head.line.setText(self.tr("Each choice takes effect at once"))
        inner = QWidget(self)
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner.setProperty("surface", "surface")
        body = QVBoxLayout()
        body.setSpacing(24)
        body.addWidget(self._appearance())
        body.addWidget(self._programs(list(interpreters)))
        body.addWidget(self._library())
        body.addStretch(1)
        holder = QWidget(inner)
        holder.setMaximumWidth(WIDTH)
        holder.setLayout(body)
        body.setContentsMargins(0, 20, 0, 28)
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(20, 0, 20, 0)
        outer.addWidget(holder, 1000)
        outer.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.strip)
        column.addWidget(scroll, 1)
        theme.changed.connect(self._theme_changed)
        self.setFocusProxy(self.language)

    def offer(self, interpreters: Sequence[Interpreter]) -> None:
        """Offer these Pythons."""
        self.python.offer(list(interpreters))
        self.python.choose(self._settings.python)

    def showEvent(self, event: QShowEvent) -> None:
        """How large the library is may have changed."""
        super().showEvent(event)
        self._measure()

    def _appearance(self) -> Section:
        section = Section(self._theme, self.tr("Appearance"), self)
        # A language is named in itself, for whoever cannot read the one in use.
        languages = [("", self.tr("As the system")), ("en", "English"), ("zh_CN", "简体中文")]
        self.language = _choice(languages, self._settings.language, self.language_chosen.emit)
        section.add(self.tr("Language"), self.tr("Programs go on running"), self.language)
        themes = [
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ]
        self.theme_choice = _choice(themes, self._theme.choice, self._choose_theme)
        section.add(self.tr("Theme"), "", self.theme_choice)
        scales = [(str(scale), f"{scale} %") for scale in TEXT_SCALES]
        self.text_scale = _choice(scales, str(self._settings.text_scale), self._choose_scale)
        section.add(self.tr("Text size"), self.tr("Menus, tables and guides"), self.text_scale)
        sizes = [(str(size), str(size)) for size in CODE_SIZES]
        self.code_size = _choice(sizes, str(self._settings.code_size), self._choose_code_size)
        section.add(self.tr("Code size"), self.tr("Of programs in the editor"), self.code_size)
        motions = [("system", self.tr("As the system")), ("off", self.tr("Off"))]
        self.animations = _choice(motions, self._settings.animations, self._choose_animations)
        section.add(
            self.tr("Animations"), self.tr("Menus, lists and tips that fade"), self.animations
        )
        return section

    def _programs(self, known: list[Interpreter]) -> Section:
        section = Section(self._theme, self.tr("Programs"), self)
        self.python = InterpreterBox(known, self)
        self.python.choose(self._settings.python)
        self.python.refused.connect(self.strip.show_error)
        self.python.activated.connect(self._choose_python)
        section.add(
            self.tr("Python"),
            self.tr("Runs lessons and scripts unless their page says otherwise"),
            self.python,
        )
        self.follow = Switch(self._theme, self.tr("Follow"), parent=self)
        self.follow.setChecked(self._settings.follow)
        self.follow.toggled.connect(self._choose_follow)
        section.add(
            self.tr("Follow"), self.tr("The timeline goes along with a live run"), self.follow
        )
        section.add(
            self.tr("What is recorded"),
            self.tr(
                "Calls, waits and what the program prints. Sizes and types of arguments, never"
                " their values."
            ),
        )
        return section

    def _library(self) -> Section:
        section = Section(self._theme, self.tr("Library of runs"), self)
        self.folder = ElidedLabel("", "excerpt", "text2", mode=Qt.TextElideMode.ElideMiddle)
        self.folder.setFixedWidth(280)
        self.folder.setAlignment(Qt.AlignmentFlag.AlignRight)
        choose = Button(self._theme, self.tr("Change…"), parent=self)
        choose.clicked.connect(self._ask_for_folder)
        self._usual = Button(self._theme, self.tr("Use the usual one"), "", "link", parent=self)
        self._usual.clicked.connect(lambda: self.choose_folder(None))
        section.add(
            self.tr("Folder"),
            self.tr("New recordings go there; those you have stay where they are"),
            self.folder,
            self._usual,
            choose,
        )
        self.limit = QComboBox(self)
        self.limit.setFont(font("body"))
        self.limit.setMinimumWidth(140)
        for limit in LIMITS:
            word = formats.size(limit) if limit else self.tr("No limit")
            self.limit.addItem(word, limit)
        kept = self._settings.library_limit
        if kept not in LIMITS:
            self.limit.addItem(formats.size(kept), kept)
        self.limit.setCurrentIndex(self.limit.findData(kept))
        self.limit.activated.connect(self._choose_limit)
        self.size_line: Label = section.add(self.tr("Size"), self.tr("Measuring"), self.limit)
        return section

    def choose_folder(self, folder: Path | None) -> None:
        """Keep recordings there from now on; None: at the usual place."""
        in_background(
            lambda: library.choose_folder(folder),
            while_alive(self, lambda _: self._folder_chosen()),
            while_alive(self, self._failed),
        )

    def _folder_chosen(self) -> None:
        self._measure()
        self.library_changed.emit()

    def _ask_for_folder(self) -> None:
        title = self.tr("Choose a folder for recordings")
        chosen = QFileDialog.getExistingDirectory(self, title, self.folder.text())
        if chosen:
            self.choose_folder(Path(chosen))

    def _measure(self) -> None:
        in_background(_look, while_alive(self, self._measured), while_alive(self, self._failed))

    def _measured(self, found: tuple[Path, bool, int, int]) -> None:
        folder, usual, count, size = found
        self.folder.setText(str(folder))
        self._usual.setVisible(not usual)
        text = self.tr(
            "When it is larger the oldest runs are deleted, never a pinned or an open one."
            " Now: %n recording(s), %1.",
            "",
            count,
        )
        self.size_line.setText(text.replace("%1", formats.size(size)))

    def _failed(self, error: Exception) -> None:
        reason = getattr(error, "strerror", None) or str(error)
        text = self.tr("The folder cannot be used: %1.").replace("%1", reason)
        self.strip.show_error(text)

    def _theme_changed(self) -> None:
        self.theme_choice.choose(self._theme.choice)

    def _choose_theme(self, value: str) -> None:
        known: dict[str, ThemeChoice] = {"light": "light", "dark": "dark"}
        self._theme.choose(known.get(value, "system"))

    def _choose_scale(self, value: str) -> None:
        self._settings.text_scale = int(value)
        self.sizes_changed.emit()

    def _choose_code_size(self, value: str) -> None:
        self._settings.code_size = int(value)
        self.sizes_changed.emit()

    def _choose_animations(self, value: str) -> None:
        self._settings.animations = "off" if value == "off" else "system"
        motion.apply(self._settings.animations)

    def _choose_follow(self, on: bool) -> None:
        self._settings.follow = on

    def _choose_python(self) -> None:
        self._settings.python = self.python.interpreter().path
        self.python_chosen.emit(self._settings.python)

    def _choose_limit(self) -> None:
        self._settings.library_limit = int(self.limit.currentData())
        self.library_changed.emit()


def _choice(
    choices: Sequence[tuple[str, str]], now: str, chosen: Callable[[str], object]
) -> Segmented:
    made = Segmented(choices)
    made.choose(now)
    made.changed.connect(chosen)
    return made


def _look() -> tuple[Path, bool, int, int]:
    """(folder, whether it is the usual one, recordings in it, their bytes)."""
    folder = library.runs_folder()
    kept = kept_in(folder)
    usual = folder == library.data_folder() / "runs"
    return folder, usual, len(kept), sum(one.size for one in kept)
