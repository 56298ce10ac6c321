"""Sentences of findings as rich text: what is escaped and what leads somewhere."""

from __future__ import annotations

from procession.ui.findings.links import href, marked, plain, target_of
from procession.ui.tokens import LIGHT


def test_names_and_places_are_links_and_the_rest_is_escaped() -> None:
    names = {
        "P1": ("process", "1"),
        "P1 <b>": ("process", "2"),
        "`a`": ("primitive", "3"),
        "P12": ("process", "12"),
    }
    text = "P12 holds `a` (x.py:9); P1 <b> & P1 wait; P123 does not."
    made = marked(text, names, LIGHT)
    assert 'href="process:12"' in made
    assert 'href="primitive:3"' in made
    assert f'href="{href(("place", "x.py:9"))}"' in made
    assert 'href="process:2"' in made
    assert made.count('href="process:1"') == 1
    assert "<b>" not in made
    assert "P123" in made
    assert plain(made).split() == text.replace("`", " ").split()


def test_targets_survive_the_way_through_an_address() -> None:
    for target in (("place", "a b/ü:x.py:9"), ("time", "12"), ("process", "3")):
        assert target_of(href(target)) == target


def test_code_in_quotes_that_is_no_name_is_no_link() -> None:
    made = marked("Put it under `if __name__ == '__main__':`.", {}, LIGHT)
    assert "href" not in made
    assert "__main__" in plain(made)
