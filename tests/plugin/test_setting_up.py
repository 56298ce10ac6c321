"""Installing, upgrading, switching on and off, removing: real wheels, processes and files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from procession.plugin.installed import installed, plugins_folder
from procession.plugin.listing import Listed, listed
from procession.plugin.loading import noted, take_crashed
from procession.plugin.manager import load
from procession.plugin.setting_up import CannotDo, disable, enable, install, uninstall
from procession.plugin.trial import try_plugins
from procession.plugin.wheels import inspect
from tests.plugin.distributions import make_plugin
from tests.plugin.wheel_maker import make_wheel

HOOKED = """
from procession.plugin.api import hookimpl

@hookimpl
def procession_tracks():
    {body}
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, and a search path that is put back."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name in [name for name in sys.modules if name.startswith("pw_")]:
        del sys.modules[name]
    return tmp_path


def put(folder: Path, name: str, code: str, **more: str) -> None:
    folder.mkdir(exist_ok=True)
    wheel = make_wheel(folder, {f"{name}.py": code}, name=name, **more)  # type: ignore[arg-type]
    install(inspect(wheel))


def row(name: str) -> Listed:
    return next(one for one in listed() if one.name == name)


def test_installed_switched_off_and_on_and_removed(home: Path) -> None:
    put(home / "wheels", "pw_one", '"""One: says nothing."""\n')
    assert (row("pw_one").state, row("pw_one").origin) == ("active", "installed")
    assert load().plugin("pw_one").state == "active"
    assert row("pw_one").summary == "One: says nothing."
    disable("pw_one")
    assert (row("pw_one").state, row("pw_one").reason) == ("disabled", "Switched off.")
    assert load().plugin("pw_one").state == "disabled"
    enable("pw_one")
    assert load().plugin("pw_one").state == "active"
    gone = uninstall("pw-one")
    assert (gone.name, gone.version) == ("pw-one", "1.0")
    assert "pw_one" not in {plugin.name for plugin in load()}
    assert list(plugins_folder().iterdir()) == []
    with pytest.raises(CannotDo, match="There is no plugin pw_one"):
        uninstall("pw_one")


def test_listing_runs_nothing(home: Path) -> None:
    code = f"import pathlib\nwith open({str(home / 'ran')!r}, 'a') as file: file.write('x')\n"
    put(home / "wheels", "pw_noted", code)
    assert (home / "ran").read_text() == "x"  # its trial
    assert row("pw_noted").state == "active"
    assert (home / "ran").read_text() == "x"
    load(safe_mode=True)
    assert (home / "ran").read_text() == "x"


