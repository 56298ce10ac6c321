"""Signatures, references and pickles are those of a bare program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.probe.observing import observe
from tests.probe.test_transparency import METHODS, same

HERE = Path(__file__).parent


def test_everything_of_multiprocessing_looks_as_it_does_bare(tmp_path: Path) -> None:
    same(tmp_path, HERE / "looks.py")


@pytest.mark.parametrize("method", METHODS)
def test_nothing_of_the_programs_is_kept_alive_and_nothing_of_ours_is_pickled(
    tmp_path: Path, method: str
) -> None:
    same(tmp_path, HERE / "leaks.py", method)
    again = tmp_path / "again"
    again.mkdir()
    seen = observe(again, HERE / "leaks.py", method)
    assert b"procession" not in seen.out
    assert seen.out.count(b"freed at once") > 20
