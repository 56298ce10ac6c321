"""Primitives are called what the program calls them."""

from __future__ import annotations

import pytest

from procession.recorder.names import Names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("lock = Lock()", "lock"),
        ("self.lock = ctx.Lock()", "self.lock"),
        ("x: object = Lock()", "x"),
        ("locks = [Lock() for _ in range(3)]", "locks"),
        ("table['a'] = Lock()", "table['a']"),
        ("with Pool(3) as pool: pass", "pool"),
        ("near, far = Pipe()", "near, far"),
        ("(near, far) = Pipe()", "near, far"),
        ("a = b if c else Lock()", "a"),
        ("print(Lock())", ""),
        ("lock = wrap(Lock())", ""),
        ("def f(:", ""),
    ],
)
def test_the_target_of_the_assignment(line: str, name: str) -> None:
    column = max(line.find(word) for word in ("Lock(", "Pool(", "Pipe(", "ctx."))
    assert Names(line).at(1, line.find("ctx.") if "ctx." in line else column) == name


def test_two_on_one_line_are_told_apart_by_their_columns() -> None:
    names = Names("a, b = Lock(), Lock()")
    assert (names.at(1, 7), names.at(1, 15)) == ("a", "b")
    assert names.at(1) == ""


def test_a_line_alone_is_enough_where_nothing_else_is_made() -> None:
    names = Names("lock = Lock(\n)\n")
    assert (names.at(1), names.at(2), names.at(3)) == ("lock", "lock", "")
