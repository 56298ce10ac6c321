"""Every page, in both languages and three sizes: nothing untranslated, cut off or unnamed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from procession.plugin.manager import Manager
from procession.ui import background
from procession.ui.app import use_language
from procession.ui.drafts import Drafts
from procession.ui.fonts import use_sizes
from procession.ui.main_window import MainWindow
from procession.ui.settings import Settings
from procession.ui.theme import Theme
from procession.ui.translations import messages
from tests.ui.every_page import cut_off, pages, seen, settle, texts, unnamed

LONG_MS = 30_000
NAMES = ["welcome", "lesson", "script", "bad fields", "runs", "plugins", "settings", "manual"]


@pytest.fixture(params=[("en", 100), ("zh_CN", 100), ("en", 125), ("zh_CN", 125)])
def shown(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    qapp: QApplication,
    theme: Theme,
    manager: Manager,
    tmp_path: Path,
) -> Iterator[tuple[MainWindow, str]]:
    language, scale = request.param
    use_sizes(scale, 12)
    theme.apply()
    installed = use_language(qapp, language)
    settings = Settings(tmp_path / "settings.json")
    made = MainWindow(theme, manager, settings, language, drafts=Drafts(tmp_path / "drafts"))
    made.resize(1440, 860)
    with qtbot.waitExposed(made):
        made.show()
    yield made, language
    made.close()
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
    made.deleteLater()
    for translator in installed:
        qapp.removeTranslator(translator)
    use_sizes(100, 12)
    theme.apply()


def test_all_can_be_read(qtbot: QtBot, shown: tuple[MainWindow, str], tmp_path: Path) -> None:
    window, language = shown
    # What is the same in both languages cannot be told apart.
    chinese = messages("zh_CN")
    english = {source for (_, source, _), forms in chinese.items() if source not in forms}
    ours = frozenset(form for forms in chinese.values() for form in forms)
    words = ours if language == "zh_CN" else frozenset(english)
    wrong: list[str] = []
    for name, go in pages(tmp_path).items():
        go(window)
        qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
        settle()
        for widget in seen(window):
            kind = type(widget).__name__
            if text := cut_off(widget, words):
                wrong.append(f"{name}: {kind} is cut off: {text}")
            if unnamed(widget):
                wrong.append(f"{name}: {kind} has no name")
            if language == "zh_CN":
                said = [text for text in texts(widget) if text in english]
                wrong += [f"{name}: {kind} is not translated: {text}" for text in said]
    assert sorted(set(wrong)) == []


@pytest.mark.parametrize("name", NAMES)
def test_all_is_reached_by_tab(qtbot: QtBot, window: MainWindow, tmp_path: Path, name: str) -> None:
    pages(tmp_path)[name](window)
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
    settle()
    out_of_reach = [
        f"{type(widget).__name__} {texts(widget)}"
        for widget in seen(window)
        if isinstance(widget, QAbstractButton | QComboBox | QLineEdit)
        and widget.isEnabled()
        and widget.isVisibleTo(window)
        and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert sorted(set(out_of_reach)) == []


def test_what_is_wrong_is_found(qtbot: QtBot, theme: Theme) -> None:
    label = QLabel("A sentence that needs some room")
    qtbot.addWidget(label)
    label.setFixedWidth(40)
    assert cut_off(label, frozenset()) == label.text()
    label.setWordWrap(True)
    label.setFixedHeight(20)
    assert cut_off(label, frozenset())
    label.setFixedSize(400, 40)
    assert cut_off(label, frozenset()) == ""
    button = QToolButton()
    qtbot.addWidget(button)
    assert unnamed(button)
    button.setAccessibleName("Run")
    assert not unnamed(button)
