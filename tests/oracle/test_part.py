"""The part of ``make oracle`` that fits into the tests, and that the oracle itself can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.__main__ import row_of
from tests.oracle.both_ways import Bench, Compared, Run, differences
from tests.oracle.interpreters import Interpreter, installed, usable
from tests.oracle.parts import MAIN, Part, parts_of, write_modules

PYTHONS = usable()
PARTS = ("misc fork", "manager fork", "main_handling")


def chosen() -> list[tuple[Interpreter, str]]:
    """Every part on one Python at least, and every Python with one part at least."""
    if not PYTHONS:
        return []
    jobs = [(PYTHONS[0], name) for name in PARTS]
    return jobs + [(python, "manager forkserver") for python in PYTHONS[1:]]


def bench(folder: Path) -> Bench:
    return Bench(folder, write_modules(folder), at_once=True)


@pytest.mark.skipif(not PYTHONS, reason="no Python here has test._test_multiprocessing")
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("python", "name"), chosen(), ids=lambda value: getattr(value, "name", value)
)
def test_every_test_of_cpythons_own_ends_as_it_does_bare(
    tmp_path: Path, python: Interpreter, name: str
) -> None:
    parts = {part.name: part for part in parts_of(python)}
    if name not in parts:
        pytest.skip(f"{python.name} has no {MAIN}")
    compared = bench(tmp_path).compare(python, parts[name])
    assert compared.tests > 20, compared.bare.log
    assert compared.differing == {}, compared.observed.log
    assert row_of(python, parts[name], compared)[-1] == "ok"


@pytest.mark.skipif(not PYTHONS, reason="no Python here has test._test_multiprocessing")
def test_a_test_that_ends_otherwise_when_observed_is_told(tmp_path: Path) -> None:
    (tmp_path / "suite_own.py").write_text(
        "import sys, unittest\n"
        "class Own(unittest.TestCase):\n"
        "    def test_same(self): pass\n"
        "    def test_meets_the_probe(self):\n"
        "        import multiprocessing.synchronize as s\n"
        "        self.assertEqual(s.SemLock.__enter__.__code__.co_filename, s.__file__)\n"
        "    def test_fails_both_ways(self): self.fail()\n"
        "    @unittest.skip('for a reason')\n"
        "    def test_skipped(self): pass\n"
    )
    compared = bench(tmp_path).compare(PYTHONS[0], Part("own", "suite_own"))
    own = "suite_own.Own.test_meets_the_probe"
    assert compared.differing == {own: ("ok", "failure AssertionError")}
    assert compared.bare.statuses["suite_own.Own.test_skipped"] == "skipped: for a reason"
    assert compared.bare.statuses["suite_own.Own.test_fails_both_ways"] == "failure AssertionError"
    assert compared.tests == 4
    assert row_of(PYTHONS[0], Part("own", "suite_own"), compared)[-1] == "MISS"


def test_tests_that_one_way_never_ran_differ() -> None:
    bare, observed = Run({"a.b": "ok", "c.d": "ok"}), Run({"a.b": "ok", "e.f": "ok"})
    assert differences(bare, observed) == {"c.d": ("ok", "not run"), "e.f": ("not run", "ok")}


def test_a_part_without_tests_is_a_miss() -> None:
    python = Interpreter("python3", (3, 11, 0), "cpython", frozenset())
    assert row_of(python, Part("none", "none"), Compared(Run(), Run()))[-1] == "MISS"


def test_this_python_is_among_those_found() -> None:
    import sys

    assert sys.version_info[:3] in [python.version for python in installed()]
