"""A lesson as a learner uses it: predicts, runs, sees where processes stand, is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procession.plugin.api import Lesson, Recording
from procession.plugin.lessons import info_of
from procession.ui.main_window import MainWindow
from procession.ui.pages.lesson_page import LessonPage
from procession.ui.program import Phase, Program

LONG_MS = 30_000
GUIDE = (
    "# Two locks\n\nRead.\n\n## Predict\n\nIt\n\n- ends.\n- hangs.\n\n## Run and watch\n\nWatch.\n"
)
CROSSED = '''"""Two locks."""
from multiprocessing import Barrier, Lock, Process

WORKERS = 2  # knob: 2..2 how many

def work(first, second, gate):
    with first:
        gate.wait()
        with second:
            pass

if __name__ == "__main__":
    a, b, gate = Lock(), Lock(), Barrier(2)
    for pair in ((a, b), (b, a)):
        Process(target=work, args=(*pair, gate)).start()
'''
DIRECT = CROSSED.replace("((a, b), (b, a))", "()")
INNER = 1 + CROSSED.split("\n").index("        with second:")


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(10, widget.height() // 2))


def open_lesson(
    window: MainWindow,
    folder: Path,
    source: str,
    answer: Callable[[Recording], int | None] | None,
    expects: tuple[str, ...] = (),
) -> LessonPage:
    path = folder / "two_locks.py"
    path.write_text(source, encoding="utf-8")
    path.with_suffix(".md").write_text(GUIDE, encoding="utf-8")
    info = info_of("lock", Lesson(path, answer=answer, expects=expects))
    page = LessonPage(
        window._theme,
        info,
        window.desk._drafts,
        window.desk.tracks,
        [],
        place=("Lock", 1, 1),
    )
    page.run_wanted.connect(lambda: window.desk.run_lesson(page))
    window.tabs.add(page, info.title, "book", info.id)
    return page


def ended(qtbot: QtBot, window: MainWindow) -> Program:
    program = window.desk.program()
    assert program is not None
    qtbot.waitUntil(lambda: not program.live, timeout=LONG_MS)
    assert program.phase is Phase.ENDED, program.error
    return program


@pytest.mark.parametrize(
    ("right", "mine", "verdicts"), [(0, 0, ["right", ""]), (1, 0, ["wrong", "right"])]
)
def test_prediction_is_judged_by_the_recording(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, right: int, mine: int, verdicts: list[str]
) -> None:
    seen: list[int] = []

    def answer(recording: Recording) -> int:
        seen.append(len(recording.processes))
        return right

    page = open_lesson(window, tmp_path, DIRECT, answer)
    card = page.guide.prediction
    assert card is not None
    assert [row.text() for row in card.rows] == ["ends.", "hangs."]
    click(qtbot, card.rows[mine])
    assert card.choice() == mine
    assert "predict" in page.guide.steps.done
    with qtbot.waitSignal(page.watch.ended, timeout=LONG_MS):
        click(qtbot, page.panel.run)
        assert not any(row.isEnabled() for row in card.rows), "the answer stands while it runs"
    assert seen == [1]
    assert [row.verdict for row in card.rows] == verdicts
    assert "run" in page.guide.steps.done
    said = [sentence.text for sentence in page.guide.happened.sentences]
    assert any("exit code 0" in text for text in said), said
    click(qtbot, card.rows[1 - mine])
    assert not any(row.verdict for row in card.rows), "another answer waits for another run"


def test_answer_by_keyboard(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    page = open_lesson(window, tmp_path, DIRECT, None)
    card = page.guide.prediction
    assert card is not None
    card.rows[0].setFocus()
    qtbot.keyClick(card.rows[0], Qt.Key.Key_Space)
    assert card.choice() == 0
    qtbot.keyClick(card.rows[0], Qt.Key.Key_Down)
    assert card.choice() == 1


def test_an_answer_that_raises_is_told_and_judges_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    def answer(recording: Recording) -> int:
        raise LookupError("no lock there")

    page = open_lesson(window, tmp_path, DIRECT, answer)
    with qtbot.waitSignal(page.watch.ended, timeout=LONG_MS) as told:
        click(qtbot, page.panel.run)
    assert told.args is not None
    assert told.args[1] is None
    assert "LookupError: no lock there" in page.strip.text()
    assert page.guide.prediction is not None
    assert not any(row.verdict for row in page.guide.prediction.rows)


def test_lines_show_where_processes_wait(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    page = open_lesson(window, tmp_path, CROSSED, lambda _: 1, expects=("lock-cycle",))
    editor = page.code.editor
    click(qtbot, page.panel.run)

    def both_wait() -> bool:
        return len([one for one in editor.marks.at(INNER) if one.waits]) == 2

    qtbot.waitUntil(both_wait, timeout=LONG_MS)
    told = editor.marks.told(INNER)
    assert "holds a, waits for b" in told
    assert "holds b, waits for a" in told
    assert not editor.grab().isNull()
    click(qtbot, page.panel.stop)
    with qtbot.waitSignal(page.watch.ended, timeout=LONG_MS):
        pass
    ended(qtbot, window)
    assert len([one for one in editor.marks.at(INNER) if one.waits]) == 2, "they stay to be read"
    card = page.guide.prediction
    assert card is not None
    assert card.rows[1].verdict == "right", "a lesson meant to hang is judged when stopped"
    editor.setFocus()
    qtbot.keyClicks(editor, "# another program now ")
    assert not editor.marks, "lines have moved"


def test_find_in_the_program(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    page = open_lesson(window, tmp_path, CROSSED, None)
    editor, find = page.code.editor, page.code.find_bar
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert find.isVisible()
    qtbot.keyClicks(find.field, "gate")
    assert find.count.text() == "1 of 4"
    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    assert find.count.text() == "2 of 4"
    qtbot.keyClick(find.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert find.count.text() == "1 of 4"
    qtbot.keyClick(find.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert find.count.text() == "4 of 4"
    assert editor.textCursor().selectedText() == "gate"
    qtbot.keyClicks(find.field, "zzz")
    assert find.count.text() == "not found"
    qtbot.keyClick(find.field, Qt.Key.Key_Escape)
    assert not find.isVisible()
    assert editor.hasFocus()
    assert not editor.extraSelections()
