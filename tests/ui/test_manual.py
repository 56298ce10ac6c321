"""The manual, the keys and what there is to copy about the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

import procession
from procession.plugin.manager import Manager
from procession.ui.main_window import MainWindow
from procession.ui.pages.manual_page import ManualPage, chapters
from procession.ui.picture import TOOLS, draw
from procession.ui.shell.about_dialog import AboutDialog, versions
from procession.ui.shell.keys_dialog import KeysDialog
from procession.ui.timeline.key_list import KeyList
from procession.ui.tokens import DARK, LIGHT


def action(window: MainWindow, key: str) -> QAction:
    return next(one for one in window.actions() if one.shortcut().toString() == key)


@contextmanager
def closing(kind: type[QDialog]) -> Iterator[list[QDialog]]:
    """Closes the dialog that is opened meanwhile; gives what was seen."""
    seen: list[QDialog] = []

    def look() -> None:
        for one in QApplication.topLevelWidgets():
            if isinstance(one, kind) and one.isVisible():
                timer.stop()
                seen.append(one)
                one.accept()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)
    yield seen
    timer.stop()


def test_both_languages_have_the_same_chapters() -> None:
    english, chinese = chapters("en"), chapters("zh_CN")
    assert [one.name for one in english] == [one.name for one in chinese]
    assert len(english) >= 6
    for one, other in zip(english, chinese, strict=True):
        assert re.search("[一-鿿]", other.title)
        for pattern in (r"^#+ ", r"^[-\d]", r"```"):
            counts = [len(re.findall(pattern, text.text, re.M)) for text in (one, other)]
            assert counts[0] == counts[1], (one.name, pattern)
        codes = [sorted(re.findall(r"`(--?[\w-]+)", text.text)) for text in (one, other)]
        assert codes[0] == codes[1], one.name
    assert chapters("de") == english


def test_the_keys_it_names_are_there(window: MainWindow) -> None:
    known = {one.shortcut().toString() for one in window.actions()}
    timeline = KeyList()
    of_timeline = [*timeline.moving(), *timeline.lanes()]
    known |= {key for keys, _ in of_timeline for key in keys.split("  ")}
    text = next(one.text for one in chapters("en") if one.name == "keys")
    named = set(re.findall(r"\*\*((?:Ctrl|Shift)\+[^*]+|F\d)\*\*", text)) - {"F5", "F2"}
    assert len(named) > 10
    assert named <= known, named - known


def test_f1_opens_it_and_the_contents_lead_on(window: MainWindow) -> None:
    action(window, "F1").trigger()
    page = window.tabs.current()
    assert isinstance(page, ManualPage)
    assert page._title.text() == "The first five minutes"
    QTest.keyClick(page.contents, Qt.Key.Key_Down)
    assert page._title.text() == "Reading the timeline"
    assert "Held, others wait" in page.view.toPlainText()
    page.open_chapter("keys")
    assert page._title.text() == "Keys"
    action(window, "F1").trigger()
    assert window.tabs.all() == [page], "it is open once"


def test_the_question_mark_shows_the_keys(window: MainWindow) -> None:
    with closing(KeysDialog) as seen:
        action(window, "?").trigger()
    assert len(seen) == 1


def test_a_question_mark_typed_into_a_field_stays_there(window: MainWindow) -> None:
    with closing(KeysDialog) as seen:
        window.menu_row.palette_field.open()
        QTest.keyClicks(window.menu_row.palette_field, "why?")
        assert window.menu_row.palette_field.text() == "why?"
    assert not seen


def test_about_has_versions_and_licences_to_copy(window: MainWindow) -> None:
    with closing(AboutDialog) as seen:
        window._ask.about()
    (dialog,) = seen
    assert isinstance(dialog, AboutDialog)
    dialog.copy()
    text = QApplication.clipboard().text()
    assert text == versions()
    assert procession.__version__ in text
    for part in ("PySide6", "numpy", "psutil", "pluggy"):
        assert re.search(rf"{part}\S* [\d.]+, [A-Z]", text), part
    assert "?" not in text


@pytest.mark.parametrize("target", TOOLS)
def test_pictures_of_the_pages(
    qapp: QApplication, manager: Manager, tmp_path: Path, target: str
) -> None:
    dark = target in ("runs", "manual")
    out = tmp_path / "page.png"
    draw(
        target,
        out,
        size=(1024, 640),
        theme="dark" if dark else "light",
        language="zh_CN" if dark else "en",
        manager=manager,
    )
    image = QImage(str(out))
    surface = (DARK if dark else LIGHT).surface
    points = [image.pixelColor(x, y).name().upper() for x in range(60, 1000, 9) for y in (200, 400)]
    assert surface in points
    other = tmp_path / "welcome.png"
    draw("welcome", other, size=(1024, 640), manager=manager)
    assert QImage(str(other)) != image
