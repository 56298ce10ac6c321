"""``procession plugins`` as typed: a new project, its wheel, on, off and away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.plugin.wheel_maker import make_wheel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="runs a pty")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment with a data folder of the test's own."""
    return os.environ | {"XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}


def plugins(
    home: dict[str, str], *words: str | Path, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "procession", "plugins", *map(str, words)]
    return subprocess.run(
        command,
        env=home,
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


def rows(home: dict[str, str]) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in json.loads(plugins(home, "list", "--json").stdout)}


def test_a_wheel_on_off_and_away(tmp_path: Path, home: dict[str, str]) -> None:
    wheel = make_wheel(tmp_path, {"pc_one.py": '"""One."""\n'}, name="pc_one")
    asked = plugins(home, "install", wheel)
    assert (asked.returncode, asked.stderr) == (
        2,
        "procession: there is nobody to ask; say --yes to install and enable it\n",
    )
    assert "pc_one 1.0" in asked.stdout
    assert "pc_one" not in rows(home)
    done = plugins(home, "install", "--yes", wheel)
    assert (done.returncode, done.stdout) == (0, "installed pc_one 1.0, enabled: pc_one\n")
    row = rows(home)["pc_one"]
    assert (row["state"], row["origin"], row["version"]) == ("active", "installed", "1.0")
    assert plugins(home, "disable", "pc_one").stdout == "disabled pc_one\n"
    assert rows(home)["pc_one"]["state"] == "disabled"
    assert plugins(home, "enable", "pc_one").stdout == "enabled pc_one\n"
    assert plugins(home, "uninstall", "pc_one").stdout == "uninstalled pc-one 1.0\n"
    assert "pc_one" not in rows(home)


def test_the_question_is_asked_on_a_terminal(tmp_path: Path, home: dict[str, str]) -> None:
    import pty

    wheel = make_wheel(tmp_path, {"pc_two.py": ""}, name="pc_two")
    for answer, there in ((b"n\n", False), (b"y\n", True)):
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "procession", "plugins", "install", str(wheel)]
        with subprocess.Popen(command, env=home, stdin=theirs, stdout=subprocess.DEVNULL) as run:
            os.close(theirs)
            os.write(ours, answer)
            assert run.wait(60) == 0
        os.close(ours)
        assert ("pc_two" in rows(home)) is there


def test_bad_input_ends_in_one_sentence(tmp_path: Path, home: dict[str, str]) -> None:
    text = tmp_path / "text.whl"
    text.write_text("no wheel")
    for words, sentence in (
        (
            ("install", "--yes", tmp_path / "none.whl"),
            "none.whl is refused. There is no such file.",
        ),
        (("install", "--yes", text), "text.whl is refused. Its file name is not that of a wheel."),
        (("uninstall", "lock"), "lock is part of Procession; it can be disabled, not uninstalled."),
        (("enable", "nobody"), "There is no plugin nobody; `procession plugins list` names"),
        (("disable", "nobody"), "There is no plugin nobody; `procession plugins list` names"),
        (("new", "Big Name"), "'Big Name' cannot be the name of a plugin"),
        ((), "the following arguments are required: WHAT"),
        (("polish",), "argument WHAT: invalid choice"),
    ):
        done = plugins(home, *words, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith(f"procession: {sentence}"), done.stderr
        assert done.stderr.count("\n") == 1
        assert done.stdout == ""


def test_list_names_all_built_in_ones(home: dict[str, str]) -> None:
    listed = rows(home)
    assert {"process", "lock", "queue", "pool"} <= listed.keys()
    assert {row["state"] for row in listed.values()} == {"active"}
    lines = plugins(home, "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(listed)


def test_a_plugin_that_fails_is_told_and_harms_nothing(
    tmp_path: Path, home: dict[str, str]
) -> None:
    code = (
        "from procession.plugin.api import hookimpl\n"
        "@hookimpl\ndef procession_findings(recording): raise LookupError('lost it')\n"
    )
    wheel = make_wheel(tmp_path, {"pc_bad.py": code}, name="pc_bad")
    assert plugins(home, "install", "--yes", wheel).returncode == 0
    program = tmp_path / "program.py"
    program.write_text("print(1)")
    command = [sys.executable, "-m", "procession", "record", "-o", str(tmp_path / "r.procession")]
    done = subprocess.run(
        [*command, str(program)], env=home, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "1\n")
    said, recorded = done.stderr.splitlines()
    assert said == (
        "procession: the plugin pc_bad failed. procession_findings raised LookupError: lost it."
    )
    assert recorded.startswith("recorded ")
    row = rows(home)["pc_bad"]
    assert row["state"] == "active"  # it loads; each run says what it could not do
