"""The activity rail: what the explorer shows, and settings and help at its foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from procession.ui.theme import Theme
from procession.ui.tokens import SIZE
from procession.ui.widgets.buttons import IconButton


class Rail(QWidget):
    """Lessons and runs; a click on the chosen one hides the explorer."""

    chosen = Signal(str)
    """``lessons``, ``runs``, or empty: hide the explorer."""
    page_wanted = Signal(str)
    """``plugins``, ``settings`` or ``manual``: a page about the program itself."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "chrome")
        self.setProperty("edge", "right")
        self.setFixedWidth(SIZE.rail)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 5, 10)
        column.setSpacing(4)
        self._buttons: dict[str, IconButton] = {}
        for value, icon_name, tip in (
            ("lessons", "book", self.tr("Lessons")),
            ("runs", "clock", self.tr("Runs")),
        ):
            button = IconButton(
                theme, icon_name, tip, size=36, icon_size=18, checkable=True, parent=self
            )
            button.setProperty("kind", "rail")
            button.clicked.connect(lambda on, value=value: self._clicked(value, on))
            self._buttons[value] = button
            column.addWidget(button)
        plugins = IconButton(
            theme, "puzzle", self.tr("Plugins"), size=36, icon_size=18, parent=self
        )
        column.addWidget(plugins)
        column.addStretch(1)
        settings = IconButton(
            theme, "sliders", self.tr("Settings"), size=36, icon_size=18, parent=self
        )
        column.addWidget(settings)
        manual = IconButton(theme, "help", self.tr("Manual"), size=36, icon_size=18, parent=self)
        column.addWidget(manual)
        self._pages = {"plugins": plugins, "settings": settings, "manual": manual}
        for name, button in self._pages.items():
            button.setProperty("kind", "rail")
            button.setCheckable(True)
            button.clicked.connect(lambda _, name=name: self._page_clicked(name))
        theme.changed.connect(self.update)

    def choose(self, value: str) -> None:
        """Mark a button without telling anybody; an empty value marks none."""
        for name, button in self._buttons.items():
            button.setChecked(name == value)
        self.update()

    def mark_page(self, name: str) -> None:
        """Mark the button of the page in view; an empty name marks none."""
        for value, button in self._pages.items():
            button.setChecked(value == name)
        self.update()

    def _page_clicked(self, name: str) -> None:
        self._pages[name].setChecked(True)
        self.page_wanted.emit(name)

    def _clicked(self, value: str, on: bool) -> None:
        self.choose(value if on else "")
        self.chosen.emit(value if on else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar beside the chosen button."""
        super().paintEvent(event)
        painter = QPainter(self)
        for button in (*self._buttons.values(), *self._pages.values()):
            if button.isChecked():
                area = button.geometry()
                bar = area.adjusted(-area.left(), 8, 0, -8)
                bar.setWidth(2)
                painter.fillRect(bar, QColor(self._theme.tokens.accent))
