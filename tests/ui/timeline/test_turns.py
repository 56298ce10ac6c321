"""The window and the thread that feeds a model take turns: neither waits long for the other."""

from __future__ import annotations

import threading

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from procession.ui.background import in_background
from procession.ui.timeline.turns import Turns


def test_the_window_is_denied_during_a_step_and_called_after_it(qtbot: QtBot) -> None:
    turns = Turns()
    inside, leave = threading.Event(), threading.Event()
    seen: list[bool] = []

    def work() -> None:
        with turns.step():
            inside.set()
            leave.wait()
        turns.give_way()

    def look() -> None:
        with turns.look() as may:
            seen.append(may)

    turns.granted.connect(look)
    finished: list[object] = []
    in_background(work, finished.append, finished.append)
    assert inside.wait(10)
    look()
    assert seen == [False]
    with qtbot.waitSignal(turns.granted):
        leave.set()
    qtbot.waitUntil(lambda: bool(finished))
    assert finished == [None]
    assert seen == [False, True]


def test_a_click_waits_for_the_step_to_end(qtbot: QtBot) -> None:
    turns = Turns()
    inside = threading.Event()
    order: list[str] = []

    def work() -> None:
        with turns.step():
            inside.set()
            QTest.qSleep(50)  # this stands for a step's work
            order.append("step")

    finished: list[object] = []
    in_background(work, finished.append, finished.append)
    assert inside.wait(10)
    with turns.look(wait=True) as may:
        assert may
        order.append("click")
    assert order == ["step", "click"]
    qtbot.waitUntil(lambda: bool(finished))