BAD = {
    "raises": ("1 / 0", "ZeroDivisionError"),
    "leaves": ("import sys; sys.exit()", "SystemExit"),
    "ends": ("import os; os._exit(7)", "with status 7"),
    "dies": ("import os, signal; os.kill(os.getpid(), 9)", "by signal 9"),
    "recurses": ("def again(): again()\nagain()", "RecursionError"),
    "misspelt": ("def procession_lesons(): ...", "there is no hook procession_lesons"),
    "raises_in_a_hook": (HOOKED.format(body="raise LookupError('no')"), "LookupError: no"),
    "talks_nonsense": (HOOKED.format(body="return [42]"), "gave 42 where a Track"),
    "ends_in_a_hook": (HOOKED.format(body="import os; os._exit(0)"), "with status 0"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("kind", BAD)
def test_an_upgrade_that_does_not_load_changes_nothing(home: Path, kind: str) -> None:
    code, reason = BAD[kind]
    put(home / "wheels", "pw_one", '"""The old one."""\n')
    with pytest.raises(CannotDo, match="was not enabled") as refused:
        put(home / "newer", "pw_one", code, version="2.0")
    assert reason in str(refused.value)
    assert [(one.name, one.version) for one in installed()] == [("pw-one", "1.0")]
    assert load().plugin("pw_one").summary == "The old one."
    put(home / "newest", "pw_one", '"""The new one."""\n', version="3.0")
    assert [(one.name, one.version) for one in installed()] == [("pw-one", "3.0")]
    assert row("pw_one").version == "3.0"
    assert load().plugin("pw_one").summary == "The new one."


def test_one_that_takes_for_ever_is_ended(home: Path) -> None:
    make_plugin(home, "sleeper", "import threading\nthreading.Event().wait()\n")
    (tried,) = try_plugins(["sleeper"], home, limit_s=2.0)
    assert (tried.state, tried.reason) == ("failed", "It was still being loaded after 2 s.")


def test_one_that_lacks_something_is_installed_and_off(home: Path) -> None:
    put(home / "wheels", "pw_needy", "1 / 0", metadata="Requires-Dist: no_such_thing\n")
    assert (row("pw_needy").state, row("pw_needy").reason) == ("disabled", "missing no_such_thing")
    with pytest.raises(CannotDo, match="missing no_such_thing"):
        enable("pw_needy")


def test_for_another_api(home: Path) -> None:
    with pytest.raises(CannotDo, match="written for API 9"):
        put(home / "wheels", "pw_newer", "PROCESSION_API = 9\n")
    assert installed() == []


def test_a_name_that_is_taken(home: Path) -> None:
    with pytest.raises(CannotDo, match="a plugin lock, which procession has already"):
        put(home / "wheels", "pw_lock", "", entry_points="[procession.plugins]\nlock = pw_lock\n")


def test_built_in_ones_go_off_and_stay(home: Path) -> None:
    disable("lock")
    assert row("lock").state == "disabled"
    with pytest.raises(CannotDo, match="part of Procession"):
        uninstall("lock")
    enable("lock")
    assert row("lock").state == "active"
    for word in (enable, disable):
        with pytest.raises(CannotDo, match="There is no plugin nothing"):
            word("nothing")


def test_one_from_elsewhere_is_not_ours_to_remove(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_plugin(home, "outside", "")
    monkeypatch.syspath_prepend(str(home))
    assert (row("outside").state, row("outside").origin) == ("disabled", "site-packages")
    enable("outside")
    assert row("outside").state == "active"
    with pytest.raises(CannotDo, match="not installed by Procession"):
        uninstall("outside")


def test_one_that_crashed_us_is_off_at_the_next_start(home: Path) -> None:
    flag = home / "crash"
    code = f"import os, pathlib\nif pathlib.Path({str(flag)!r}).exists(): os._exit(9)\n"
    put(home / "wheels", "pw_crasher", code)
    flag.touch()
    start = [sys.executable, "-m", "procession", "lessons"]
    assert subprocess.run(start, capture_output=True, timeout=60).returncode == 9
    again = subprocess.run(start, capture_output=True, timeout=60)
    assert again.returncode == 0
    assert b"lock/" in again.stdout
    assert "ended Procession" in row("pw_crasher").reason
    flag.unlink()
    enable("pw_crasher")
    assert load().plugin("pw_crasher").state == "active"


def test_who_is_being_loaded_is_known_only_while_it_is(home: Path) -> None:
    with noted("somebody", "1"):
        assert take_crashed() == []
    assert take_crashed() == []


def test_a_hook_that_takes_for_ever_is_cut_off(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from procession.plugin import loaded

    monkeypatch.setattr(loaded, "_HOOK_S", 0.2)
    code = HOOKED.format(body="import threading; threading.Event().wait(30)")
    make_plugin(home, "slow", code)
    monkeypatch.syspath_prepend(str(home))
    plugin = load(path=[str(home)], enabled={"slow": "1.2"}).plugin("slow")
    assert plugin.call("procession_tracks", recording=None) == []
    assert plugin.state == "failed"
    assert "it took longer than 0.2 s" in plugin.reason
    assert plugin.slowest[0] == "procession_tracks"
