"""``procession check`` and ``--stop-on-hang`` on real programs of the corpus."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.calling import call, program

CORPUS = Path(__file__).parents[1] / "corpus"


def test_a_hang_is_told_and_stopped(tmp_path: Path) -> None:
    output = tmp_path / "run.procession"
    done = call("record", "--stop-on-hang", "0.2", "-o", output, CORPUS / "broken/lock_cycle.py")
    assert done.returncode == 123
    assert done.stderr.decode().rstrip().endswith(" 1 finding")
    checked = call("check", output)
    assert checked.returncode == 1
    said = checked.stdout.decode()
    assert "lock_cycle.py:8: error: " in said
    assert "Neither can go on." in said
    assert "[lock-cycle, certain]" in said
    shown = json.loads(call("show", "--json", output).stdout)
    assert [one["rule"] for one in shown["findings"]] == ["lock-cycle"]
    assert json.loads(call("check", "--json", output).stdout) == shown["findings"]


def test_json_is_all_that_stands_on_stdout(tmp_path: Path) -> None:
    path = program(tmp_path, "import sys\nprint('mine')\nsys.exit(3)\n")
    done = call("check", "--json", path)
    assert done.returncode == 0
    assert json.loads(done.stdout) == []
    assert b"mine" in done.stderr


def test_a_program_that_takes_too_long(tmp_path: Path) -> None:
    path = program(tmp_path, "import time\ntime.sleep(60)\n")
    done = call("check", "--timeout", "0.5", path)
    assert done.returncode == 124


def test_what_may_go_on_is_not_stopped() -> None:
    done = call("check", "--stop-on-hang", "0.1", CORPUS / "clean/thread_releases.py")
    assert done.returncode == 0, done.stdout
    assert b"late" in done.stdout


def test_where_everybody_came_from_is_told_under_pauses_too(tmp_path: Path) -> None:
    source = """
import multiprocessing as mp


def take(first, second, both):
    with first:
        both.wait()
        with second:
            pass


def work(first, second, both):
    take(first, second, both)


if __name__ == "__main__":
    a, b, both = mp.Lock(), mp.Lock(), mp.Barrier(2)
    for first, second in ((a, b), (b, a)):
        mp.Process(target=work, args=(first, second, both)).start()
"""
    done = call("check", "--delays", "3", "--stop-on-hang", "0.2", program(tmp_path, source))
    assert done.returncode == 1
    said = done.stdout.decode()
    assert "[lock-cycle, certain]" in said
    assert ":8 | with second:" in said
    assert said.count(":8 in take, called from ") == 2
    assert said.count(":13 in work") == 2


def test_bad_input_is_told(tmp_path: Path) -> None:
    assert call("check", tmp_path / "none.py").returncode == 2
    damaged = tmp_path / "x.procession"
    damaged.write_bytes(b"SQLite format 3\0nonsense")
    done = call("check", damaged)
    assert done.returncode == 2
    assert done.stderr.startswith(b"procession: ")
