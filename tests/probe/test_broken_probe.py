"""A plugin's probe that raises never disturbs the program; what is not seen for it is told."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from procession.probe.inject import prepare
from tests.probe.observing import Observation, built_in_probes, environment, read_pages

PROGRAM = """
    import multiprocessing as mp

    def work(lock):
        with lock:
            print("child", flush=True)

    if __name__ == "__main__":
        mp.set_start_method("fork")
        lock = mp.Lock()
        child = mp.Process(target=work, args=(lock,))
        child.start()
        child.join()
        print("done", child.exitcode)
"""
BROKEN = {
    "when it is loaded": "raise LookupError('broken')",
    "when it is installed": "def install(watch): raise LookupError('broken')",
    "when it patches": """
        def install(watch):
            watch.when_imported("multiprocessing.synchronize", patch)

        def patch(module):
            raise LookupError("broken")
    """,
    "as no Python at all": "def install(watch:",
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_probe_that_raises_disturbs_nothing_and_is_counted(tmp_path: Path, how: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(PROGRAM))
    broken = tmp_path / "broken.py"
    broken.write_text(textwrap.dedent(BROKEN[how]))
    run = tmp_path / "run"
    run.mkdir()
    env = environment(run)
    prepare(run, [("broken", str(broken)), *built_in_probes()])
    done = subprocess.run([sys.executable, program], env=env, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"child\ndone 0\n", b"")
    seen = Observation(done.returncode, done.stdout, done.stderr)
    read_pages(run / "pages", seen)
    assert seen.count()["held"] == 1, "the other probes do their work"
    assert seen.lost == 2, "one thing is unwatched in each of two processes"


def test_the_loss_is_dated_and_shown(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(PROGRAM))
    broken = tmp_path / "broken.py"
    broken.write_text("def install(watch): raise LookupError('broken')")
    code = f"""
        from multiprocessing import Pipe
        from procession.recorder.main import record
        from procession.recorder.plan import RunPlan

        near, far = Pipe()
        plan = RunPlan(
            script={str(program)!r},
            output={str(tmp_path / "run.procession")!r},
            python={sys.executable!r},
            probes=(("broken", {str(broken)!r}),),
            terminal="inherit",
            stream=False,
        )
        near.send_bytes(b'{{"do": "close"}}')
        record(plan, far)
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, timeout=60)
    shown = subprocess.run(
        [sys.executable, "-m", "procession", "show", "--json", tmp_path / "run.procession"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert json.loads(shown.stdout)["lost"] == 2
    with contextlib.closing(sqlite3.connect(tmp_path / "run.procession")) as recording:
        told = recording.execute("SELECT process, at_ns >= 0, count FROM loss").fetchall()
    assert sorted(told) == [(1, 1, 1), (2, 1, 1)]
