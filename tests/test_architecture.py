"""The layers of the house, read from the imports of every file, inside functions included."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DESKTOP = ROOT / "desktop"
PLUGINS = ROOT / "plugins"

FLOORS = ["records", "probe", "recorder", "trace", "plugin", "export", "ui", "cli"]
"""From the ground up: a file imports from its own floor and those below."""

QT = {"PySide6", "shiboken6"}
STANDARD = sys.stdlib_module_names | {"__main__", "_winapi", "_posixsubprocess"}


@dataclass(frozen=True)
class Import:
    """One import: the module's full name, and whether it runs when the file is imported."""

    module: str
    line: int
    at_once: bool

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]


def imports_in(source: str, module: str, is_package: bool = False) -> list[Import]:
    """Every import of a file, wherever it stands; ``import_module("name")`` is one, too."""
    found = []
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)

    def walk(node: ast.AST, at_once: bool) -> None:
        for name in _named_by(node, module, is_package):
            found.append(Import(name, getattr(node, "lineno", 0), at_once))
        for child in ast.iter_child_nodes(node):
            walk(child, at_once and not isinstance(node, functions))

    walk(ast.parse(source), True)
    return found


def _named_by(node: ast.AST, module: str, is_package: bool) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            up = module.split(".")
            keep = len(up) - node.level + (1 if is_package else 0)
            base = ".".join([*up[:keep], *([node.module] if node.module else [])])
        # `from procession import ui` names a module, `from procession.records import TEXT` an
        # attribute; both are told apart by the longest prefix that is a file of ours.
        yield from (f"{base}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call) and node.args:
        function = node.func
        called = function.attr if isinstance(function, ast.Attribute) else None
        called = function.id if isinstance(function, ast.Name) else called
        argument = node.args[0]
        literal = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        if called in ("import_module", "__import__") and literal:
            yield argument.value


def name_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, root: Path) -> list[Import]:
    source = path.read_text(encoding="utf-8")
    return imports_in(source, name_of(path, root), path.name == "__init__.py")


def floor_of(module: str) -> int | None:
    """The floor that a module of ours stands on; None for the door, `procession` itself."""
    parts = module.split(".")
    if parts[0] != "procession" or len(parts) < 2:
        return None
    part = "cli" if parts[1] == "__main__" else parts[1]
    return FLOORS.index(part) if part in FLOORS else None


def is_probe_code(path: Path) -> bool:
    in_plugin = PLUGINS in path.parents and path.name == "probe.py"
    return in_plugin or DESKTOP / "procession" / "probe" in path.parents


def is_lesson(path: Path) -> bool:
    return PLUGINS in path.parents and path.parent.name == "lessons"


def may_import_qt(path: Path) -> bool:
    if PLUGINS in path.parents:
        return path.stem.startswith("view") or "view" in path.parent.parts
    return DESKTOP / "procession" / "ui" in path.parents


