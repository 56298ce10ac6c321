"""Opens each page of a window, and reads what stands on it as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from procession.ui.main_window import MainWindow
from procession.ui.pages.lesson_page import LessonPage
from procession.ui.pages.script_page import ScriptPage
from procession.ui.widgets.labels import ElidedLabel

SLACK = 2
"""Px: what rounding of fonts may cost."""


def pages(folder: Path) -> dict[str, Callable[[MainWindow], object]]:
    """By name, what opens a page in a state that is worth looking at."""
    script = folder / "mine.py"
    script.write_text("COUNT = 3  # knob: 1..9 how many\nprint(COUNT)\n", encoding="utf-8")

    def lesson(window: MainWindow) -> None:
        window.open_lesson("lock/one_counter")
        page = window.tabs.current()
        assert isinstance(page, LessonPage)
        page.code.find_bar.open()
        assert page.guide.prediction is not None
        page.guide.prediction.choose(0)

    def bad_fields(window: MainWindow) -> None:
        page = window.desk.open_path(script)
        assert isinstance(page, ScriptPage)
        page.arguments.setText("'")
        page.folder.setText("/no/such/folder")
        page.how.environment.setPlainText("X")
        page.how.timeout.setText("x")

    return {
        "welcome": lambda window: window.show_recent([]),
        "lesson": lesson,
        "script": lambda window: window.desk.open_path(script),
        "bad fields": bad_fields,
        "runs": lambda window: window.tools.show("runs"),
        "plugins": lambda window: window.tools.show("plugins"),
        "settings": lambda window: window.tools.show("settings"),
        "manual": lambda window: window.tools.show("manual"),
    }


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents()


def seen(window: QWidget) -> Iterator[QWidget]:
    """The widgets in view, those scrolled away too."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            yield widget


def texts(widget: QWidget) -> list[str]:
    """What a widget says: to the eye, under the pointer, and to a screen reader."""
    found = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    if isinstance(widget, QLabel | QAbstractButton):
        found.append(widget.text())
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        found.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        found += [widget.itemText(number) for number in range(widget.count())]
    return [text for text in found if text]


def cut_off(widget: QWidget, words: frozenset[str]) -> str:
    """The text of a widget that has no room for it; empty when all can be read.

    Labels that end in an ellipsis may do so with data, not with `words` of our own.
    """
    if isinstance(widget, ElidedLabel):
        if widget.text() in words and _width(widget, widget.text()) > widget.width() + SLACK:
            return widget.text()
        return ""
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            short = widget.heightForWidth(widget.width()) > widget.height() + SLACK
            return widget.text() if short else ""
        rich = widget.textFormat() == Qt.TextFormat.RichText
        short = not rich and _width(widget, widget.text()) > widget.width() + SLACK
        return widget.text() if short else ""
    if isinstance(widget, QAbstractButton) and widget.text():
        short = widget.sizeHint().width() > widget.width() + SLACK
        return widget.text() if short else ""
    return ""


def unnamed(widget: QWidget) -> bool:
    """Whether it is something to work with that no screen reader could name."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit)
    if not isinstance(widget, (*kinds, QAbstractItemView)):
        return False
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractSpinBox | QComboBox | QAbstractItemView):
        return False  # a part of another control
    named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
    return not named


def _width(widget: QWidget, text: str) -> int:
    return max(widget.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
