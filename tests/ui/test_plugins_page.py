"""The plugins page: what it tells of plugins that work and that do not; on and off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from procession.plugin import choices
from procession.plugin.manager import Manager, load
from procession.recorder import library
from procession.ui import background
from procession.ui.pages.plugins_page import PluginsPage
from procession.ui.pages.plugins_page_row import PluginRow
from procession.ui.theme import Theme
from tests.plugin.distributions import load_all

LONG_MS = 30_000


def install(site: Path, name: str, source: str) -> None:
    """A plugin as a wheel would install it."""
    (site / f"{name}.py").write_text(source, encoding="utf-8")
    information = site / f"outside_{name}-2.5.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: outside-{name}\nVersion: 2.5\n"
    )
    (information / "entry_points.txt").write_text(f"[procession.plugins]\n{name} = {name}\n")


@pytest.fixture
def mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manager: Manager) -> Manager:
    """The built-in plugins, and three from outside: one works, one breaks, one is too new."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    install(site, "pp_fine", '"""Fine: does nothing."""\n')
    install(site, "pp_broken", "import a_module_that_is_not_there\n")
    install(site, "pp_newer", "PROCESSION_API = 99\n")
    return Manager([*manager.plugins, *load_all(site).plugins])


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, mixed: Manager) -> Iterator[PluginsPage]:
    made = PluginsPage(theme, mixed, "en")
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)


def row(page: PluginsPage, name: str) -> PluginRow:
    return next(one for one in page.rows if one.plugin.name == name)


def seen(page: PluginsPage) -> set[str]:
    return {one.plugin.name for one in page.rows if one.isVisible()}


def test_tells_state_and_reason(page: PluginsPage) -> None:
    assert "Active" in row(page, "lock").accessibleName()
    assert "lesson" in row(page, "lock").told.brings
    assert "Failed" in row(page, "pp_broken").accessibleName()
    assert "a_module_that_is_not_there" in row(page, "pp_broken").told.line
    assert "Incompatible" in row(page, "pp_newer").accessibleName()
    assert "99" in row(page, "pp_newer").told.line
    assert dict(row(page, "pp_fine").told.facts)["Comes from"] == "outside-pp_fine 2.5"
    assert "1 failed" in page.head.line.text()


def test_a_traceback_opens_and_is_copied(page: PluginsPage) -> None:
    broken = row(page, "pp_broken")
    assert broken.findChild(QPlainTextEdit) is None
    QTest.mouseClick(broken.arrow, Qt.MouseButton.LeftButton)
    shown = broken.findChild(QPlainTextEdit)
    assert shown is not None
    assert shown.isVisible()
    assert "ModuleNotFoundError" in shown.toPlainText()
    copy = next(
        one for one in broken.findChildren(type(page.apply)) if one.text() == "Copy traceback"
    )
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == broken.plugin.traceback
    QTest.keyClick(broken.arrow, Qt.Key.Key_Space)
    assert not shown.isVisible()


def test_filters(page: PluginsPage) -> None:
    page.which._buttons["trouble"].click()
    assert seen(page) == {"pp_broken", "pp_newer"}
    page.which._buttons["yours"].click()
    assert seen(page) == {"pp_broken", "pp_newer", "pp_fine"}
    page.which._buttons["all"].click()
    QTest.keyClicks(page.search, "outside fine")
    assert seen(page) == {"pp_fine"}
    page.search.setText("nothing like it")
    assert seen(page) == set()
    assert page._nothing.isVisible()


def test_a_switch_is_kept_and_honoured(qtbot: QtBot, page: PluginsPage, tmp_path: Path) -> None:
    assert not page.apply.isVisible()
    QTest.mouseClick(row(page, "lock").switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.apply.isVisible, timeout=LONG_MS)
    kept = json.loads((library.data_folder() / "plugins.json").read_text(encoding="utf-8"))
    assert kept["disabled"] == ["lock"]
    assert load(safe_mode=True).plugin("lock").state == "disabled"
    assert not [one for one in load(safe_mode=True).lessons() if one.plugin == "lock"]
    with qtbot.waitSignal(page.reload_wanted):
        page.apply.click()
    QTest.mouseClick(row(page, "lock").switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.apply.isVisible(), timeout=LONG_MS)
    assert load(safe_mode=True).plugin("lock").state == "active"


def test_one_that_does_not_load_goes_off_again(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    install(site, "pq_fine", "")
    install(site, "pq_broken", "1 / 0")
    page = PluginsPage(theme, load(), "en")
    qtbot.addWidget(page)
    page.show()
    for name in ("pq_fine", "pq_broken"):
        assert not row(page, name).switch.isChecked()
        QTest.mouseClick(row(page, name).switch, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
    assert row(page, "pq_fine").switch.isChecked()
    assert page.apply.isVisible()
    assert not row(page, "pq_broken").switch.isChecked()
    assert "ZeroDivisionError" in page.strip.text()
    again = load()
    assert again.plugin("pq_fine").state == "active"
    assert again.plugin("pq_broken").state == "disabled"


def test_a_damaged_choice_switches_nothing_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = library.data_folder() / "plugins.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"version": 1, "disabled": 3}')
    assert choices.disabled() == frozenset()
    path.write_text("{")
    assert choices.disabled() == frozenset()
    choices.set_enabled("lock", False)
    assert choices.disabled() == {"lock"}
