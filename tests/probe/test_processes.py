"""Who is who, who started whom, who waited, who ended whom and how."""

from __future__ import annotations

import signal
import textwrap
from pathlib import Path

import pytest

from procession import records
from tests.probe.observing import observe

METHODS = ("fork", "spawn", "forkserver")


def script(folder: Path, text: str) -> Path:
    path = folder / "program.py"
    path.write_text(textwrap.dedent(text))
    return path


@pytest.mark.parametrize("method", METHODS)
def test_every_process_says_who_it_is_and_how_it_ends(tmp_path: Path, method: str) -> None:
    program = script(
        tmp_path,
        """
        import multiprocessing as mp, os, sys

        def well():
            pass

        def badly():
            raise ZeroDivisionError("by hand")

        def leave():
            sys.exit(3)

        def vanish():
            os._exit(4)

        def nest():
            child = mp.Process(target=well, name="grandchild")
            child.start()
            child.join()

        if __name__ == "__main__":
            children = [
                mp.Process(target=what, name=what.__name__, daemon=what is well)
                for what in (well, badly, leave, vanish, nest)
            ]
            for child in children:
                child.start()
            for child in children:
                child.join()
            print(os.getpid(), *(child.pid for child in children))
            print(*(child.exitcode for child in children))
        """,
    )
    seen = observe(tmp_path, program, start_method=method)
    pids, codes = (list(map(int, line.split())) for line in seen.out.splitlines())
    assert codes == [0, 1, 3, 4, 0]
    main, *children = pids
    facts = {pid: seen.facts(pid) for pid in seen.pids}
    names = {told.get("name"): pid for pid, told in facts.items()}
    assert [facts[pid]["name"] for pid in children] == ["well", "badly", "leave", "vanish", "nest"]
    for pid in children:
        told = facts[pid]
        assert told["role"] == "child"
        assert told["start_method"] == method
        assert told["parent_pid"] == str(main)
        assert told["target"] == told["name"]
        assert told["daemon"] == str(int(told["name"] == "well"))
    assert facts[names["grandchild"]]["parent_pid"] == str(names["nest"])
    assert facts[main]["default_start_method"] == method
    ends = {r.pid: r.text for r in seen.records if r.kind == "exiting"}
    assert [ends.get(pid) for pid in children] == [
        "exit",
        "exception\x1fZeroDivisionError: by hand",
        "exit",
        None,
        "exit",
    ]
    reaped = {r.aux: r.value for r in seen.records if r.kind == "reaped" and r.pid == main}
    assert [reaped[pid] for pid in children] == codes
    joins = [r for r in seen.records if r.kind == "wait_expected" and r.pid == main and r.value > 1]
    assert [r.value for r in joins] == children
    assert {r.place for r in joins} == {"program.py:29"}


def test_whoever_terminates_a_child_is_told(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import multiprocessing as mp, time

        def stay():
            time.sleep(60)

        if __name__ == "__main__":
            one, two, three = [mp.Process(target=stay, daemon=True) for _ in range(3)]
            for child in (one, two, three):
                child.start()
            one.terminate()
            two.kill()
            one.join()
            two.join()
            print(one.pid, two.pid, three.pid)
        """,
    )
    seen = observe(tmp_path, program)
    pids = list(map(int, seen.out.split()))
    calls = [(r.text, r.value) for r in seen.records if r.kind == "call"]
    assert calls == list(zip(("terminate", "kill", "terminate"), pids, strict=True))
    reaped = {r.aux: r.value for r in seen.records if r.kind == "reaped"}
    assert reaped == {
        pids[0]: -signal.SIGTERM,
        pids[1]: -signal.SIGKILL,
        pids[2]: -signal.SIGTERM,
    }


def test_an_uncaught_exception_of_the_main_program_is_told(tmp_path: Path) -> None:
    seen = observe(tmp_path, script(tmp_path, "raise LookupError('nothing')\n"))
    assert seen.status == 1
    assert [r.text for r in seen.records if r.kind == "exiting"] == [
        "exception\x1fLookupError: nothing"
    ]


def test_a_python_that_the_program_starts_is_observed_too(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import os, subprocess, sys
        code = "from multiprocessing import Lock\\nwith Lock(): pass"
        subprocess.run([sys.executable, "-c", code], check=True)
        subprocess.run([sys.executable, "-c", code], check=True, env={}, close_fds=False)
        subprocess.run(["true"], check=True)
        """,
    )
    seen = observe(tmp_path, program)
    assert seen.status == 0, seen.err
    assert len(seen.pids) == 3
    assert seen.count()["held"] == 2
    # What is no Python is told of too, as another program.
    started = [r.text for r in seen.records if r.kind == "started"]
    assert sorted(started) == ["", "", records.OTHER_PROGRAM]
