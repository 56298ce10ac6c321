"""What is read of a lesson's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from procession.plugin.api import Lesson
from procession.plugin.lessons import LessonError, info_of


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "greeting.py"
    path.write_text('"""A greeting.\n\nMore about it."""\nTIMES = 2  # knob: 1..5 how often\n')
    return path


def test_title_guide_and_knobs_come_from_the_files(program: Path) -> None:
    program.with_name("greeting.md").write_text("# A greeting\n\nHello.\n")
    program.with_name("greeting.zh_CN.md").write_text("# 问候\n\n你好。\n", encoding="utf-8")
    info = info_of("demo", Lesson(program, expects=("child-failed",)))
    assert (info.id, info.title) == ("demo/greeting", "A greeting")
    assert info.guide().endswith("Hello.\n")
    assert info.guide("zh_CN").endswith("你好。\n")
    assert info.guide("fr") == info.guide("en")
    assert (info.title_in("zh_CN"), info.title_in("fr")) == ("问候", "A greeting")
    assert info.as_json() == {
        "plugin": "demo",
        "lesson": "greeting",
        "title": "A greeting",
        "knobs": [
            {
                "name": "TIMES",
                "type": "int",
                "low": 1,
                "high": 5,
                "choices": None,
                "default": 2,
                "help": "how often",
            }
        ],
        "start_methods": ["fork", "spawn", "forkserver"],
        "expects": ["child-failed"],
    }


def test_expectations_may_differ_by_start_method(program: Path) -> None:
    expects = {"spawn": ("unpicklable",), "fork": ("lock-order", "child-failed")}
    info = info_of("demo", Lesson(program, expects=expects))
    assert info.expects_under("spawn") == ("unpicklable",)
    assert info.expects_under("forkserver") == ()
    assert info.as_json()["expects"] == ["child-failed", "lock-order", "unpicklable"]


def test_a_lesson_without_a_guide_has_an_empty_one(program: Path) -> None:
    info = info_of("demo", Lesson(program))
    assert info.guide() == ""
    assert info.title_in("zh_CN") == "A greeting"


def test_the_encoding_is_the_programs_own(tmp_path: Path) -> None:
    path = tmp_path / "old.py"
    path.write_bytes('# coding: latin-1\n"""Grüße."""\n'.encode("latin-1"))
    assert info_of("demo", Lesson(path)).title == "Grüße"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"print('no docstring')\n", "has no docstring to take its title from"),
        (b"def (\n", "is not a Python program"),
        (b"\x00\x01\xff", "is not a Python program"),
    ],
)
def test_a_file_that_is_no_lesson_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "odd.py"
    path.write_bytes(content)
    with pytest.raises(LessonError, match=sentence):
        info_of("demo", Lesson(path))


def test_missing_files_are_named(program: Path, tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"gone\.py cannot be read: No such file"):
        info_of("demo", Lesson(tmp_path / "gone.py"))
    with pytest.raises(LessonError, match=r"a guide that is not there: .*gone\.md"):
        info_of("demo", Lesson(program, guide=tmp_path / "gone.md"))
