"""A guide: Markdown, drawn in the type of the design system, fetching nothing from anywhere."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFont,
    QKeyEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from procession.ui.fonts import code_families, font, text_factor
from procession.ui.theme import Theme
from procession.ui.tokens import TYPE, Tokens

_SAFE_SCHEMES = ("http", "https")
_SCROLL_KEYS = frozenset(
    (
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Space,
    )
)


class GuideView(QTextBrowser):
    """Shows one guide. Links to web pages open in the browser; others are refused."""

    refused = Signal(str)
    """A link that is not opened."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        fitted: bool = False,
        scale: float = 1.0,
    ) -> None:
        """`fitted`: as high as its text, for whoever scrolls it; `scale`: of the type's sizes."""
        super().__init__(parent)
        self._theme = theme
        self._fitted = fitted
        self._scale = scale
        self._markdown = ""
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Guide of the lesson"))
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(18)
        self.setViewportMargins(0, 0, 8, 0)
        self.anchorClicked.connect(self._follow)
        if fitted:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setViewportMargins(0, 0, 0, 0)
            self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._render)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One that cannot scroll leaves the keys to who can."""
        if self._fitted and event.key() in _SCROLL_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.setFixedHeight(ceil(self.document().size().height()))

    def show_guide(self, markdown: str) -> None:
        """Draw a guide; its first heading is left out, the page shows it as its title."""
        lines = markdown.lstrip().split("\n")
        if lines and lines[0].startswith("# "):
            lines = lines[1:]
        self._markdown = "\n".join(lines).strip()
        self._render()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing: a guide may not read files or fetch pages by naming them."""
        return None

    def _follow(self, url: QUrl) -> None:
        if url.scheme() in _SAFE_SCHEMES and url.host():
            QDesktopServices.openUrl(url)
        elif url.isRelative() and url.hasFragment() and not url.path():
            self.scrollToAnchor(url.fragment())
        else:
            self.refused.emit(url.toString())

    def _render(self) -> None:
        document = self.document()
        document.setDefaultFont(font("guide", scale=self._scale))
        document.setMarkdown(
            self._markdown,
            QTextDocument.MarkdownFeature(
                QTextDocument.MarkdownFeature.MarkdownDialectGitHub.value
                | QTextDocument.MarkdownFeature.MarkdownNoHTML.value
            ),
        )
        block = document.begin()
        previous_code = False
        while block.isValid():
            code = block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)
            self._style_block(block, code, previous_code)
            previous_code = code
            block = block.next()
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def _style_block(self, block: QTextBlock, code: bool, previous_code: bool) -> None:
        tokens = self._theme.tokens
        level = block.blockFormat().headingLevel()
        shape = QTextBlockFormat()
        line = TYPE["section_title"].line + 3 if level else TYPE["guide"].line
        # In proportion to the type, which the user may have made larger.
        growth = self._growth()
        shape.setLineHeight(
            round((20 if code else line) * growth),
            QTextBlockFormat.LineHeightTypes.FixedHeight.value,
        )
        first = block.position() == 0
        if level:
            shape.setTopMargin(0 if first else 20)
            shape.setBottomMargin(6)
        elif code:
            shape.setTopMargin(0 if previous_code else 8)
            following = block.next()
            last = not following.isValid() or not following.blockFormat().hasProperty(
                QTextFormat.Property.BlockCodeFence
            )
            shape.setBottomMargin(12 if last else 0)
            shape.setBackground(QColor(tokens.sunken))
            shape.setLeftMargin(0)
        elif block.textList() is not None:
            shape.setTopMargin(2)
            shape.setBottomMargin(4)
        else:
            shape.setTopMargin(0)
            shape.setBottomMargin(12)
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(shape)
        if code:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(_code_format(tokens, 12 * self._growth()))
            return
        for start, length, wanted in self._pieces(block, level):
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(wanted)

    def _pieces(self, block: QTextBlock, level: int) -> list[tuple[int, int, QTextCharFormat]]:
        tokens = self._theme.tokens
        pieces = []
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            iterator += 1
            old = fragment.charFormat()
            if old.fontFixedPitch():
                wanted = _code_format(tokens, 13 * self._growth())
                wanted.setBackground(QColor(tokens.sunken))
            elif old.isAnchor():
                wanted = QTextCharFormat()
                wanted.setForeground(QColor(tokens.link))
                wanted.setFontUnderline(False)
            else:
                wanted = QTextCharFormat()
                bold = level > 0 or old.fontWeight() > QFont.Weight.Normal
                wanted.setForeground(QColor(tokens.text if bold else tokens.text2))
                wanted.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            if level:
                wanted.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
                size = round((15 if level > 1 else 17) * self._growth())
                wanted.setProperty(QTextFormat.Property.FontPixelSize, size)
            pieces.append((fragment.position(), fragment.length(), wanted))
        return pieces

    def _growth(self) -> float:
        return text_factor() * self._scale


def _code_format(tokens: Tokens, size: float) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontFamilies(list(code_families()))
    made.setProperty(QTextFormat.Property.FontPixelSize, round(size))
    made.setFontFixedPitch(True)
    made.setForeground(QColor(tokens.text))
    return made
