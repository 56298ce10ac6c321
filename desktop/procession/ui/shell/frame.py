"""What a window is made of, from left to right: rail, explorer, welcome or tabs; status below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from procession.ui.shell.explorer import Explorer
from procession.ui.shell.rail import Rail
from procession.ui.shell.status_bar import StatusBar
from procession.ui.shell.tabs import Tabs
from procession.ui.tokens import SIZE
from procession.ui.widgets.strip import Strip


class Frame(QWidget):
    """Arranges the parts and shows or hides the explorer."""

    def __init__(
        self,
        rail: Rail,
        explorer: Explorer,
        welcome: QWidget,
        tabs: Tabs,
        strip: Strip,
        status: StatusBar,
        *,
        explorer_width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """`explorer_width`: px; 0: as designed."""
        super().__init__(parent)
        self._rail = rail
        self._explorer = explorer
        self._welcome = welcome
        self._tabs = tabs
        self._stack = QStackedWidget(self)
        self._stack.addWidget(welcome)
        self._stack.addWidget(tabs)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(explorer)
        self._splitter.addWidget(self._stack)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setCollapsible(0, False)
        self._splitter.setCollapsible(1, False)
        self._splitter.setSizes([explorer_width or SIZE.explorer, SIZE.welcome])
        explorer.hide()
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(rail)
        middle.addWidget(self._splitter, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addLayout(middle, 1)
        column.addWidget(status)

    @property
    def view(self) -> str:
        """What the explorer shows; empty when it is hidden."""
        return self._explorer.view if self._explorer.isVisibleTo(self) else ""

    @property
    def explorer_width(self) -> int:
        """Px; 0 when it is hidden."""
        return self._splitter.sizes()[0] if self._explorer.isVisible() else 0

    def show_explorer(self, view: str) -> None:
        """``lessons``, ``runs``, or empty: hide it."""
        if view:
            self._explorer.show_view(view)
        self._explorer.setVisible(bool(view))
        self._rail.choose(view)

    def show_pages(self, has_pages: bool) -> None:
        """The tabs, or the welcome page where there are none."""
        self._stack.setCurrentWidget(self._tabs if has_pages else self._welcome)
