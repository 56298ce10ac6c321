"""Plugins that do what plugins do wrong: each is named, and none takes another down."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from procession.plugin.manager import UnknownLesson, load
from tests.plugin.distributions import load_all, make_plugin

if TYPE_CHECKING:
    from procession.trace.model import Model

GOOD = """
    '''A plugin that works.'''
    from pathlib import Path
    from procession.plugin.api import Lesson, Track, hookimpl

    @hookimpl
    def procession_lessons():
        yield Lesson(Path(__file__).with_name("good_lesson.py"))

    @hookimpl
    def procession_tracks(recording):
        return [Track(kinds=("Gate",), style="holder", counts={"opened": "calls:open"})]
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on ``sys.path`` with one good plugin; its modules are forgotten afterwards."""
    (tmp_path / "good_lesson.py").write_text('"""A good lesson."""\nprint("hello")\n')
    make_plugin(tmp_path, "good", GOOD)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("procession_test_")]:
        del sys.modules[name]


def test_a_good_plugin_offers_what_it_has(site: Path) -> None:
    manager = load_all(site)
    (plugin,) = manager
    assert (plugin.name, plugin.state, plugin.version) == ("good", "active", "1.2")
    assert plugin.distribution == "procession-test-good"
    assert plugin.summary == "A plugin that works."
    assert plugin.title() == "Good"
    assert not plugin.builtin
    assert [lesson.id for lesson in manager.lessons()] == ["good/good_lesson"]
    assert manager.lesson("good/good_lesson").title == "A good lesson"
    assert [track.kinds for track in manager.tracks()] == [("Gate",)]
    assert manager.probes() == []


BROKEN = {
    "raises_at_import": ("1 / 0", "failed", "ZeroDivisionError"),
    "leaves_at_import": ("import sys\nsys.exit(3)", "failed", "SystemExit: 3"),
    "lacks_a_module": ("import no_such_module_at_all", "failed", "No module named"),
    "is_no_python": ("def (", "failed", "SyntaxError"),
    "newer_api": ("PROCESSION_API = 2", "incompatible", "API 2; this Procession has API 1"),
    "misspelt_hook": (
        "import procession.plugin.api as api\n@api.hookimpl\ndef procession_lesons(): return []",
        "failed",
        "there is no hook procession_lesons; procession_lessons is meant?",
    ),
    "unmarked_hook": (
        "def procession_lessons():\n    return []\n",
        "failed",
        "procession_lessons is not marked with @hookimpl",
    ),
    "wrong_argument": (
        "import procession.plugin.api as api\n@api.hookimpl\ndef procession_tracks(windows): ...",
        "failed",
        "windows",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_that_cannot_be_loaded_is_named_and_alone(site: Path, name: str) -> None:
    code, state, reason = BROKEN[name]
    make_plugin(site, name, code)
    manager = load_all(site)
    assert manager.plugin(name).state == state
    assert reason in manager.plugin(name).reason
    assert bool(manager.plugin(name).traceback) == (state == "failed")
    assert manager.plugin("good").state == "active"
    assert [lesson.id for lesson in manager.lessons()] == ["good/good_lesson"]
    assert len(manager.tracks()) == 1


HOOKS = {
    "raises": ("procession_tracks", "raise KeyError('gone')", "KeyError: 'gone'"),
    "leaves": ("procession_tracks", "import os, sys; sys.exit(1)", "SystemExit"),
    "raises_late": ("procession_lessons", "yield from (); raise OSError('disk')", "disk"),
    "gives_none_of_it": ("procession_tracks", "return ['a lane']", "where a Track is expected"),
    "gives_a_number": ("procession_lessons", "return 7", "not iterable"),
    "has_no_such_file": (
        "procession_lessons",
        "import procession.plugin.api as api; return [api.Lesson('/nowhere/at_all.py')]",
        "cannot be read: No such file",
    ),
    "has_no_such_probe": ("procession_probe", "return 'procession_no_such.probe'", "probe"),
}


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_that_raises_is_named_and_not_called_again(site: Path, name: str) -> None:
    hook, body, reason = HOOKS[name]
    code = (
        "from procession.plugin.api import hookimpl\n"
        "calls = []\n"
        f"@hookimpl\ndef {hook}():\n    calls.append(1)\n    {body}\n"
    )
    module = make_plugin(site, name, code)
    manager = load_all(site)
    assert manager.plugin(name).state == "active"
    for _ in range(2):
        assert [track.kinds for track in manager.tracks()] == [("Gate",)]
        assert [lesson.id for lesson in manager.lessons()] == ["good/good_lesson"]
        assert manager.probes() == []
    plugin = manager.plugin(name)
    assert plugin.state == "failed"
    assert reason in plugin.reason
    assert len(sys.modules[module].calls) == 1


def test_ctrl_c_is_not_a_plugins_failure(site: Path) -> None:
    make_plugin(site, "interrupted", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        load_all(site)


def test_a_damaged_list_of_entry_points_harms_only_its_owner(site: Path) -> None:
    make_plugin(site, "damaged", "", entry_points="[procession.plugins]\nno equals sign\n")
    manager = load_all(site)
    assert manager.plugin("good").state == "active"
    damaged = [plugin for plugin in manager if plugin.name != "good"]
    assert [plugin.state for plugin in damaged] == ["failed"]
    assert damaged[0].distribution == "procession-test-damaged"


def test_a_name_that_is_taken_is_said_so(site: Path) -> None:
    module = make_plugin(site, "second", GOOD)
    make_plugin(site, "second", GOOD, entry_points=f"[procession.plugins]\ngood = {module}\n")
    manager = load_all(site)
    assert manager.plugin("good").state == "active"
    (other,) = [plugin for plugin in manager if plugin.name != "good"]
    assert other.state == "failed"
    assert "The name good is taken by" in other.reason
    assert len(manager.lessons()) == 1


def test_one_switched_off_is_not_imported(site: Path) -> None:
    module = make_plugin(site, "noisy", "1 / 0")
    manager = load_all(site, disabled={"noisy"})
    assert manager.plugin("noisy").state == "disabled"
    assert module not in sys.modules


def test_nobody_elses_plugin_is_loaded_unasked(site: Path) -> None:
    found = load().plugin("good")
    assert (found.state, found.reason) == ("disabled", "Not switched on yet.")
    older = load(enabled={"good": "1.1"}).plugin("good")
    assert older.reason == "Version 1.2 is new here, and not switched on yet; 1.1 was."
    assert "procession_test_good" not in sys.modules
    assert load(enabled={"good": "1.2"}).plugin("good").state == "active"
    assert "procession_test_good" in sys.modules


def test_safe_mode_has_the_built_in_ones_only(site: Path) -> None:
    everything = load(enabled={"good": "1.2"})
    assert {"good", "lock"} <= {plugin.name for plugin in everything}
    safe = load(safe_mode=True, enabled={"good": "1.2"})
    assert "good" not in {plugin.name for plugin in safe}
    assert all(plugin.builtin for plugin in safe)


def test_a_probe_is_found_without_being_imported(site: Path) -> None:
    make_plugin(site, "probing_probe", "raise RuntimeError('only in observed processes')")
    code = (
        "from procession.plugin.api import hookimpl\n"
        "@hookimpl\ndef procession_probe():\n    return 'procession_test_probing_probe'\n"
    )
    make_plugin(site, "probing", code)
    manager = load_all(site, disabled={"probing_probe"})
    assert manager.probes() == [("probing", str(site / "procession_test_probing_probe.py"))]
    assert "procession_test_probing_probe" not in sys.modules


def test_findings_come_from_those_that_look(site: Path) -> None:
    assert not load_all(site).finds()
    code = (
        "from procession.plugin.api import Finding, hookimpl\n"
        "@hookimpl\ndef procession_findings(recording):\n"
        "    return [Finding('gate-stuck', 'error', 'likely', f'{recording}', 'Oil it.', 7)]\n"
    )
    make_plugin(site, "looking", code)
    make_plugin(site, "blind", code.replace("return", "raise ValueError(recording)\n    return"))
    manager = load_all(site)
    assert manager.finds()
    model = cast("Model", "the recording")  # plugins get what the caller gives
    assert [finding.message for finding in manager.findings(model)] == ["the recording"]
    assert manager.plugin("blind").reason == (
        "procession_findings raised ValueError: the recording."
    )


def test_an_unknown_lesson_is_answered_with_those_there_are(site: Path) -> None:
    manager = load_all(site)
    with pytest.raises(UnknownLesson) as caught:
        manager.lesson("good/better")
    assert str(caught.value) == "There is no lesson 'good/better'; there is good/good_lesson."


def test_plugins_that_say_no_order_come_last_by_name(site: Path) -> None:
    make_plugin(site, "another", "")
    make_plugin(site, "first", "PROCESSION_ORDER = 5")
    assert [plugin.name for plugin in load_all(site)] == ["first", "another", "good"]
