"""Named ways to run a script: kept, chosen again, changed, deleted and brought back."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from procession.ui.main_window import MainWindow
from procession.ui.pages.run_page import RunPage
from procession.ui.pages.script_page import ScriptPage
from procession.ui.program import Phase
from procession.ui.run_configurations import RunConfiguration, RunConfigurations
from procession.ui.theme import Theme

LONG_MS = 30_000


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(10, widget.height() // 2))


@pytest.fixture
def kept(tmp_path: Path) -> RunConfigurations:
    return RunConfigurations(tmp_path / "configurations.json")


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, tmp_path: Path, kept: RunConfigurations) -> ScriptPage:
    script = tmp_path / "job.py"
    script.write_text("print('hello')\n", encoding="utf-8")
    made = ScriptPage(theme, script, [], configurations=kept)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_saved_chosen_changed_deleted_and_undone(
    qtbot: QtBot, page: ScriptPage, kept: RunConfigurations, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = page.configurations
    qtbot.keyClicks(page.arguments, "--fast 3")
    page.how.environment.setPlainText("MODE=test")
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: (" fast  one ", True))
    click(qtbot, bar.save)
    assert bar.box.currentText() == "fast one"
    assert [one.name for one in kept.of(page.path)] == ["fast one"]

    page.arguments.clear()
    assert bar.box.currentText() == "fast one, changed"
    bar.box.setCurrentIndex(0)
    bar.box.activated.emit(0)
    assert page.arguments.text() == "", "what stands in the fields is left alone"
    bar.box.setCurrentIndex(1)
    bar.box.activated.emit(1)
    assert page.arguments.text() == "--fast 3"
    assert page.how.variables() == {"MODE": "test"}

    click(qtbot, bar.delete)
    assert kept.of(page.path) == []
    assert bar.box.count() == 1
    assert page.arguments.text() == "--fast 3"
    click(qtbot, bar.undo)
    assert [one.arguments for one in kept.of(page.path)] == ["--fast 3"]
    assert bar.box.currentText() == "fast one"


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("arguments", "one 'two", "quote"),
        ("folder", "/no/such/folder", "no such folder"),
        ("environment", "JUST_A_NAME", "JUST_A_NAME is not NAME=value"),
        ("environment", "=x", "=x is not NAME=value"),
        ("timeout", "soon", "number of seconds"),
        ("timeout", "0", "number of seconds"),
        ("timeout", "nan", "number of seconds"),
        ("module", "not a module", "package.module"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    qtbot: QtBot, page: ScriptPage, field: str, text: str, says: str
) -> None:
    if field == "module":
        click(qtbot, page.how.target._buttons["module"])
    widget = getattr(page.how, field)
    widget.setPlainText(text) if field == "environment" else widget.setText(text)
    label = page.how._problems[widget]
    assert says in label.text()
    assert label.isVisible()
    assert widget.property("bad")
    assert not page.run.isEnabled()
    widget.setPlainText("A=1\n# no\n") if field == "environment" else widget.setText(
        {"arguments": "'a b'", "folder": str(page.path.parent), "timeout": "2.5"}.get(field, "a.b")
    )
    assert not label.isVisible()
    assert page.run.isEnabled()


def test_damaged_file_is_put_aside(kept: RunConfigurations, tmp_path: Path) -> None:
    path = tmp_path / "configurations.json"
    path.write_text('{"version": 1, "scripts": {"/a.py": {"x": 3, "y": {"arguments": 5}}}}')
    assert kept.of(Path("/a.py")) == [RunConfiguration("x"), RunConfiguration("y")]
    path.write_text("no json")
    assert kept.of(Path("/a.py")) == []
    kept.save(Path("/a.py"), RunConfiguration("z", module="m"))
    assert json.loads(path.read_text())["scripts"] == {"/a.py": {"z": {"module": "m"}}}
    assert (tmp_path / "configurations.json.bak").exists()


def test_module_with_environment_and_arguments_runs_so(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    package = tmp_path / "work" / "pack"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    script = package / "job.py"
    script.write_text(
        "import os, sys\nprint(__name__, __package__, sys.argv[1:], os.environ['MODE'])\n"
    )
    page = window.desk.open_path(script)
    assert isinstance(page, ScriptPage)
    click(qtbot, page.how.target._buttons["module"])
    page.how.module.setText("pack.job")
    page.folder.setText(str(package.parent))
    page.arguments.setText("one 'two three'")
    page.how.environment.setPlainText("MODE=quick=1")
    click(qtbot, page.run)
    shown = window.tabs.current()
    assert isinstance(shown, RunPage)
    qtbot.waitUntil(lambda: not shown.program.live, timeout=LONG_MS)
    assert shown.program.exit_status == 0
    text = b"".join(one.data for one in shown.program.outputs).decode()
    assert text.split("\r\n")[0] == "__main__ pack ['one', 'two three'] quick=1"


def test_timeout_stops_it(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    script = tmp_path / "long.py"
    script.write_text("import threading\nthreading.Event().wait()\n")
    page = window.desk.open_path(script)
    assert isinstance(page, ScriptPage)
    page.how.timeout.setText("0.5")
    click(qtbot, page.run)
    program = window.desk.program()
    assert program is not None
    qtbot.waitUntil(lambda: not program.live, timeout=LONG_MS)
    assert (program.phase, program.state) == (Phase.ENDED, "timeout")


def test_environments_beside_the_script_are_offered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("home = /usr\n")
    python.symlink_to(sys.executable)
    folder = tmp_path / "src"
    folder.mkdir()
    script = folder / "a.py"
    script.write_text("pass\n")
    page = window.desk.open_path(script)
    assert isinstance(page, ScriptPage)
    box = page.interpreter
    qtbot.waitUntil(lambda: box.findData(str(python)) >= 0, timeout=LONG_MS)
    assert box.interpreter().path != str(python), "it is offered, not chosen"
    box.setCurrentIndex(box.findData(str(python)))
    box.activated.emit(box.currentIndex())
    page.offer([])
    assert box.interpreter().path == str(python), "a choice outlives a new list"
