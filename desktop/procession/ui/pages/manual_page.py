"""The manual: Markdown that comes with the program, with its contents at the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from procession.ui.fonts import font
from procession.ui.pages.guide_view import GuideView
from procession.ui.resource_files import resource_folder
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.labels import Label

WIDTH = 760


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the manual."""

    name: str
    """Of the file, without number and ending; the same in every language."""
    title: str
    text: str


def chapters(language: str) -> list[Chapter]:
    """The manual in a language, in English where there is none. Raises OSError."""
    folder = resource_folder() / "manual" / language
    if not folder.is_dir():
        folder = resource_folder() / "manual" / "en"
    return [_read(path) for path in sorted(folder.glob("*.md"))]


def _read(path: Path) -> Chapter:
    text = path.read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ").strip()
    return Chapter(path.stem.partition("-")[2], title, text)


class ManualPage(QWidget):
    """Opens at the first chapter; the list steers with the arrow keys."""

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chapters: Sequence[Chapter] = chapters(language)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "surface")
        side = QWidget(self)
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setProperty("surface", "side")
        side.setProperty("edge", "right")
        side.setFixedWidth(SIZE.explorer)
        head = Label(self.tr("Manual"), "body")
        head.setFont(font("body", weight=600))
        head.setContentsMargins(14, 0, 12, 0)
        head.setFixedHeight(SIZE.panel_head)
        self.contents = QListWidget(side)
        self.contents.setProperty("kind", "contents")
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setFont(font("body"))
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.setWordWrap(True)
        self.contents.addItems([chapter.title for chapter in self.chapters])
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 1, 0)
        left.setSpacing(0)
        left.addWidget(head)
        left.addWidget(self.contents, 1)
        self._title = Label("", "page_title", wrap=True)
        self.view = GuideView(theme, self)
        self.view.setAccessibleName(self.tr("Manual"))
        holder = QWidget(self)
        holder.setMaximumWidth(WIDTH)
        text = QVBoxLayout(holder)
        text.setContentsMargins(SIZE.pad_guide, 24, SIZE.pad_guide, 0)
        text.setSpacing(12)
        text.addWidget(self._title)
        text.addWidget(self.view, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(holder, 1000)
        row.addStretch(1)
        self.contents.currentRowChanged.connect(self._show)
        self.contents.setCurrentRow(0)
        self.setFocusProxy(self.contents)

    def open_chapter(self, name: str) -> None:
        """Go to a chapter; an unknown one is ignored."""
        for number, chapter in enumerate(self.chapters):
            if chapter.name == name:
                self.contents.setCurrentRow(number)

    def _show(self, number: int) -> None:
        if 0 <= number < len(self.chapters):
            self._title.setText(self.chapters[number].title)
            self.view.show_guide(self.chapters[number].text)
