"""A lesson before a room and on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from procession.ui.main_window import MainWindow
from procession.ui.pages.lesson_page import LessonPage

LONG_MS = 30_000


def lesson(window: MainWindow) -> LessonPage:
    window.open_lesson("process/finish_order")
    page = window.tabs.current()
    assert isinstance(page, LessonPage)
    return page


def test_a_lesson_is_stepped_through_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    page = lesson(window)
    shown = window.teaching.present()
    assert shown is not None
    assert shown.isVisible()
    assert shown.prediction is not None
    titles = shown.titles
    assert titles[0] == page.lesson.title
    assert {"Predict", "Program", "Run", "What happened"} < set(titles)
    for number in range(1, len(titles)):
        qtbot.keyClick(shown, Qt.Key.Key_Right)
        assert shown.leaves.currentIndex() == number
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert shown.leaves.currentIndex() == len(titles) - 1
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    qtbot.keyClick(shown, Qt.Key.Key_PageDown)
    assert shown.accessibleName() == "Predict"
    qtbot.keyClick(shown, Qt.Key.Key_2)
    assert shown.prediction.choice() == 1
    with qtbot.waitSignal(page.watch.ended, timeout=LONG_MS) as told:
        qtbot.keyClick(shown, Qt.Key.Key_R)
    assert shown.leaves.currentIndex() == titles.index("Run")
    assert shown.happened.sentences
    verdicts = [row.verdict for row in shown.prediction.rows]
    assert not any(verdicts), "answers are hidden until somebody asks"
    qtbot.keyClick(shown, Qt.Key.Key_A)
    assert told.args is not None
    right = told.args[1]
    assert isinstance(right, int)
    assert shown.prediction.rows[right].verdict == "right"
    assert shown.leaves.currentIndex() == titles.index("Predict")
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert window.teaching.shown is None


def test_hand_outs(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    page = lesson(window)
    with qtbot.waitSignal(page.watch.ended, timeout=LONG_MS):
        window.desk.run_current()
    html, pdf = tmp_path / "lesson.html", tmp_path / "lesson.pdf"
    assert window.teaching.write(page, html)
    assert window.teaching.write(page, pdf)
    text = html.read_text(encoding="utf-8")
    assert f"<h1>{page.lesson.title}</h1>" in text
    assert "RUNNERS" in text
    assert "data:image/png;base64," in text
    assert page.guide.happened.sentences[0].text in text
    assert "<script" not in text
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert pdf.stat().st_size > 10_000
    assert not window.teaching.write(page, tmp_path / "no" / "such" / "a.pdf")
    assert "could not be written" in window.strip.text()


def test_without_a_lesson_it_says_so(window: MainWindow) -> None:
    window.tools.show("settings")
    assert window.teaching.present() is None
    assert "Open a lesson" in window.strip.text()
