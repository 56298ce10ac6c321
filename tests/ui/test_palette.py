"""The command palette, by keyboard and mouse, as a person would use it."""

from __future__ import annotations

import time
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procession.ui.main_window import MainWindow
from procession.ui.pages.lesson_page import LessonPage
from procession.ui.pages.run_page import RunPage
from procession.ui.shell.palette import Palette
from procession.ui.shell.palette_entries import Entry
from procession.ui.shell.palette_list import FEW, MANY, rank
from procession.ui.shell.palette_match import match

LONG_MS = 30_000


def entry(text: str, section: str = "lessons", detail: str = "") -> Entry:
    return Entry(section, text, detail, "book", lambda: None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "name", "letters"),
    [
        ("bank", "Bank transfer", "Bank"),
        ("btf", "Bank transfer fixed", "Btf"),
        ("trans bank", "Bank transfer", "Banktrans"),
        ("of", "Titles of many pages", "of"),
        ("计数", "一个计数器，多个写者", "计数"),
        ("stra", "Straße", "Stra"),
        ("İ", "İstanbul", "İ"),
    ],
)
def test_finds_by_letters_in_order(query: str, name: str, letters: str) -> None:
    found = match(query, name)
    assert found is not None
    assert "".join(name[place] for place in found.positions) == letters


@pytest.mark.parametrize(("query", "name"), [("bx", "Bank"), ("knab", "Bank"), ("a a b", "aa c")])
def test_does_not_find_what_is_not_there(query: str, name: str) -> None:
    assert match(query, name) is None


def test_what_is_meant_comes_first() -> None:
    names = ["A shelf with little room", "The last order", "Open script…", "Stop", "Start order"]
    ranked = rank("or", [entry(name) for name in names])
    assert [one.text for one, _ in ranked[0][1]][:2] == ["Start order", "The last order"]
    beside = rank("lock", [entry("Close page", "commands"), entry("One counter", detail="Lock")])
    assert [section for section, _ in beside] == ["lessons"]


def test_the_section_of_the_best_comes_first() -> None:
    entries = [entry("Quiet", "lessons"), entry("Quit", "commands")]
    assert [section for section, _ in rank("quit", entries)] == ["commands", "lessons"]
    many = [entry(f"run {number}", "runs") for number in range(300)]
    assert len(rank("", many)[0][1]) == FEW
    assert len(rank("run", many)[0][1]) == MANY


def test_thousands_of_names_are_ranked_within_a_turn() -> None:
    entries = [entry(f"Worker number {n} of the pool", "processes", "crawl") for n in range(1000)]
    costs = []
    for query in ("w", "wop", "pool 17", "zq"):
        began = time.thread_time()
        rank(query, entries)
        costs.append(time.thread_time() - began)
    assert sorted(costs)[1] < 0.016, costs


def open_palette(window: MainWindow) -> Palette:
    search = next(one for one in window.actions() if one.shortcut().toString() == "Ctrl+K")
    search.trigger()
    return window.menu_row.palette_field


def test_a_lesson_by_keyboard_only(qtbot: QtBot, window: MainWindow) -> None:
    field = open_palette(window)
    assert field.panel.isVisible()
    assert {one.section for one in field.panel.list.entries()} >= {"lessons", "commands"}
    QTest.keyClicks(field, "shelf")
    assert "A shelf with little room" in field.accessibleDescription()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert isinstance(window.tabs.current(), LessonPage)
    assert not field.panel.isVisible()
    assert field.text() == ""


def test_arrows_go_round_and_escape_leads_back(window: MainWindow) -> None:
    window.open_lesson("lock/one_counter")
    page = window.tabs.current()
    assert isinstance(page, LessonPage)
    page.code.editor.setFocus()
    field = open_palette(window)
    shown = field.panel.list
    first = shown.current()
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert shown.current() is shown.entries()[-1]
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert shown.current() is first
    QTest.keyClick(field, Qt.Key.Key_End)
    assert shown.current() is shown.entries()[-1]
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClick(field, Qt.Key.Key_PageDown)
    assert shown.current() is shown.entries()[8]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.panel.isVisible()
    assert QApplication.focusWidget() is page.code.editor


def test_a_command_shows_its_key_and_runs(window: MainWindow) -> None:
    window.open_lesson("lock/one_counter")
    field = open_palette(window)
    QTest.keyClicks(field, "close page")
    current = field.panel.list.current()
    assert current is not None
    assert current.key == "Ctrl W"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.tabs.current() is None


def test_says_when_nothing_fits(window: MainWindow) -> None:
    field = open_palette(window)
    QTest.keyClicks(field, "zzqx")
    assert "zzqx" in field.panel.nothing.text()
    assert field.panel.nothing.isVisible()
    assert "zzqx" in field.accessibleDescription()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.panel.isVisible(), "Enter on nothing changes nothing"


def test_a_click_chooses(window: MainWindow) -> None:
    field = window.menu_row.palette_field
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    shown = field.panel.list
    index = shown.model().index(1, 0)
    place = shown.visualRect(index).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert isinstance(window.tabs.current(), LessonPage)


def test_stays_inside_a_small_window(window: MainWindow) -> None:
    window.resize(1024, 640)
    field = open_palette(window)
    assert window.rect().contains(field.panel.geometry())
    window.resize(1300, 700)
    assert field.panel.geometry().center().x() == pytest.approx(
        field.mapTo(window, field.rect().center()).x(), abs=2
    )


def test_a_process_of_an_open_run(qtbot: QtBot, window: MainWindow) -> None:
    window.open_lesson("process/finish_order")
    page = window.tabs.current()
    assert isinstance(page, LessonPage)
    run = window.desk.run_lesson(page)
    assert run is not None
    qtbot.waitUntil(lambda: not run.live, timeout=LONG_MS)
    field = open_palette(window)
    QTest.keyClicks(field, "runner 2")
    current = field.panel.list.current()
    assert current is not None
    assert current.section == "processes"
    QTest.keyClick(field, Qt.Key.Key_Return)
    shown = window.tabs.current()
    assert isinstance(shown, RunPage)
    lane = shown.pane.timeline.look.lane
    assert lane is not None
    model = run.program.model
    assert model is not None
    assert model.processes[lane[1]].name == "runner 2"


def test_what_was_chosen_runs_once(window: MainWindow) -> None:
    told: list[str] = []
    field = window.menu_row.palette_field
    field.set_provider(lambda: [Entry("commands", "Tell", "", "info", partial(told.append, "x"))])
    field.open()
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == ["x"]
