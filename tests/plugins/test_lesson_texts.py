"""Lessons as texts: titles, knobs and guides in both languages agree with the programs."""

from __future__ import annotations

import re

import pytest

from procession.plugin.lessons import LessonInfo
from tests.plugins.lesson_runs import built_in

LESSONS = built_in().lessons()
each = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)


@each
def test_every_knob_comment_is_a_knob(lesson: LessonInfo) -> None:
    assert 2 <= len(lesson.knobs) <= 4
    assert len(lesson.knobs) == lesson.source.count("# knob:")
    # The form has room for one short line.
    assert all(0 < len(knob.help) <= 32 for knob in lesson.knobs)


@each
def test_the_program_is_guarded_and_fits_the_page(lesson: LessonInfo) -> None:
    guarded = '\nif __name__ == "__main__":\n' in lesson.source
    assert guarded or "missing-main-guard" in lesson.expects_under("spawn")
    assert max(len(line) for line in lesson.source.splitlines()) <= 100
    assert len(lesson.source.splitlines()) <= 100


@each
def test_the_guide_has_the_same_three_steps_in_both_languages(lesson: LessonInfo) -> None:
    english, chinese = lesson.guide("en"), lesson.guide("zh_CN")
    assert english.startswith(f"# {lesson.title}\n")
    assert re.findall("^## (.*)$", english, re.M) == ["Predict", "Run and watch", "Change it"]
    assert re.findall("^## (.*)$", chinese, re.M) == ["先猜一猜", "运行并观察", "动手改"]
    assert re.search("[一-鿿]", lesson.title_in("zh_CN"))
    for pattern in (r"^- ", r"^\d+\. "):
        count = len(re.findall(pattern, english, re.M))
        assert count >= 2
        assert len(re.findall(pattern, chinese, re.M)) == count


@each
def test_what_a_guide_names_is_in_the_program(lesson: LessonInfo) -> None:
    knobs = {knob.name for knob in lesson.knobs}
    named = {
        language: re.findall("`([A-Z_]{3,})`", lesson.guide(language))
        for language in ("en", "zh_CN")
    }
    assert named["en"]
    for names in named.values():
        assert set(names) <= knobs


@each
def test_translations_are_text_of_their_own(lesson: LessonInfo) -> None:
    assert lesson.guide("zh_CN") != lesson.guide("en")
    assert len(re.findall("[一-鿿]", lesson.guide("zh_CN"))) > 200


@each
def test_predictions_can_be_checked(lesson: LessonInfo) -> None:
    assert lesson.answer is not None
    for language, head in (("en", "## Predict\n"), ("zh_CN", "## 先猜一猜\n")):
        section = lesson.guide(language).partition(head)[2].partition("\n## ")[0]
        assert len(re.findall("^- ", section, re.M)) == 3


@each
def test_twins_name_each_other(lesson: LessonInfo) -> None:
    if lesson.twin is not None:
        twin = next(other for other in LESSONS if other.id == lesson.twin)
        assert twin.twin == lesson.id
        assert lesson.as_json()["expects"] or twin.as_json()["expects"]


@each
def test_every_knob_is_explained_in_chinese(lesson: LessonInfo) -> None:
    assert set(lesson.knob_help("zh_CN")) == {knob.name for knob in lesson.knobs}
