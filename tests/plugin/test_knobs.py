"""Knobs: what is read from comments, and that rewriting one changes nothing else."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procession.plugin.knobs import Knob, KnobError, apply, parse

SOURCE = '''"""A program."""
import time

WORKERS = 3         # knob: 1..16 how many processes share the lock
PAUSE_MS = 2.5      # knob: 0.0..50.0 pause between two turns
ORDER = "same"      # knob: same | opposite in which order the locks are taken
SIZE = 100          # knob: 10 | 100 | 1000 items in a chunk
LOCKED = True       # knob: yes | no take the lock at all
NAME = "Ada"        # knob: whom to greet
SHIFT: int = -2     # knob: -5..5 to the left or right
PLAIN = 7           # how many days a week has
TEXT = """
WORKERS = 9         # knob: 1..16 not this one
"""


def inside():
    WORKERS = 4     # knob: 1..16 nor this one
    return WORKERS
'''


def knob(name: str) -> Knob:
    return {knob.name: knob for knob in parse(SOURCE)}[name]


def test_reads_every_kind() -> None:
    assert [
        (k.name, k.type, k.low, k.high, k.choices, k.default, k.line) for k in parse(SOURCE)
    ] == [
        ("WORKERS", "int", 1, 16, None, 3, 4),
        ("PAUSE_MS", "float", 0.0, 50.0, None, 2.5, 5),
        ("ORDER", "choice", None, None, ("same", "opposite"), "same", 6),
        ("SIZE", "choice", None, None, (10, 100, 1000), 100, 7),
        ("LOCKED", "bool", None, None, None, True, 8),
        ("NAME", "text", None, None, None, "Ada", 9),
        ("SHIFT", "int", -5, 5, None, -2, 10),
    ]
    assert knob("WORKERS").help == "how many processes share the lock"
    assert knob("ORDER").help == "in which order the locks are taken"
    assert knob("NAME").help == "whom to greet"


@pytest.mark.parametrize(
    "line",
    [
        "N = 30  # knob: 1..16 the default is out of range",
        "N = 'three'  # knob: 1..16 a text is no number",
        "N = True  # knob: 1..16 nor is a switch",
        "N = 'left'  # knob: up | down the default is no choice",
        "N = f()  # knob: 1..16 only a constant can be rewritten",
        "N = [1, 2]  # knob: 1..16 and a single one",
        "N = M = 3  # knob: 1..16 one name",
        "N = (\n3)  # knob: 1..16 and one line",
        "N = 3  # knobs: 1..16 another word",
        "N = 3  # knob:",
        "N = 3  # knob: 1..16 a program that is no Python\ndef (",
    ],
)
def test_what_does_not_fit_makes_no_knob(line: str) -> None:
    assert [found for found in parse(line + "\n") if found.line == 1] == []


def test_rewrites_the_constant_and_keeps_the_column() -> None:
    changed = apply(SOURCE, {"WORKERS": "12", "ORDER": "opposite", "LOCKED": "no", "PAUSE_MS": 4})
    expected = SOURCE.replace("WORKERS = 3         #", "WORKERS = 12        #", 1)
    expected = expected.replace('ORDER = "same"      #', "ORDER = 'opposite'  #")
    expected = expected.replace("LOCKED = True       #", "LOCKED = False      #")
    expected = expected.replace("PAUSE_MS = 2.5      #", "PAUSE_MS = 4.0      #")
    assert changed == expected


def test_a_value_that_stays_leaves_the_source_alone() -> None:
    source = "N = 10_000  # knob: 1..1_000_000 spelt by its author\n"
    assert apply(SOURCE, {"WORKERS": 3, "NAME": "Ada"}) == SOURCE
    assert (
        apply("N = 1e1  # knob: 0.5..20.0 in s\n", {"N": 10}) == "N = 1e1  # knob: 0.5..20.0 in s\n"
    )
    assert apply(source, {}) == source


def test_line_ends_and_wide_characters_stay() -> None:
    source = '名 = "甲乙"; N = 1\r\nN = 2  # knob: 1..9 多少\r\n'
    assert apply(source, {"N": 7}) == '名 = "甲乙"; N = 1\r\nN = 7  # knob: 1..9 多少\r\n'


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("WORKERS", "17", "WORKERS must be a whole number from 1 to 16, not 17."),
        ("WORKERS", "many", "WORKERS must be a whole number from 1 to 16, not 'many'."),
        ("WORKERS", 2.5, "WORKERS must be a whole number from 1 to 16, not 2.5."),
        ("WORKERS", True, "WORKERS must be a whole number from 1 to 16, not True."),
        ("PAUSE_MS", "nan", "PAUSE_MS must be a number from 0.0 to 50.0, not 'nan'."),
        ("PAUSE_MS", "-1", "PAUSE_MS must be a number from 0.0 to 50.0, not -1.0."),
        ("ORDER", "random", "ORDER must be one of same, opposite; it cannot be 'random'."),
        ("LOCKED", "maybe", "LOCKED must be yes or no, not 'maybe'."),
        ("NAME", 3, "NAME must be a text, not 3."),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence(name: str, value: object, sentence: str) -> None:
    with pytest.raises(KnobError) as caught:
        apply(SOURCE, {name: value})
    assert str(caught.value) == sentence


def test_an_unknown_knob_is_answered_with_those_there_are() -> None:
    with pytest.raises(KnobError, match="There is no knob SPEED; this program has WORKERS, PAUSE"):
        apply(SOURCE, {"SPEED": 1})
    with pytest.raises(KnobError, match="this program has none"):
        apply("x = 1\n", {"SPEED": 1})


def test_what_goes_to_json() -> None:
    assert knob("SIZE").as_json() == {
        "name": "SIZE",
        "type": "choice",
        "low": None,
        "high": None,
        "choices": [10, 100, 1000],
        "default": 100,
        "help": "items in a chunk",
    }


ints = st.integers(-(10**12), 10**12)
floats = st.floats(-1e9, 1e9).map(lambda value: value + 0.0)
texts = st.text(max_size=40)


def value_of(source: str, name: str) -> object:
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.literal_eval(node.value)
    raise AssertionError(name)


@given(old=ints, new=ints, blanks=st.integers(0, 30))
def test_any_whole_number_comes_back(old: int, new: int, blanks: int) -> None:
    low, high = min(old, new), max(old, new)
    source = f"A = 1\nN = {old}{' ' * blanks}# knob: {low}..{high} any\nB = 2\n"
    changed = apply(source, {"N": str(new)})
    assert value_of(changed, "N") == new
    assert [k.default for k in parse(changed)] == [new]
    assert changed.splitlines()[0::2] == source.splitlines()[0::2]
    assert changed.partition("#")[2] == source.partition("#")[2]


@given(old=floats, new=floats)
def test_any_number_comes_back(old: float, new: float) -> None:
    source = f"N = {old!r}   # knob: {min(old, new)!r}..{max(old, new)!r} any\n"
    assert value_of(apply(source, {"N": new}), "N") == new
    assert value_of(apply(source, {"N": repr(new)}), "N") == new


@given(old=texts, new=texts)
def test_any_text_comes_back(old: str, new: str) -> None:
    source = f"N = {old!r}   # knob: what to say\nB = 2\n"
    changed = apply(source, {"N": new})
    assert value_of(changed, "N") == new
    assert value_of(changed, "B") == 2
    assert apply(apply(changed, {"N": old}), {"N": new}) == changed


@given(st.text(max_size=200))
def test_no_source_is_too_odd_to_read(source: str) -> None:
    for found in parse(source):
        assert apply(source, {found.name: found.default}) == source
