"""A live program under strain: left behind and caught up, its recorder killed, both strategies."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from procession.plugin.manager import Manager
from procession.recorder.plan import RunPlan
from procession.recorder.target import partial_path
from procession.ui.live_program import LiveProgram
from procession.ui.program import Phase
from procession.ui.watcher import Strategy

LONG_MS = 60_000
TURNS = 300_000
PROCESSES = 3
BUSY = f"""
from multiprocessing import Lock, Process

def work(lock):
    for _ in range({TURNS}):
        with lock:
            pass

if __name__ == "__main__":
    locks = [Lock() for _ in range({PROCESSES})]
    children = [Process(target=work, args=(lock,)) for lock in locks]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print("all done")
"""


def make(tmp_path: Path, manager: Manager, source: str, strategy: Strategy | None) -> LiveProgram:
    script = tmp_path / "program.py"
    script.write_text(source, encoding="utf-8")
    plan = RunPlan(
        output=str(tmp_path / "run.procession"),
        script=str(script),
        probes=tuple(manager.probes()),
    )
    return LiveProgram(plan, "program.py", strategy=strategy)


def stored(path: Path) -> int:
    """How many events stand in a recording that is being written, or is just begun."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            (found,) = database.execute("SELECT total(count) FROM chunk").fetchone()
    except sqlite3.OperationalError:
        return 0
    return int(found)


@pytest.mark.parametrize("strategy", ["descriptor", "thread"])
def test_follows_a_program_to_its_end(
    qtbot: QtBot, manager: Manager, tmp_path: Path, strategy: Strategy
) -> None:
    program = make(tmp_path, manager, BUSY.replace(str(TURNS), "200"), strategy)
    changes: list[int] = []
    program.changed.connect(lambda: changes.append(program.model.events if program.model else 0))
    program.start()
    qtbot.waitUntil(lambda: program.phase is Phase.ENDED, timeout=LONG_MS)
    qtbot.waitUntil(lambda: program.released, timeout=LONG_MS)
    assert program.model is not None
    assert program.model.complete
    statistics = [program.model.statistics(one).get("acquires") for one in program.model.primitives]
    assert statistics == [200] * PROCESSES
    assert changes[-1] == program.model.events
    assert b"all done" in b"".join(output.data for output in program.outputs)
    assert Path(program.plan.output).is_file()
    assert not partial_path(program.plan.output).exists()


def test_is_left_behind_and_catches_up(qtbot: QtBot, manager: Manager, tmp_path: Path) -> None:
    """Nobody reads while 29 MB of records are made: more than the recorder keeps for a watcher."""
    go = tmp_path / "go"
    waiting = f"""if __name__ == "__main__":
    import os, time
    while not os.path.exists({str(go)!r}):
        time.sleep(0.01)
"""
    source = BUSY.replace('if __name__ == "__main__":\n', waiting)
    program = make(tmp_path, manager, source, None)
    models: list[object] = []
    program.replaced.connect(lambda: models.append(program.model))
    program.start()
    qtbot.waitUntil(lambda: program.phase is Phase.LIVE, timeout=LONG_MS)
    watcher = program._watcher
    assert watcher is not None
    watcher.pause(True)
    # Not before nobody reads any more: then all of it comes too soon.
    go.touch()
    most = TURNS * PROCESSES * 9 // 10
    partial = partial_path(program.plan.output)
    qtbot.waitUntil(lambda: stored(partial) > most, timeout=LONG_MS)
    watcher.pause(False)
    qtbot.waitUntil(lambda: program.phase is Phase.ENDED, timeout=LONG_MS)
    qtbot.waitUntil(lambda: program.released, timeout=LONG_MS)
    assert len(models) >= 2, "it was never left behind"
    assert program.model is models[-1]
    assert program.model is not None
    counts = [program.model.statistics(one).get("acquires") for one in program.model.primitives]
    assert counts == [TURNS] * PROCESSES
    printed = b"".join(output.data for output in program.outputs)
    assert printed.count(b"all done") == 1


def test_a_killed_recorder_is_told(qtbot: QtBot, manager: Manager, tmp_path: Path) -> None:
    source = "import threading\nprint('here', flush=True)\nthreading.Event().wait()\n"
    program = make(tmp_path, manager, source, None)
    program.start()
    qtbot.waitUntil(lambda: bool(program.outputs), timeout=LONG_MS)
    assert program._client is not None
    pid = program._client.process.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: program.phase is Phase.FAILED, timeout=LONG_MS)
    assert "unexpectedly" in program.error
    qtbot.waitUntil(lambda: program.released, timeout=LONG_MS)


def test_stop_before_the_start_is_over(qtbot: QtBot, manager: Manager, tmp_path: Path) -> None:
    program = make(tmp_path, manager, "import threading\nthreading.Event().wait()\n", None)
    program.start()
    program.stop()
    qtbot.waitUntil(lambda: program.phase is Phase.ENDED, timeout=LONG_MS)
    assert program.state == "stopped"
    qtbot.waitUntil(lambda: program.released, timeout=LONG_MS)
