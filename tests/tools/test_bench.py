"""How benchmarks are measured and their table is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.loading import load_tool

bench = load_tool("bench")

ROW = "print('lock · 2.1 s · 1.0 s · 2.1 × · ≤ 2.5 × · {0}')\n"


def benchmark(folder: Path, code: str) -> Path:
    path = folder / "bench_something.py"
    path.write_text("print('what · here · reference · ratio · goal ·')\n" + code)
    return path


def test_a_row_that_is_ok_is_measured_once(tmp_path: Path) -> None:
    count = tmp_path / "count"
    code = f"open({str(count)!r}, 'a').write('x')\n" + ROW.format("ok")
    rows, complete = bench.measure(benchmark(tmp_path, code))
    assert complete
    assert rows == {"lock": ["lock", "2.1 s", "1.0 s", "2.1 ×", "≤ 2.5 ×", "ok"]}
    assert count.read_text() == "x"


@pytest.mark.parametrize(("outcomes", "stands"), [("MMo", "ok"), ("Mo", "ok"), ("MMM", "MISS")])
def test_a_miss_is_measured_twice_more(tmp_path: Path, outcomes: str, stands: str) -> None:
    count = tmp_path / "count"
    count.write_text("")
    code = (
        f"import sys\ncount = open({str(count)!r}, 'a+')\ncount.seek(0)\n"
        f"outcome = {outcomes!r}[len(count.read())]\ncount.write('x')\n"
        "print('lock · 1 ·', 'ok' if outcome == 'o' else 'MISS')\nsys.exit(outcome != 'o')\n"
    )
    rows, complete = bench.measure(benchmark(tmp_path, code))
    assert complete
    assert rows["lock"][-1] == stands
    assert len(count.read_text()) == len(outcomes)


@pytest.mark.parametrize("code", ["", "raise SystemExit(3)\n", ROW.format("ok") + "sys.exit(9)\n"])
def test_one_that_breaks_off_did_not_come_to_its_end(tmp_path: Path, code: str) -> None:
    _, complete = bench.measure(benchmark(tmp_path, "import sys\n" + code))
    assert not complete


def test_columns_stand_below_each_other() -> None:
    text = bench.table([["lock", "2 s", "1 s", "2 ×", "≤ 3 ×", "ok"], ["queue", "1", "MISS"]])
    lines = text.splitlines()
    assert lines[0].startswith("what ")
    assert len({line.index("·") for line in lines}) == 1
    assert [line.rsplit("· ", 1)[1] for line in lines[1:]] == ["ok", "MISS"]
