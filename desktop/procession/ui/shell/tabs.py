"""The tab row and the pages under it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from procession.ui.fonts import font
from procession.ui.icons import icon
from procession.ui.theme import Theme
from procession.ui.tokens import SIZE, Tokens
from procession.ui.widgets.buttons import IconButton


class Tabs(QWidget):
    """Pages by tab; a page is closed by its cross, by the middle button or Ctrl+W."""

    current_changed = Signal(object)
    """The page seen, or None."""
    close_wanted = Signal(object)
    """The user wants this page closed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[QWidget, str] = {}
        self.bar = QTabBar(self)
        self.bar.setFont(font("button"))
        self.bar.setExpanding(False)
        self.bar.setMovable(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideRight)
        self.bar.setIconSize(QSize(14, 14))
        self.bar.setAccessibleName(self.tr("Open pages"))
        self.pages = QStackedWidget(self)
        head = QWidget(self)
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setProperty("surface", "chrome")
        head.setProperty("edge", "bottom")
        head.setFixedHeight(SIZE.tab_row)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.pages, 1)
        self.bar.currentChanged.connect(self._current_changed)
        theme.changed.connect(self._recolour)

    def all(self) -> list[QWidget]:
        """The pages, in the order of their tabs."""
        found = (self.pages.widget(number) for number in range(self.pages.count()))
        return [page for page in found if page is not None]

    def current(self) -> QWidget | None:
        """The page seen."""
        return self.pages.currentWidget()

    def add(self, page: QWidget, title: str, icon_name: str, tip: str) -> None:
        """Open a page in a new tab and go there."""
        self._icons[page] = icon_name
        self.pages.addWidget(page)
        number = self.bar.addTab(icon(icon_name, self._theme.tokens, size=14), title)
        self.bar.setTabToolTip(number, tip)
        close = IconButton(self._theme, "x", self.tr("Close"), size=20, icon_size=12)
        close.clicked.connect(lambda: self.close_wanted.emit(page))
        self.bar.setTabButton(number, QTabBar.ButtonPosition.RightSide, close)
        self.go_to(page)

    def rename(self, page: QWidget, title: str) -> None:
        """Change what the tab of a page says; one that was closed is left alone."""
        number = self.pages.indexOf(page)
        if number >= 0:
            self.bar.setTabText(number, title)

    def go_to(self, page: QWidget) -> None:
        """Show a page that is open."""
        self.bar.setCurrentIndex(self.pages.indexOf(page))
        self.pages.setCurrentWidget(page)

    def remove(self, page: QWidget) -> None:
        """Close a page; it is deleted."""
        number = self.pages.indexOf(page)
        if number < 0:
            return
        del self._icons[page]
        self.pages.removeWidget(page)
        self.bar.removeTab(number)
        page.close()
        page.deleteLater()

    def step(self, by: int) -> None:
        """Go to the next or the previous tab, round and round."""
        if self.bar.count():
            self.bar.setCurrentIndex((self.bar.currentIndex() + by) % self.bar.count())

    def _current_changed(self, number: int) -> None:
        page = self.pages.widget(number) if number >= 0 else None
        if page is not None:
            self.pages.setCurrentWidget(page)
            if not self.bar.hasFocus():
                page.setFocus()
        self.current_changed.emit(page)

    def _recolour(self, tokens: Tokens) -> None:
        for number, page in enumerate(self.all()):
            self.bar.setTabIcon(number, icon(self._icons[page], tokens, size=14))
