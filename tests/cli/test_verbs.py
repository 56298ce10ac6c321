"""The verbs that tell rather than run."""

from __future__ import annotations

import json
from pathlib import Path

import procession
from tests.cli.calling import call


def test_the_version() -> None:
    assert call("--version").stdout.decode() == f"procession {procession.__version__}\n"


def test_the_help_names_the_verbs_there_are() -> None:
    text = call("--help").stdout.decode()
    verbs = "record check run lessons show open picture export plugins self-test"
    for verb in verbs.split():
        assert f"\n    {verb} " in text


def test_lessons_as_json() -> None:
    lessons = json.loads(call("lessons", "--json").stdout)
    assert {"plugin", "lesson", "title", "knobs", "start_methods", "expects"} <= lessons[0].keys()
    listed = call("lessons").stdout.decode()
    for lesson in lessons:
        assert f"{lesson['plugin']}/{lesson['lesson']}" in listed


def test_a_lesson_runs_with_its_knobs_and_is_shown(tmp_path: Path) -> None:
    lessons = json.loads(call("lessons", "--json").stdout)
    lesson = next(lesson for lesson in lessons if lesson["plugin"] == "lock")
    name = f"lock/{lesson['lesson']}"
    knob = next(knob for knob in lesson["knobs"] if knob["type"] == "int")
    value = knob["low"] if knob["low"] != knob["default"] else knob["high"]
    output = tmp_path / "lesson.procession"
    done = call("run", name, "-k", f"{knob['name']}={value}", "-o", output, "--capture")
    assert done.returncode == 0, done.stderr
    shown = json.loads(call("show", "--json", output).stdout)
    assert shown["format"] == 1
    assert shown["exit_status"] == 0
    assert shown["complete"] is True
    assert len(shown["processes"]) > 1
    assert shown["processes"][0]["role"] == "main"
    assert "Lock" in {primitive["kind"] for primitive in shown["primitives"]}
    assert call("show", output).stdout.decode().count("\n") > 3
