"""The theme in use: palette, style sheet, and a signal when it changes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from procession.ui.fonts import font
from procession.ui.icons import tinted_source
from procession.ui.style_sheet import style_sheet
from procession.ui.tokens import DARK, LIGHT, Tokens

ThemeChoice = Literal["system", "light", "dark"]


def palette(tokens: Tokens) -> QPalette:
    """A palette from the tokens, for whatever the style sheet does not name."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, tokens.surface),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.side),
        (role.Button, tokens.raised),
        (role.WindowText, tokens.text),
        (role.Text, tokens.text),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.red),
        (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.text3),
        (role.Highlight, tokens.sel),
        (role.HighlightedText, tokens.text),
        (role.Link, tokens.link),
        (role.LinkVisited, tokens.link),
        (role.Light, tokens.raised),
        (role.Midlight, tokens.border),
        (role.Mid, tokens.border2),
        (role.Dark, tokens.border2),
        (role.Shadow, tokens.border2),
        (role.Accent, tokens.accent),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.dis))
    return made


class _SheetIcons:
    """The few icons that only a style sheet can draw, written as files in a theme's colours."""

    NAMES = ("chevron-down", "chevron-right", "chevron-up")

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="procession-icons-")

    def paths(self, tokens: Tokens) -> dict[str, str]:
        made = {}
        for name in self.NAMES:
            path = Path(self._folder.name) / f"{name}-{tokens.name}.svg"
            if not path.exists():
                path.write_text(tinted_source(name, tokens.text2), encoding="utf-8")
            made[name.replace("-", "_")] = path.as_posix()
        return made

    def remove(self) -> None:
        self._folder.cleanup()


class Theme(QObject):
    """Applies a theme to the application and tells widgets that draw themselves."""

    changed = Signal(object)
    """The new `Tokens`."""

    def __init__(self, choice: ThemeChoice = "system") -> None:
        super().__init__()
        self._choice: ThemeChoice = choice
        self._icons = _SheetIcons()
        self.tokens = self._resolve()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Follow the system, or stay light or dark."""
        self._choice = choice
        self.apply()

    def toggle(self) -> None:
        """From light to dark and back."""
        self.choose("light" if self.tokens.dark else "dark")

    def apply(self) -> None:
        """Give the application the palette, font and style sheet of the theme."""
        self.tokens = self._resolve()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(palette(self.tokens))
        app.setFont(font("body"))
        app.setStyleSheet(style_sheet(self.tokens, self._icons.paths(self.tokens)))
        self.changed.emit(self.tokens)

    def close(self) -> None:
        """Remove the files made for the style sheet."""
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._system_changed)
        self._icons.remove()

    def _resolve(self) -> Tokens:
        if self._choice == "light":
            return LIGHT
        if self._choice == "dark":
            return DARK
        system = QGuiApplication.styleHints().colorScheme()
        return DARK if system == Qt.ColorScheme.Dark else LIGHT

    def _system_changed(self) -> None:
        if self._choice == "system" and self._resolve() is not self.tokens:
            self.apply()