OURS = sorted(DESKTOP.rglob("*.py"))
THEIRS = sorted(PLUGINS.rglob("*.py"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def complaints(path: Path, root: Path, wrong: list[Import]) -> list[str]:
    return [f"{shown(path)}:{item.line} imports {item.module}" for item in wrong]


def upward(path: Path, imports: list[Import]) -> list[Import]:
    own = floor_of(name_of(path, DESKTOP))
    if own is None:
        return [item for item in imports if floor_of(item.module) is not None]
    return [item for item in imports if (floor_of(item.module) or 0) > own]


def not_for_probes(imports: list[Import]) -> list[Import]:
    allowed = ("procession.records", "procession.probe")
    return [
        item
        for item in imports
        if item.top not in STANDARD
        and not any(item.module == name or item.module.startswith(name + ".") for name in allowed)
    ]


def not_for_plugins(path: Path, imports: list[Import]) -> list[Import]:
    """What a plugin may not import of ours; its own package is its own affair."""
    public = "procession.plugin.api"
    own = ".".join(name_of(path, PLUGINS).split(".")[:2])
    return [
        item
        for item in imports
        if (item.top == "procession" and not f"{item.module}.".startswith(public + "."))
        or (item.top == "procession_plugins" and not f"{item.module}.".startswith(own + "."))
    ]


@pytest.mark.parametrize("path", OURS, ids=shown)
def test_imports_run_downward(path: Path) -> None:
    assert complaints(path, DESKTOP, upward(path, imports_of(path, DESKTOP))) == []


@pytest.mark.parametrize("path", OURS, ids=shown)
def test_every_part_stands_on_a_floor(path: Path) -> None:
    inside = path.relative_to(DESKTOP / "procession").parts
    if inside != ("__init__.py",):
        assert floor_of(name_of(path, DESKTOP)) is not None


@pytest.mark.parametrize("path", [p for p in OURS + THEIRS if is_probe_code(p)], ids=shown)
def test_what_observed_processes_load_is_light(path: Path) -> None:
    root = DESKTOP if DESKTOP in path.parents else PLUGINS
    assert complaints(path, root, not_for_probes(imports_of(path, root))) == []


@pytest.mark.parametrize("path", [p for p in OURS + THEIRS if not may_import_qt(p)], ids=shown)
def test_qt_stays_upstairs(path: Path) -> None:
    root = DESKTOP if DESKTOP in path.parents else PLUGINS
    wrong = [item for item in imports_of(path, root) if item.top in QT]
    assert complaints(path, root, wrong) == []


@pytest.mark.parametrize(
    "path", [p for p in OURS if DESKTOP / "procession" / "recorder" in p.parents], ids=shown
)
def test_the_recorder_has_no_numpy(path: Path) -> None:
    wrong = [item for item in imports_of(path, DESKTOP) if item.top == "numpy"]
    assert complaints(path, DESKTOP, wrong) == []


@pytest.mark.parametrize(
    "path", [p for p in OURS if floor_of(name_of(p, DESKTOP)) == FLOORS.index("cli")], ids=shown
)
def test_the_command_line_loads_the_window_only_when_it_shows_one(path: Path) -> None:
    wrong = [
        item
        for item in imports_of(path, DESKTOP)
        if item.at_once and floor_of(item.module) == FLOORS.index("ui")
    ]
    assert complaints(path, DESKTOP, wrong) == []


@pytest.mark.parametrize("path", [p for p in THEIRS if not is_probe_code(p)], ids=shown)
def test_plugins_use_the_public_api(path: Path) -> None:
    assert complaints(path, PLUGINS, not_for_plugins(path, imports_of(path, PLUGINS))) == []


@pytest.mark.parametrize("path", [p for p in THEIRS if is_lesson(p)], ids=shown)
def test_lessons_are_plain_programs(path: Path) -> None:
    wrong = [item for item in imports_of(path, PLUGINS) if item.top not in STANDARD]
    assert complaints(path, PLUGINS, wrong) == []


@pytest.mark.parametrize("path", [p for p in THEIRS if p.name == "__init__.py"], ids=shown)
def test_packages_of_plugins_are_empty(path: Path) -> None:
    # Loading X.probe inside an observed process imports them.
    assert path.read_text(encoding="utf-8").strip() == ""


def test_the_reader_of_imports_sees_them_all() -> None:
    source = (
        "import os.path\n"
        "from . import api\n"
        "from ..trace.model import Model\n"
        "def later():\n"
        "    from PySide6 import QtCore\n"
        "    importlib.import_module('numpy')\n"
        "class Body:\n"
        "    import json\n"
    )
    found = {item.module: item.at_once for item in imports_in(source, "procession.plugin.manager")}
    assert found == {
        "os.path": True,
        "procession.plugin.api": True,
        "procession.trace.model.Model": True,
        "PySide6.QtCore": False,
        "numpy": False,
        "json": True,
    }
    package = imports_in("from .pages import Page", "procession.probe", is_package=True)
    assert package[0].module == "procession.probe.pages.Page"


def test_the_rules_catch_what_they_are_for() -> None:
    manager = DESKTOP / "procession" / "plugin" / "manager.py"
    inside = imports_in("def f():\n    import procession.ui.theme", "procession.plugin.manager")
    assert upward(manager, inside) == inside
    assert upward(manager, imports_in("from procession import records", "m")) == []
    heavy = imports_in("import numpy\nfrom procession.recorder import plan", "m")
    assert not_for_probes(heavy) == heavy
    assert not_for_probes(imports_in("import os\nfrom procession import probe", "m")) == []
    plugin = PLUGINS / "procession_plugins" / "lock" / "plugin.py"
    private = imports_in("from procession.plugin.manager import load", "m")
    assert not_for_plugins(plugin, private) == private
    neighbour = imports_in("from procession_plugins.queue import plugin", "m")
    assert not_for_plugins(plugin, neighbour) == neighbour
    assert (
        not_for_plugins(plugin, imports_in("from procession.plugin.api import Lesson", "m")) == []
    )
