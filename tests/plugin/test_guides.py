"""Guides are taken apart into what is read, what is predicted, and what knobs mean."""

from __future__ import annotations

import re

from procession.plugin.guides import guide_of, split_front
from procession.plugin.manager import load

ENGLISH = """# Title

Before.

```
## Predict
- no list
```

## Predict

Some list that is no choice:

- one

What will happen?

- It ends, and
  all is well.
- It **hangs**.
* Neither.

Think first.

## Run and watch

Watch.
"""
CHINESE = """---
WORKERS: 进程数
EMPTY:
---
# 标题

先读。

## 先猜一猜

会怎样？

1. 结束。
2. 卡住。

## 运行

看。
"""


def test_prediction_is_the_last_list_under_its_heading() -> None:
    guide = guide_of(ENGLISH)
    assert guide.prediction is not None
    assert guide.prediction.choices == ("It ends, and all is well.", "It **hangs**.", "Neither.")
    assert guide.prediction.question.endswith("What will happen?")
    assert "Before." in guide.before
    assert "- no list" in guide.before, "what is fenced is no heading"
    assert guide.after.startswith("Think first.")
    assert "## Run and watch" in guide.after
    assert "Title" not in guide.before


def test_translation_has_its_list_at_the_same_place() -> None:
    guide = guide_of(CHINESE, ENGLISH)
    assert guide.prediction is not None
    assert guide.prediction.heading == "先猜一猜"
    assert guide.prediction.choices == ("结束。", "卡住。")


def test_guide_without_prediction_is_one_text() -> None:
    guide = guide_of("# Title\n\nText.\n\n## Then\n\n- item\n")
    assert guide.prediction is None
    assert guide.before == "Text.\n\n## Then\n\n- item"
    assert guide.after == ""
    assert guide_of("").before == ""


def test_what_knobs_mean_stands_before_the_guide() -> None:
    helps, rest = split_front(CHINESE)
    assert helps == {"WORKERS": "进程数"}
    assert rest.startswith("# 标题")
    assert split_front("---\nnot closed") == ({}, "---\nnot closed")


def test_both_languages_of_every_lesson_offer_the_same_answers() -> None:
    lessons = load(safe_mode=True).lessons()
    assert lessons
    for lesson in lessons:
        english = lesson.guide_parts("en").prediction
        chinese = lesson.guide_parts("zh_CN").prediction
        assert (english is None) == (chinese is None), lesson.id
        if english is not None and chinese is not None:
            assert len(english.choices) == len(chinese.choices) >= 2, lesson.id


def test_help_in_chinese_is_about_knobs_that_are_there() -> None:
    for lesson in load(safe_mode=True).lessons():
        helps = lesson.knob_help("zh_CN")
        assert set(helps) <= {knob.name for knob in lesson.knobs}, lesson.id
        assert all(re.search("[一-鿿]", text) for text in helps.values()), lesson.id
        assert lesson.knob_help("en") == {}, "the program says it"
